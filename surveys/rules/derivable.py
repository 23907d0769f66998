"""The fewest people that anything derivable from published figures can be about.

A figure is a sum over the answers of a node in some rounds, so whatever a reader gets by adding and
subtracting figures gives weights to answers: the weights are the row space of a 0/1 matrix whose
columns are leaves by rounds. Columns that appear in the same figures weigh alike and become one.

Two exact steps (in fractions), and no more work than needed:

1. Reduce the rows, the most populous columns first. If every pivot column holds k people or more,
   every combination but zero weighs one of them: nothing concerns fewer than k.
2. Else the rows with small pivots span exactly the combinations that weigh small columns alone. Go
   through those: a column is weighed or it is not, and each branch ends as soon as it holds as many
   people as the best found. What cannot be searched to the end within a bound is said to be open.

The same people may answer in several rounds and nobody keeps who did. So a group's size is the
largest count of it within one round: at least that many different people.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from surveys.model.tree import Tree

MOST_BRANCHES: Final = 20_000

Row = dict[int, Fraction]  # column -> weight
Size = Mapping[str, int]  # round -> people


@dataclass(frozen=True)
class Figure:
    """One published figure: a node, over the answers of one round or of several together."""

    node_id: str
    rounds: tuple[str, ...]


@dataclass(frozen=True)
class Derivable:
    """The smallest group found behind any combination of figures."""

    found: int | None  # people; None: no figure concerns anybody
    at_least: int  # nothing smaller can be derived; 1: the search was cut short


def smallest_derivable(
    tree: Tree,
    counts: Mapping[str, Mapping[str, int]],
    figures: Sequence[Figure],
    k: int,
    most_branches: int = MOST_BRANCHES,
) -> Derivable:
    """Search for a group of fewer than `k` people; `counts` are answers by leaf, by round.

    With none to be found, `at_least` is `k` and `found` is some group's size.
    """
    sizes, rows = _columns(tree, counts, figures)
    order = sorted(sizes, key=lambda one: (-_people([sizes[one]]), one))
    reduced = _reduced(rows, order)
    groups = [_people(sizes[one] for one in row) for row in reduced.values()]
    found = min(groups, default=None)
    small = [row for pivot, row in reduced.items() if _people([sizes[pivot]]) < k]
    if not small:
        return Derivable(found, k)
    search = _Search(sizes, min(found or k, k), most_branches)
    search.run(small, frozenset())
    best = search.best if search.best < k else found
    return Derivable(best, search.best if search.left > 0 else 1)


@dataclass
class _Search:
    """Going through every combination of some rows that might weigh fewer people than `best`."""

    sizes: Mapping[int, Size]
    best: int
    left: int  # branches still permitted

    def run(self, rows: Sequence[Row], weighed: frozenset[int]) -> None:
        """Look at the combinations of `rows` that weigh all columns in `weighed`."""
        self.left -= 1
        if not rows or self.left <= 0 or _people(self.sizes[one] for one in weighed) >= self.best:
            return
        weighable = {one for row in rows for one in row}
        if not weighed <= weighable:
            return
        undecided = weighable - weighed
        if len(rows) == 1:
            self.best = min(self.best, _people(self.sizes[one] for one in weighable))
            return
        if not undecided:  # a combination in general position weighs everything
            self.best = min(self.best, _people(self.sizes[one] for one in weighed))
            return
        column = max(undecided, key=lambda one: (_people([self.sizes[one]]), -one))
        self.run(_without(rows, column), weighed)
        self.run(rows, weighed | {column})


def _without(rows: Sequence[Row], column: int) -> list[Row]:
    """A basis of the combinations of some rows that give a column no weight."""
    using = min((row for row in rows if column in row), key=len)
    return [_minus(row, using, column) for row in rows if row is not using]


def _columns(
    tree: Tree, counts: Mapping[str, Mapping[str, int]], figures: Sequence[Figure]
) -> tuple[dict[int, dict[str, int]], list[Row]]:
    """The people behind each merged column, round by round, and every figure as a row."""
    at: dict[tuple[str, str], list[int]] = {}
    for place, figure in enumerate(figures):
        for round_id in figure.rounds:
            at.setdefault((round_id, figure.node_id), []).append(place)
    merged: dict[tuple[int, ...], dict[str, int]] = {}
    for round_id, by_leaf in counts.items():
        for leaf, people in by_leaf.items():
            around = tree.ancestors(leaf)
            seen = sorted(place for node in around for place in at.get((round_id, node), ()))
            if seen and people:
                size = merged.setdefault(tuple(seen), {})
                size[round_id] = size.get(round_id, 0) + people
    rows: list[Row] = [{} for _ in figures]
    for column, seen_by in enumerate(merged):
        for place in seen_by:
            rows[place][column] = Fraction(1)
    return dict(enumerate(merged.values())), [row for row in rows if row]


def _reduced(rows: Iterable[Row], order: Sequence[int]) -> dict[int, Row]:
    """The reduced echelon form by pivot; pivots are sought in the given order of columns."""
    done: dict[int, Row] = {}
    left = list(rows)
    for column in order:
        using = min((row for row in left if column in row), key=len, default=None)
        if using is None:
            continue
        left = [rest for row in left if row is not using and (rest := _minus(row, using, column))]
        done = {pivot: _minus(row, using, column) for pivot, row in done.items()}
        done[column] = using
    return done


def _minus(row: Row, using: Row, column: int) -> Row:
    """Take as much of one row from another as makes a column vanish."""
    if column not in row:
        return row
    times = row[column] / using[column]
    rest = dict(row)
    for one, weight in using.items():
        changed = rest.get(one, Fraction(0)) - times * weight
        if changed:
            rest[one] = changed
        else:
            rest.pop(one, None)
    return rest


def _people(sizes: Iterable[Size]) -> int:
    """The people behind some columns: the most in any one round."""
    sums: dict[str, int] = {}
    for size in sizes:
        for round_id, people in size.items():
            sums[round_id] = sums.get(round_id, 0) + people
    return max(sums.values(), default=0)
