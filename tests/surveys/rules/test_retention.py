"""Retention: limits count back by the calendar, and a night begins at two by the wall clock."""

from datetime import UTC, date, datetime, timedelta

import pytest

from surveys.model.keeping import LEAST, MOST, USUAL, Keeping, Record
from surveys.model.policy import LONDON, Policy
from surveys.rules.burden import horizon_days
from surveys.rules.retention import is_due, limits, night_of, overdue
from surveys.rules.team_clock import DAYS_APART

NOW = datetime(2026, 8, 31, 9, 0, tzinfo=UTC)


def test_months_are_those_of_the_calendar_and_days_are_days() -> None:
    assert limits(Keeping(6, 90, 30, 12), NOW) == {
        Record.ROSTERS: datetime(2026, 2, 28, 9, 0, tzinfo=UTC),
        Record.DELIVERIES: datetime(2026, 6, 2, 9, 0, tzinfo=UTC),
        Record.LEAVERS: datetime(2026, 8, 1, 9, 0, tzinfo=UTC),
        Record.COMMENTS: datetime(2025, 8, 31, 9, 0, tzinfo=UTC),
        Record.FORUM_WORDS: datetime(2025, 8, 31, 9, 0, tzinfo=UTC),
        Record.FORUM_RECORDS: datetime(2023, 8, 31, 9, 0, tzinfo=UTC),
        Record.ACTS: datetime(2024, 8, 31, 9, 0, tzinfo=UTC),
        Record.THANKS: datetime(2026, 8, 17, 9, 0, tzinfo=UTC),
    }


@pytest.mark.parametrize("kind", Record)
def test_what_is_late_by_more_than_two_nights_is_overdue_and_nothing_else_is(kind: Record) -> None:
    limit = limits(USUAL, NOW - timedelta(days=2))[kind]
    assert overdue(USUAL, {kind: limit}, NOW) == ()
    assert overdue(USUAL, {kind: limit - timedelta(microseconds=1)}, NOW) == (kind,)
    assert overdue(USUAL, {}, NOW) == ()


@pytest.mark.parametrize(
    ("now", "night"),
    [
        (datetime(2026, 9, 7, 0, 59, tzinfo=UTC), date(2026, 9, 6)),  # 01:59 in London
        (datetime(2026, 9, 7, 1, 0, tzinfo=UTC), date(2026, 9, 7)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 24)),  # 01:30, the first time
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 24)),  # 01:30 again
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), date(2026, 3, 29)),  # from 00:59 to 02:00
    ],
)
def test_a_night_begins_at_two_by_the_wall_clock_whatever_the_season(
    now: datetime, night: date
) -> None:
    assert night_of(now, LONDON) == night
    assert is_due(night - timedelta(days=1), now, LONDON)
    assert not is_due(night, now, LONDON)
    assert is_due(None, now, LONDON)


def test_no_setting_lets_what_other_rules_look_back_on_go_too_early() -> None:
    """Rosters outlive every span of days in which an ask or a release still counts."""
    busiest = Policy(ask_every_days=60)
    kept = min(NOW + timedelta(days=n) - limits(LEAST, NOW + timedelta(days=n))[Record.ROSTERS]
               for n in range(400))  # fmt: skip
    assert kept > timedelta(days=max(DAYS_APART, horizon_days(busiest)))


def test_the_usual_periods_lie_between_the_least_and_the_most() -> None:
    for name, usual in vars(USUAL).items():
        assert getattr(LEAST, name) <= usual <= getattr(MOST, name)
