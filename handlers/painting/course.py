"""One question's course within a box: its line, its band, and where the line breaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from handlers.painting.sheet import BAND, BAND_BEHIND, BEHIND, LINE, At, Sheet
from surveys.model.packs import Point
from surveys.model.pictures import Panel
from surveys.model.questions import Item
from surveys.model.releases import Bound

MOST_DOTS: Final = 30  # on a whole line; more would hide it
HALF_A_BAR: Final = 3.0  # how wide the band of a lone figure is, to each side


@dataclass(frozen=True)
class Box:
    """Where days lie from left to right, and values from the bottom up."""

    left: float
    top: float
    width: float
    height: float
    first: date
    last: date
    lo: int
    hi: int

    def x(self, on: date) -> float:
        """A day's place; one day alone stands in the middle."""
        days = (self.last - self.first).days
        return self.left + self.width * ((on - self.first).days / days if days else 0.5)

    def y(self, value: float) -> float:
        """A value's place."""
        return self.top + self.height * (self.hi - value) / (self.hi - self.lo)


def course(sheet: Sheet, panel: Panel, box: Box) -> None:
    """Draw what a panel displays: better is always up."""
    for turn in panel.turns:
        sheet.area(_band(box, turn), BAND_BEHIND)
    own = [[(panel.item, one) for one in points] for points in panel.stretches]
    for figures in own:
        sheet.area(_band(box, figures), BAND)
    for turn in panel.turns:
        sheet.line(_line(box, turn), BEHIND, 1.1, dashed=True)
    for item, one in panel.others:
        _mark(sheet, box, item, one, BEHIND, small=True)
    for figures in own:
        sheet.line(_line(box, figures), LINE)
    has_dots = len(panel.points) <= MOST_DOTS
    for points in panel.stretches:
        for one in points:
            if has_dots or one.bound or len(points) == 1 or one is panel.last:
                _mark(sheet, box, panel.item, one, LINE, small=len(panel.points) > 8)


def _line(box: Box, figures: Sequence[tuple[Item, Point]]) -> list[At]:
    return [(box.x(one.on), _y(box, item, one.value)) for item, one in figures]


def _band(box: Box, figures: Sequence[tuple[Item, Point]]) -> list[At]:
    """The interval of each figure, from one to the next; a lone figure's as a bar."""
    sides = [
        (box.x(one.on), sorted(_y(box, item, end) for end in (one.interval.low, one.interval.high)))
        for item, one in figures
    ]
    if len(sides) == 1:
        ((x, ends),) = sides
        sides = [(x - HALF_A_BAR, ends), (x + HALF_A_BAR, ends)]
    there = [(x, ends[0]) for x, ends in sides]
    back = [(x, ends[1]) for x, ends in reversed(sides)]
    return [*there, *back]


def _mark(sheet: Sheet, box: Box, item: Item, one: Point, colour: str, *, small: bool) -> None:
    at = box.x(one.on), _y(box, item, one.value)
    if one.bound is None:
        sheet.dot(at, colour, 2.0 if small else 2.6)
    else:
        upwards = (one.bound is Bound.GE) == (item.direction > 0)
        sheet.limit(at, upwards=upwards, colour=colour, radius=3.4 if small else 4.2)


def _y(box: Box, item: Item, value: float) -> float:
    """A value's place, turned where a lower answer is the better one; on its own scale."""
    lo, hi = item.scale.lo, item.scale.hi
    share = (value - lo) / (hi - lo)
    turned = share if item.direction > 0 else 1 - share
    return box.y(box.lo + turned * (box.hi - box.lo))
