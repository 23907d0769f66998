"""Selecting: whom a survey asks on a day, and how many it leaves out for which reason."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from surveys.model.asking import Ask, Reason
from surveys.model.people import Person
from surveys.model.surveys import WEEKLY_PULSE, Calendar, Every, Survey, SurveyState
from surveys.rules.audience import left_out, places_of
from surveys.rules.burden import horizon_days, too_much
from surveys.rules.milestones import days_of, next_check, reached
from surveys.rules.recurrence import LONGEST_MOVE, Occurrence, closing_on, occurrences
from surveys.rules.schedule import closing_from, moment
from surveys.rules.shifts import Shift
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.shifts import shifts

Asks = Mapping[str, Sequence[Ask]]  # by person


@dataclass(frozen=True)
class Day:
    """One day on which a survey asks."""

    named: date | None  # by its calendar, before it moved; None: opened by hand
    local_date: date  # on which people are asked
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class Selected:
    """Whom a survey asks, and for each of the others the reason."""

    asked: tuple[Person, ...]
    left_out: Mapping[str, Reason]  # by person

    @property
    def counts(self) -> Mapping[Reason, int]:
        """How many people are left out, by reason."""
        return Counter(self.left_out.values())


def day_of(runtime: Runtime, survey: Survey, calendar: Calendar, date: Occurrence) -> Day:
    """Return one date of a survey's calendar; its round ends where the next one begins."""
    if survey.is_pooled:
        closes_at = _check(runtime, date.local_date)
    else:
        at, working_days = runtime.policy.closing_time, survey.open_working_days
        closes_at = closing_on(calendar, date, working_days, at)
    return Day(date.named, date.local_date, date.opens_at, closes_at)


def this_day(runtime: Runtime, survey: Survey) -> Day:
    """Return now, as if a survey were asked by hand."""
    now, at = runtime.now(), runtime.policy.closing_time
    zone = survey.calendar.zone if survey.calendar else runtime.policy.zone
    today = now.astimezone(zone).date()
    if survey.is_pooled:
        return Day(None, today, now, _check(runtime, today))
    return Day(None, today, now, closing_from(now, survey.open_working_days, at, zone))


def next_day(runtime: Runtime, survey: Survey, date: Occurrence | None) -> Day:
    """Return a date of a survey's calendar; where there is none now, as if asked by hand."""
    if survey.calendar and date:
        return day_of(runtime, survey, survey.calendar, date)
    return this_day(runtime, survey)


def select(
    runtime: Runtime,
    tx: Transaction,
    survey: Survey,
    day: Day,
    among: Iterable[Person] | None = None,
    *,
    is_over: bool = False,
) -> Selected:
    """Choose whom a survey asks on a day, among some people or everyone in the list.

    `is_over`: the day is long gone, and only what was asked up to it counts.
    """
    people = [one for one in (tx.people.all() if among is None else among) if one.active]
    places = places_of(survey.audience, tx.units.ever())
    past: Asks = tx.asks.since(day.local_date - _far(runtime) - LONGEST_MOVE)
    planned = _planned(runtime, tx, people, day) if survey.id == WEEKLY_PULSE else {}
    came_later: Asks = {}
    if is_over:
        past, came_later = _parted(past, day.local_date)
    works = _works(runtime, tx, day.opens_at if is_over else max(day.opens_at, runtime.now()), day)
    ask = Ask(survey.id, day.local_date, survey.minutes, day.named)
    calendar = survey.calendar
    asked: list[Person] = []
    others: dict[str, Reason] = {}
    for person in people:
        reason = left_out(person, survey.audience, places, day.local_date, runtime.policy)
        if calendar is not None and person.on(calendar.event) is None:
            reason = Reason.NOT_IN_AUDIENCE
        if reason is None and not works(person):
            reason = Reason.NO_HOURS
        if reason is None:
            coming = {*planned.get(person.id, ()), *came_later.get(person.id, ())}
            longer = coming if survey.id == WEEKLY_PULSE else ()
            reason = too_much(ask, past.get(person.id, ()), runtime.policy, longer)
        if reason is None:
            asked.append(person)
        else:
            others[person.id] = reason
    return Selected(tuple(asked), others)


def _works(
    runtime: Runtime, tx: Transaction, since: datetime, day: Day
) -> Callable[[Person], bool]:
    """Return what tells whether anybody works between a moment and the end of a day's round."""
    shift_of = shifts(runtime, tx)
    known: dict[Shift, bool] = {}  # most people share theirs with many others

    def works(person: Person) -> bool:
        shift = shift_of(person)
        if shift not in known:
            known[shift] = shift.next_moment(since) < day.closes_at
        return known[shift]

    return works


def _parted(asks: Asks, day: date) -> tuple[Asks, Asks]:
    """Part what was asked up to a day from the longer surveys that came after it."""
    before, later = {}, {}
    for person_id, some in asks.items():
        before[person_id] = [one for one in some if one.asked_on <= day]
        later[person_id] = [
            one for one in some if one.asked_on > day and one.survey != WEEKLY_PULSE
        ]
    return before, later


def _planned(runtime: Runtime, tx: Transaction, people: Sequence[Person], day: Day) -> Asks:
    """What longer surveys have planned for each person, as far ahead as the pulse gives way."""
    found: dict[str, list[Ask]] = defaultdict(list)
    units = tx.units.ever()
    for kept in tx.surveys.in_state(SurveyState.RUNNING):
        survey = kept.survey
        if survey.id == WEEKLY_PULSE or survey.calendar is None:
            continue
        places = places_of(survey.audience, units)
        due = tx.schedules.next_run(survey.id) or runtime.now()
        for one, some in _coming(runtime, survey.calendar, people, day, due):
            ask = Ask(survey.id, one.local_date, survey.minutes, one.named)
            for person in some:
                if not left_out(person, survey.audience, places, one.local_date, runtime.policy):
                    found[person.id].append(ask)
    return found


def _coming(
    runtime: Runtime, calendar: Calendar, people: Sequence[Person], day: Day, due: datetime
) -> Iterable[tuple[Occurrence, Sequence[Person]]]:
    """The days on which a calendar asks from what is due on, and whom it could ask on each."""
    far = _far(runtime)
    if calendar.every is Every.MILESTONE:
        by_id = {person.id: person for person in people}
        starts = days_of(people, calendar.event)
        first = max(day.local_date, calendar.starts)
        return [
            (Occurrence(one.on, one.on, day.opens_at), [by_id[one.person_id]])
            for one in reached(starts, calendar.months, first, day.local_date + far)
        ]
    # From what is due: a round that could not be opened just now is still to come.
    before = due - timedelta(seconds=1)
    until = max(due, day.opens_at) + far
    return [(one, people) for one in occurrences(calendar, before, until)]


def _check(runtime: Runtime, day: date) -> datetime:
    """Return when pools are next looked into after a day."""
    return moment(next_check(day), runtime.policy.closing_time, runtime.policy.zone)


def _far(runtime: Runtime) -> timedelta:
    return timedelta(days=horizon_days(runtime.policy))
