"""Cells: what a release says of one question at every node, from clipped unit totals.

A shown value is the sum of the clipped unit totals of a node over the people behind them, to 0.1:
the mean answer of an item, the share (0 to 1) of an option. The nodes shown are chosen once a
question, on the people who answered it, so that all options of a choice stand at the same ones.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from surveys.model.questions import Choice, Item
from surveys.model.releases import Bound, Cell, UnitTotal
from surveys.model.tree import Tree
from surveys.rules.bands import n_band
from surveys.rules.clipping import FEWEST, lower_bound, upper_bound
from surveys.rules.disclosure import choose, choose_pooled
from surveys.rules.sums import tree_sums


@dataclass(frozen=True)
class PooledRound:
    """One round of a quarterly release: its unit totals, and what its weekly release showed."""

    totals: Sequence[UnitTotal]
    weekly_shown: frozenset[str]  # node ids, of the same question


Bounds = Callable[[int], tuple[float, float]]  # the ends between which a unit of n people lies


@dataclass(frozen=True)
class _Sums:
    """What the unit totals of one question and one round, or several, come to at every node."""

    people: dict[str, int]
    clipped: dict[str, float]
    units: dict[str, int]  # unit totals with people in them
    at_least: dict[str, int]  # those at their lower bound
    at_most: dict[str, int]  # those at their upper bound


def weekly_cells(
    tree: Tree,
    question: Item | Choice,
    totals: Sequence[UnitTotal],
    k: int,
    among: frozenset[str] | None = None,
) -> tuple[Cell, ...]:
    """One cell a node, in tree order, of the item or of each option, in one round.

    k people or more stand behind each. `totals` holds one row of every leaf of `tree` where anybody
    was asked; rows of other questions are left out. Hidden cells say nothing but that they are
    hidden. `among` names the only nodes that may be shown; None: any.
    """
    measures, ends = _measures(question), _ends(question)
    counts = _counts(_of(measures[0], totals))
    shown, people = choose(tree, counts, k, among), tree_sums(tree, counts, 0)
    return tuple(
        cell
        for measure in measures
        for cell in _cells(tree, measure, shown, _sums(tree, ends, _of(measure, totals)), people)
    )


def pooled_cells(
    tree: Tree,
    question: Item | Choice,
    rounds: Sequence[PooledRound],
    k: int,
    among: frozenset[str] | None = None,
) -> tuple[Cell, ...]:
    """One cell a node, in tree order, of the item or each option over all the rounds together.

    The value is a mean over answers, so a round where more answered weighs more. The band of
    people is that of the round with most answers at the node, for the rounds share their people.
    `among` names the only nodes that may be shown; None: any.
    """
    measures, ends = _measures(question), _ends(question)
    counts = [_counts(_of(measures[0], one.totals)) for one in rounds]
    before = [(own, one.weekly_shown) for own, one in zip(counts, rounds, strict=True)]
    shown = choose_pooled(tree, before, k, among)
    people = [tree_sums(tree, own, 0) for own in counts]
    most = {node.id: max((n[node.id] for n in people), default=0) for node in tree.nodes}
    totals = [row for one in rounds for row in one.totals]
    return tuple(
        cell
        for measure in measures
        for cell in _cells(tree, measure, shown, _sums(tree, ends, _of(measure, totals)), most)
    )


def hidden_outside(cells: Iterable[Cell], nodes: frozenset[str]) -> tuple[Cell, ...]:
    """Hide every cell at a node that is not among these."""
    return tuple(
        cell if cell.node_id in nodes else Cell(cell.question_id, cell.node_id, shown=False)
        for cell in cells
    )


def hidden_everywhere(tree: Tree, measure: str) -> tuple[Cell, ...]:
    """The cells of an item of which nothing is shown."""
    return tuple(Cell(measure, node.id, shown=False) for node in tree.nodes)


def shown_nodes(cells: Iterable[Cell], measure: str) -> frozenset[str]:
    """The nodes at which these cells show an item, or an option's share."""
    return frozenset(cell.node_id for cell in cells if cell.shown and cell.question_id == measure)


def bounds(
    tree: Tree, question: Item | Choice, totals: Sequence[UnitTotal]
) -> dict[str, Bound | None]:
    """The bound that a shown value has at every node; `totals` are of one measure of a question.

    Of one round, or of several together.
    """
    sums = _sums(tree, _ends(question), totals)
    return {node.id: _bound(sums, node.id) for node in tree.nodes}


def _measures(question: Item | Choice) -> tuple[str, ...]:
    return (question.id,) if isinstance(question, Item) else question.measures


def _ends(question: Item | Choice) -> Bounds:
    if isinstance(question, Choice):
        return _ends_of_share(question)
    lo, hi = question.scale.lo, question.scale.hi
    return lambda n: (lower_bound(n, lo, hi), upper_bound(n, lo, hi))


def _ends_of_share(choice: Choice) -> Bounds:
    """The fewest and the most people a unit keeps at an option, where it keeps anything of them."""
    nowhere = (math.inf, -math.inf)
    if choice.is_exclusive:
        m = len(choice.options)
        return lambda n: (1, n - m + 1) if n > m else nowhere
    return lambda n: (1, n - 1) if n >= FEWEST else nowhere


def _of(measure: str, totals: Iterable[UnitTotal]) -> list[UnitTotal]:
    return [total for total in totals if total.question_id == measure]


def _counts(totals: Iterable[UnitTotal]) -> dict[str, int]:
    return {total.leaf_id: total.n for total in totals}


def _sums(tree: Tree, ends: Bounds, totals: Sequence[UnitTotal]) -> _Sums:
    people: dict[str, int] = {}
    clipped: dict[str, float] = {}
    units: dict[str, int] = {}
    at_least: dict[str, int] = {}
    at_most: dict[str, int] = {}
    for row in (one for one in totals if one.n > 0):
        leaf, low, high = row.leaf_id, *ends(row.n)
        people[leaf] = people.get(leaf, 0) + row.n
        clipped[leaf] = clipped.get(leaf, 0.0) + row.clipped_sum
        units[leaf] = units.get(leaf, 0) + 1
        at_least[leaf] = at_least.get(leaf, 0) + (row.clipped_sum == low)
        at_most[leaf] = at_most.get(leaf, 0) + (row.clipped_sum == high)
    return _Sums(
        people=tree_sums(tree, people, 0),
        clipped=tree_sums(tree, clipped, 0.0),
        units=tree_sums(tree, units, 0),
        at_least=tree_sums(tree, at_least, 0),
        at_most=tree_sums(tree, at_most, 0),
    )


def _cells(
    tree: Tree, measure: str, shown: frozenset[str], sums: _Sums, band_people: dict[str, int]
) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            question_id=measure,
            node_id=node.id,
            shown=True,
            value=round(sums.clipped[node.id] / sums.people[node.id], 1),
            bound=_bound(sums, node.id),
            n_band=n_band(band_people[node.id]),
        )
        if node.id in shown
        else Cell(question_id=measure, node_id=node.id, shown=False)
        for node in tree.nodes
    )


def _bound(sums: _Sums, node_id: str) -> Bound | None:
    """The side on which the truth may lie beyond the value: that where every unit was clipped.

    A pair sits at both its bounds, a single person at none; a node of pairs alone has no side.
    """
    lowest = sums.at_least[node_id] == sums.units[node_id]
    highest = sums.at_most[node_id] == sums.units[node_id]
    if lowest == highest:
        return None
    return Bound.LE if lowest else Bound.GE
