"""Who may be asked, and from when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from surveys.model.policy import Policy
from surveys.rules.audience import may_be_asked
from tests.surveys.store.samples import person

MONDAY = date(2026, 9, 7)
WELCOMED = person(welcomed_at=datetime(2026, 9, 4, 9, 0, tzinfo=UTC))  # the Friday before


def test_a_person_welcomed_a_working_day_ago_may_be_asked() -> None:
    assert may_be_asked(WELCOMED, MONDAY, Policy())


@pytest.mark.parametrize(
    "changes", [{"welcomed_at": None}, {"active": False}, {"paused_until": date(2026, 9, 8)}]
)
def test_nobody_unwelcomed_gone_or_paused_is_asked(changes: dict[str, object]) -> None:
    assert not may_be_asked(replace(WELCOMED, **changes), MONDAY, Policy())  # type: ignore[arg-type]


def test_a_pause_ends_on_its_date() -> None:
    assert may_be_asked(replace(WELCOMED, paused_until=MONDAY), MONDAY, Policy())


@pytest.mark.parametrize(
    ("days", "first"),
    [(0, date(2026, 9, 4)), (1, MONDAY), (2, date(2026, 9, 8)), (5, date(2026, 9, 11))],
)
def test_working_days_are_counted_from_the_welcome(days: int, first: date) -> None:
    policy = Policy(welcome_working_days=days)
    assert may_be_asked(WELCOMED, first, policy)
    assert not may_be_asked(WELCOMED, first - timedelta(days=1), policy)


def test_the_day_of_a_welcome_is_the_one_on_the_wall() -> None:
    late = person(welcomed_at=datetime(2026, 9, 6, 23, 30, tzinfo=UTC))  # Monday in London
    assert not may_be_asked(late, MONDAY, Policy())
    assert may_be_asked(late, date(2026, 9, 8), Policy())
