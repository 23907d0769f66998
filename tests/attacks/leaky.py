"""Designs that look careful and are not: every attack must succeed against its own.

Each publishes figures of a world as our rules do, but for one mistake.
"""

from collections.abc import Mapping

from surveys.model.releases import Bound
from surveys.model.tree import Tree
from surveys.rules.clipping import clip, lower_bound, upper_bound
from surveys.rules.disclosure import choose
from surveys.rules.sums import tree_sums
from tests.attacks.evidence import HI, LO, Evidence, Figure, Replies, answered_in, counts_in
from tests.attacks.intervals import Piece, Unit, units_of

World = Mapping[str, Replies]


def small_groups_hidden(tree: Tree, world: World, k: int = 5) -> Evidence:
    """Every node of k people is shown every week, with no thought for subtraction."""
    figures = []
    for name, replies in world.items():
        people = tree_sums(tree, counts_in(replies), 0)
        shown = [node.id for node in tree.nodes if people[node.id] >= k]
        figures += [plain(tree, world, node, (name,)) for node in shown]
    return _evidence(tree, world, figures)


def tiers_apart(tree: Tree, world: World, k: int = 5, k_week: int = 20) -> Evidence:
    """Each tier is safe alone; the quarter looks at the largest count and at no weekly release."""
    counts = [counts_in(replies) for replies in world.values()]
    most = {leaf: max(own.get(leaf, 0) for own in counts) for leaf in tree.leaves()}
    figures = [
        plain(tree, world, node, (name,))
        for name, own in zip(world, counts, strict=True)
        for node in choose(tree, own, k_week)
    ]
    figures += [plain(tree, world, node, tuple(world)) for node in choose(tree, most, k)]
    return _evidence(tree, world, figures)


def shown_atoms_clipped(
    tree: Tree, replies: Replies, shown: tuple[frozenset[str], ...]
) -> tuple[Evidence, dict[Figure, list[Piece]]]:
    """Releases of one round, each clipping the atoms it shows instead of fixed units.

    Returned beside what it publishes: the pieces behind each figure, which a reader may work out.
    """
    world = {"one": replies}
    pieces: dict[Figure, list[Piece]] = {}
    for release in shown:
        atoms = _atoms(tree, replies, release)
        for node in sorted(release):
            own = [atom for top, atom in atoms.items() if node in tree.ancestors(top)]
            kept = [_clipped(replies, atom) for atom in own]
            sizes = [sum(len(replies[leaf]) for _, leaf in atom) for atom in own]
            value = round(sum(kept) / sum(sizes), 1)
            pieces[Figure(node, ("one",), value, _side(kept, sizes))] = own
    return _evidence(tree, world, list(pieces)), pieces


def plain(tree: Tree, world: World, node: str, rounds: tuple[str, ...]) -> Figure:
    """An unclipped mean, rounded."""
    empty = Evidence(tree, {name: answered_in(world[name]) for name in rounds}, ())
    units = units_of(empty, Figure(node, rounds, 0.0))
    answers = [answer for name, leaf in units for answer in world[name][leaf].values()]
    return Figure(node, rounds, round(sum(answers) / len(answers), 1))


def _atoms(tree: Tree, replies: Replies, shown: frozenset[str]) -> dict[str, Piece]:
    found: dict[str, list[Unit]] = {}
    for leaf, people in replies.items():
        top = next((node for node in tree.ancestors(leaf) if node in shown), None)
        if people and top is not None:
            found.setdefault(top, []).append(("one", leaf))
    return {top: tuple(units) for top, units in found.items()}


def _clipped(replies: Replies, atom: Piece) -> float:
    answers = [answer for _, leaf in atom for answer in replies[leaf].values()]
    return clip(sum(answers), len(answers), LO, HI)


def _side(kept: list[float], sizes: list[int]) -> Bound | None:
    lowest = all(s == lower_bound(n, LO, HI) for s, n in zip(kept, sizes, strict=True))
    highest = all(s == upper_bound(n, LO, HI) for s, n in zip(kept, sizes, strict=True))
    if lowest == highest:
        return None
    return Bound.LE if lowest else Bound.GE


def _evidence(tree: Tree, world: World, figures: list[Figure]) -> Evidence:
    answered = {name: answered_in(replies) for name, replies in world.items()}
    return Evidence(tree, answered, tuple(figures))
