"""Events: their days over changes of the clocks and holidays, what is told, what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any

import pytest

from surveys.model.events import EventText, Repeat, When
from surveys.rules.event_forms import problems_of
from surveys.rules.events import coming, days, is_link, sittings, within_a_week
from tests.supporting import LONDON, ONCE, PLANNED, WEEKLY, event, texts

NOW = datetime(2026, 9, 3, 9, tzinfo=UTC)


def test_a_weekly_time_stays_on_the_wall_clock_through_both_changes_of_the_clocks() -> None:
    when = When(date(2026, 10, 22), time(12, 30), LONDON, 60, Repeat.WEEKLY, date(2027, 4, 1))
    held = {one.starts.date(): one.starts for one in sittings(when)}
    assert {f"{one:%H:%M}" for one in held.values()} == {"12:30"}
    utc = {day: f"{one.astimezone(UTC):%H:%M}" for day, one in held.items()}
    assert (utc[date(2026, 10, 22)], utc[date(2026, 10, 29)]) == ("11:30", "12:30")
    assert (utc[date(2027, 3, 25)], utc[date(2027, 4, 1)]) == ("12:30", "11:30")


def test_a_night_group_is_held_once_where_a_time_comes_twice_and_later_where_missing() -> None:
    autumn = replace(ONCE, starts_on=date(2026, 10, 25), at=time(1, 30))
    (once,) = sittings(autumn)
    assert once.starts.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    (spring,) = sittings(replace(ONCE, starts_on=date(2027, 3, 28), at=time(1, 30)))
    assert (f"{spring.starts:%H:%M}", f"{spring.ends:%H:%M}") == ("02:30", "03:30")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (
            replace(WEEKLY, starts_on=date(2026, 12, 18), until=date(2027, 1, 8)),
            ["2026-12-18", "2027-01-08"],  # Christmas Day and New Year's Day are Fridays
        ),
        (replace(ONCE, starts_on=date(2026, 12, 25)), ["2026-12-25"]),
        (
            replace(WEEKLY, starts_on=date(2026, 9, 12), until=date(2026, 9, 26)),
            ["2026-09-12", "2026-09-19", "2026-09-26"],  # Saturdays, as was chosen
        ),
        (
            replace(WEEKLY, repeat=Repeat.FORTNIGHTLY, until=date(2026, 10, 9)),
            ["2026-09-10", "2026-09-24", "2026-10-08"],
        ),
        (
            replace(WEEKLY, starts_on=date(2026, 9, 17), repeat=Repeat.MONTHLY),
            ["2026-09-17", "2026-10-15", "2026-11-19", "2026-12-17"],  # third Thursdays
        ),
        (
            replace(WEEKLY, starts_on=date(2026, 9, 30), repeat=Repeat.MONTHLY),
            ["2026-09-30", "2026-10-28", "2026-11-25", "2026-12-30"],  # fifth, or the last
        ),
    ],
)
def test_what_repeats_keeps_its_weekday_and_leaves_bank_holidays_out(
    when: When, expected: list[str]
) -> None:
    assert [str(day) for day in islice(days(when), 20)] == expected


def test_what_is_left_out_moved_or_cancelled_is_told_until_it_has_passed() -> None:
    left_out = replace(WEEKLY, left_out=frozenset({date(2026, 9, 10)}))
    told = coming([event(when=left_out)], NOW)
    assert told is not None
    assert told.next.starts.date() == date(2026, 9, 17)
    assert (told.missed, told.moved_on) == ((date(2026, 9, 10),), None)
    moved = replace(event(), version=2, changed_at=NOW, when=replace(WEEKLY, at=time(13)))
    told = coming([event(), moved], NOW)
    assert told is not None
    assert told.moved_on == date(2026, 9, 3)
    cancelled = event(version=2, changed_at=NOW, is_cancelled=True)
    during, after = (datetime(2026, 9, 10, 12, n, tzinfo=UTC) for n in (0, 31))
    assert coming([cancelled], during) is not None
    assert coming([cancelled], after) is None
    assert coming([event()], after) is not None


def test_what_is_prompted_is_not_cancelled_and_within_seven_days() -> None:
    far = event(id="e2", when=replace(ONCE, starts_on=date(2026, 9, 11)))
    off = event(id="e3", is_cancelled=True)
    found = [one for one in (coming([it], NOW) for it in (far, off, event())) if one]
    told = within_a_week(found, datetime(2026, 9, 5, 9, tzinfo=UTC))
    assert [one.event.id for one in told] == ["e1", "e2"]
    assert [one.event.id for one in within_a_week(found, NOW)] == []


@pytest.mark.parametrize(
    ("link", "is_one"),
    [
        (
            "https://teams.microsoft.com/l/meetup-join/19%3ax%40thread.v2/0?context=%7b%7d",
            True,
        ),
        ("https://meet.example.org:8443/room", True),
        ("http://meet.example.org", False),
        ("https://meet", False),
        ("https://meet.example.org|Prize", False),
        ("https://meet.example.org/>x", False),
        ("https://me\u202eet.example.org", False),
        ("https://sam@meet.example.org", False),
        ("https://meet.example.org:port/", False),
        ("https://[half", False),
        ("javascript:alert(1)", False),
        ("https:///meet.example.org/", False),
        ("https://exämple.org", False),
    ],
)
def test_a_link_is_an_address_to_meet_at_or_refused(link: str, is_one: bool) -> None:
    assert is_link(link) == is_one


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, {}),
        ({"texts": texts(title="", what="")}, {"title": "a name", "what": "what it is"}),
        ({"texts": texts(title="x" * 81)}, {"title": "80 characters"}),
        ({"place": "", "link": ""}, {"place": "a room, or a link"}),
        ({"link": "http://meet.example.org"}, {"link": "https://"}),
        ({"starts_on": None}, {"starts": "a day and a time"}),
        ({"starts_on": date(2026, 9, 2)}, {"starts": "from today on"}),
        ({"starts_on": date(2027, 9, 30), "repeat": Repeat.NEVER}, {"starts": "within a year"}),
        ({"starts_on": date(2026, 9, 3), "at": time(9, 59)}, {"at": "still to come"}),
        ({"minutes": -1}, {"minutes": "how long"}),
        ({"until": None}, {"until": "the last day"}),
        ({"until": date(2026, 9, 9)}, {"until": "before the first"}),
        ({"until": date(2028, 9, 9)}, {"until": "within a year"}),
        ({"until": None, "repeat": Repeat.NEVER}, {}),
    ],
)
def test_what_is_wrong_in_a_form_is_said_beneath_its_input(
    changes: dict[str, Any], wrong: dict[str, str]
) -> None:
    said = replace(PLANNED, **changes)
    when = When(
        said.starts_on or NOW.date(), said.at or time(), LONDON, said.minutes, said.repeat,
        said.until,
    )  # fmt: skip
    written = {name: said.texts[name].text for name in EventText}
    found = problems_of(said, written, when, None, NOW)
    assert {one.field for one in found} == set(wrong)
    assert all(wrong[one.field] in one.sentence for one in found)
