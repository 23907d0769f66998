"""Which of the employer's units are units we know, perhaps under another name.

Level by level from the top, below parents already matched: first by name; then a unit without a
namesake is the new sibling in which most of its people sit, if most people there were its own. More
than half both ways, so that at most one pair can match.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from surveys.model.people import Person
from surveys.model.tree import Unit
from surveys.rules.people_file import Path, PersonRow

Keys = frozenset[str]  # employers' keys of the people at or below a unit


def matched_units(
    units: Sequence[Unit], people: Sequence[Person], rows: Sequence[PersonRow]
) -> dict[Path, Unit]:
    """The known unit behind each path of the file that has one, parents first.

    `units` are those in use, parents before children or in any other order.
    """
    below: dict[str | None, list[Unit]] = defaultdict(list)
    for unit in units:
        below[unit.parent_id].append(unit)
    known, told = _known_keys(units, people), _told_keys(rows)
    paths_below: dict[Path, list[Path]] = defaultdict(list)
    for path in told:
        paths_below[path[:-1]].append(path)
    found: dict[Path, Unit] = {}
    waiting: list[tuple[Path, str | None]] = [((), None)]
    while waiting:
        path, unit_id = waiting.pop(0)
        for child, unit in _pairs(paths_below[path], below[unit_id], told, known).items():
            found[child] = unit
            waiting.append((child, unit.id))
    return found


def missing_paths(kept: Mapping[Path, Unit], rows: Sequence[PersonRow]) -> list[Path]:
    """The paths of the file that have no unit yet, parents first."""
    return sorted((path for path in _told_keys(rows) if path not in kept), key=_depth_and_name)


def _pairs(
    paths: Sequence[Path],
    units: Sequence[Unit],
    told: Mapping[Path, Keys],
    known: Mapping[str, Keys],
) -> dict[Path, Unit]:
    by_name = {unit.name: unit for unit in units}
    found = {path: by_name[path[-1]] for path in sorted(paths) if path[-1] in by_name}
    taken = {unit.id for unit in found.values()}
    for path in sorted(set(paths) - found.keys()):
        for unit in units:
            if unit.id not in taken and _coincide(told[path], known.get(unit.id, frozenset())):
                found[path] = unit
    return found


def _coincide(some: Keys, others: Keys) -> bool:
    shared = 2 * len(some & others)
    return shared > len(some) and shared > len(others)


def _told_keys(rows: Sequence[PersonRow]) -> dict[Path, Keys]:
    found: dict[Path, set[str]] = defaultdict(set)
    for row in rows:
        for length in range(1, len(row.unit) + 1):
            found[row.unit[:length]].add(row.key)
    return {path: frozenset(keys) for path, keys in found.items()}


def _known_keys(units: Sequence[Unit], people: Sequence[Person]) -> dict[str, Keys]:
    parents = {unit.id: unit.parent_id for unit in units}
    found: dict[str, set[str]] = defaultdict(set)
    for person in people:
        current: str | None = person.unit_id if person.active else None
        while current is not None:
            found[current].add(person.key)
            current = parents.get(current)
    return {unit_id: frozenset(keys) for unit_id, keys in found.items()}


def _depth_and_name(path: Path) -> tuple[int, Path]:
    return len(path), path
