"""Statements: each question of each release, beside the counts it must be judged by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.model.auditing import Kept
from surveys.model.questions import Choice, Item
from surveys.model.releases import Cell, Release, Tier, UnitTotal
from surveys.model.rounds import Round, RoundState, Thresholds
from surveys.model.tree import Tree


@dataclass(frozen=True)
class Statement:
    """What one release says of one question, over the rounds it rests on."""

    release: Release
    question_id: str
    tree: Tree  # the part of the window's tree that the release speaks of
    cells: tuple[Cell, ...]
    rounds: tuple[Round, ...]
    totals: tuple[tuple[UnitTotal, ...], ...]  # of each round; empty: not kept any more
    thresholds: Thresholds  # the largest its rounds were opened under
    question: Item | Choice | None  # whose answers it tells; None: it is nowhere kept

    @property
    def shown(self) -> frozenset[str]:
        """The nodes at which it shows a figure."""
        return frozenset(cell.node_id for cell in self.cells if cell.shown)

    @property
    def counts(self) -> tuple[dict[str, int], ...]:
        """The people who answered by leaf, round by round."""
        return tuple({one.leaf_id: one.n for one in rows} for rows in self.totals)

    @property
    def is_countable(self) -> bool:
        """Say whether the counts are there, and fit the tree."""
        fit = all(leaf in self.tree.by_id for counts in self.counts for leaf in counts)
        return fit and bool(self.rounds) and all(self.totals)


def statements(kept: Kept) -> Iterator[Statement]:
    """Yield every question of every release, oldest release first."""
    totals = {round_id: _by_question(rows) for round_id, rows in kept.totals.items()}
    for release in kept.releases:
        rests_on = rounds_of(kept, release)
        cells = _cells_by_question(release)
        for question_id in dict.fromkeys([*release.questions, *cells]):
            asked = [one for one in rests_on if question_id in totals.get(one.id, {})]
            # A round whose totals are gone can't be left out: the rest alone proves nothing.
            lost = [
                one for one in rests_on if one.id not in totals and question_id in one.questions
            ]
            own = tuple(cells.get(question_id, ()))
            rounds = (*asked, *lost)
            yield Statement(
                release=release,
                question_id=question_id,
                tree=_tree(kept.trees[release.window_id], own),
                cells=own,
                rounds=rounds,
                totals=tuple(totals.get(one.id, {}).get(question_id, ()) for one in rounds),
                thresholds=_largest(kept, rounds),
                question=_question(kept, rounds, question_id),
            )


def weekly_shown(kept: Kept) -> dict[tuple[str, str], frozenset[str]]:
    """The nodes that weekly releases show, by round and question."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for release in kept.releases:
        if release.tier is Tier.WEEKLY:
            for round_ in rounds_of(kept, release):
                for question_id, cells in _cells_by_question(release).items():
                    shown = frozenset(cell.node_id for cell in cells if cell.shown)
                    key = (round_.id, question_id)
                    found[key] = found.get(key, frozenset()) | shown
    return found


def rounds_of(kept: Kept, release: Release) -> tuple[Round, ...]:
    """The rounds a release rests on, as they were opened."""
    closed = [one for one in kept.rounds if one.state is RoundState.CLOSED]
    if release.tier is Tier.WEEKLY:
        return tuple(
            one
            for one in closed
            if (one.survey, one.number) == (release.survey, release.round_number)
        )
    return tuple(
        one
        for one in closed
        if one.window_id == release.window_id
        and one.number is not None
        and one.number <= release.round_number
    )


def _question(kept: Kept, rounds: Sequence[Round], measure: str) -> Item | Choice | None:
    """The question behind a score or a share, as the last of some rounds asked it."""
    for one in reversed(rounds):
        known = kept.questions[one.id]
        found = known.get(measure) or known.get(measure.partition(":")[0])
        return found if isinstance(found, Item | Choice) else None
    return None


def _largest(kept: Kept, rounds: Sequence[Round]) -> Thresholds:
    marked = {one.round_id: one.thresholds for one in kept.marks}
    largest = Thresholds(0, 0, 0)
    for one in rounds:
        largest = largest.raised_to(one.thresholds)
        largest = largest.raised_to(marked.get(one.id, largest))
    return largest


def _tree(tree: Tree, cells: Sequence[Cell]) -> Tree:
    """The nodes of these cells and those above: choices are never told below services."""
    known = [cell.node_id for cell in cells if cell.node_id in tree.by_id]
    nodes = {above for node_id in known for above in tree.ancestors(node_id)}
    return Tree(tuple(node for node in tree.nodes if node.id in nodes))


def _by_question(rows: Sequence[UnitTotal]) -> Mapping[str, tuple[UnitTotal, ...]]:
    found: dict[str, list[UnitTotal]] = {}
    for row in rows:
        found.setdefault(row.question_id, []).append(row)
    return {question_id: tuple(own) for question_id, own in found.items()}


def _cells_by_question(release: Release) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for cell in release.cells:
        found.setdefault(cell.question_id, []).append(cell)
    return found
