"""Noting: what HR knows of a quarter, entered for the organisation or a service.

Never for a team: a team's turnover would be a person's leaving. Nothing here is joined to people
or to answers; a pack prints it beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from surveys.errors import FigureWrong, LabelWrong, MarkerUnknown, PartTooFine, UnitUnknown
from surveys.model.context import (
    LONGEST_LABEL,
    MOST,
    ContextFigure,
    Event,
    Marker,
    Measure,
)
from surveys.model.tree import Unit
from surveys.rules.paths import paths_by_id
from surveys.rules.quarters import quarter_named
from surveys.rules.words import mark
from surveys.runtime import Runtime
from surveys.store.database import Published


@dataclass(frozen=True)
class Noted:
    """Everything entered, each with the part it stands for."""

    figures: tuple[tuple[str, ContextFigure], ...]  # by quarter, then in tree order
    markers: tuple[tuple[str, Marker], ...]  # the oldest first


def note(
    runtime: Runtime, quarter_name: str, path: str, values: Mapping[Measure, float | None]
) -> None:
    """Keep figures of a quarter for a part, in place of those there were. None takes one away.

    Raises QuarterWrong, UnitUnknown, PartTooFine, FigureWrong.
    """
    quarter = quarter_named(quarter_name)
    for measure, value in values.items():
        if value is not None and not 0 <= value <= MOST[measure]:
            raise FigureWrong(f"{measure}: 0-{MOST[measure]:g}")
    with runtime.store.begin() as tx:
        unit = _part(tx, path)
        for measure, value in values.items():
            if value is None:
                tx.context.take(quarter, unit.id, measure)
            else:
                tx.context.put(ContextFigure(quarter, unit.id, measure, round(value, 1)))


def mark_day(runtime: Runtime, on: date, event: Event, path: str, label: str = "") -> None:
    """Mark a day on trends. Raises UnitUnknown, PartTooFine, LabelWrong."""
    words = " ".join(label.split())
    with runtime.store.begin() as tx:
        unit = _part(tx, path)
        ours = frozenset(one.name for one in tx.units.ever())
        if len(words) > LONGEST_LABEL or mark(words, ours):
            raise LabelWrong
        tx.context.mark(Marker(on, event, unit.id, words))


def unmark_day(runtime: Runtime, on: date, event: Event, path: str) -> None:
    """Take a mark away. Raises UnitUnknown, PartTooFine, MarkerUnknown."""
    with runtime.store.begin() as tx:
        if not tx.context.unmark(Marker(on, event, _part(tx, path).id, "")):
            raise MarkerUnknown


def noted(runtime: Runtime) -> Noted:
    """Return everything entered."""
    with runtime.store.published() as db:
        return everything_noted(db)


def everything_noted(db: Published) -> Noted:
    """Return everything entered, in an open transaction."""
    units = db.units.ever()
    paths = paths_by_id(units)
    place = {unit.id: number for number, unit in enumerate(units)}

    def order(one: ContextFigure) -> tuple[int, int, int]:
        return one.quarter.year, one.quarter.number, place[one.unit_id]

    return Noted(
        tuple((paths[one.unit_id], one) for one in sorted(db.context.figures(), key=order)),
        tuple((paths[one.unit_id], one) for one in db.context.markers()),
    )


def _part(db: Published, path: str) -> Unit:
    units = db.units.all()
    paths = paths_by_id(units)
    found = next((unit for unit in units if paths[unit.id] == path), None)
    if found is None:
        raise UnitUnknown(path)
    if paths[found.id].count("/") > 1:
        raise PartTooFine(path)
    return found
