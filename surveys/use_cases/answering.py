"""Answering a pulse: open the form, keep, change, show or withdraw an answer, put it off.

Nothing here writes a person beside an answer: a ballot lies under a tag that only the round's
key can make, and no other row, count or moment is kept of it.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from surveys.errors import (
    AnswerNotValid,
    KeyMissing,
    LaterThanClosing,
    NotAsked,
    NotOnTheList,
    RoundClosed,
)
from surveys.model.messages import Form, Reopened
from surveys.model.people import Account, Person
from surveys.model.questions import Answers, Item
from surveys.model.rounds import Ballot, Round, RoundState
from surveys.rules import sealing
from surveys.rules.schedule import moment
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.shifts import in_their_hours


class When(StrEnum):
    """How long to put a pulse off."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    SKIP = "skip"


def begin(runtime: Runtime, caller: Account, round_id: str, choice: int | None) -> Form | Reopened:
    """Open a round for its reader, with the tapped choice set; answers given before stay covered.

    Raises NotOnTheList, NotAsked, RoundClosed.
    """
    with runtime.store.begin() as tx:
        open_round, tag, _key = _place(runtime, tx, caller, round_id)
        if tx.ballots.find(round_id, tag) is not None:
            return Reopened(round_id, _local(runtime, open_round.closes_at))
        _person(tx, caller)
    chosen = {} if choice is None else {open_round.questions[0]: choice}
    return _form(runtime, open_round, Answers(scores=chosen, comment=None))


def recall(runtime: Runtime, caller: Account, round_id: str) -> Form:
    """Open the form with what its writer answered before, at their own word.

    Raises NotOnTheList, NotAsked, RoundClosed.
    """
    with runtime.store.begin() as tx:
        open_round, tag, key = _place(runtime, tx, caller, round_id)
        ballot = tx.ballots.find(round_id, tag)
    nothing = Answers(scores={}, comment=None)
    answers = sealing.unseal(key, round_id, tag, ballot.box) if ballot else nothing
    return _form(runtime, open_round, answers)


def pretend(runtime: Runtime) -> Form:
    """Open a form of which nothing is kept."""
    items = (runtime.bank.headline, runtime.bank.items[0])
    nothing = Answers(scores={}, comment=None)
    return Form(None, items, runtime.bank.comment, nothing, None, runtime.policy.thresholds)


def submit(runtime: Runtime, caller: Account, round_id: str, answers: Answers) -> bool:
    """Keep an answer in place of any earlier one; False: all was skipped, so nothing is kept.

    Raises NotOnTheList, NotAsked, RoundClosed, AnswerNotValid.
    """
    with runtime.store.begin() as tx:
        open_round, tag, key = _place(runtime, tx, caller, round_id)
        _person(tx, caller)
        _check(runtime, open_round, answers)
        if answers.is_empty:
            tx.ballots.withdraw(round_id, tag)
            return False
        nonce = runtime.entropy(sealing.NONCE_BYTES)
        size = sealing.payload_size(open_round.questions)
        box = sealing.seal(key, round_id, tag, nonce, answers, size)
        tx.ballots.put(round_id, Ballot(tag, box))
    return True


def withdraw(runtime: Runtime, caller: Account, round_id: str) -> bool:
    """Destroy an answer; False: there was none. Raises NotOnTheList, NotAsked, RoundClosed."""
    with runtime.store.begin() as tx:
        _round, tag, _key = _place(runtime, tx, caller, round_id)
        return tx.ballots.withdraw(round_id, tag)


def postpone(runtime: Runtime, caller: Account, round_id: str, when: When) -> datetime | None:
    """Ask again later, in the person's own hours and their organisation's zone; None: skipped.

    Raises NotOnTheList, NotAsked, RoundClosed, LaterThanClosing.
    """
    with runtime.store.begin() as tx:
        open_round, _tag, key = _place(runtime, tx, caller, round_id)
        person = _person(tx, caller)
        tag = sealing.later_tag(key, person.id)
        if when is When.SKIP:
            tx.ballots.forget_postponement(round_id, tag)
            return None
        due_at = _later(runtime, tx, person, when)
        if due_at >= open_round.closes_at:
            raise LaterThanClosing
        tx.ballots.postpone(round_id, tag, due_at)
    return _local(runtime, due_at)


def _place(
    runtime: Runtime, tx: Transaction, caller: Account, round_id: str
) -> tuple[Round, bytes, bytes]:
    """Return the open round, the caller's tag in it, and its key.

    Someone who has left since they were asked can still come back to their answer.
    """
    place = tx.rounds.place(round_id, caller.slack_id, caller.workspace)
    if place is None:
        if tx.people.find_by_account(caller.slack_id, caller.workspace) is None:
            raise NotOnTheList
        raise RoundClosed  # there is no such round
    if place.round.state is not RoundState.OPEN or place.round.closes_at <= runtime.now():
        raise RoundClosed
    if not place.asked:
        raise NotAsked
    key = runtime.store.keys.find(round_id)
    if key is None:
        raise KeyMissing
    return place.round, sealing.tag(key, place.person_id), key


def _person(tx: Transaction, caller: Account) -> Person:
    person = tx.people.find_by_account(caller.slack_id, caller.workspace)
    if person is None or not person.active:
        raise NotOnTheList
    return person


def _check(runtime: Runtime, open_round: Round, answers: Answers) -> None:
    items = {one: runtime.bank.item_by_id[one] for one in open_round.questions}
    if not all(_fits(items.get(question), score) for question, score in answers.scores.items()):
        raise AnswerNotValid
    if answers.comment is not None and len(answers.comment) > sealing.COMMENT_CHARACTERS:
        raise AnswerNotValid


def _fits(item: Item | None, score: int) -> bool:
    return item is not None and item.scale.lo <= score <= item.scale.hi


def _form(runtime: Runtime, open_round: Round, chosen: Answers) -> Form:
    return Form(
        round_id=open_round.id,
        items=tuple(runtime.bank.item_by_id[one] for one in open_round.questions),
        comment=runtime.bank.comment,
        chosen=chosen,
        closes_at=_local(runtime, open_round.closes_at),
        thresholds=open_round.thresholds,
    )


def _later(runtime: Runtime, tx: Transaction, person: Person, when: When) -> datetime:
    policy = runtime.policy
    start = runtime.now() + timedelta(hours=3)
    if when is When.TOMORROW:
        tomorrow = runtime.now().astimezone(policy.zone).date() + timedelta(days=1)
        start = moment(tomorrow, policy.opening_time, policy.zone)
    return in_their_hours(runtime, tx, person, start)


def _local(runtime: Runtime, at: datetime) -> datetime:
    return at.astimezone(runtime.policy.zone)
