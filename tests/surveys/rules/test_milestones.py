"""Milestones: whole months after a start, on a working day, and not for ever."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.calendar import add_working_days, is_working_day
from surveys.rules.milestones import (
    SPARE,
    Reached,
    may_release,
    milestone_date,
    reached,
    useful_since,
)

DAYS = st.dates(date(2024, 1, 1), date(2031, 12, 31))
STARTS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "on"),
    [
        (date(2026, 3, 9), 3, date(2026, 6, 9)),
        (date(2026, 1, 6), 6, date(2026, 7, 6)),
        (date(2025, 8, 31), 6, date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2025, 12, 25), 12, date(2026, 12, 29)),  # Christmas, and Boxing Day kept on Monday
    ],
)
def test_a_milestone_is_the_same_day_of_a_later_month_moved_to_a_working_day(
    start: date, months: int, on: date
) -> None:
    assert milestone_date(start, months) == on


@given(STARTS, st.integers(1, 60))
def test_a_milestone_is_a_working_day_at_most_five_days_late(start: date, months: int) -> None:
    on = milestone_date(start, months)
    assert is_working_day(on)
    whole = start.year * 12 + start.month - 1 + months
    meant = date(whole // 12, whole % 12 + 1, 1)
    assert on - timedelta(days=start.day + 4) <= meant <= on
    assert milestone_date(start, months + 1) > on


@given(st.lists(STARTS, max_size=8), st.sampled_from([(3, 6, 9), (1, 2), (12,)]), DAYS)
def test_looking_daily_finds_everyone_once_whatever_the_day(
    starts: list[date], months: tuple[int, ...], first: date
) -> None:
    people = {f"p{number}": start for number, start in enumerate(starts)}
    last = first + timedelta(days=60)
    days = [first + timedelta(days=step) for step in range(61)]
    daily = [one for day in days for one in reached(people, months, day, day)]
    assert sorted(daily, key=str) == sorted(reached(people, months, first, last), key=str)
    assert len(set(daily)) == len(daily)
    for person, start in people.items():
        for count in months:
            on = milestone_date(start, count)
            assert (Reached(person, count, on) in daily) == (first <= on <= last)


@given(DAYS, st.integers(0, 15))
def test_after_an_outage_a_milestone_is_worth_asking_about_for_some_working_days(
    today: date, late: int
) -> None:
    earliest = useful_since(today, late)
    if is_working_day(today):
        assert add_working_days(earliest, late) == today
    before = earliest - timedelta(days=1)
    assert add_working_days(before, late) <= today
    with pytest.raises(ValueError, match="counted"):
        useful_since(today, -1)


def test_what_was_missed_for_too_long_is_left_alone() -> None:
    people = {"p": date(2026, 3, 9)}  # three months on a Tuesday, 9 June
    for today, is_found in ((date(2026, 6, 23), True), (date(2026, 6, 24), False)):
        found = reached(people, (3,), useful_since(today, 10), today)
        assert bool(found) is is_found


FEWEST = 20


def known_to_have_answered(asked: int, most_silent: int, *, spare: int) -> bool:
    """Say whether a release tells it of somebody to a reader who may know of one silent person."""
    enough = [answered for answered in range(asked + 1) if answered >= FEWEST]
    released = enough if asked >= FEWEST + spare else []
    return bool(released) and min(released) >= asked - most_silent


@pytest.mark.parametrize("asked", range(15, 40))
def test_a_release_tells_of_nobody_that_they_answered_not_even_to_one_who_kept_silent(
    asked: int,
) -> None:
    ripe = [answered for answered in range(asked + 1) if may_release(asked, answered, FEWEST)]
    silent = 1  # whoever reads it, and knows that they did not answer
    assert not ripe or min(ripe) < asked - silent
    assert all(answered >= FEWEST for answered in ripe)
    assert not known_to_have_answered(asked, silent, spare=SPARE)


def test_without_two_people_to_spare_a_release_would_tell_it() -> None:
    assert known_to_have_answered(FEWEST, 0, spare=0)
    assert known_to_have_answered(FEWEST + 1, 1, spare=1)
