"""Launching a round: its questions, its tree, its key, its roster and its messages."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from surveys.model.deliveries import Delivery, Kind
from surveys.model.people import Person
from surveys.model.policy import ROUNDS_A_WINDOW
from surveys.model.rounds import Round, RoundState, Seat
from surveys.model.surveys import WEEKLY_PULSE, KeptSurvey, Survey
from surveys.rules.calendar import working_days_before
from surveys.rules.feasibility import scope_of
from surveys.rules.rotation import items_for
from surveys.rules.schedule import moment
from surveys.rules.sealing import KEY_BYTES
from surveys.rules.seating import frozen_tree, leaf_of, whole_tree
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.asked import definition_of
from surveys.use_cases.selecting import Day, Selected
from surveys.use_cases.shifts import shifts


def launch(
    runtime: Runtime,
    tx: Transaction,
    kept: KeptSurvey,
    day: Day,
    selected: Selected,
    milestone: int | None = None,
) -> Round:
    """Open a round of a survey for whom it selected, one person or more.

    It is the pool of a milestone, so many months, or where there is none asks everybody on one day.
    Raises RoundAlreadyOpen.
    """
    survey = kept.survey
    number = tx.rounds.next_number(survey.id)
    opened = Round(
        id=runtime.new_id(),
        survey=survey.id,
        revision=kept.revision,
        number=number,
        window_id=_window(runtime, tx, survey, number),
        local_date=day.local_date,
        opens_at=day.opens_at,
        closes_at=day.closes_at,
        state=RoundState.OPEN,
        repeats=False,
        questions=_questions(runtime, survey, number),
        minutes=survey.minutes,
        thresholds=runtime.policy.thresholds,
        milestone=milestone,
    )
    _make_key(runtime, tx, opened)
    seats = seats_of(tx, opened, selected.asked)
    tx.rounds.add(opened, seats, day.named)
    tx.asks.leave_out(opened.id, selected.counts)
    tx.deliveries.add(messages(runtime, tx, opened, survey, selected.asked, opened.opens_at))
    return opened


def relaunch(runtime: Runtime, tx: Transaction, lost: Round, closes_at: datetime) -> Round:
    """Open a round in place of one whose key is lost: the same people, the same ask."""
    now = runtime.now()
    opened = replace(
        lost,
        id=runtime.new_id(),
        opens_at=now,
        closes_at=closes_at,
        local_date=now.astimezone(runtime.policy.zone).date(),
        state=RoundState.OPEN,
        repeats=True,
        thresholds=runtime.policy.thresholds,
    )
    _make_key(runtime, tx, opened)
    tx.rounds.add(opened, ())
    tx.asks.copy(opened.id, lost.id)
    tx.asks.leave_out(opened.id, tx.asks.left_out(lost.id))
    asked = {seat.person_id for seat in tx.rounds.roster(opened.id)}
    people = [person for person in tx.people.all() if person.active and person.id in asked]
    survey = definition_of(runtime, tx, lost.survey, lost.revision)
    tx.deliveries.add(messages(runtime, tx, opened, survey, people, now))
    return opened


def messages(
    runtime: Runtime,
    tx: Transaction,
    opened: Round,
    survey: Survey,
    people: Iterable[Person],
    since: datetime,
) -> list[Delivery]:
    """Return what a round sends people who are asked from a moment on, each in their hours."""
    shift_of = shifts(runtime, tx)
    reminded_at = _reminder(opened, survey)
    found = []
    for person in people:
        due_at = shift_of(person).next_moment(since)
        found.append(_delivery(runtime, Kind.INVITATION, person, opened, due_at))
        due_at = shift_of(person).next_moment(reminded_at) if reminded_at else opened.closes_at
        if due_at < opened.closes_at:
            found.append(_delivery(runtime, Kind.REMINDER, person, opened, due_at))
    return found


def seats_of(tx: Transaction, opened: Round, people: Iterable[Person]) -> list[Seat]:
    """Return where people sit in the tree of a round."""
    tree, units = tx.windows.tree(opened.window_id), tx.units.ever()
    return [Seat(person.id, leaf_of(tree, units, person.unit_id)) for person in people]


def _make_key(runtime: Runtime, tx: Transaction, opened: Round) -> None:
    """Make the key of a round before the round: without one it could keep nothing."""
    runtime.store.keys.create(opened.id, runtime.entropy(KEY_BYTES))
    tx.keys_made.append(opened.id)


def _reminder(opened: Round, survey: Survey) -> datetime | None:
    """Return when everyone asked is reminded, a working day before the closing one. None: never.

    When a pool closes depends on how many have answered, so nobody is reminded of it.
    """
    is_told = survey.reminder and survey.id != WEEKLY_PULSE and not opened.is_pooled
    if not is_told or survey.calendar is None:
        return None
    zone = survey.calendar.zone
    day = working_days_before(opened.closes_at.astimezone(zone).date(), 1)
    if day <= opened.opens_at.astimezone(zone).date():
        return None  # on its very first day nobody needs to be reminded
    return moment(day, survey.calendar.at, zone)


def _delivery(
    runtime: Runtime, kind: Kind, person: Person, opened: Round, due_at: datetime
) -> Delivery:
    return Delivery(
        id=runtime.new_id(), kind=kind, person_id=person.id, subject=opened.id, due_at=due_at
    )


def _questions(runtime: Runtime, survey: Survey, number: int) -> tuple[str, ...]:
    if survey.id == WEEKLY_PULSE:
        return tuple(item.id for item in items_for(runtime.bank, number))
    return tuple(question.id for question in survey.questions)


def _window(runtime: Runtime, tx: Transaction, survey: Survey, round_number: int) -> str:
    """Return the window of a round: the pulse's last a quarter, any other survey's one round."""
    is_pulse = survey.id == WEEKLY_PULSE
    number = round_number // ROUNDS_A_WINDOW if is_pulse else round_number
    found = tx.windows.find(survey.id, number)
    if found is not None:
        return found
    is_whole = scope_of(survey, frozenset()).is_whole_only
    tree = (whole_tree if is_whole else frozen_tree)(tx.units.all())
    window_id = runtime.new_id()
    tx.windows.add(window_id, survey.id, number, tree)
    return window_id
