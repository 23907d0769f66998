"""A driver's mean: what one release displayed of its questions, turned so that higher is better.

It is computed from displayed values alone. The same people answer all of a driver's questions and
may answer them alike, so errors are taken to move together: the interval of the mean runs from the
mean of the lower ends to the mean of the upper ends, and is never too narrow for that.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from statistics import fmean

from surveys.model.packs import Figure, Mean, Point, Span, Trend
from surveys.model.questions import Item
from surveys.model.releases import Bound, Cell
from surveys.rules.spans import span

TURNED = {Bound.LE: Bound.GE, Bound.GE: Bound.LE}


def means(items: Iterable[Item], displayed: Iterable[tuple[date, Cell]]) -> tuple[Mean, ...]:
    """Return the mean of some items' displayed scores, one a day, oldest first.

    A day on which none of them was displayed has none, nor one where their scales differ.
    """
    by_id = {one.id: one for one in items}
    found = (
        _mean(on, [(by_id[cell.question_id], cell) for _on, cell in own])
        for on, own in groupby(
            (pair for pair in displayed if pair[1].question_id in by_id), key=itemgetter(0)
        )
    )
    return tuple(one for one in found if one is not None)


def newest(found: Sequence[Mean], since: date) -> Figure | None:
    """Return the newest mean beside the one before it. None: there is none since a day.

    Two means compare only when the same items stand behind both.
    """
    if not found or found[-1].point.on < since:
        return None
    last = found[-1].point
    before = next((one.point for one in found[-2::-1] if one.items == found[-1].items), None)
    return Figure(
        value=last.value,
        bound=last.bound,
        n_band=last.n_band,
        span=last.span,
        before=before.value if before else None,
        before_date=before.on if before else None,
    )


def trend(found: Sequence[Mean], scale: Item) -> Trend | None:
    """Return the means one after another, on the scale of one of their items. None: none."""
    points = tuple(one.point for one in found)
    return Trend(points, scale.scale.lo, scale.scale.hi) if points else None


def _mean(on: date, scores: Sequence[tuple[Item, Cell]]) -> Mean | None:
    if len({(item.scale.lo, item.scale.hi) for item, _cell in scores}) != 1:
        return None
    turned = [_turned(item, cell) for item, cell in scores]
    spans = [one for _value, _bound, one in turned if one is not None]
    bounds = {bound for _value, bound, _span in turned} - {None}
    point = Point(
        on=on,
        value=round(fmean(value for value, _bound, _span in turned), 1),
        bound=bounds.pop() if len(bounds) == 1 else None,
        span=_joined(spans) if len(spans) == len(turned) else None,
        n_band=min((cell.n_band or "" for _item, cell in scores), key=_least),
    )
    return Mean(point, frozenset(item.id for item, _cell in scores))


def _turned(item: Item, cell: Cell) -> tuple[float, Bound | None, Span | None]:
    value, own = cell.value, span(item, cell)
    if value is None:
        raise ValueError("a shown cell has a value")
    if item.direction > 0:
        return value, cell.bound, own
    ends = item.scale.lo + item.scale.hi
    turned = own and Span(ends - own.high, ends - own.low)
    return ends - value, TURNED[cell.bound] if cell.bound else None, turned


def _joined(spans: Sequence[Span]) -> Span:
    low, high = fmean(one.low for one in spans), fmean(one.high for one in spans)
    return Span(round(low, 1), round(high, 1))


def _least(band: str) -> int:
    return int(band.rstrip("+").partition("-")[0])
