"""When a weekly survey opens and closes: every week once, by the clock on the wall."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.model.policy import LONDON, Policy
from surveys.rules.calendar import is_working_day
from surveys.rules.schedule import closing, moment, next_opening

POLICY = Policy()
moments = st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis wants bounds without a zone
policies = st.builds(
    Policy,
    opening_weekday=st.integers(0, 4),
    opening_time=st.times().map(lambda at: at.replace(microsecond=0)),
    zone=st.sampled_from([LONDON, ZoneInfo("Africa/Cairo"), ZoneInfo("Pacific/Auckland")]),
)


def openings(start: datetime, until: datetime) -> list[datetime]:
    found = [next_opening(start, POLICY)]
    while found[-1] < until:
        found.append(next_opening(found[-1], POLICY))
    return found[:-1]


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_over_a_year_each_week_is_opened_once_at_ten_in_the_morning(year: int) -> None:
    start, end = datetime(year, 1, 5, tzinfo=UTC), datetime(year + 1, 1, 3, tzinfo=UTC)
    local = [one.astimezone(LONDON) for one in openings(start, end)]
    weeks = [one.isocalendar()[:2] for one in local]
    assert len(weeks) == len(set(weeks)) >= 51
    assert all((one.hour, one.minute) == (10, 0) for one in local)
    assert all(is_working_day(one.date()) for one in local)
    later = [one.date() for one in local if one.weekday() != 0]
    assert all(not is_working_day(day - timedelta(days=day.weekday())) for day in later)


def test_both_clock_changes_leave_ten_in_the_morning_where_it_is() -> None:
    for before, offset in ((date(2026, 3, 27), 1), (date(2026, 10, 23), 0)):
        opened = next_opening(moment(before, time(12), LONDON), POLICY)
        assert opened.astimezone(LONDON).time() == time(10)
        assert opened.time() == time(10 - offset)


def test_a_time_the_clocks_skip_is_shifted_forward_and_of_a_repeated_one_the_first_counts() -> None:
    skipped = moment(date(2026, 3, 29), time(1, 30), LONDON)
    assert skipped.astimezone(LONDON).time() == time(2, 30)
    repeated = moment(date(2026, 10, 25), time(1, 30), LONDON)
    assert repeated == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "opens"),
    [
        (date(2026, 4, 1), date(2026, 4, 7)),  # Easter Monday is a holiday
        (date(2026, 4, 29), date(2026, 5, 5)),  # the early May holiday
        (date(2026, 8, 28), date(2026, 9, 1)),  # the summer holiday
        (date(2026, 12, 24), date(2026, 12, 29)),  # Boxing Day, kept on the Monday
        (date(2027, 12, 22), date(2027, 12, 29)),  # Christmas and Boxing Day, kept on two days
    ],
)
def test_a_bank_holiday_moves_the_opening_to_the_next_working_day(after: date, opens: date) -> None:
    opened = next_opening(moment(after, time(12), LONDON), POLICY)
    assert opened.astimezone(LONDON).date() == opens


@given(moments, policies)
def test_the_next_opening_is_later_and_none_lies_between(after: datetime, policy: Policy) -> None:
    opened = next_opening(after, policy)
    assert after < opened <= after + timedelta(days=14)
    between = after + (opened - after) / 2
    assert next_opening(between, policy) == opened
    assert next_opening(opened - timedelta(seconds=1), policy) == opened
    assert next_opening(opened, policy) > opened


@given(moments)
def test_a_round_is_open_for_five_working_days_and_closes_at_four(after: datetime) -> None:
    opened = next_opening(after, POLICY)
    closed = closing(opened, POLICY).astimezone(LONDON)
    assert closed.time() == time(16)
    first = opened.astimezone(LONDON).date()
    days = [first + timedelta(days=n) for n in range((closed.date() - first).days + 1)]
    assert sum(is_working_day(day) for day in days) == 5
    assert is_working_day(closed.date())


def test_a_usual_week_is_open_from_monday_to_friday() -> None:
    opened = next_opening(datetime(2026, 9, 3, tzinfo=UTC), POLICY)
    assert opened == datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
    assert closing(opened, POLICY) == datetime(2026, 9, 11, 15, 0, tzinfo=UTC)
