"""Two releases of one question, subtracted by somebody whose colleagues never change their minds.

The unknowns are people and not answers: whoever is in both rounds answers alike both times.
"""

import random
from collections.abc import Iterable, Mapping

from surveys.model.tree import Tree
from surveys.rules.disclosure import choose, choose_pooled
from surveys.rules.history import Asking
from tests.attacks.algebra import Row, reduce_rows

Seats = Mapping[str, str]  # person -> leaf
TRIES = 15


def people_of(staff: Mapping[str, int]) -> dict[str, str]:
    return {f"{leaf}#{i}": leaf for leaf, size in staff.items() for i in range(size)}


def counts_of(tree: Tree, seats: Seats) -> dict[str, int]:
    """Everybody asked answers; leaves where nobody was asked are left out."""
    leaves = list(seats.values())
    return {leaf: leaves.count(leaf) for leaf in tree.leaves() if leaf in leaves}


def asked(tree: Tree, seats: Seats, *, teams: bool, k: int = 5, k_week: int = 20) -> Asking:
    """A round as it would be released with no thought of any other."""
    counts = counts_of(tree, seats)
    weekly = choose(tree, counts, k_week)
    shown = choose_pooled(tree, [(counts, weekly)], k) if teams else frozenset[str]()
    return Asking(tree, seats, k_week, weekly, shown)


def figures_of(asking: Asking, nodes: Iterable[str]) -> list[frozenset[str]]:
    """The people behind the figure of each node."""
    return [
        frozenset(one for one, leaf in asking.seats.items() if node in asking.tree.ancestors(leaf))
        for node in sorted(nodes)
    ]


def fewest(figures: Iterable[frozenset[str]], seed: int = 0) -> frozenset[str]:
    """The fewest people found behind a combination of figures, by exact algebra."""
    seen = [one for one in figures if one]
    alike: dict[tuple[int, ...], set[str]] = {}
    for person in sorted(frozenset().union(*seen)):
        weights = tuple(place for place, figure in enumerate(seen) if person in figure)
        alike.setdefault(weights, set()).add(person)
    columns = dict(enumerate(alike.values()))
    rows: list[dict[int, int]] = [{} for _ in seen]
    for column, weights in enumerate(alike):
        for place in weights:
            rows[place][column] = 1
    rng = random.Random(seed)
    best = frozenset().union(*seen)
    for _ in range(TRIES):
        weight = {one: len(own) * rng.random() for one, own in columns.items()}
        reduced = reduce_rows(rows, sorted(columns, key=lambda one: -weight[one]))
        best = min([best, *(_behind(row, columns) for row in reduced.values())], key=len)
    return best


def _behind(row: Row, columns: Mapping[int, set[str]]) -> frozenset[str]:
    return frozenset().union(*(columns[one] for one in row))
