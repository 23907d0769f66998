"""The history gate: what two releases of one question, not far apart, tell of few people.

Answers change little from one week to the next. Take the worst case, that everybody answers alike
both times: then two rounds that asked not quite the same people can be subtracted, and whoever
joined, left or moved in between stands alone in the difference. (Figures of the *same* answers are
judged by `disclosure`, exactly, and not here.)

**A graph.** Whatever is derived from the figures of one round weighs everyone in an atom alike, and
every weighting of its atoms can be derived. Let each person asked in either round be a link from
their atom in the old round to their atom in the new one; GROUND stands for the atom of whoever was
not asked, or sits where nothing is shown, and weighs 0. Give the new round's weights the opposite
sign: then a combination of both rounds weighs exactly the people whose two ends differ, and the
fewest people any combination isolates are a smallest cut. (Weights other than 0 and 1 isolate no
fewer: part the ends by any threshold between two of the weights.)

**What is exempt.** Weekly figures rest on 20 people or more, and whoever joined or left such a
group is alone in the difference of two weeks: one among 20 whose own changes of mind are not known.
That tier is measured, not proved. Withholding teams would change nothing of it, since the figures
of their service give the same difference. So a combination is exempt if weekly figures alone give
it, and no other: the weights of all atoms that make up one weekly atom are equal. Any other one
parts two atoms of one weekly atom, so the fewest people it isolates are the smallest cut between
these. Cutting exempt atoms off the graph would miss 20 people less 17 of them in three teams;
counting exempt combinations too would let any joiner of a service hide all its teams for nothing.

**Proved**: of two rounds, every combination that weekly figures alone do not give weighs k people
or more of those asked. **Measured only**: weekly figures by themselves; three rounds or more at
once; a figure pooled over several rounds, which is judged in each as though that round were shown
alone; and that some of the k may not have answered, for who answered is never used.

Rosters, counts and what was published decide, so what is withheld says nothing about answers.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from surveys.model.tree import Tree
from surveys.rules.cuts import Links, Parts, Spot, connected, crossing, cut_below, links_of, merged
from surveys.rules.disclosure import nearest_shown
from surveys.rules.sums import tree_sums

GROUND: Spot = ("", "")
OLD, NEW = "old", "new"
Choose = Callable[[frozenset[str] | None], frozenset[str]]  # among some nodes; None: among all


@dataclass(frozen=True)
class Asking:
    """One question in one round: who was asked, where they sat, and where figures are shown."""

    tree: Tree
    seats: Mapping[str, str]  # person -> leaf, of everybody asked
    weekly: frozenset[str]  # the nodes its weekly release shows
    teams: frozenset[str] = frozenset()  # those a release of teams shows, of it or with others

    @property
    def shown(self) -> frozenset[str]:
        """Every node with a figure."""
        return self.weekly | self.teams


@dataclass(frozen=True)
class Narrowed:
    """Fewer than k people whom two rounds isolate, and the atoms on one side of them."""

    people: int
    side: frozenset[Spot]
    linked: frozenset[Spot]  # all atoms that people link with these, on either side


def narrowings(old: Asking, new: Asking, k: int) -> Iterator[Narrowed]:
    """Find groups of fewer than `k` people that two rounds isolate; none found: there are none."""
    if old.shown == old.weekly and new.shown == new.weekly:
        return  # weekly figures alone
    links = _links(old, new)
    joined, parts = merged(links, k)
    pieces = connected(joined)
    whole: dict[Spot, set[Spot]] = {}
    for spot in links:
        whole.setdefault(parts.of(spot), set()).add(spot)
    ties = [(parts.of(one), parts.of(other)) for one, other in _ties(old, new, links)]
    for piece in dict.fromkeys(pieces.values()):
        for one, other in _tied_in(piece, joined, ties) if len(piece) > 1 else ():
            side = cut_below(joined, one, other, k)
            if side is not None:
                yield Narrowed(
                    crossing(joined, side),
                    frozenset().union(*(whole[spot] for spot in side)),
                    frozenset().union(*(whole[spot] for spot in piece)),
                )


def withhold(
    choose: Choose, pairs: Iterable[tuple[Asking, Asking]], k: int, *, is_weekly: bool
) -> frozenset[str]:
    """The nodes that a new release may show so that with earlier ones it narrows nobody.

    `pairs` are an earlier round and a round of the new release each, the new one without what this
    release shows; `is_weekly` says what that will be. The deepest and smallest node is withheld
    that takes a combination away, and the rule chosen by looked at again: so on until none is left.
    What needs no figure of the new release, or only such as are published, cannot be helped.
    """
    shown = choose(None)
    for old, new in pairs:
        while hidden := _to_hide(old, new, shown, k, is_weekly=is_weekly):
            shown = choose(shown - {hidden})
    return shown


def _to_hide(
    old: Asking, without: Asking, shown: frozenset[str], k: int, *, is_weekly: bool
) -> str | None:
    """A node of the new release without which some combination is not to be had."""
    new = replace(without, weekly=shown) if is_weekly else replace(without, teams=shown)
    free = shown if is_weekly else shown - new.weekly
    for found in narrowings(old, new, k):
        here = [one for one in free if (NEW, one) in found.linked]
        if here and _needs(found, NEW):
            people = tree_sums(new.tree, Counter(new.seats.values()), 0)
            return min(here, key=lambda one: (*_rank(new, found, one), people[one], one))
    return None


def _needs(found: Narrowed, which: str) -> bool:
    """Say whether a combination is not to be had without the atoms of a round.

    Where GROUND weighs 0 so does its side; where people link nothing with it, either side may.
    """
    sides = (found.side, found.linked - found.side)
    return all(any(one[0] == which for one in side) for side in sides if GROUND not in side)


def _rank(new: Asking, found: Narrowed, node_id: str) -> tuple[bool, int]:
    """First where hiding would make one atom of two that are parted; then the deepest."""
    above = new.tree.by_id[node_id].parent_id
    around = nearest_shown(new.tree, new.shown, above) if above is not None else None
    spot = GROUND if around is None else (NEW, around)
    parts = spot in found.linked and (spot in found.side) != ((NEW, node_id) in found.side)
    return (not parts, -new.tree.depth(node_id))


def _links(old: Asking, new: Asking) -> Links:
    before, after = _atoms(OLD, old), _atoms(NEW, new)
    everybody = old.seats.keys() | new.seats.keys()
    pairs = Counter(
        (
            before[old.seats[one]] if one in old.seats else GROUND,
            after[new.seats[one]] if one in new.seats else GROUND,
        )
        for one in everybody
    )
    return links_of({(GROUND, GROUND): 0, **dict(sorted(pairs.items()))})


def _atoms(which: str, asking: Asking) -> dict[str, Spot]:
    """The atom of everyone in a leaf where anybody was asked."""
    around = {
        leaf: nearest_shown(asking.tree, asking.shown, leaf)
        for leaf in dict.fromkeys(asking.seats.values())
    }
    return {leaf: GROUND if top is None else (which, top) for leaf, top in around.items()}


def _ties(old: Asking, new: Asking, links: Links) -> Iterator[tuple[Spot, Spot]]:
    """Pairs that together tie all atoms within each weekly atom; GROUND holds what is in none."""
    for which, asking in ((OLD, old), (NEW, new)):
        last: dict[str | None, Spot] = {None: GROUND}
        for node in asking.tree.nodes:
            spot = (which, node.id)
            if spot in links:
                around = nearest_shown(asking.tree, asking.weekly, node.id)
                if around in last:
                    yield last[around], spot
                last[around] = spot


def _tied_in(
    piece: frozenset[Spot], links: Links, ties: Iterable[tuple[Spot, Spot]]
) -> Iterator[tuple[Spot, Spot]]:
    """Pairs of a connected piece that weekly figures give equal weights, whatever else they do.

    Either within one weekly atom, or held together by way of other pieces: what a piece weighs all
    over isolates nobody, so pieces may be weighed apart, and only differences within one count.
    """
    parts = Parts()
    for one, around in links.items():
        for other in around if one not in piece else ():
            parts.join(one, other)
    for one, other in ties:
        parts.join(one, other)
    last: dict[Spot, Spot] = {}
    for spot in sorted(piece):
        known = parts.of(spot)
        if known in last:
            yield last[known], spot
        last[known] = spot
