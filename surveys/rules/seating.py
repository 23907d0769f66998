"""Where people sit: the tree as a window freezes it, and the leaf of each unit in it."""

import re
from collections.abc import Iterable

from surveys.model.tree import DIRECT, Node, Tree, Unit


def frozen_tree(units: Iterable[Unit]) -> Tree:
    """Return the tree of units, with a direct pseudo-team under every inner one."""
    below: dict[str | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id, []).append(unit)
    return Tree(tuple(_nodes(below, below[None][0])))


def whole_tree(units: Iterable[Unit]) -> Tree:
    """Return the organisation alone: where people are picked by what they are, not where."""
    organisation = next(unit for unit in units if unit.parent_id is None)
    return Tree((Node(organisation.id, None, organisation.name, organisation.id),))


def node_of(tree: Tree, units: Iterable[Unit], unit_id: str) -> str:
    """Return the node that stands for a unit: itself, or the nearest above it in this tree."""
    parents = {unit.id: unit.parent_id for unit in units}
    current: str | None = unit_id
    while current is not None and current not in tree.by_id:
        current = parents.get(current)
    return tree.root if current is None else current


def leaf_of(tree: Tree, units: Iterable[Unit], unit_id: str) -> str:
    """Return the leaf where people of a unit sit; an inner unit's people sit in its direct team."""
    node_id = node_of(tree, units, unit_id)
    return node_id if tree.is_leaf(node_id) else direct_id(node_id)


def direct_id(unit_id: str) -> str:
    """Return the id of an inner unit's direct pseudo-team."""
    return f"{unit_id}:{DIRECT}"


def _nodes(below: dict[str | None, list[Unit]], unit: Unit) -> list[Node]:
    nodes = [Node(unit.id, unit.parent_id, unit.name, unit.id)]
    children = sorted(below.get(unit.id, []), key=_natural)
    if children:
        nodes.append(Node(direct_id(unit.id), unit.id, DIRECT, unit.id))
    for child in children:
        nodes += _nodes(below, child)
    return nodes


def _natural(unit: Unit) -> tuple[tuple[int, str], ...]:
    # "Team 2" comes before "Team 10".
    parts = re.findall(r"\d+|\D+", unit.name.casefold())
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)
