"""Landmarks: which milestones a manager is told of, when, and with which kindness beside them.

A manager is told only what they know anyway: how long somebody has been here, that a probation
ends, that a placement begins, that somebody is back. That somebody was recruited from abroad is
not told: of them too a manager reads "one year". No survey and no answer is looked at here, so
that a message can say nothing of either.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from zlib import crc32

from surveys.model.milestones import Event, Kindness, Landmark, LandmarkLine
from surveys.model.people import Person
from surveys.rules.calendar import working_day_from, working_days_before
from surveys.rules.recurrence import month_later

A_YEAR: Final = 12
_MOST_YEARS: Final = 50
# Months after each day of somebody's own of which their manager is told; ABROAD is none of them.
TOLD: Final[Mapping[Event, tuple[int, ...]]] = {
    Event.QUALIFIED: (3, 6, 9, 12),
    Event.PROBATION: (0,),
    Event.PLACEMENT: (0,),
    Event.STEP_UP: (0, 6, 12),
    Event.APPRENTICE: (0, 6, 12),
    Event.BACK: (0, 1),
    Event.START: (6, *range(A_YEAR, _MOST_YEARS * A_YEAR + 1, A_YEAR)),
}
AHEAD: Final = 3  # working days between the message and the milestone
GROUPED: Final = 5  # working days ahead that a message looks, so that a week has one of them
SHOWN: Final = timedelta(days=31)  # what Home looks ahead
FORGOTTEN: Final = timedelta(days=31)  # after its day: then nobody need know that it was told


@dataclass(frozen=True)
class Reach:
    """The start dates that a span of days can be a milestone of, for a database to look through."""

    months: tuple[int, ...]  # of the year, 1 to 12
    days: tuple[int, ...]  # of the month
    since: date  # another day of somebody's own is no older


def reach(today: date, until: date) -> Reach:
    """Return what start dates may have a landmark from one day to another, both included."""
    span = [today + timedelta(days=step) for step in range((until - today).days + 1)]
    ends = any((day + timedelta(days=1)).day == 1 for day in span)
    days = {day.day for day in span} | ({29, 30, 31} if ends else set())
    months = {(day.month - 1 + step) % A_YEAR + 1 for day in span for step in (0, A_YEAR // 2)}
    longest = max(max(months) for event, months in TOLD.items() if event is not Event.START)
    return Reach(tuple(sorted(months)), tuple(sorted(days)), month_later(today, -longest - 1))


def landmarks(person: Person, first: date, last: date) -> tuple[Landmark, ...]:
    """Return what somebody reaches from one day to another, both included, by day.

    Where the month has no such day its last one counts. What falls into a long leave is left out,
    and so is a start where a day tells of something closer, as of a newly qualified year.
    """
    found: dict[date, Landmark] = {}
    if not person.active:
        return ()
    for event, several in TOLD.items():
        begun = person.on(event)
        if begun is None:
            continue
        passed = [_months(begun, first), _months(begun, last)]
        for months in several:
            if not passed[0] <= months <= passed[1]:
                continue  # it lies in another month
            day = month_later(begun, months)
            if first <= day <= last and not person.is_away(day):
                found.setdefault(day, Landmark(person.id, event, months, day))
    return tuple(found[day] for day in sorted(found))


def _months(begun: date, day: date) -> int:
    """Return how many months of the calendar one day's month lies after another's."""
    return (day.year - begun.year) * A_YEAR + day.month - begun.month


def is_due(landmark: Landmark, today: date, region: str = "England") -> bool:
    """Say whether it is time to tell of a landmark: three working days before it, or later."""
    day = working_day_from(landmark.day, region)
    return working_days_before(day, AHEAD, region) <= today <= landmark.day


def last_day(today: date, region: str = "England") -> date:
    """Return the last day of which a message may tell today."""
    day = today
    for _step in range(GROUPED):
        day = working_day_from(day + timedelta(days=1), region)
    # A weekend or a holiday after it belongs to it.
    return working_day_from(day + timedelta(days=1), region) - timedelta(days=1)


def lines(
    found: Iterable[tuple[Person, Landmark]], kindnesses: Sequence[Kindness]
) -> Iterator[LandmarkLine]:
    """Yield what a manager reads, by day and name, each with a kindness that stands there once.

    Which one follows from the person and the milestone, so that a message that is sent again says
    the same, and a year later another comes. Without kindnesses none is suggested.
    """
    taken: set[str] = set()
    for person, one in sorted(found, key=lambda pair: (pair[1].day, pair[0].name, pair[0].id)):
        chosen = _kindness(one, [kind for kind in kindnesses if _fits(kind, one.event)], taken)
        if chosen:
            taken.add(chosen.id)
        words = chosen.words if chosen else None
        yield LandmarkLine(person.name, one.event, one.months, one.day, words)


def _fits(kindness: Kindness, event: Event) -> bool:
    return not kindness.fits or event in kindness.fits


def _kindness(one: Landmark, fitting: Sequence[Kindness], taken: set[str]) -> Kindness | None:
    left = [kind for kind in fitting if kind.id not in taken] or fitting
    if not left:
        return None
    return left[crc32(f"{one.person_id}/{one.event}/{one.months}".encode()) % len(left)]
