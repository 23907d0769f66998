from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from surveys.rules.hours import Pattern, is_inside, next_moment, parse_pattern

LONDON = ZoneInfo("Europe/London")
OFFICE = parse_pattern("Mon-Fri 09:00-17:00")
NIGHTS = parse_pattern("Mon-Sun 20:00-08:00")

WALLS = st.times().map(lambda at: at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0))
PATTERNS = st.builds(Pattern, st.frozensets(st.integers(0, 6), min_size=1), WALLS, WALLS)
MOMENTS = st.integers(0, 182 * 24 * 60).map(
    lambda minutes: datetime(2026, 10, 12, tzinfo=UTC) + timedelta(minutes=minutes)
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("Mon-Fri 09:00-17:00", Pattern(frozenset(range(5)), time(9), time(17))),
        (" monday - friday 9:00-17:00 ", Pattern(frozenset(range(5)), time(9), time(17))),
        ("Sun-Tue 20:00-08:00", Pattern(frozenset({6, 0, 1}), time(20), time(8))),
        ("Mon, Wed, Sat 08:30-24:00", Pattern(frozenset({0, 2, 5}), time(8, 30), time(0))),
        ("Mon-Sun 00:00-24:00", Pattern(frozenset(range(7)), time(0), time(0))),
        ("Thu 07:00\u201315:00", Pattern(frozenset({3}), time(7), time(15))),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, pattern: Pattern) -> None:
    assert parse_pattern(text) == pattern


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nights",
        "Mon-Fri",
        "09:00-17:00",
        "Mon-Fri 9-5",
        "Mon-Fri 25:00-26:00",
        "Mon 09:60-10:00",
        "Moan-Fri 09:00-17:00",
        "Mon-Wed-Fri 09:00-17:00",
        "Mon, 09:00-17:00",
        "Mon 09:00-9:00",
    ],
)
def test_hours_said_in_another_way_are_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not like|same time"):
        parse_pattern(text)


@pytest.mark.parametrize(
    ("after", "first"),
    [
        ("2026-09-07 07:59", "2026-09-07 08:00"),  # summer time: 09:00 in London
        ("2026-09-07 10:30", "2026-09-07 10:30"),
        ("2026-09-07 16:00", "2026-09-08 08:00"),  # the end itself lies outside
        ("2026-09-04 16:00", "2026-09-07 08:00"),  # over a weekend
        ("2026-10-23 16:00", "2026-10-26 09:00"),  # over the end of summer time
        ("2027-03-26 17:00", "2027-03-29 08:00"),  # over its beginning
    ],
)
def test_office_hours_keep_to_the_clock_on_the_wall(after: str, first: str) -> None:
    assert next_moment(OFFICE, utc(after), LONDON) == utc(first)


@pytest.mark.parametrize(
    ("after", "first"),
    [
        ("2026-09-07 12:00", "2026-09-07 19:00"),
        ("2026-09-08 06:59", "2026-09-08 06:59"),  # 07:59 in London: the night before still runs
        ("2026-09-08 07:00", "2026-09-08 19:00"),
        ("2026-10-25 07:30", "2026-10-25 07:30"),  # the long night of 25 October ends at 08:00 GMT
        ("2026-10-25 08:00", "2026-10-25 20:00"),
        ("2027-03-28 06:30", "2027-03-28 06:30"),  # the short night of 28 March ends at 07:00 UTC
        ("2027-03-28 07:00", "2027-03-28 19:00"),
    ],
)
def test_a_night_shift_runs_on_past_midnight_and_past_clock_changes(after: str, first: str) -> None:
    assert next_moment(NIGHTS, utc(after), LONDON) == utc(first)


def test_a_shift_whose_start_the_clocks_skip_starts_when_they_have_jumped() -> None:
    early = parse_pattern("Sun 01:30-05:00")
    assert next_moment(early, utc("2027-03-27 12:00"), LONDON) == utc("2027-03-28 01:00")


def test_a_shift_that_the_clocks_skip_altogether_waits_a_week() -> None:
    brief = parse_pattern("Sun 01:10-01:50")
    assert next_moment(brief, utc("2027-03-27 12:00"), LONDON) == utc("2027-04-04 00:10")


def test_a_shift_whose_start_comes_twice_starts_the_first_time() -> None:
    early = parse_pattern("Sun 01:30-05:00")
    assert next_moment(early, utc("2026-10-24 12:00"), LONDON) == utc("2026-10-25 00:30")
    assert is_inside(early, utc("2026-10-25 01:10"), LONDON)  # 01:10 again: the shift goes on


def test_a_shift_whose_end_comes_twice_ends_the_first_time() -> None:
    late = parse_pattern("Sat 17:00-01:30")
    assert is_inside(late, utc("2026-10-25 00:29"), LONDON)
    assert not is_inside(late, utc("2026-10-25 00:30"), LONDON)


def test_round_the_clock_hours_never_wait() -> None:
    always = parse_pattern("Mon-Sun 00:00-24:00")
    for hour in range(24 * 14):
        moment = utc("2026-10-19 00:30") + timedelta(hours=hour)
        assert next_moment(always, moment, LONDON) == moment


@settings(max_examples=60)
@given(PATTERNS, MOMENTS)
@example(NIGHTS, utc("2026-10-25 00:45"))
@example(OFFICE, utc("2027-03-28 00:59"))
def test_the_next_moment_is_the_first_inside_the_hours(pattern: Pattern, after: datetime) -> None:
    first = next_moment(pattern, after, LONDON)
    assert first >= after
    assert is_inside(pattern, first, LONDON)
    step = after
    while step < first:
        assert not said_by_the_wall(pattern, step), step
        step += timedelta(minutes=7)


@given(PATTERNS, MOMENTS)
def test_what_the_wall_says_holds_on_every_day_without_a_clock_change(
    pattern: Pattern, moment: datetime
) -> None:
    near = [moment + timedelta(days=days) for days in (-2, 2)]
    if len({one.astimezone(LONDON).utcoffset() for one in near}) == 1:
        assert is_inside(pattern, moment, LONDON) == said_by_the_wall(pattern, moment)


def said_by_the_wall(pattern: Pattern, moment: datetime) -> bool:
    """What a person with a clock would say, but for the repeated hour of October."""
    local = moment.astimezone(LONDON)
    if local.date().isoformat() == "2026-10-25" and local.hour == 1:
        return False
    today, yesterday = local.weekday(), (local.weekday() - 1) % 7
    if not pattern.crosses_midnight:
        return today in pattern.days and pattern.start <= local.time() < pattern.end
    return (today in pattern.days and local.time() >= pattern.start) or (
        yesterday in pattern.days and local.time() < pattern.end
    )
