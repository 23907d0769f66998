"""The reader of shares: whose pick can be ruled out, from every option of a question together?

He knows who answered, the tree, and how a unit's counts are kept. For every unit he lists all the
counts it may have had; a world takes one for each unit, and must come to every figure published, to
half of its last place. Which worlds there are is settled exactly, by branch and bound. Somebody's
pick is ruled out iff in no world anyone of the unit picked that option, and that somebody picked
it, iff in every world all did.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np

from surveys.model.questions import Answers, Choice
from surveys.model.releases import Bound, Cell, UnitTotal
from surveys.model.tree import Tree
from surveys.rules.cells import weekly_cells
from surveys.rules.clipping import clip, project_one, project_several
from surveys.rules.cutting import cut_at, unit_in
from surveys.rules.tallying import unit_totals

HALF_STEP = 0.05
SLACK = 1e-6
Counts = tuple[int, ...]
Keep = Callable[[Counts, int], Sequence[float]]  # counts by option and people -> what is kept
Picks = Mapping[str, Sequence[tuple[str, ...]]]  # unit -> what each person picked


@dataclass(frozen=True)
class Shares:
    """All that was published of one choice in one round, and how many answered where."""

    tree: Tree
    choice: Choice
    people: Mapping[str, int]  # by unit
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Fact:
    """What a reader has found out of everybody in a unit."""

    unit: str
    option: str
    all_did: bool  # False: nobody did


def by_service(tree: Tree, picks: Picks) -> tuple[Tree, dict[str, list[tuple[str, ...]]]]:
    """The tree that shares are published on, and the picks of its units."""
    cut = cut_at(tree, 1)
    found: dict[str, list[tuple[str, ...]]] = {}
    for leaf, own in picks.items():
        found.setdefault(unit_in(cut, tree, leaf), []).extend(own)
    return cut, found


def published(tree: Tree, choice: Choice, picks: Picks, k: int) -> Shares:
    """What our own rules publish of a choice."""
    cut, by_unit = by_service(tree, picks)
    said = [
        (unit, Answers(picks={choice.id: picked}))
        for unit, own in by_unit.items()
        for picked in own
    ]
    totals = unit_totals(said, choice, by_unit)
    return Shares(cut, choice, _people(by_unit), weekly_cells(cut, choice, totals, k))


def clipped_apart(tree: Tree, choice: Choice, picks: Picks, k: int) -> Shares:
    """A leaky design: every option's count is clipped by itself."""
    cut, by_unit = by_service(tree, picks)
    totals = [
        UnitTotal(measure, unit, len(own), clip(_ticks(option.id, own), len(own), 0, 1))
        for measure, option in zip(choice.measures, choice.options, strict=True)
        for unit, own in by_unit.items()
    ]
    return Shares(cut, choice, _people(by_unit), weekly_cells(cut, choice, totals, k))


def ours(choice: Choice) -> Keep:
    """How our rules keep a unit's counts."""
    if choice.is_exclusive:
        return lambda counts, _n: project_one(counts)
    return project_several


def apart(counts: Counts, n: int) -> Sequence[float]:
    """How the leaky design keeps them."""
    return [clip(count, n, 0, 1) for count in counts]


def found_out(shares: Shares, keep: Keep) -> set[Fact]:
    """Everything a reader can say of everybody in some unit: nothing, if all is well.

    A unit in no shown node is left alone: nothing was published of it.
    """
    worlds = _Worlds(shares, keep)
    asked = {
        Fact(unit, option.id, all_did)
        for unit in worlds.units
        for option in shares.choice.options
        for all_did in (False, True)
    }
    certain: set[Fact] = set()
    while asked:
        fact = min(asked, key=str)
        world = worlds.against(fact)
        open_ = {one for one in asked if not worlds.refutes(world, one)}
        certain |= open_ & {fact}
        asked = open_ - {fact}
    return certain


