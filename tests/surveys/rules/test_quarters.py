"""Quarters: calendar quarters, by the organisation's own midnight."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.errors import QuarterNotOver, QuarterWrong
from surveys.model.quarters import Quarter
from surveys.rules.quarters import (
    check_over,
    first_day,
    following,
    last_day,
    quarter_named,
    quarter_of,
    span_of,
)

LONDON = ZoneInfo("Europe/London")


def test_the_third_quarter_is_july_to_september() -> None:
    quarter = quarter_named("2026-Q3")
    assert (first_day(quarter), last_day(quarter)) == (date(2026, 7, 1), date(2026, 9, 30))
    assert quarter_named("2026q3") == quarter
    assert quarter.name == "2026-Q3"


@pytest.mark.parametrize("name", ["2026-Q5", "2026-Q0", "Q3", "2026", "26-Q3", "2026-Q٣", ""])
def test_what_is_no_quarter_is_refused(name: str) -> None:
    with pytest.raises(QuarterWrong):
        quarter_named(name)


@given(st.dates(date(2000, 1, 1), date(2900, 1, 1)))
def test_every_day_lies_in_one_quarter_and_quarters_follow_on_without_a_gap(day: date) -> None:
    quarter = quarter_of(day)
    assert first_day(quarter) <= day <= last_day(quarter)
    assert (first_day(following(quarter)) - last_day(quarter)).days == 1
    assert quarter_named(quarter.name) == quarter


def test_a_quarter_begins_and_ends_at_local_midnight_summer_time_or_not() -> None:
    begins, ends = span_of(Quarter(2026, 2), LONDON)
    assert begins == datetime(2026, 3, 31, 23, tzinfo=UTC)
    assert ends == datetime(2026, 6, 30, 23, tzinfo=UTC)
    assert span_of(Quarter(2026, 1), LONDON)[0] == datetime(2026, 1, 1, tzinfo=UTC)


def test_a_quarter_is_refused_until_its_last_local_midnight() -> None:
    quarter = Quarter(2026, 3)
    with pytest.raises(QuarterNotOver) as refused:
        check_over(quarter, datetime(2026, 9, 30, 22, 59, tzinfo=UTC), LONDON)
    assert "2026-10-01" in refused.value.sentence
    check_over(quarter, datetime(2026, 9, 30, 23, 0, tzinfo=UTC), LONDON)
