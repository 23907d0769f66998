"""When a round closes: on a working day, by the clock on the wall."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from surveys.model.policy import LONDON
from surveys.rules.calendar import is_working_day, working_day_from
from surveys.rules.schedule import closing_from, moment

TEN, FOUR = time(10), time(16)


def test_both_clock_changes_leave_ten_in_the_morning_where_it_is() -> None:
    for day, offset in ((date(2026, 3, 30), 1), (date(2026, 10, 26), 0)):
        opened = moment(day, TEN, LONDON)
        assert opened.astimezone(LONDON).time() == TEN
        assert opened.time() == time(10 - offset)


def test_a_time_the_clocks_skip_is_shifted_forward_and_of_a_repeated_one_the_first_counts() -> None:
    skipped = moment(date(2026, 3, 29), time(1, 30), LONDON)
    assert skipped.astimezone(LONDON).time() == time(2, 30)
    repeated = moment(date(2026, 10, 25), time(1, 30), LONDON)
    assert repeated == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)).map(working_day_from))
def test_a_round_is_open_for_five_working_days_and_closes_at_four(first: date) -> None:
    closed = closing_from(moment(first, TEN, LONDON), 5, FOUR, LONDON).astimezone(LONDON)
    assert closed.time() == FOUR
    days = [first + timedelta(days=n) for n in range((closed.date() - first).days + 1)]
    assert sum(is_working_day(day) for day in days) == 5
    assert is_working_day(closed.date())


def test_a_usual_week_is_open_from_monday_to_friday() -> None:
    opened = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
    assert closing_from(opened, 5, FOUR, LONDON) == datetime(2026, 9, 11, 15, 0, tzinfo=UTC)
