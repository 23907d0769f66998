"""Casting: what people send is sealed and kept, everyone's of the same moment together.

Everyone answers in the same hour, so here alone one transaction serves several people. Nothing in
it says who they are: ballots lie under tags, as they do in a transaction of one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from surveys.errors import (
    AnswerMissing,
    AnswerNotValid,
    KeyMissing,
    NotAsked,
    NotOnTheList,
    RoundClosed,
)
from surveys.model.people import Account
from surveys.model.questions import Answers
from surveys.model.rounds import Ballot, Place, Round, RoundState
from surveys.rules import sealing
from surveys.rules.fitting import fits, in_order, missing
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.asked import asked_in


@dataclass(frozen=True)
class Cast:
    """What one person sends."""

    caller: Account
    round_id: str
    answers: Answers
    held: frozenset[str] = frozenset()  # questions answered in words that are not kept yet


def cast_all(runtime: Runtime, casts: Sequence[Cast]) -> list[bool | Exception]:
    """Keep what many people send; for each: was there anything to keep, or why it was refused."""
    results: list[bool | Exception] = []
    last: dict[tuple[str, bytes], Ballot | None] = {}  # of each person; None: nothing to keep
    key_of = cache(runtime.store.keys.find)  # one file for everyone
    with runtime.store.begin() as tx:
        places = tx.rounds.places([(one.round_id, one.caller) for one in casts])
        for cast in casts:
            place = places.get((cast.round_id, cast.caller))
            try:
                tag, ballot = _sealed(runtime, tx, place, cast, key_of)
            except Exception as error:  # theirs alone: everyone else's answer is kept
                results.append(error)
            else:
                last[cast.round_id, tag] = ballot
                results.append(ballot is not None)
        # In one order everywhere, so that two processes never wait for each other's rows.
        kept = sorted(last.items(), key=lambda one: one[0])
        tx.ballots.put((round_id, ballot) for (round_id, _tag), ballot in kept if ballot)
        for (round_id, tag), ballot in kept:
            if ballot is None:
                tx.ballots.withdraw(round_id, tag)
    return results


def stand(
    runtime: Runtime,
    tx: Transaction,
    caller: Account,
    place: Place | None,
    key_of: Callable[[str], bytes | None] | None = None,
) -> tuple[Round, bytes, bytes]:
    """Return the open round in which a caller stands, their tag in it, and its key.

    `key_of` finds the key of a round, if not as the store does.

    Raises NotOnTheList, NotAsked, RoundClosed, KeyMissing.
    """
    if place is None:
        if tx.people.find_by_account(caller.slack_id, caller.workspace) is None:
            raise NotOnTheList
        raise RoundClosed  # there is no such round
    if place.round.state is not RoundState.OPEN or place.round.closes_at <= runtime.now():
        raise RoundClosed
    if not place.asked:
        raise NotAsked
    key = (key_of or runtime.store.keys.find)(place.round.id)
    if key is None:
        raise KeyMissing
    return place.round, sealing.tag(key, place.person_id), key


def _sealed(
    runtime: Runtime,
    tx: Transaction,
    place: Place | None,
    cast: Cast,
    key_of: Callable[[str], bytes | None],
) -> tuple[bytes, Ballot | None]:
    open_round, tag, key = stand(runtime, tx, cast.caller, place, key_of)
    if place is None or not place.active:
        raise NotOnTheList
    asked = asked_in(runtime, tx, open_round)
    if not fits(asked.questions, cast.answers):
        raise AnswerNotValid
    if skipped := missing(asked.questions, asked.required - cast.held, cast.answers):
        raise AnswerMissing(skipped)
    if cast.answers.is_empty:
        return tag, None
    nonce, layout = runtime.entropy(sealing.NONCE_BYTES), sealing.layout_of(asked.questions)
    said = in_order(asked.questions, cast.answers)
    return tag, Ballot(tag, sealing.seal(key, open_round.id, tag, nonce, said, layout))
