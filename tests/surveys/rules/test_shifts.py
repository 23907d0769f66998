"""Shifts: whose hours hold for a person, and on which clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from surveys.model.policy import LONDON, Policy
from surveys.model.tree import Unit
from surveys.rules.shifts import inherited, shift_of
from tests.surveys.store.samples import person

OWN, PATTERN, UNIT = "Mon 01:00-02:00", "Tue 01:00-02:00", "Wed 01:00-02:00"
UNITS = (
    Unit("org", None, "Children's Services"),
    Unit("nights", "org", "Night Duty", "Mon-Sun 20:00-08:00"),
    Unit("team", "nights", "Team 1"),
    Unit("days", "nights", "Day Desk", UNIT),
    Unit("other", "org", "Fostering"),
)


@pytest.mark.parametrize(
    ("own", "pattern", "unit", "hours"),
    [
        (OWN, PATTERN, UNIT, OWN),
        (None, PATTERN, UNIT, PATTERN),
        (None, None, UNIT, UNIT),
        (None, None, None, Policy().hours),
    ],
)
def test_the_nearest_word_on_somebodys_hours_counts(
    own: str | None, pattern: str | None, unit: str | None, hours: str
) -> None:
    whose = person(own_hours=own, working_pattern=pattern)
    by_unit = {"team": unit} if unit else {}
    assert shift_of(whose, by_unit, Policy()).hours == hours


def test_hours_of_a_unit_hold_for_all_below_it_that_has_none_of_its_own() -> None:
    nights = "Mon-Sun 20:00-08:00"
    assert inherited(UNITS) == {"nights": nights, "team": nights, "days": UNIT}
    assert inherited(()) == {}


def test_a_person_is_on_their_own_clock_and_else_on_the_organisations() -> None:
    here = shift_of(person(), {}, Policy())
    away = shift_of(person(zone="America/New_York"), {}, Policy())
    assert (here.zone, away.zone) == (LONDON, ZoneInfo("America/New_York"))
    monday = datetime(2026, 9, 7, 6, tzinfo=UTC)
    assert here.next_moment(monday) == datetime(2026, 9, 7, 8, tzinfo=UTC)
    assert away.next_moment(monday) == datetime(2026, 9, 7, 13, tzinfo=UTC)
