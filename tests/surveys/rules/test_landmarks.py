"""Landmarks: which milestones a manager hears of, on which days, and what is said beside them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.hailing import reached
from surveys.bank.kindnesses import load_kindnesses
from surveys.model.milestones import ASKED_AT, Dates, Event, Landmark, LandmarkLine
from surveys.model.people import Person
from surveys.rules.calendar import is_working_day
from surveys.rules.landmarks import (
    AHEAD,
    SHOWN,
    TOLD,
    is_due,
    landmarks,
    last_day,
    lines,
    reach,
)
from tests.surveys.store import samples

LONG_AGO = date(1999, 5, 17)
DAYS = st.dates(date(2025, 1, 1), date(2030, 12, 31))


def somebody(start: date = LONG_AGO, **days: date) -> Person:
    dates: Dates = tuple((Event(event), day) for event, day in days.items())
    return samples.person(start_date=start, dates=dates)


def told(person: Person, first: date, last: date) -> list[tuple[Event, int, date]]:
    return [(one.event, one.months, one.day) for one in landmarks(person, first, last)]


@pytest.mark.parametrize(
    ("start", "first", "expected"),
    [
        (date(2025, 8, 31), date(2026, 2, 1), (6, date(2026, 2, 28))),
        (date(2023, 8, 31), date(2024, 2, 1), (6, date(2024, 2, 29))),
        (date(2024, 2, 29), date(2025, 2, 1), (12, date(2025, 2, 28))),
        (date(2024, 2, 29), date(2028, 2, 1), (48, date(2028, 2, 29))),
        (date(2026, 5, 2), date(2026, 11, 1), (6, date(2026, 11, 2))),
    ],
)
def test_months_end_where_a_month_is_shorter(
    start: date, first: date, expected: tuple[int, date]
) -> None:
    assert told(somebody(start), first, first + timedelta(days=30)) == [(Event.START, *expected)]


@given(DAYS, st.integers(0, 3000))
def test_what_the_database_looks_through_loses_nobody(today: date, ago: int) -> None:
    until = last_day(today)
    person = somebody(today - timedelta(days=ago))
    span = reach(today, until)
    started = person.start_date
    is_looked_at = started.month in span.months and started.day in span.days
    assert is_looked_at or not landmarks(person, today, until)


@given(DAYS, st.sampled_from([one for one in TOLD if one is not Event.START]), st.integers(0, 500))
def test_nor_anybody_with_a_day_of_their_own(today: date, event: Event, ago: int) -> None:
    begun = today - timedelta(days=ago)
    person = somebody(**{str(event): begun})
    found = [one for one in landmarks(person, today, today + SHOWN) if one.event is event]
    assert begun >= reach(today, today + SHOWN).since or not found


@given(DAYS)
def test_each_is_told_three_working_days_before_or_until_its_day(day: date) -> None:
    one = Landmark("p1", Event.BACK, 0, day)
    due = [back for back in range(20) if is_due(one, day - timedelta(days=back))]
    assert due == list(range(len(due)))  # from its day back without a gap
    first = day - timedelta(days=due[-1])
    between = sum(is_working_day(first + timedelta(days=n)) for n in range(1, due[-1] + 1))
    assert between in {AHEAD - 1, AHEAD}  # a day without work counts as the next one with it
    assert last_day(first) >= day
    assert not is_due(one, day + timedelta(days=1))


def test_easter_and_christmas_do_not_make_it_late() -> None:
    after_christmas = Landmark("p1", Event.BACK, 0, date(2026, 12, 29))
    assert is_due(after_christmas, date(2026, 12, 22))  # the 25th and the 28th are bank holidays
    assert not is_due(after_christmas, date(2026, 12, 21))
    assert last_day(date(2027, 3, 24)) == date(2027, 4, 4)  # Good Friday and Easter Monday


def test_nobody_is_told_who_came_from_abroad_or_why_somebody_was_away() -> None:
    assert set(ASKED_AT) - set(TOLD) == {Event.ABROAD}
    came = date(2025, 11, 3)
    plain, abroad = somebody(came), somebody(came, abroad=came)
    for months in range(14):
        first = came + timedelta(days=30 * months)
        assert told(plain, first, first + SHOWN) == told(abroad, first, first + SHOWN)
    away = somebody(date(2025, 5, 4), away=date(2026, 10, 1), back=date(2026, 11, 5))
    assert told(away, date(2026, 10, 1), date(2026, 12, 31)) == [
        (Event.BACK, 0, date(2026, 11, 5)),
        (Event.BACK, 1, date(2026, 12, 5)),
    ]  # and not the year and a half that fell into it
    assert told(replace(away, active=False), date(2026, 10, 1), date(2026, 12, 31)) == []


def test_of_two_on_one_day_the_closer_is_told() -> None:
    day = date(2026, 5, 4)
    person = somebody(day, qualified=day)
    assert told(person, date(2026, 11, 1), date(2026, 11, 30)) == [
        (Event.QUALIFIED, 6, date(2026, 11, 4))
    ]


@given(st.lists(st.tuples(st.sampled_from(list(TOLD)), st.integers(1, 40)), max_size=12))
def test_each_has_a_kindness_that_suits_it_and_none_stands_twice(
    drawn: list[tuple[Event, int]],
) -> None:
    day = date(2026, 11, 2)
    found = [
        (samples.person(id=f"p{n}", name=f"N{n:02}"), Landmark(f"p{n}", event, months, day))
        for n, (event, months) in enumerate(drawn)
    ]
    said = list(lines(found, load_kindnesses()))
    assert said == list(lines(reversed(found), load_kindnesses()))
    words = {one.words: one for one in load_kindnesses()}
    for line, (_person, one) in zip(said, found, strict=True):
        fits = words[line.kindness or ""].fits
        assert not fits or one.event in fits
    assert len({one.kindness for one in said[:5]}) == len(said[:5])


def test_every_landmark_has_a_sentence_of_its_own() -> None:
    day = date(2026, 11, 2)
    said = {
        reached(LandmarkLine("Amina Khan", event, months, day, None))
        for event, several in TOLD.items()
        for months in several[:3]
    }
    assert len(said) == sum(len(several[:3]) for several in TOLD.values())
    assert "Amina Khan passes 6 months here on Monday 2 November." in said
    assert "Amina Khan passes 1 year here on Monday 2 November." in said
    assert "Amina Khan is back on Monday 2 November." in said
    assert "Amina Khan's probation ends on Monday 2 November." in said
