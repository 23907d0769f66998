"""When surveys are asked: every date once, on a working day, at the hour on the wall."""

import calendar as months_of_python
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.model.policy import LONDON
from surveys.model.surveys import Calendar, Every
from surveys.rules.calendar import REGIONS
from surveys.rules.recurrence import closing_on, next_occurrence, occurrences

ENGLAND = holidays.country_holidays("GB", subdiv="ENG", years=range(2020, 2041))
DAY = timedelta(days=1)
YEAR_2026 = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
FIVE_YEARS = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC))
BY_DATE = {Every.MONTHLY: 1, Every.QUARTERLY: 3, Every.TWICE_YEARLY: 6, Every.YEARLY: 12}
RECURRING = [Every.WEEKLY, Every.FORTNIGHTLY, *BY_DATE]


def asked(every: Every, starts: date, at: time = time(10), zone: ZoneInfo = LONDON) -> Calendar:
    return Calendar(every, starts, at, zone)


def is_named(calendar: Calendar, day: date) -> bool:
    """Say, one day at a time, whether a calendar names it: the plain words of its rule."""
    if calendar.every is Every.ONCE or day < calendar.starts:
        return day == calendar.starts
    if calendar.every is Every.WEEKLY:
        return day.strftime("%a") == calendar.starts.strftime("%a")
    if calendar.every is Every.FORTNIGHTLY:
        return (day.toordinal() - calendar.starts.toordinal()) % 14 == 0
    last = months_of_python.monthrange(day.year, day.month)[1]
    is_the_day = day.day == calendar.starts.day or (day.day == last and calendar.starts.day > last)
    return is_the_day and (day.month - calendar.starts.month) % BY_DATE[calendar.every] == 0


def by_hand(calendar: Calendar, until: datetime) -> Iterator[tuple[date, datetime]]:
    """Every date of a calendar, and its moment found by trying each minute from the day before."""
    day = calendar.starts
    while day < until.date():
        if is_named(calendar, day):
            moved = day
            while moved.strftime("%a") in ("Sat", "Sun") or moved in ENGLAND:
                moved += DAY
            yield moved, first_minute_at(calendar, moved)
        day += DAY


def first_minute_at(calendar: Calendar, day: date) -> datetime:
    """The first minute at which clocks show the time; where none does, an hour's shift forward."""
    tried = datetime.combine(day, time(0), tzinfo=UTC) - timedelta(hours=14)
    for said in (calendar.at, time((calendar.at.hour + 1) % 24, calendar.at.minute)):
        for minute in range(40 * 60):
            moment = tried + timedelta(minutes=minute)
            local = moment.astimezone(calendar.zone)
            if (local.date(), local.time()) == (day, said):
                return moment
    raise AssertionError(day)


def ticking(calendar: Calendar, start: datetime, end: datetime) -> list[tuple[date, datetime]]:
    """Live through simulated time as a process does: a tick each hour, a row that says when."""
    found = []
    row = next_occurrence(calendar, start)
    now = start
    while now < end:
        if row is not None and row.opens_at <= now:
            found.append((row.local_date, row.opens_at))
            row = next_occurrence(calendar, row.opens_at)
        now += timedelta(hours=1)
    return found


@pytest.mark.parametrize("years", [YEAR_2026, FIVE_YEARS], ids=["a year", "five years"])
@pytest.mark.parametrize(
    "calendar",
    [
        asked(Every.WEEKLY, date(2026, 1, 5)),
        asked(Every.MONTHLY, date(2026, 1, 31), time(1, 30)),
        asked(Every.FORTNIGHTLY, date(2026, 1, 9), time(23, 45)),
        asked(Every.QUARTERLY, date(2026, 3, 25), time(9, 30)),
        asked(Every.TWICE_YEARLY, date(2026, 6, 30)),
        asked(Every.YEARLY, date(2026, 12, 25)),
    ],
    ids=lambda one: str(one.every),
)
def test_in_simulated_time_every_date_comes_exactly_once_at_its_hour(
    calendar: Calendar, years: tuple[datetime, datetime]
) -> None:
    found = ticking(calendar, *years)
    expected = [one for one in by_hand(calendar, years[1]) if years[0] < one[1] < years[1]]
    assert found == expected
    assert len({day for day, _ in found}) == len(found) > 0


def test_the_clock_changes_and_the_holidays_of_the_years_tried_are_among_them() -> None:
    weekly = asked(Every.WEEKLY, date(2026, 1, 5))
    found = list(occurrences(weekly, *FIVE_YEARS))
    moved = {one.named for one in found if one.local_date != one.named}
    mondays = {day for day in ENGLAND if day.weekday() == 0 and 2026 <= day.year <= 2030}
    assert moved == {day for day in mondays if day >= weekly.starts}
    assert {one.opens_at.hour for one in found} == {9, 10}  # 10:00 in summer and in winter


