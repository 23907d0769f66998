from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.calendar import add_working_days, closing_date, is_working_day

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2032, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 8, 28), True),
        (date(2026, 8, 29), False),  # Saturday
        (date(2026, 8, 31), False),  # summer bank holiday
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),  # Boxing Day fell on a Saturday
        (date(2027, 3, 26), False),  # Good Friday
        (date(2027, 3, 29), False),  # Easter Monday
    ],
)
def test_weekends_and_english_bank_holidays_are_no_working_days(day: date, working: bool) -> None:
    assert is_working_day(day) is working


def test_scotland_keeps_other_bank_holidays() -> None:
    assert is_working_day(date(2026, 8, 31), "Scotland")
    assert not is_working_day(date(2026, 8, 3), "Scotland")
    with pytest.raises(KeyError):
        is_working_day(date(2026, 8, 31), "Atlantis")


def test_a_round_that_opens_on_a_monday_closes_on_the_friday() -> None:
    assert closing_date(date(2026, 9, 7), 5) == date(2026, 9, 11)


def test_a_bank_holiday_moves_the_closing_date() -> None:
    assert closing_date(date(2026, 8, 26), 5) == date(2026, 9, 2)


def test_a_round_that_opens_on_a_weekend_counts_from_the_next_working_day() -> None:
    assert closing_date(date(2026, 9, 5), 5) == date(2026, 9, 11)


def test_no_working_day_added_is_the_day_itself_and_time_runs_forwards_only() -> None:
    assert add_working_days(date(2026, 9, 5), 0) == date(2026, 9, 5)
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 9, 5), -1)
    with pytest.raises(ValueError, match="one working day"):
        closing_date(date(2026, 9, 7), 0)


@given(DAYS, st.integers(min_value=1, max_value=15))
def test_exactly_so_many_working_days_lie_between(day: date, count: int) -> None:
    last = add_working_days(day, count)
    between = [day + timedelta(days=step) for step in range(1, (last - day).days + 1)]
    assert is_working_day(last)
    assert sum(is_working_day(one) for one in between) == count


@given(DAYS, st.integers(min_value=1, max_value=15))
def test_a_round_is_open_for_exactly_so_many_working_days(day: date, count: int) -> None:
    last = closing_date(day, count)
    open_on = [day + timedelta(days=step) for step in range((last - day).days + 1)]
    assert is_working_day(last)
    assert sum(is_working_day(one) for one in open_on) == count
