"""When a survey is asked: every date of its calendar, in local time.

A calendar names days: each week or second week the weekday of its first day, each month or several
months its day of the month (the last one where the month is shorter). A named day on which offices
are closed moves to the next working day. Moving keeps the order, and where two named days would
meet, as those of a long holiday in a daily calendar do, they are one occurrence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from surveys.model.surveys import Calendar, Every
from surveys.rules.calendar import working_day_from
from surveys.rules.schedule import closing_from, moment

DAYS: Final = {Every.WEEKLY: 7, Every.FORTNIGHTLY: 14, Every.MILESTONE: 1}
MONTHS: Final = {
    Every.MONTHLY: 1,
    Every.QUARTERLY: 3,
    Every.TWICE_YEARLY: 6,
    Every.YEARLY: 12,
}
# Longer than offices are ever closed: a day named before this has been moved to its place by now.
LONGEST_MOVE: Final = timedelta(days=14)


@dataclass(frozen=True)
class Occurrence:
    """One time a survey is asked."""

    named: date  # the calendar's own day: burden counts from it, so a holiday costs nobody a round
    local_date: date  # the working day it moved to, in the calendar's zone
    opens_at: datetime  # UTC


def next_occurrence(
    calendar: Calendar, after: datetime, region: str = "England"
) -> Occurrence | None:
    """Return the first occurrence later than an aware moment. None: there is no more.

    A milestone calendar looks every working day for whoever has reached one. A local time that the
    clocks skip in spring is shifted forward; of one that they repeat in autumn the first counts.
    Raises KeyError for a region that rules.calendar does not know.
    """
    for named in _named_from(calendar, after.astimezone(calendar.zone).date() - LONGEST_MOVE):
        local_date = working_day_from(named, region)
        opens_at = moment(local_date, calendar.at, calendar.zone)
        if opens_at > after:
            return Occurrence(named, local_date, opens_at)
    return None


def occurrences(
    calendar: Calendar, after: datetime, until: datetime, region: str = "England"
) -> Iterator[Occurrence]:
    """Yield every occurrence later than one moment, up to and at another, in order."""
    found = next_occurrence(calendar, after, region)
    while found is not None and found.opens_at <= until:
        yield found
        found = next_occurrence(calendar, found.opens_at, region)


def closing_on(calendar: Calendar, one: Occurrence, working_days: int, at: time) -> datetime:
    """Return when the round of an occurrence closes: before the next one opens at the latest; UTC.

    Raises ValueError below one working day.
    """
    closes_at = closing_from(one.opens_at, working_days, at, calendar.zone)
    following = next_occurrence(calendar, one.opens_at)
    return closes_at if following is None else min(closes_at, following.opens_at)


def month_later(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day where it is shorter."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    start = date(year, month + 1, 1)
    return min(start + timedelta(days=day.day - 1), _last_day(start))


def _named_from(calendar: Calendar, day: date) -> Iterator[date]:
    """Yield the calendar's own days from the last one at or before a day, or from its first."""
    starts = calendar.starts
    if calendar.every is Every.ONCE:
        yield starts
    elif calendar.every in DAYS:
        step = DAYS[calendar.every]
        named = starts + timedelta(days=max(0, (day - starts).days // step) * step)
        while True:
            yield named
            named += timedelta(days=step)
    else:
        step = MONTHS[calendar.every]
        passed = (day.year - starts.year) * 12 + day.month - starts.month
        number = max(0, passed // step - 1)
        while True:
            yield month_later(starts, number * step)
            number += 1


def _last_day(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