@given(
    st.sampled_from(RECURRING),
    st.dates(date(2024, 1, 1), date(2028, 12, 31)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from([LONDON, ZoneInfo("Pacific/Auckland"), ZoneInfo("America/St_Johns")]),
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - Hypothesis wants bounds without a zone
)
def test_the_next_is_the_first_later_one_wherever_we_look_from(
    every: Every, starts: date, at: time, zone: ZoneInfo, after: datetime
) -> None:
    calendar = asked(every, starts, at, zone)
    found = next_occurrence(calendar, after)
    assert found is not None
    assert found.opens_at > after
    assert found.local_date >= found.named >= starts
    assert is_named(calendar, found.named)
    assert found.local_date.weekday() < 5
    assert found.local_date not in ENGLAND
    assert next_occurrence(calendar, found.opens_at - timedelta(seconds=1)) == found
    earlier = occurrences(calendar, after - timedelta(days=400), after)
    assert all(one.opens_at <= after for one in earlier)


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("every", RECURRING)
@pytest.mark.parametrize("day", [1, 24, 25, 29, 30, 31])
def test_no_two_dates_meet_or_change_places(region: str, every: Every, day: int) -> None:
    calendar = asked(every, date(2021, 12, day))
    start = datetime(2021, 1, 1, tzinfo=UTC)
    found = list(occurrences(calendar, start, start + timedelta(days=3650), region))
    assert all(one.named < other.named for one, other in pairwise(found))
    assert all(one.local_date < other.local_date for one, other in pairwise(found))


def test_the_last_day_stands_for_a_day_that_a_month_lacks() -> None:
    def named(every: Every, starts: date, years: int) -> list[date]:
        start = datetime(2026, 1, 1, tzinfo=UTC)
        until = start + timedelta(days=366 * years)
        return [one.named for one in occurrences(asked(every, starts), start, until)]

    monthly = named(Every.MONTHLY, date(2026, 1, 31), 1)
    assert [one.day for one in monthly[:4]] == [31, 28, 31, 30]
    leap = named(Every.YEARLY, date(2028, 2, 29), 8)
    assert [(one.year, one.month, one.day) for one in leap] == [
        (2028, 2, 29),
        *((year, 2, 28) for year in (2029, 2030, 2031)),
        (2032, 2, 29),
        (2033, 2, 28),
    ]


def test_once_is_once() -> None:
    once = asked(Every.ONCE, date(2026, 8, 31))  # the summer holiday
    found = next_occurrence(once, datetime(2026, 1, 1, tzinfo=UTC))
    assert found is not None
    assert (found.named, found.local_date) == (date(2026, 8, 31), date(2026, 9, 1))
    assert next_occurrence(once, found.opens_at) is None


def test_scotland_works_on_the_english_summer_holiday() -> None:
    once = asked(Every.ONCE, date(2026, 8, 31))
    found = next_occurrence(once, datetime(2026, 1, 1, tzinfo=UTC), "Scotland")
    assert found is not None
    assert found.local_date == date(2026, 8, 31)


def test_milestones_are_looked_for_on_every_working_day() -> None:
    daily = asked(Every.MILESTONE, date(2026, 12, 23), time(9))
    start = datetime(2026, 12, 1, tzinfo=UTC)
    found = [one.local_date.day for one in occurrences(daily, start, start + timedelta(days=31))]
    assert found == [23, 24, 29, 30, 31]


@pytest.mark.parametrize(
    ("at", "days", "closes"),
    [
        (time(10), 1, "Mon 21 17:00"),
        (time(10), 5, "Fri 25 17:00"),
        (time(17), 1, "Tue 22 17:00"),  # else it would be over before it begins
        (time(19), 5, "Fri 25 17:00"),
    ],
)
def test_a_round_closes_after_it_opens(at: time, days: int, closes: str) -> None:
    calendar = asked(Every.ONCE, date(2026, 9, 21), at, ZoneInfo("America/New_York"))
    opened = next_occurrence(calendar, datetime(2026, 9, 10, tzinfo=UTC))
    assert opened is not None
    closed = closing_on(calendar, opened, days, time(17)).astimezone(calendar.zone)
    assert f"{closed:%a %d %H:%M}" == closes


def test_a_round_closes_before_the_next_one_opens() -> None:
    calendar = asked(Every.WEEKLY, date(2026, 9, 21))
    opened = next_occurrence(calendar, datetime(2026, 9, 10, tzinfo=UTC))
    assert opened is not None
    assert closing_on(calendar, opened, 20, time(17)) == opened.opens_at + timedelta(days=7)


@pytest.mark.parametrize("every", [Every.ONCE, *RECURRING, Every.MILESTONE])
@pytest.mark.parametrize("starts", [date.max, date.min])
def test_a_first_day_out_of_all_reach_names_no_date(every: Every, starts: date) -> None:
    calendar = Calendar(every, starts, time(0), ZoneInfo("Asia/Tokyo"), (3,))
    assert next_occurrence(calendar, YEAR_2026[0]) is None
    assert list(occurrences(calendar, *YEAR_2026)) == []


@pytest.mark.parametrize("every", [Every.WEEKLY, *BY_DATE])
def test_a_calendar_ends_before_the_last_date_there_is(every: Every) -> None:
    late = datetime(8999, 12, 30, tzinfo=UTC)
    found = list(occurrences(asked(every, date(8999, 1, 31)), late, late + 100000 * DAY))
    assert len(found) <= 2
