"""A trend as inline SVG: a line, its interval as a band. The words beside it say the same."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from babel.dates import format_date
from markupsafe import Markup

from bot.pack.blocks import Chart
from surveys.model.packs import Point, Trend
from surveys.wording import locale

WIDTH: Final = 360  # so that its letters can be read on a phone, and aren't huge on paper
HEIGHT: Final = 190
LEFT, RIGHT, TOP, BOTTOM = 28, 352, 10, 162
MOST_DOTS: Final = 30  # above, the line alone is clearer
ROOM_FOR_A_DATE: Final = 95

_LINE = Markup('<line class="grid" x1="{x1}" y1="{y}" x2="{x2}" y2="{y}"/>')
_LABEL = Markup('<text x="{x}" y="{y}" text-anchor="{anchor}">{words}</text>')
_MARK = Markup('<line class="mark" x1="{x}" y1="{y1}" x2="{x}" y2="{y2}"/>')
_BAND = Markup('<polygon class="band" points="{points}"/>')
_TREND = Markup('<polyline class="trend" points="{points}"/>')
_DOT = Markup('<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3.2"/>')
_WHOLE = Markup(
    '<svg viewBox="0 0 {width} {height}" role="img" aria-label="{words}" focusable="false">'
    "{inside}</svg>"
)


def svg(chart: Chart) -> Markup:
    """Draw a chart."""
    trend = chart.trend
    place = _Placing(trend)
    parts = [*_scale(trend, place), *_dates(trend, place)]
    parts += [_MARK.format(x=round(place.x(on), 1), y1=TOP, y2=BOTTOM) for on in chart.days]
    if len(trend.points) > 1:
        parts.append(_BAND.format(points=_outline(trend.points, place)))
        line = " ".join(place.at(one.on, one.value) for one in trend.points)
        parts.append(_TREND.format(points=line))
    if len(trend.points) <= MOST_DOTS:
        parts += [_dot(one, place) for one in trend.points]
    inside = Markup("").join(parts)
    return _WHOLE.format(width=WIDTH, height=HEIGHT, words=chart.name, inside=inside)


class _Placing:
    """Where a day and a value lie in the picture."""

    def __init__(self, trend: Trend) -> None:
        self._first, last = trend.points[0].on, trend.points[-1].on
        self._days = (last - self._first).days
        self._lo, self._hi = trend.lo, trend.hi

    def x(self, on: date) -> float:
        """From left to right; a single day stands in the middle."""
        if not self._days:
            return (LEFT + RIGHT) / 2
        return LEFT + 6 + (RIGHT - LEFT - 12) * (on - self._first).days / self._days

    def y(self, value: float) -> float:
        """From the scale's bottom up to its top."""
        return BOTTOM - (BOTTOM - TOP) * (value - self._lo) / (self._hi - self._lo)

    def at(self, on: date, value: float) -> str:
        """A point, as SVG writes it."""
        return f"{self.x(on):.1f},{self.y(value):.1f}"


def _scale(trend: Trend, place: _Placing) -> list[Markup]:
    step = 1 if trend.hi - trend.lo <= 6 else 2
    drawn = []
    for value in range(trend.lo, trend.hi + 1, step):
        y = round(place.y(value), 1)
        drawn.append(_LINE.format(x1=LEFT, x2=RIGHT, y=y))
        drawn.append(_LABEL.format(x=LEFT - 6, y=y + 4, anchor="end", words=value))
    return drawn


def _dates(trend: Trend, place: _Placing) -> list[Markup]:
    """The first and the last date, and one between them where there is room."""
    days = [one.on for one in trend.points]
    first, middle, last = days[0], days[len(days) // 2], days[-1]
    if first == last:
        return [_date(place, first, "middle")]
    drawn = [_date(place, first, "start"), _date(place, last, "end")]
    if min(place.x(middle) - place.x(first), place.x(last) - place.x(middle)) > ROOM_FOR_A_DATE:
        drawn.append(_date(place, middle, "middle"))
    return drawn


def _date(place: _Placing, on: date, anchor: str) -> Markup:
    words = format_date(on, "MMM y", locale=locale())
    return _LABEL.format(x=round(place.x(on), 1), y=BOTTOM + 20, anchor=anchor, words=words)


def _outline(points: Sequence[Point], place: _Placing) -> str:
    above = [place.at(one.on, one.interval.high) for one in points]
    below = [place.at(one.on, one.interval.low) for one in reversed(points)]
    return " ".join([*above, *below])


def _dot(point: Point, place: _Placing) -> Markup:
    kind = "limit" if point.bound else "dot"
    return _DOT.format(kind=kind, x=place.x(point.on), y=place.y(point.value))
