"""Guarding: words that would give somebody away are pointed out before anything of them is kept.

What else was answered is kept at once, so that nobody loses it by closing the form. A text with
such words goes back to its author alone: it is written nowhere, and what was found in it is
neither stored nor counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from surveys.errors import AnswerMissing, AnswerNotValid, NotOnTheList, WordsTooLong
from surveys.model.people import Account
from surveys.model.questions import Answers, Question
from surveys.model.rounds import Ballot
from surveys.model.support import Route
from surveys.model.words import Held, Rewritten
from surveys.rules import sealing
from surveys.rules.fitting import fits, in_order, missing
from surveys.rules.words import guarded, put_back, routes_for
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases import answering
from surveys.use_cases.asked import asked_in
from surveys.use_cases.casting import stand


@dataclass(frozen=True)
class Sent:
    """What became of a form, for its author alone."""

    kept: bool  # False: nothing was answered, or only in words that are held back
    held: tuple[Held, ...]  # texts that are not kept yet
    routes: frozenset[Route]  # where their author is shown to turn


def send(runtime: Runtime, caller: Account, round_id: str, answers: Answers) -> Sent:
    """Keep an answer less the texts that would give somebody away.

    Raises NotOnTheList, NotAsked, RoundClosed, AnswerNotValid, AnswerMissing.
    """
    held = _held_back(runtime, round_id, answers.comments)
    routes = routes_of(answers.comments.values())
    if not held:
        return Sent(answering.submit(runtime, caller, round_id, answers), (), routes)
    back = frozenset(one.question_id for one in held)
    clean = {one: said for one, said in answers.comments.items() if one not in back}
    rest = replace(answers, comments=clean)
    return Sent(answering.submit(runtime, caller, round_id, rest, back), held, routes)


def send_words(
    runtime: Runtime, caller: Account, round_id: str, rewritten: Mapping[str, Rewritten]
) -> Sent:
    """Add texts that were held back to their author's answer, as they have left them.

    Sent twice, they are kept once. A text in which there is still something is held back again.
    Raises NotOnTheList, NotAsked, RoundClosed, AnswerNotValid, AnswerMissing, WordsTooLong.
    """
    texts = {one: _whole(again) for one, again in rewritten.items()}
    if too_long := [one for one, said in texts.items() if len(said) > sealing.COMMENT_CHARACTERS]:
        raise WordsTooLong(too_long)
    ticked = {one: frozenset(again.kept.values()) for one, again in rewritten.items()}
    held = _held_back(runtime, round_id, texts, ticked)
    back = frozenset(one.question_id for one in held)
    with runtime.store.begin() as tx:
        ready = {one: said for one, said in texts.items() if one not in back}
        kept = _add(runtime, tx, caller, round_id, ready)
    return Sent(kept, held, routes_of(texts.values()))


def routes_of(texts: Iterable[str]) -> frozenset[Route]:
    """Where the writer of some texts is shown to turn; nobody is told, and nothing is stored."""
    return frozenset(
        route for one in texts for route in routes_for(one[: sealing.COMMENT_CHARACTERS])
    )


def _held_back(
    runtime: Runtime,
    round_id: str,
    texts: Mapping[str, str],
    ticked: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> tuple[Held, ...]:
    """The texts that name somebody who is neither a unit of ours nor ticked by the author."""
    found = [one for one, said in texts.items() if _tells(said, ticked.get(one, frozenset()))]
    if not found:
        return ()  # as nearly always: nothing has to be looked up
    with runtime.store.published() as db:
        ours = frozenset(unit.name for unit in db.units.ever())
    found = [one for one in found if _tells(texts[one], ours | ticked.get(one, frozenset()))]
    if not found:
        return ()
    with runtime.store.begin() as tx:
        asked = {one.id: one.text for one in _asked(runtime, tx, round_id)}
    # What was ticked is pointed out once more, and ticked: places have moved.
    again = [(one, guarded(texts[one], ours)) for one in found]
    return tuple(
        Held(one, asked.get(one, ""), what, ticked.get(one, frozenset()))
        for one, what in again
        if what is not None
    )


def _tells(said: str, accepted: frozenset[str]) -> bool:
    # What is longer than any form takes is refused without being searched.
    return len(said) <= sealing.COMMENT_CHARACTERS and guarded(said, accepted) is not None


def _asked(runtime: Runtime, tx: Transaction, round_id: str) -> tuple[Question, ...]:
    opened = next((one for one in tx.rounds.open() if one.id == round_id), None)
    return () if opened is None else asked_in(runtime, tx, opened).questions


def _whole(again: Rewritten) -> str:
    """The text with the words that its author ticked in their places."""
    places = {place: word for place, word in again.kept.items() if 0 <= place < again.marks}
    return put_back(again.text, places, again.marks).strip()


def _add(
    runtime: Runtime,
    tx: Transaction,
    caller: Account,
    round_id: str,
    texts: Mapping[str, str],
) -> bool:
    """Put texts into the caller's answer, an empty one out of it; say whether any is left."""
    place = tx.rounds.places([(round_id, caller)]).get((round_id, caller))
    opened, tag, key = stand(runtime, tx, caller, place)
    if place is None or not place.active:
        raise NotOnTheList
    asked = asked_in(runtime, tx, opened)
    layout = sealing.layout_of(asked.questions)
    before = tx.ballots.find(round_id, tag)
    so_far = sealing.unseal(key, round_id, tag, before.box, layout) if before else Answers()
    words = {one: said for one, said in {**so_far.comments, **texts}.items() if said}
    answers = replace(so_far, comments=words)
    if not fits(asked.questions, answers):
        raise AnswerNotValid
    if skipped := missing(asked.questions, asked.required & set(texts), answers):
        raise AnswerMissing(skipped)
    if answers.is_empty:
        tx.ballots.withdraw(round_id, tag)
        return False
    nonce = runtime.entropy(sealing.NONCE_BYTES)
    said = in_order(asked.questions, answers)
    tx.ballots.put([(round_id, Ballot(tag, sealing.seal(key, round_id, tag, nonce, said, layout)))])
    return True
