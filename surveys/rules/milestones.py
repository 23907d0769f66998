"""Milestones: who reaches so many months after a day of their own, and until when to ask of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from surveys.model.milestones import Event
from surveys.model.people import Person
from surveys.rules.calendar import working_day_from, working_days_before
from surveys.rules.recurrence import month_later

SPARE: Final = 2  # people of a pool beyond those whose answers a release needs


@dataclass(frozen=True)
class Reached:
    """One person at one milestone."""

    person_id: str
    months: int
    on: date  # the working day on which they reach it


def days_of(people: Iterable[Person], event: Event) -> dict[str, date]:
    """Return the day of an event by person, of those who have one."""
    return {one.id: day for one in people if (day := one.on(event)) is not None}


def milestone_date(start_date: date, months: int, region: str = "England") -> date:
    """Return the working day on which `months` whole months, 0 or more, have passed since a day.

    Where the month has no such day its last one counts: 31 August and six months give the end of
    February. A day on which offices are closed moves to the next working day.
    """
    return working_day_from(month_later(start_date, months), region)


def next_check(after: date, region: str = "England") -> date:
    """Return the first day later than one on which pools are looked into.

    It is the first working day of each quarter: fixed, so that the day a pool is opened tells
    nothing of how many have answered by then.
    """
    month = after.month - (after.month - 1) % 3
    quarter = after.replace(month=month, day=1)
    while (check := working_day_from(quarter, region)) <= after:
        quarter = month_later(quarter, 3)
    return check


def may_release(asked: int, answered: int, fewest: int) -> bool:
    """Say whether a pool may be released: enough have answered, and two more were asked than that.

    Managers and HR know who reached a milestone, and everybody knows the day of a release. Of a
    pool of just so many it would tell that each of them has answered; with one person more, whoever
    kept silent would know it of all the others.
    """
    return answered >= fewest and asked >= fewest + SPARE


def last_joining(check: date, working_days: int, region: str = "England") -> date:
    """Return the last day on which somebody may be asked and still has so many days to answer."""
    return working_days_before(check, max(working_days - 1, 0), region)


def reached(
    start_dates: Mapping[str, date],
    months: Iterable[int],
    earliest: date,
    latest: date,
    region: str = "England",
) -> tuple[Reached, ...]:
    """Return who reaches which milestone from one day to another, both included.

    `start_dates` is by person. Ordered by person as given, then by milestone.
    """
    chosen = tuple(sorted(months))
    return tuple(
        Reached(person_id, count, on)
        for person_id, start in start_dates.items()
        for count in chosen
        if earliest <= (on := milestone_date(start, count, region)) <= latest
    )


def useful_since(today: date, working_days: int, region: str = "England") -> date:
    """Return the earliest day on which a milestone reached is worth asking about today.

    It is asked on its day, or up to `working_days` (0 or more) later: after an outage, or where
    something else was asked that week. Raises ValueError below 0.
    """
    return working_days_before(today, working_days, region)
