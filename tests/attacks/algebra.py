"""The reader adds and subtracts: whom can a combination of published figures be about?

Answers of one leaf in one round always get the same weight, so the unknowns are leaves by rounds;
those that appear in the same figures are merged. The weights a reader can produce are the row
space of a 0/1 matrix. It is reduced exactly, in fractions, taking the most populous unknowns as
pivots first. If every pivot holds k people or more, no combination concerns fewer: one that gives
weight 0 to all pivots is zero. Otherwise the rows left over are about small groups alone, and
random orders of the unknowns look for the smallest (information set decoding).
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.attacks.evidence import Evidence

Row = dict[int, Fraction]  # unknown -> weight
TRIES = 20


@dataclass(frozen=True)
class Group:
    """The fewest people found behind any combination; `certain` says none has fewer than k."""

    people: frozenset[str]
    certain: bool


def smallest_group(evidence: Evidence, k: int, seed: int = 0) -> Group:
    """The smallest group of people that a combination of figures tells something about.

    `certain` is an exact proof that no combination whatever concerns fewer than k people.
    """
    people, rows = _unknowns(evidence)
    rng = random.Random(seed)
    orders = [sorted(people, key=lambda one: -len(people[one]))]
    reduced = reduce_rows(rows, orders[0])
    certain = all(len(people[pivot]) >= k for pivot in reduced)
    best = _smallest(people, reduced)
    for _ in range(0 if certain else TRIES):
        weight = {one: len(people[one]) * rng.random() for one in people}
        order = sorted(people, key=lambda one: -weight[one])
        best = min(best, _smallest(people, reduce_rows(rows, order)), key=len)
    return Group(best, certain)


def reduce_rows(rows: Sequence[Mapping[int, int]], order: Sequence[int]) -> dict[int, Row]:
    """The reduced row echelon form by pivot, pivots sought in the given order of unknowns."""
    left: list[Row] = [{one: Fraction(w) for one, w in row.items()} for row in rows]
    done: dict[int, Row] = {}
    for pivot in order:
        found = min((row for row in left if pivot in row), key=len, default=None)
        if found is None:
            continue
        left = [row for row in left if row is not found]
        scaled = {one: weight / found[pivot] for one, weight in found.items()}
        for row in (*left, *done.values()):
            _subtract(row, scaled, pivot)
        done[pivot] = scaled
    return done


def _subtract(row: Row, scaled: Row, pivot: int) -> None:
    times = row.get(pivot)
    if times is None:
        return
    for one, weight in scaled.items():
        changed = row.get(one, Fraction(0)) - times * weight
        if changed:
            row[one] = changed
        else:
            row.pop(one, None)


def _unknowns(
    evidence: Evidence,
) -> tuple[dict[int, frozenset[str]], list[dict[int, int]]]:
    """The people behind each merged unknown, and every figure as a row of weights."""
    merged: dict[tuple[int, ...], set[str]] = {}
    for name, answered in evidence.answered.items():
        for leaf, people in answered.items():
            around = set(evidence.tree.ancestors(leaf))
            seen = tuple(
                place
                for place, figure in enumerate(evidence.figures)
                if name in figure.rounds and figure.node_id in around
            )
            if seen and people:
                merged.setdefault(seen, set()).update(people)
    rows: list[dict[int, int]] = [{} for _ in evidence.figures]
    for unknown, seen in enumerate(merged):
        for place in seen:
            rows[place][unknown] = 1
    return {i: frozenset(people) for i, people in enumerate(merged.values())}, rows


def _smallest(people: Mapping[int, frozenset[str]], rows: Mapping[int, Row]) -> frozenset[str]:
    """The fewest people behind one of the rows; everybody, if there is no row."""
    groups = [frozenset().union(*(people[one] for one in row)) for row in rows.values()]
    return min(groups, key=len, default=frozenset().union(*people.values()))
