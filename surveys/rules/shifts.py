"""Shifts: whose hours hold for a person, and on which clock.

Their own choice comes first, then what the employer says of them, then their unit's hours, which
hold for all below it, and at last the organisation's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from surveys.model.people import Person
from surveys.model.policy import Policy
from surveys.model.tree import Unit
from surveys.rules.hours import Pattern, end_of_shift, next_moment, parse_pattern

LATER: Final = timedelta(hours=3)
LAST_HOUR: Final = timedelta(hours=1)
SOONEST: Final = timedelta(minutes=30)


@dataclass(frozen=True)
class Shift:
    """When one person works, on their own clock."""

    hours: str  # such as "Mon-Fri 09:00-17:00"
    zone: ZoneInfo

    @cached_property
    def _pattern(self) -> Pattern:
        return parse_pattern(self.hours)

    def next_moment(self, after: datetime) -> datetime:
        """The first moment in these hours at or after an aware moment, in UTC."""
        return next_moment(self._pattern, after, self.zone)

    def later(self, now: datetime) -> datetime:
        """When to come back to somebody who has no time just now, in UTC.

        Three hours on; where these hours end before, an hour before they end; where that is less
        than half an hour from now, half an hour on, or when they begin again.
        """
        start, end = now + LATER, end_of_shift(self._pattern, now, self.zone)
        if end is not None and start >= end:
            start = max(now + SOONEST, end - LAST_HOUR)
        return self.next_moment(start)


def shift_of(person: Person, hours_by_unit: Mapping[str, str], policy: Policy) -> Shift:
    """The shift of a person; `hours_by_unit` is `inherited` from the units."""
    hours = (
        person.own_hours
        or person.working_pattern
        or hours_by_unit.get(person.unit_id)
        or policy.hours
    )
    return Shift(hours, ZoneInfo(person.zone) if person.zone else policy.zone)


def inherited(units: Iterable[Unit]) -> dict[str, str]:
    """The hours that hold in each unit that has any, its own or the nearest above; by id.

    Units come parents first.
    """
    found: dict[str, str] = {}
    for unit in units:
        hours = unit.hours or found.get(unit.parent_id or "")
        if hours:
            found[unit.id] = hours
    return found
