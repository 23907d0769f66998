"""The reader reasons with bounds: whose possible answers can be narrowed?

Every figure is a mean of clipped sums, rounded: a band of half a step on each side. With the whole
numbers lo..hi, who answered, and the clipping rule itself written as constraints, the
reader asks of every unit: can everybody's answer still be the lowest, and the highest? Someone's
answer `lo` is ruled out iff every possible world has a unit sum above that of all at hi but one at
lo; `hi` likewise. Both are questions of feasibility. `whole=True` settles them exactly by branch
and bound, which suits a round or two; else fractions are let through, a linear program that suits
a whole quarter and errs, if at all, on the side of too many possible worlds.

A design is described by its pieces: which unit totals are summed before one clipping. Ours clips
every leaf of every round by itself, and so `pieces` is left out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from surveys.model.releases import Bound
from surveys.rules.clipping import lower_bound, upper_bound
from tests.attacks.evidence import Evidence, Figure

HALF_STEP = 0.05
SLACK = 1e-6
Unit = tuple[str, str]  # round, leaf
Piece = tuple[Unit, ...]
Design = Callable[[Evidence, Figure], Sequence[Piece]]


class NoSuchWorld(Exception):
    """The figures cannot come from this design: it does not clip as it says."""


@dataclass
class _Worlds:
    """The worlds a reader holds possible, as linear constraints."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    whole: bool = False
    rows: list[tuple[Mapping[int, float], float, float]] = field(default_factory=list)
    sums: dict[Unit, int] = field(default_factory=dict)  # unit -> its variable
    kept: dict[Piece, int] = field(default_factory=dict)  # piece -> its clipped sum's variable

    def variable(self, low: float, high: float) -> int:
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def between(self, low: float, weights: Mapping[int, float], high: float) -> None:
        self.rows.append((weights, low, high))

    def smallest(self, aim: Mapping[int, float]) -> list[float]:
        """A possible world in which the weighted sum `aim` is smallest."""
        # Slow to import, and few tests need it.
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        cost = np.zeros(len(self.low))
        cost[list(aim)] = list(aim.values())
        entries = [(w, i, one) for i, (row, _, _) in enumerate(self.rows) for one, w in row.items()]
        weights, places, ones = zip(*entries, strict=True)
        matrix = csr_array((weights, (places, ones)), shape=(len(self.rows), len(self.low)))
        found = milp(
            cost,
            integrality=np.array(
                [self.whole and a < b for a, b in zip(self.low, self.high, strict=True)]
            ),
            bounds=Bounds(np.array(self.low), np.array(self.high)),
            constraints=LinearConstraint(
                matrix, [row[1] for row in self.rows], [row[2] for row in self.rows]
            ),
        )
        if found.x is None:
            raise NoSuchWorld
        return [float(one) for one in found.x]


def every_leaf(evidence: Evidence, figure: Figure) -> list[Piece]:
    """Our design: every leaf of every round is clipped by itself, shown or not."""
    return [(unit,) for unit in units_of(evidence, figure)]


def units_of(evidence: Evidence, figure: Figure) -> list[Unit]:
    """The units with answers behind a figure."""
    return [
        (name, leaf)
        for name in figure.rounds
        for leaf, people in evidence.answered[name].items()
        if people and figure.node_id in evidence.tree.ancestors(leaf)
    ]


def ruled_out(
    evidence: Evidence,
    design: Design = every_leaf,
    *,
    clipped: bool = True,
    whole: bool = False,
) -> frozenset[Unit]:
    """The units where a reader can rule out an answer of somebody: empty, if all is well.

    Raises NoSuchWorld if the figures contradict the design, as unclipped figures may.
    """
    worlds = _Worlds(whole=whole)
    _describe(evidence, worlds, design, clipped)
    narrowed: set[Unit] = set()
    for sign in (1, -1):
        open_units = _undecided(evidence, worlds, set(worlds.sums), sign)
        while open_units:
            unit = min(open_units)
            world = worlds.smallest({worlds.sums[unit]: sign})
            left = {one for one in open_units if not _deniable(evidence, worlds, world, one, sign)}
            narrowed |= left & {unit}
            open_units = left - {unit}
    return frozenset(narrowed)


