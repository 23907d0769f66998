"""Events: on which days they are, what is coming, and what an event must say.

What repeats keeps the wall clock's time through both changes of the clocks, and is not held on a
bank holiday unless it is a day that its organiser named. Of a local time that comes twice in autumn
the first counts; one that spring leaves out is shifted forward.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from surveys.model.events import Coming, Event, Repeat, Sitting, When
from surveys.model.people import Person, Role
from surveys.rules.calendar import SATURDAY, is_working_day
from surveys.rules.schedule import moment

ORGANISERS: Final = frozenset({Role.HR, Role.PSW, Role.ADMIN})
FURTHEST: Final = timedelta(days=366)  # ahead of today, for a first day and for a last
MOST_LATER: Final = 4  # days told after the next
MOST_LEFT_OUT: Final = 10  # days that an organiser may leave out at once: Slack's boxes
KEPT: Final = timedelta(days=31)  # after its last day an event is kept no longer
_WEEK: Final = timedelta(days=7)
_STEPS: Final = {Repeat.WEEKLY: _WEEK, Repeat.FORTNIGHTLY: 2 * _WEEK}
_MOST_DAYS: Final = 400  # of one event: a bound for whatever a row may say
_NOT_IN_A_HOST: Final = frozenset("<>|\"'\\@^`{}")


def may_arrange(person: Person) -> bool:
    """Say whether somebody adds and changes events."""
    return person.active and bool(ORGANISERS & person.roles)


def last_day(when: When) -> date:
    """Return the last day on which an event may be."""
    return when.until if when.repeat is not Repeat.NEVER and when.until else when.starts_on


def days(when: When) -> Iterator[date]:
    """Yield the days an event is planned for, left out or not, first to last."""
    yield when.starts_on
    if when.repeat is not Repeat.NEVER and when.until is not None:
        following = islice(_following(when), _MOST_DAYS)
        yield from (day for day in following if _is_held(day))


def sittings(when: When) -> Iterator[Sitting]:
    """Yield each time an event is, first to last."""
    return (sitting_on(when, day) for day in days(when) if day not in when.left_out)


def sitting_on(when: When, day: date) -> Sitting:
    """Return when an event begins and ends on a day."""
    starts = moment(day, when.at, when.zone)
    ends = starts + timedelta(minutes=when.minutes)
    return Sitting(starts.astimezone(when.zone), ends.astimezone(when.zone))


def coming(history: Sequence[Event], now: datetime) -> Coming | None:
    """Return an event as it is told, its versions oldest first. None: it is over for good."""
    event = history[-1]
    # What is cancelled is told until the time that it was cancelled for has passed.
    since = event.changed_at if event.is_cancelled else now
    ahead = [one for one in sittings(event.when) if one.ends > since]
    if not ahead or ahead[0].ends <= now:
        return None
    told = ahead[: 1 + MOST_LATER]
    today = now.astimezone(event.when.zone).date()
    span = range(today.toordinal(), told[-1].starts.date().toordinal())
    missed = tuple(sorted(one for one in event.when.left_out if one.toordinal() in span))
    return Coming(event, told[0], tuple(told[1:]), missed, _moved_on(history))


def ordered(found: Sequence[Coming]) -> list[Coming]:
    """Return what is coming, the first first; of two at once, by name."""
    return sorted(found, key=lambda one: (one.next.starts, one.event.title, one.event.id))


def within_a_week(found: Sequence[Coming], now: datetime) -> list[Coming]:
    """Return what is held within seven days."""
    return [
        one
        for one in ordered(found)
        if not one.event.is_cancelled and one.next.starts < now + _WEEK
    ]


def is_link(link: str) -> bool:
    """Say whether something is an address to meet at: https, a host's name, nothing disguised."""
    if any(one.isspace() or not one.isprintable() or one in _NOT_IN_A_HOST for one in link):
        return False
    try:
        parts = urlsplit(link)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    name = host.rstrip(".")
    return parts.scheme == "https" and "." in name and name.isascii() and ".." not in name


def _following(when: When) -> Iterator[date]:
    last = when.until or when.starts_on
    if (step := _STEPS.get(when.repeat)) is not None:
        day = when.starts_on + step
        while day <= last:
            yield day
            day += step
        return
    week, month = (when.starts_on.day - 1) // 7, when.starts_on.replace(day=1)
    while True:
        month = (month + timedelta(days=31)).replace(day=1)
        day = _weekday_of(month, when.starts_on.weekday(), week)
        if day > last:
            return
        yield day


def _weekday_of(month: date, weekday: int, week: int) -> date:
    """Return such a weekday of a month's week, 0 to 4; the fifth is the last there is."""
    first = month + timedelta(days=(weekday - month.weekday()) % 7)
    day = first.day + 7 * week
    most = monthrange(month.year, month.month)[1]
    return month.replace(day=day if day <= most else day - 7)


def _is_held(day: date) -> bool:
    """Say whether what repeats is held on a day: at a weekend it is, on a bank holiday not."""
    return day.weekday() >= SATURDAY or is_working_day(day)


def _moved_on(history: Sequence[Event]) -> date | None:
    """Return the day on which time or place last changed; what is left out is told by itself."""
    places = [
        (one.when.starts_on, one.when.at, one.when.zone.key, one.when.repeat, one.where)
        for one in history
    ]
    for at in range(len(places) - 1, 0, -1):
        if places[at] != places[at - 1]:
            changed = history[at]
            return changed.changed_at.astimezone(changed.when.zone).date()
    return None
