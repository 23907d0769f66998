"""Paths: a part of the organisation named from the top down, as people write it."""

from collections.abc import Iterable

from surveys.model.tree import Unit


def paths_by_id(units: Iterable[Unit]) -> dict[str, str]:
    """Return each unit's path, as `Organisation/Service/Team`, by its id."""
    by_id = {unit.id: unit for unit in units}
    return {unit.id: _path(by_id, unit) for unit in by_id.values()}


def _path(by_id: dict[str, Unit], unit: Unit) -> str:
    above = by_id.get(unit.parent_id or "")
    return f"{_path(by_id, above)}/{unit.name}" if above else unit.name
