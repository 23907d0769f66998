"""Trends: which displayed figures of a place make a line, and where the line breaks.

Nothing is drawn that was not displayed. A driver's questions take turns, so that two weeks of one
driver are two questions, and a line through both may show the turn of questions as a turn of
feeling. The line therefore joins one question's figures alone: those of the question displayed
last. Behind it, told apart from it, are the driver's figures in turn.

A line breaks where a week between two figures asked the question and displayed nothing at the
place, and where more time lies between them than half again the shortest between two askings: then
a week in which it is usually asked asked nothing, and nobody knows what it would have been.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, TypeVar

from surveys.model.packs import Point
from surveys.model.pictures import Panel, Picture, Week
from surveys.model.questions import Bank, Driver, Item
from surveys.model.releases import Cell
from surveys.rules.intervals import interval

A_YEAR: Final = timedelta(weeks=52)  # a question asked each 13 weeks is asked five times in it
FEWEST: Final = 2  # weeks in which anything is displayed: one makes no trend
_LONGER: Final = 1.5  # times the usual time between two askings
Figure = TypeVar("Figure")


def point(item: Item, on: date, cell: Cell, rate: str | None) -> Point:
    """A displayed figure with its interval. Raises ValueError where the cell is hidden."""
    if cell.value is None or cell.n_band is None:
        raise ValueError("a hidden cell has no place in a picture")
    return Point(on, cell.value, cell.bound, interval(item, cell, rate), cell.n_band)


def picture(
    bank: Bank, weeks: Sequence[Week], displayed: Mapping[str, Sequence[Point]]
) -> Picture | None:
    """What is drawn of one place. None: it displays too little.

    `weeks`: the weekly releases of a year, oldest first, the last that of the picture. `displayed`:
    each item's figures at the place, by its id, oldest first.
    """
    days = {one.on for points in displayed.values() for one in points}
    if len(days) < FEWEST:
        return None
    drivers: list[Driver | None] = [None, *bank.drivers]
    panels = (_panel(driver, _items(bank, driver), weeks, displayed) for driver in drivers)
    return Picture(tuple(one for one in panels if one), min(days), weeks[-1].on)


def stretches(points: Sequence[Point], asked: Sequence[date]) -> tuple[tuple[Point, ...], ...]:
    """Displayed figures of one question, parted where its line breaks.

    `asked`: every day of a release that asked the question, displayed at the place or not.
    """
    return _parted(points, [one.on for one in points], asked)


def _parted(
    figures: Sequence[Figure], days: Sequence[date], asked: Sequence[date]
) -> tuple[tuple[Figure, ...], ...]:
    usual = min((later - day for day, later in pairwise(asked)), default=A_YEAR)
    parted: list[list[Figure]] = []
    for before, on, one in zip([None, *days], days, figures, strict=False):
        withheld = before and any(before < day < on for day in asked)
        if before is None or withheld or on - before > _LONGER * usual:
            parted.append([])
        parted[-1].append(one)
    return tuple(tuple(one) for one in parted)


def _items(bank: Bank, driver: Driver | None) -> list[Item]:
    if driver is None:
        return [bank.headline]
    return [one for one in bank.items if one.driver_id == driver.id]


def _panel(
    driver: Driver | None,
    items: Sequence[Item],
    weeks: Sequence[Week],
    displayed: Mapping[str, Sequence[Point]],
) -> Panel | None:
    shown = [one for one in items if displayed.get(one.id)]
    if not shown:
        return None
    newest = max(shown, key=lambda one: displayed[one.id][-1].on)
    asked = [week.on for week in weeks if newest.id in week.asked]
    own = stretches(displayed[newest.id], asked)
    return Panel(driver, newest, own, _turns(items, weeks, displayed))


def _turns(
    items: Sequence[Item], weeks: Sequence[Week], displayed: Mapping[str, Sequence[Point]]
) -> tuple[tuple[tuple[Item, Point], ...], ...]:
    """Every figure of a driver of several questions, oldest first, parted where one is missing."""
    if len(items) == 1:
        return ()
    ids = {one.id for one in items}
    asked = [week.on for week in weeks if ids & week.asked]
    figures = [(one, point) for one in items for point in displayed.get(one.id, ())]
    figures.sort(key=lambda both: both[1].on)
    return _parted(figures, [point.on for _item, point in figures], asked)
