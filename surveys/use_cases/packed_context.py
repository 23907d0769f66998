"""Context for a pack: what HR entered of the quarter, as printed beside results."""

from datetime import date

from surveys.model.context import Marker
from surveys.model.packs import ContextRow, Place
from surveys.model.quarters import Quarter
from surveys.rules.quarters import preceding
from surveys.store.database import Published
from surveys.use_cases.noting import everything_noted


def context_of(db: Published, quarter: Quarter) -> tuple[ContextRow, ...]:
    """Return a quarter's figures in tree order, each measure's together."""
    noted = everything_noted(db).figures
    values = {(one.quarter, one.unit_id, one.measure): one.value for _path, one in noted}
    return tuple(
        ContextRow(
            _place(path),
            one.measure,
            one.value,
            values.get((preceding(quarter), one.unit_id, one.measure)),
        )
        for path, one in noted
        if one.quarter == quarter
    )


def markers_until(db: Published, last: date) -> tuple[tuple[Place, Marker], ...]:
    """Return the days marked until a day, the oldest first."""
    noted = everything_noted(db).markers
    return tuple((_place(path), one) for path, one in noted if one.on <= last)


def _place(path: str) -> Place:
    return Place(tuple(path.split("/")), is_direct=False)
