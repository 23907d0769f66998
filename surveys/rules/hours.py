"""Working hours: when a person may be asked, shifts through the night included.

A shift is said in wall-clock times and lived in real ones. Where a clock change skips its start,
the shift starts when the clocks have jumped; where a change repeats its start or its end, the first
of the two moments counts, so that nobody is asked after their hours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from surveys.wording import _

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHAPE: Final = re.compile(r"([A-Za-z, -]+?) +(\d\d?:\d\d) ?[-\u2013] ?(\d\d?:\d\d)")
MIDNIGHT: Final = time(0, 0)


@dataclass(frozen=True)
class Pattern:
    """The hours of a week: the same shift on each of some days."""

    days: frozenset[int]  # the days a shift starts on: 0 Monday ... 6 Sunday
    start: time
    end: time  # at or before the start: on the day after

    @property
    def crosses_midnight(self) -> bool:
        """Say whether a shift ends on the day after it starts, midnight itself included."""
        return self.end <= self.start


def parse_pattern(text: str) -> Pattern:
    """Hours said as "Mon-Fri 09:00-17:00", "Sun-Thu 20:00-08:00" or "Mon, Wed 08:30-24:00".

    Raises ValueError with a sentence if they are not.
    """
    found = SHAPE.fullmatch(text.strip())
    if not found:
        raise ValueError(_wrong(text))
    start, end = _time(found[2], text), _time(found[3], text)
    if start == end and found[3] != "24:00":
        raise ValueError(_("'{hours}' starts and ends at the same time").format(hours=text))
    return Pattern(_days(found[1], text), start, end)


def is_inside(pattern: Pattern, moment: datetime, zone: ZoneInfo) -> bool:
    """Say whether an aware moment lies in the hours: their start does, their end does not."""
    return next_moment(pattern, moment, zone) == moment


def next_moment(pattern: Pattern, after: datetime, zone: ZoneInfo) -> datetime:
    """The first moment inside the hours at or after an aware moment, in UTC. At most 15 days on."""
    after = after.astimezone(UTC)
    shifts = _shifts(pattern, after.astimezone(zone).date(), zone)
    return min(max(start, after) for start, end in shifts if end > max(start, after))


def end_of_shift(pattern: Pattern, moment: datetime, zone: ZoneInfo) -> datetime | None:
    """When the shift ends in which an aware moment lies, in UTC. None: outside the hours."""
    moment = moment.astimezone(UTC)
    shifts = _shifts(pattern, moment.astimezone(zone).date(), zone)
    return next((end for start, end in shifts if start <= moment < end), None)


def _shifts(pattern: Pattern, today: date, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """Every shift from yesterday's to one two weeks on, as moments in UTC.

    Two weeks, for a clock change may skip a weekly shift altogether.
    """
    for step in range(-1, 16):
        day = today + timedelta(days=step)
        if day.weekday() in pattern.days:
            last = day + timedelta(days=1) if pattern.crosses_midnight else day
            yield _moment(day, pattern.start, zone), _moment(last, pattern.end, zone)


def _moment(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The first moment in UTC at which clocks in the zone show this time of that day, or later."""
    said = datetime.combine(day, wall, tzinfo=zone)
    moment = said.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == said.replace(tzinfo=None):
        return moment
    # Skipped by the clocks: read with the offset after the jump, it lies just before the jump.
    moment = said.replace(fold=1).astimezone(UTC)
    while moment.astimezone(zone).replace(tzinfo=None) < said.replace(tzinfo=None):
        moment += timedelta(minutes=1)
    return moment


def _time(text: str, whole: str) -> time:
    hours, minutes = (int(part) for part in text.split(":"))
    if (hours, minutes) == (24, 0):
        return MIDNIGHT
    if hours > 23 or minutes > 59:
        raise ValueError(_wrong(whole))
    return time(hours, minutes)


def _days(text: str, whole: str) -> frozenset[int]:
    days: set[int] = set()
    for part in text.split(","):
        ends = [_day(one, whole) for one in part.split("-")]
        if len(ends) > 2:
            raise ValueError(_wrong(whole))
        length = (ends[-1] - ends[0]) % 7
        days |= {(ends[0] + step) % 7 for step in range(length + 1)}
    return frozenset(days)


def _day(text: str, whole: str) -> int:
    short = text.strip().casefold()[:3]
    if short not in DAYS:
        raise ValueError(_wrong(whole))
    return DAYS.index(short)


def _wrong(text: str) -> str:
    return _("'{hours}' is not like 'Mon-Fri 09:00-17:00'").format(hours=text)
