"""Selecting: whom a survey asks on a day, and how many it leaves out for which reason."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from surveys.model.asking import Ask, Reason
from surveys.model.people import Person
from surveys.model.surveys import WEEKLY_PULSE, Calendar, Every, Survey, SurveyState
from surveys.rules.audience import left_out, places_of
from surveys.rules.burden import horizon_days, too_much
from surveys.rules.milestones import reached
from surveys.rules.recurrence import occurrences
from surveys.runtime import Runtime
from surveys.store.database import Transaction

Planned = Mapping[str, Sequence[Ask]]  # by person


@dataclass(frozen=True)
class Day:
    """One day on which a survey asks."""

    named: date  # by its calendar: burden counts from it
    local_date: date  # on which people are asked
    opens_at: datetime


@dataclass(frozen=True)
class Selected:
    """Whom a survey asks, and for each of the others the reason."""

    asked: tuple[Person, ...]
    left_out: Mapping[str, Reason]  # by person

    @property
    def counts(self) -> Mapping[Reason, int]:
        """How many people are left out, by reason."""
        return Counter(self.left_out.values())


def select(
    runtime: Runtime,
    tx: Transaction,
    survey: Survey,
    day: Day,
    among: Iterable[Person] | None = None,
) -> Selected:
    """Choose whom a survey asks on a day, among some people or everyone in the list."""
    policy = runtime.policy
    people = [one for one in (tx.people.all() if among is None else among) if one.active]
    places = places_of(survey.audience, tx.units.ever())
    ask = Ask(survey.id, day.named, survey.minutes)
    past = tx.asks.since(day.named - timedelta(days=horizon_days(policy)))
    planned = _planned(runtime, tx, people, day) if survey.id == WEEKLY_PULSE else {}
    asked: list[Person] = []
    others: dict[str, Reason] = {}
    for person in people:
        reason = left_out(person, survey.audience, places, day.local_date, policy) or too_much(
            ask, past.get(person.id, ()), policy, planned.get(person.id, ())
        )
        if reason is None:
            asked.append(person)
        else:
            others[person.id] = reason
    return Selected(tuple(asked), others)


def _planned(runtime: Runtime, tx: Transaction, people: Sequence[Person], day: Day) -> Planned:
    """What longer surveys have planned for each person, as far ahead as the pulse gives way."""
    found: dict[str, list[Ask]] = defaultdict(list)
    units = tx.units.ever()
    for kept in tx.surveys.in_state(SurveyState.RUNNING):
        survey = kept.survey
        if survey.id == WEEKLY_PULSE or survey.calendar is None:
            continue
        places = places_of(survey.audience, units)
        due = tx.schedules.next_run(survey.id) or runtime.now()
        for on, some in _coming(runtime, survey.calendar, people, day, due):
            for person in some:
                if left_out(person, survey.audience, places, on, runtime.policy) is None:
                    found[person.id].append(Ask(survey.id, on, survey.minutes))
    return found


def _coming(
    runtime: Runtime, calendar: Calendar, people: Sequence[Person], day: Day, due: datetime
) -> Iterable[tuple[date, Sequence[Person]]]:
    """The days on which a calendar asks from what is due on, and whom it could ask on each."""
    far = timedelta(days=horizon_days(runtime.policy))
    if calendar.every is Every.MILESTONE:
        by_id = {person.id: person for person in people}
        starts = {person.id: person.start_date for person in people}
        first = max(day.local_date, calendar.starts)
        return [
            (one.on, [by_id[one.person_id]])
            for one in reached(starts, calendar.months, first, day.local_date + far)
        ]
    # From what is due: a round that could not be opened just now is still to come.
    before = due - timedelta(seconds=1)
    until = max(due, day.opens_at) + far
    return [(one.named, people) for one in occurrences(calendar, before, until)]
