"""A driver's mean: what one release displayed of its questions, turned so that higher is better.

It is computed from displayed values alone. The same people answer all of a driver's questions and
may answer them alike, so errors are taken to move together: the interval of the mean runs from the
mean of the lower ends to the mean of the upper ends, and is never too narrow for that.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from statistics import fmean

from surveys.model.figures import Displayed, Interval
from surveys.model.packs import Figure, Mean, Point, Trend
from surveys.model.questions import Item
from surveys.model.releases import Bound, Cell
from surveys.rules.bands import fewest_in
from surveys.rules.changes import compared, verdicts
from surveys.rules.intervals import interval

TURNED = {Bound.LE: Bound.GE, Bound.GE: Bound.LE}
Turned = tuple[float, Bound | None, Interval]


def means(items: Iterable[Item], displayed: Iterable[tuple[date, Cell]]) -> tuple[Mean, ...]:
    """Return the mean of some items' displayed scores, one a day, oldest first.

    A day has none on which none of them was displayed, where their scales differ, or where one
    reads "or higher" and another "or lower": then nobody could say what their mean is.
    """
    by_id = {one.id: one for one in items}
    ours = (pair for pair in displayed if pair[1].question_id in by_id)
    found = (
        _mean(on, [(by_id[cell.question_id], cell) for _on, cell in own])
        for on, own in groupby(ours, key=itemgetter(0))
    )
    return tuple(one for one in found if one is not None)


def figures(found: Mapping[str, Sequence[Mean]], since: date, spread: float) -> dict[str, Figure]:
    """Return the newest mean of each driver, if no older than a day, beside the one before it.

    Two means compare where the same items stand behind both. A mean is judged as if it were one
    item's score, though it varies less; all drivers of a quarter are one family. `spread`: the
    usual standard deviation of one answer, in points.
    """
    newest = {driver: own[-1].point for driver, own in found.items() if own[-1].point.on >= since}
    before = {driver: _before(found[driver]) for driver in newest}
    scores = {
        driver: against
        for driver, point in newest.items()
        if (past := before[driver])
        and (against := compared(_displayed(point), [_displayed(past)], spread))
    }
    told = verdicts(scores)
    return {
        driver: Figure(
            value=point.value,
            bound=point.bound,
            n_band=point.n_band,
            interval=point.interval,
            before=past.value if (past := before[driver]) else None,
            before_date=past.on if past else None,
            verdict=told.get(driver),
        )
        for driver, point in newest.items()
    }


def _before(found: Sequence[Mean]) -> Point | None:
    return next((one.point for one in found[-2::-1] if one.items == found[-1].items), None)


def _displayed(point: Point) -> Displayed:
    return Displayed(point.value, point.bound, point.n_band, point.on)


def trend(found: Sequence[Mean], item: Item) -> Trend | None:
    """Return the means one after another, on the scale of one of their items. None: none."""
    points = tuple(one.point for one in found)
    return Trend(points, item.scale.lo, item.scale.hi) if points else None


def _mean(on: date, scores: Sequence[tuple[Item, Cell]]) -> Mean | None:
    turned = [_turned(item, cell) for item, cell in scores]
    bounds = {bound for _value, bound, _interval in turned} - {None}
    if len({(item.scale.lo, item.scale.hi) for item, _cell in scores}) != 1 or len(bounds) > 1:
        return None
    intervals = [one for _value, _bound, one in turned]
    point = Point(
        on=on,
        value=round(fmean(value for value, _bound, _interval in turned), 1),
        bound=bounds.pop() if bounds else None,
        interval=Interval(
            round(fmean(one.low for one in intervals), 1),
            round(fmean(one.high for one in intervals), 1),
        ),
        n_band=min((cell.n_band or "" for _item, cell in scores), key=fewest_in),
    )
    return Mean(point, frozenset(item.id for item, _cell in scores))


def _turned(item: Item, cell: Cell) -> Turned:
    if cell.value is None:
        raise ValueError("a hidden cell has no mean")
    own = interval(item, cell, None)  # a quarter's release tells no response
    if item.direction > 0:
        return cell.value, cell.bound, own
    ends = item.scale.lo + item.scale.hi
    bound = TURNED[cell.bound] if cell.bound else None
    return ends - cell.value, bound, Interval(ends - own.high, ends - own.low)
