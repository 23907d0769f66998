"""The tree of units, as one window of rounds sees it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

DIRECT: Final = "direct"  # the pseudo-team of staff attached to an inner unit


@dataclass(frozen=True)
class Unit:
    """A part of the organisation. Its id outlives its name."""

    id: str
    parent_id: str | None  # None: the organisation itself
    name: str
    hours: str | None = None  # of people without a pattern of their own; None: those above


@dataclass(frozen=True)
class Node:
    """One unit of a frozen tree, or the pseudo-team of an inner unit's direct staff."""

    id: str
    parent_id: str | None  # None: the organisation itself
    name: str
    unit_id: str  # the unit it stands for; a direct pseudo-team stands for its parent's


@dataclass(frozen=True)
class Tree:
    """One rooted tree of nodes, parents before children. People sit in leaves only."""

    nodes: tuple[Node, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """Every node by its id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def _children(self) -> Mapping[str | None, tuple[str, ...]]:
        found: dict[str | None, list[str]] = {}
        for node in self.nodes:
            found.setdefault(node.parent_id, []).append(node.id)
        return {parent: tuple(ids) for parent, ids in found.items()}

    @property
    def root(self) -> str:
        """The organisation's id."""
        return self._children[None][0]

    def children(self, node_id: str) -> tuple[str, ...]:
        """Ids directly below a node, in tree order."""
        return self._children.get(node_id, ())

    def is_leaf(self, node_id: str) -> bool:
        """Say whether people sit here."""
        return node_id not in self._children

    def leaves(self) -> tuple[str, ...]:
        """Every leaf, in tree order."""
        return tuple(node.id for node in self.nodes if self.is_leaf(node.id))

    def ancestors(self, node_id: str) -> Iterator[str]:
        """Yield the node itself, then its parents up to the organisation."""
        current: str | None = node_id
        while current is not None:
            yield current
            current = self.by_id[current].parent_id

    def depth(self, node_id: str) -> int:
        """Steps below the organisation: 0 the organisation, 1 a service, 2 a team."""
        return sum(1 for _ in self.ancestors(node_id)) - 1

    def path(self, node_id: str) -> str:
        """Names from the organisation down, joined with "/"."""
        return "/".join(reversed([self.by_id[one].name for one in self.ancestors(node_id)]))
