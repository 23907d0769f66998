"""Trends: a line joins what was displayed of one question, and nothing beside."""

from datetime import date, timedelta

import pytest

from surveys.model.packs import Point
from surveys.model.releases import Bound, Cell
from surveys.rules.intervals import interval
from surveys.rules.rotation import items_for
from surveys.rules.trends import picture, point, stretches
from tests.drawn import BANK, START, drawn

MONDAYS = [START + timedelta(weeks=number) for number in range(12)]


def figure(on: date, value: float = 3.0, bound: Bound | None = None) -> Point:
    return point(
        BANK.headline, on, Cell(BANK.headline.id, "org", True, value, bound, "20-49"), None
    )


def lengths(shown: list[date], asked: list[date]) -> list[int]:
    return [len(one) for one in stretches([figure(on) for on in shown], asked)]


def test_weeks_displayed_one_after_another_are_one_line() -> None:
    assert lengths(MONDAYS, MONDAYS) == [12]


def test_the_line_breaks_where_a_week_that_asked_displayed_nothing() -> None:
    assert lengths(MONDAYS[:4] + MONDAYS[5:], MONDAYS) == [4, 7]


def test_the_line_breaks_where_a_week_asked_nothing() -> None:
    kept = MONDAYS[:4] + MONDAYS[5:]
    assert lengths(kept, kept) == [4, 7]
    moved = [*MONDAYS[:4], MONDAYS[4] + timedelta(days=1), *MONDAYS[5:]]  # a bank holiday
    assert lengths(moved, moved) == [12]


def test_a_question_of_each_quarter_is_a_line_unless_one_of_its_quarters_shows_nothing() -> None:
    quarters = [START + timedelta(weeks=13 * number) for number in range(5)]
    assert lengths(quarters, quarters) == [5]
    assert lengths(quarters[:2] + quarters[3:], quarters) == [2, 2]


def test_a_figure_bears_the_interval_that_the_digest_tells() -> None:
    cell = Cell(BANK.headline.id, "org", True, 4.8, Bound.GE, "20-49")
    told = point(BANK.headline, START, cell, "70%")
    assert told.interval == interval(BANK.headline, cell, "70%")
    assert (told.value, told.bound, told.interval.high) == (4.8, Bound.GE, 5.0)
    with pytest.raises(ValueError, match="hidden"):
        point(BANK.headline, START, Cell(BANK.headline.id, "org", shown=False), None)


def test_one_week_is_no_trend_and_two_are() -> None:
    shown = {BANK.headline.id: [figure(MONDAYS[0])]}
    assert picture(BANK, [], {}) is None
    assert picture(BANK, [], shown) is None
    assert len(drawn(2).panels) == 7  # the headline and three drivers in each week


def test_a_driver_stands_by_its_question_displayed_last_and_the_others_apart() -> None:
    panels = {one.driver.id if one.driver else "": one for one in drawn(27, hidden=(26,)).panels}
    for driver in BANK.drivers[:-1]:
        panel = panels[driver.id]
        assert all(item.id != panel.item.id for item, _point in panel.others)
        assert all(one.on <= panel.last.on for _item, one in panel.others)
        assert {item.driver_id for item, _point in panel.others} == {panel.item.driver_id}
    assert list(panels) == ["", *(one.id for one in BANK.drivers if one.id in panels)]


def test_a_drivers_questions_in_turn_are_parted_where_one_was_not_displayed() -> None:
    weeks = [week for week in range(27) if any(
        one.driver_id == BANK.drivers[0].id for one in items_for(BANK, week))]  # fmt: skip
    whole, broken = drawn(27).panels[1], drawn(27, hidden=(weeks[2],)).panels[1]
    assert [len(one) for one in whole.turns] == [len(weeks)]
    assert [len(one) for one in broken.turns] == [2, len(weeks) - 3]
    assert drawn(27).panels[0].turns == ()


def test_nothing_is_drawn_that_was_not_displayed() -> None:
    found = drawn(20, hidden=(3, 4, 19))
    days = {one.on for panel in found.panels for one in panel.points}
    days |= {one.on for panel in found.panels for _item, one in panel.others}
    assert days == {START + timedelta(weeks=week) for week in range(20) if week not in (3, 4, 19)}
    assert found.last == START + timedelta(weeks=19)
    headline = found.panels[0]
    assert [len(one) for one in headline.stretches] == [3, 14]