def _undecided(evidence: Evidence, worlds: _Worlds, units: set[Unit], sign: int) -> set[Unit]:
    """Those units left after looking for worlds in which as many as possible are deniable."""
    while units:
        world = worlds.smallest({worlds.sums[unit]: sign for unit in units})
        left = {one for one in units if not _deniable(evidence, worlds, world, one, sign)}
        if left == units:
            break
        units = left
    return units


def _deniable(
    evidence: Evidence, worlds: _Worlds, world: Sequence[float], unit: Unit, sign: int
) -> bool:
    """Say whether anybody in the unit may have said lo (sign 1), or hi (sign -1), in this world."""
    total, n = world[worlds.sums[unit]], _people(evidence, unit)
    if sign > 0:
        return total <= upper_bound(n, evidence.lo, evidence.hi) + SLACK
    return total >= lower_bound(n, evidence.lo, evidence.hi) - SLACK


def _people(evidence: Evidence, unit: Unit) -> int:
    return len(evidence.answered[unit[0]][unit[1]])


def _describe(evidence: Evidence, worlds: _Worlds, design: Design, clipped: bool) -> None:
    for figure in evidence.figures:
        for unit in units_of(evidence, figure):
            if unit not in worlds.sums:
                n = _people(evidence, unit)
                worlds.sums[unit] = worlds.variable(n * evidence.lo, n * evidence.hi)
        pieces = [tuple(sorted(piece)) for piece in design(evidence, figure)]
        for piece in pieces:
            if piece not in worlds.kept:
                worlds.kept[piece] = _clip(evidence, worlds, piece, clipped)
        people = sum(_people(evidence, unit) for piece in pieces for unit in piece)
        middle, half = figure.value * people, HALF_STEP * people + SLACK
        own = {worlds.kept[piece]: 1.0 for piece in pieces}
        worlds.between(middle - half, own, middle + half)
        if clipped:
            _read_bound(evidence, worlds, figure.bound, pieces)


def _clip(evidence: Evidence, worlds: _Worlds, piece: Piece, clipped: bool) -> int:
    """A variable equal to the clipped sum of a piece; two binaries say at which bound it sits."""
    n, lo, hi = sum(_people(evidence, unit) for unit in piece), evidence.lo, evidence.hi
    truth = {worlds.sums[unit]: 1.0 for unit in piece}
    if not clipped:
        kept = worlds.variable(n * lo, n * hi)
        worlds.between(0, {kept: -1.0, **truth}, 0)
        return kept
    low, high, big = lower_bound(n, lo, hi), upper_bound(n, lo, hi), 2 * n * (hi - lo)
    if low >= high:
        return worlds.variable(n * (lo + hi) / 2, n * (lo + hi) / 2)
    kept, below, above = worlds.variable(low, high), worlds.variable(0, 1), worlds.variable(0, 1)
    worlds.between(-np.inf, {**truth, kept: -1.0, above: -big}, 0)  # truth <= kept, but above
    worlds.between(0, {**truth, kept: -1.0, below: big}, np.inf)  # truth >= kept, but below
    worlds.between(-np.inf, {kept: 1.0, below: big}, low + big)
    worlds.between(high - big, {kept: 1.0, above: -big}, np.inf)
    worlds.between(-np.inf, {**truth, below: big}, low + big)
    worlds.between(high - big, {**truth, above: -big}, np.inf)
    return kept


def _read_bound(
    evidence: Evidence, worlds: _Worlds, bound: Bound | None, pieces: Sequence[Piece]
) -> None:
    """What "or higher", "or lower" and their absence tell about the clipped sums."""
    sizes = [sum(_people(evidence, unit) for unit in piece) for piece in pieces]
    lows = sum(lower_bound(n, evidence.lo, evidence.hi) for n in sizes)
    highs = sum(upper_bound(n, evidence.lo, evidence.hi) for n in sizes)
    own = {worlds.kept[piece]: 1.0 for piece in pieces}
    if bound is Bound.GE:
        worlds.between(highs, own, highs)
    elif bound is Bound.LE:
        worlds.between(lows, own, lows)
    elif min(sizes) >= 2 and max(sizes) > 2:
        worlds.between(lows + 1, own, highs - 1)
