"""What a reader of every release holds, and worlds to publish it from.

The reader is given more than any colleague has: the tree, who answered in every round and where
they sat, the clipping rule, and every figure ever published of one question.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from surveys.model.releases import Bound, Cell, UnitTotal
from surveys.model.tree import Tree
from surveys.rules.cells import PooledRound, pooled_cells, shown_nodes, weekly_cells
from surveys.rules.clipping import clip
from tests.surveys.rules.organisations import ITEM

LO, HI = ITEM.scale.lo, ITEM.scale.hi
Answered = Mapping[str, frozenset[str]]  # leaf -> who answered
Replies = Mapping[str, Mapping[str, int]]  # leaf -> person -> answer


@dataclass(frozen=True)
class Figure:
    """One shown cell: of one round, or of several pooled."""

    node_id: str
    rounds: tuple[str, ...]
    value: float
    bound: Bound | None = None


@dataclass(frozen=True)
class Evidence:
    """All that was published of one question, and who answered it, by round."""

    tree: Tree
    answered: Mapping[str, Answered]
    figures: tuple[Figure, ...]
    lo: int = LO
    hi: int = HI


def figures_of(cells: Iterable[Cell], rounds: Sequence[str]) -> tuple[Figure, ...]:
    """The shown cells of one release over these rounds."""
    return tuple(
        Figure(cell.node_id, tuple(rounds), cell.value, cell.bound)
        for cell in cells
        if cell.shown and cell.value is not None
    )


def answered_in(replies: Replies) -> Answered:
    """Who answered, without what."""
    return {leaf: frozenset(own) for leaf, own in replies.items()}


def counts_in(replies: Replies) -> dict[str, int]:
    """How many answered, by leaf."""
    return {leaf: len(own) for leaf, own in replies.items() if own}


def totals_of(replies: Replies) -> list[UnitTotal]:
    """What is kept of one round: a count and a clipped sum for every leaf."""
    return [
        UnitTotal(ITEM.id, leaf, len(own), clip(sum(own.values()), len(own), LO, HI))
        for leaf, own in replies.items()
        if own
    ]


def both_tiers(
    tree: Tree, world: Mapping[str, Replies], k: int = 5, k_week: int = 20
) -> tuple[tuple[tuple[Cell, ...], ...], tuple[Cell, ...]]:
    """The weekly cells of every round, and the cells of the quarter over all of them."""
    kept = [totals_of(replies) for replies in world.values()]
    weekly = tuple(weekly_cells(tree, ITEM, totals, k_week) for totals in kept)
    pooled = [
        PooledRound(totals, shown_nodes(cells, ITEM.id))
        for totals, cells in zip(kept, weekly, strict=True)
    ]
    return weekly, pooled_cells(tree, ITEM, pooled, k)


def published(tree: Tree, world: Mapping[str, Replies], k: int = 5, k_week: int = 20) -> Evidence:
    """Everything our own rules publish of a world, both tiers together."""
    weekly, quarter = both_tiers(tree, world, k, k_week)
    figures = [
        figure
        for name, cells in zip(world, weekly, strict=True)
        for figure in figures_of(cells, [name])
    ]
    figures += figures_of(quarter, list(world))
    answered = {name: answered_in(replies) for name, replies in world.items()}
    return Evidence(tree, answered, tuple(figures))
