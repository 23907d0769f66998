"""Entering: HR keeps in Slack what it can keep by command, through the same doors."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from surveys.errors import NotYoursToEnter, PartTooFine
from surveys.model.context import Event, Measure
from surveys.model.noting import DaysPage, FiguresForm, NotedPart, NotedPlaces
from surveys.model.people import Account
from surveys.model.quarters import Quarter
from surveys.rules.packs import may_enter
from surveys.rules.paths import paths_by_id
from surveys.rules.quarters import preceding, quarter_named, quarter_of
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.use_cases import noting
from surveys.use_cases.admitting import reader

QUARTERS_OFFERED: Final = 9  # this one and two years: older ones by command


def places(runtime: Runtime, caller: Account) -> NotedPlaces:
    """Return where figures can be entered. Raises NotOnTheList, NotYoursToEnter."""
    with runtime.store.published() as db:
        _admit(db, caller)
        return NotedPlaces(_quarters(_today(runtime)), _parts(db))


def figures(runtime: Runtime, caller: Account, quarter_name: str, unit_id: str) -> FiguresForm:
    """Return the figures of a quarter and a part as they stand.

    Raises NotOnTheList, NotYoursToEnter, QuarterWrong, PartTooFine.
    """
    quarter = quarter_named(quarter_name)
    with runtime.store.published() as db:
        _admit(db, caller)
        part = next((one for one in _parts(db) if one.unit_id == unit_id), None)
        if part is None:
            raise PartTooFine(unit_id)
        kept = {
            one.measure: one.value
            for one in db.context.figures()
            if (one.quarter, one.unit_id) == (quarter, unit_id)
        }
        return FiguresForm(quarter, part, kept)


def enter(
    runtime: Runtime,
    caller: Account,
    quarter_name: str,
    unit_id: str,
    values: Mapping[Measure, float | None],
) -> FiguresForm:
    """Keep figures in place of those there were; None takes one away. Return how they stand.

    Raises NotOnTheList, NotYoursToEnter, QuarterWrong, PartTooFine, FigureWrong.
    """
    noting.note(runtime, quarter_name, _path(runtime, caller, unit_id), values)
    return figures(runtime, caller, quarter_name, unit_id)


def days(runtime: Runtime, caller: Account) -> DaysPage:
    """Return the days that are marked. Raises NotOnTheList, NotYoursToEnter."""
    with runtime.store.published() as db:
        _admit(db, caller)
        names = {one.id: one.name for one in db.units.ever()}
        marked = [(names[one.unit_id], one) for one in db.context.markers()]
        return DaysPage(tuple(reversed(marked)), _parts(db), _today(runtime))


def mark_day(
    runtime: Runtime, caller: Account, on: date, event: Event, unit_id: str, label: str
) -> None:
    """Mark a day on trends. Raises NotOnTheList, NotYoursToEnter, PartTooFine, LabelWrong."""
    noting.mark_day(runtime, on, event, _path(runtime, caller, unit_id), label)


def unmark_day(runtime: Runtime, caller: Account, on: date, event: Event, unit_id: str) -> None:
    """Take a mark away. Raises NotOnTheList, NotYoursToEnter, PartTooFine, MarkerUnknown."""
    noting.unmark_day(runtime, on, event, _path(runtime, caller, unit_id))


def _admit(db: Published, caller: Account) -> None:
    if not may_enter(reader(db, caller)):
        raise NotYoursToEnter


def _path(runtime: Runtime, caller: Account, unit_id: str) -> str:
    with runtime.store.published() as db:
        _admit(db, caller)
        path = paths_by_id(db.units.all()).get(unit_id)
    if path is None:
        raise PartTooFine(unit_id)
    return path


def _parts(db: Published) -> tuple[NotedPart, ...]:
    units = db.units.all()
    paths = paths_by_id(units)
    return tuple(NotedPart(one.id, one.name) for one in units if paths[one.id].count("/") <= 1)


def _quarters(today: date) -> tuple[Quarter, ...]:
    found = [quarter_of(today)]
    while len(found) < QUARTERS_OFFERED:
        found.append(preceding(found[-1]))
    return tuple(found)


def _today(runtime: Runtime) -> date:
    return runtime.now().astimezone(runtime.policy.zone).date()
