"""Answering a survey: open the form, keep, change, show or withdraw an answer, put it off.

Nothing here writes a person beside an answer: a ballot lies under a tag that only the round's
key can make, and no other row, count or moment is kept of it.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from surveys.errors import (
    LaterThanClosing,
    NotOnTheList,
)
from surveys.model.messages import About, Form, Reopened
from surveys.model.people import Account, Person
from surveys.model.questions import Answers, Question
from surveys.model.rounds import Round
from surveys.model.surveys import Survey
from surveys.rules import sealing
from surveys.rules.fitting import tapped
from surveys.rules.schedule import moment
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.asked import Asked, about, asked_in
from surveys.use_cases.casting import Cast, cast_all, stand
from surveys.use_cases.shifts import shifts


class When(StrEnum):
    """How long to put a round off."""

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
            closes_at = _local(runtime, open_round.closes_at)
            return Reopened(round_id, about(runtime, tx, open_round), closes_at)
        _person(tx, caller)
        asked = asked_in(runtime, tx, open_round)
    return _form(runtime, open_round, asked, tapped(asked.questions[0], choice))


def recall(runtime: Runtime, caller: Account, round_id: str) -> Form:
    """Open the form with what its writer answered before, at their own word.

    Raises NotOnTheList, NotAsked, RoundClosed.
    """
    with runtime.store.begin() as tx:
        open_round, tag, key = _place(runtime, tx, caller, round_id)
        ballot = tx.ballots.find(round_id, tag)
        asked = asked_in(runtime, tx, open_round)
    if ballot is None:
        return _form(runtime, open_round, asked, Answers())
    layout = sealing.layout_of(asked.questions)
    answers = sealing.unseal(key, round_id, tag, ballot.box, layout)
    return _form(runtime, open_round, asked, answers)


def pretend(runtime: Runtime, survey: Survey | None = None) -> Form:
    """Open a form of which nothing is kept: a survey's, or that of a short weekly pulse."""
    bank, thresholds = runtime.bank, runtime.policy.thresholds
    if survey is None or not survey.questions:
        asked: tuple[Question, ...] = (bank.headline, bank.items[0], bank.comment)
        return Form(None, None, asked, frozenset(), Answers(), None, thresholds)
    said = About(survey.title, survey.purpose, survey.minutes)
    return Form(None, said, survey.questions, survey.required, Answers(), None, thresholds)


def submit(
    runtime: Runtime,
    caller: Account,
    round_id: str,
    answers: Answers,
    held: frozenset[str] = frozenset(),
) -> bool:
    """Keep an answer in place of any earlier one; False: all was skipped, so nothing is kept.

    `held` are questions that were answered in words which are not kept yet.

    Raises NotOnTheList, NotAsked, RoundClosed, AnswerNotValid, AnswerMissing.
    """
    cast = Cast(caller, round_id, answers, held)
    kept: bool = runtime.store.group.add(cast, lambda casts: cast_all(runtime, casts))
    return kept


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
    """Where a caller stands; whoever has left since they were asked can still come back."""
    places = tx.rounds.places([(round_id, caller)])
    return stand(runtime, tx, caller, places.get((round_id, caller)))


def _person(tx: Transaction, caller: Account) -> Person:
    person = tx.people.find_by_account(caller.slack_id, caller.workspace)
    if person is None or not person.active:
        raise NotOnTheList
    return person


def _form(runtime: Runtime, open_round: Round, asked: Asked, chosen: Answers) -> Form:
    return Form(
        round_id=open_round.id,
        about=asked.about,
        questions=asked.questions,
        required=asked.required,
        chosen=chosen,
        closes_at=_local(runtime, open_round.closes_at),
        thresholds=open_round.thresholds,
    )


def _later(runtime: Runtime, tx: Transaction, person: Person, when: When) -> datetime:
    now, policy, shift = runtime.now(), runtime.policy, shifts(runtime, tx)(person)
    if when is When.TODAY:
        return shift.later(now)
    tomorrow = now.astimezone(policy.zone).date() + timedelta(days=1)
    return shift.next_moment(moment(tomorrow, policy.opening_time, policy.zone))


def _local(runtime: Runtime, at: datetime) -> datetime:
    return at.astimezone(runtime.policy.zone)