class _Worlds:
    """One yes-or-no variable for each unit and each of the counts that it may have had."""

    def __init__(self, shares: Shares, keep: Keep) -> None:
        # Slow to import, and few tests need it.
        from scipy.optimize import LinearConstraint
        from scipy.sparse import csr_array

        self.shares = shares
        figures = [cell for cell in shares.cells if cell.shown and cell.value is not None]
        shown = {cell.node_id for cell in figures}
        self.units = [
            unit for unit, n in shares.people.items()
            if n and shown & set(shares.tree.ancestors(unit))
        ]  # fmt: skip
        self.columns = [
            (unit, counts)
            for unit in self.units
            for counts in possible(
                shares.people[unit], len(shares.choice.options), shares.choice.is_exclusive
            )
        ]
        self.kept = [keep(counts, shares.people[unit]) for unit, counts in self.columns]
        rows = [self._one_each(unit) for unit in self.units]
        rows += [self._figure(cell) for cell in figures]
        rows += [self._bound(cell) for cell in figures if cell.bound]
        self.matrix = csr_array(np.array([row for row, _, _ in rows]).reshape(len(rows), -1))
        self.limits = LinearConstraint(
            self.matrix, [low for _, low, _ in rows], [high for _, _, high in rows]
        )

    def _bound(self, cell: Cell) -> tuple[list[float], float, float]:
        """Where a share may lie beyond what is said, every unit behind it was kept at its end."""
        place = self.shares.choice.measures.index(cell.question_id)
        spare = len(self.shares.choice.options) - 1 if self.shares.choice.is_exclusive else 1
        ends = {
            unit: 1 if cell.bound is Bound.LE else n - spare
            for unit, n in self.shares.people.items()
        }
        row = [
            float(cell.node_id in self.shares.tree.ancestors(unit) and one[place] != ends[unit])
            for (unit, _), one in zip(self.columns, self.kept, strict=True)
        ]
        return row, 0, 0

    def against(self, fact: Fact) -> list[tuple[str, Counts]]:
        """A possible world in which as many units as can be refute what `fact` says of its own."""
        from scipy.optimize import Bounds, milp

        cost = [-float(self._refuted(fact, unit, counts)) for unit, counts in self.columns]
        found = milp(
            cost,
            integrality=np.ones(len(cost)),
            bounds=Bounds(0, 1),
            constraints=self.limits,
        )
        assert found.x is not None, "the figures contradict the design"
        return [one for one, taken in zip(self.columns, found.x, strict=True) if taken > 0.5]

    def refutes(self, world: Sequence[tuple[str, Counts]], fact: Fact) -> bool:
        return any(self._refuted(fact, unit, counts) for unit, counts in world)

    def _refuted(self, fact: Fact, unit: str, counts: Counts) -> bool:
        if unit != fact.unit:
            return False
        place = [option.id for option in self.shares.choice.options].index(fact.option)
        return counts[place] < self.shares.people[unit] if fact.all_did else counts[place] > 0

    def _one_each(self, unit: str) -> tuple[list[float], float, float]:
        return [float(own == unit) for own, _ in self.columns], 1, 1

    def _figure(self, cell: Cell) -> tuple[list[float], float, float]:
        place = self.shares.choice.measures.index(cell.question_id)
        inside = [cell.node_id in self.shares.tree.ancestors(unit) for unit, _ in self.columns]
        row = [one[place] * within for one, within in zip(self.kept, inside, strict=True)]
        people = sum(
            n for unit, n in self.shares.people.items()
            if cell.node_id in self.shares.tree.ancestors(unit)
        )  # fmt: skip
        assert cell.value is not None
        half = HALF_STEP * people + SLACK
        return row, cell.value * people - half, cell.value * people + half


@lru_cache(maxsize=256)
def possible(n: int, options: int, exclusive: bool) -> tuple[Counts, ...]:
    """The counts that n people may have left: one pick each, or one tick or more."""
    found = product(range(n + 1), repeat=options)
    if exclusive:
        return tuple(one for one in found if sum(one) == n)
    return tuple(one for one in found if sum(one) >= n)


def shapes(cells: Sequence[Cell]) -> Iterator[tuple[str, str, bool, str | None]]:
    """What can be seen of cells before reading their values."""
    return ((one.question_id, one.node_id, one.shown, one.n_band) for one in cells)


def _ticks(option: str, picked: Sequence[tuple[str, ...]]) -> int:
    return sum(option in one for one in picked)


def _people(by_unit: Mapping[str, Sequence[object]]) -> dict[str, int]:
    return {unit: len(own) for unit, own in by_unit.items()}
