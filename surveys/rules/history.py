"""The history gate: what two releases of one question, not far apart, tell of few people.

Answers change little from one week to the next. Take the worst case, that everybody answers alike
both times: then two rounds that asked not quite the same people can be subtracted, and whoever
joined, left or moved in between stands alone in the difference. (Figures of the *same* answers are
judged by `disclosure`, exactly, and not here.)

**A graph.** Whatever is derived from the figures of one round weighs everyone in an atom alike, and
any weights of its atoms can be derived. Let each person asked in either round be a link from their
atom in the old round to their atom in the new one. GROUND, of weight 0, stands for the atom of
whoever was not asked then, or sits where nothing is shown. Give the new round's weights the
opposite sign, and a combination of both rounds weighs exactly the people whose two ends differ.
Every combination is a sum of cuts: of such as weigh 1 on one side, within one connected piece of
the graph and away from GROUND, and 0 elsewhere; each weighs none but people whom the sum weighs.
So the fewest people that any combination isolates are the smallest cut.

**What is exempt.** Weekly figures rest on 20 people or more. Whoever joins such a group is alone in
the difference of two weeks, blurred by 20 others who may have changed their minds: that tier is
measured, not proved. So a cut is exempt if its side holds 20 people or more of those asked, in
either round. It is exempt whatever atoms make it up: a service is the sum of its teams too, and to
hide all these for whoever joined it would change nothing, as its own figure tells the same. Any
other cut must have k people or more. (To take all large atoms out of the graph would be too
lenient: a service of 20 less two of its teams, with 17 people later, leaves three.)

**How they are found.** Atoms with k people or more between them are on one side of every cut that
matters. What they join to, if it holds 20 people in each round, is on GROUND's side of every cut
that is not exempt. Each of the rest is parted from GROUND by a smallest cut. If that is exempt, any
other one on whose side it is leaves something out of that side: each such thing is tried in turn.

**Proved**, of two rounds: every cut with fewer than 20 people on its side has k people or more of
those asked. **Measured only**: exempt cuts; three rounds or more at once; figures pooled over
several rounds, each judged in every round as though it were shown of that round alone; and how many
of the people in a cut answered, for who answered is never used.

Rosters, counts and what was published decide, so what is withheld says nothing about answers.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from surveys.model.tree import Tree
from surveys.rules.cuts import Links, Spot, connected, crossing, cut_below, links_of, merged
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
    k_week: int
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


def narrowings(old: Asking, new: Asking, k: int) -> Iterator[Narrowed]:
    """Find groups of fewer than `k` people that two rounds isolate; none found: there are none."""
    joined, parts = merged(_links(old, new), k)
    people = _people(OLD, old) + _people(NEW, new)
    spots: dict[Spot, set[Spot]] = {}
    for spot in (GROUND, *people):
        spots.setdefault(parts.of(spot), set()).add(spot)
    enough = max(old.k_week, new.k_week)

    def is_exempt(side: Iterable[Spot]) -> bool:
        return _is_exempt((spot for one in side for spot in spots[one]), people, enough)

    ground = {one for one, own in spots.items() if GROUND in own or is_exempt([one])}
    left = _grounded(joined, ground)
    for piece in dict.fromkeys(connected(left).values()):
        for source, sink in _parted(piece):
            side = _smallest(left, frozenset({source}), frozenset({sink}), k, is_exempt)
            if side is not None:
                yield Narrowed(crossing(left, side), frozenset().union(*(spots[it] for it in side)))


def withhold(
    choose: Choose, pairs: Sequence[tuple[Asking, Asking]], k: int, *, is_weekly: bool
) -> frozenset[str]:
    """The nodes that a new release may show so that with earlier ones it narrows nobody.

    `pairs` are an earlier round and a round of the new release each, the new one without what this
    release shows; `is_weekly` says what that will be. The deepest and smallest node is withheld
    that takes a combination away, and the rule chosen by looked at again: so on until none is left.
    What needs no figure of the new release, or only such as are published, cannot be helped.
    """
    shown, before = choose(None), None
    while shown != before:  # what is put together as exempt may change as nodes are hidden
        before = shown
        for old, new in pairs:
            while hidden := _to_hide(old, new, shown, k, is_weekly=is_weekly):
                shown = choose(shown - {hidden})
    return shown


def _to_hide(
    old: Asking, without: Asking, shown: frozenset[str], k: int, *, is_weekly: bool
) -> str | None:
    """The deepest node, then the smallest, whose hiding makes one atom of two that are parted."""
    new = replace(without, weekly=shown) if is_weekly else replace(without, teams=shown)
    free = shown if is_weekly else shown - new.weekly
    for found in narrowings(old, new, k):
        here = [one for one in free if _is_edge(new, found, one)]
        if here:
            people = tree_sums(new.tree, Counter(new.seats.values()), 0)
            return min(here, key=lambda one: (-new.tree.depth(one), people[one], one))
    return None


def _is_edge(new: Asking, found: Narrowed, node_id: str) -> bool:
    """Say whether a node and the shown one around it are on different sides.

    Nobody is in an empty atom above, but hiding a second node, as the rule will, fills it.
    """
    above = new.tree.by_id[node_id].parent_id
    around = nearest_shown(new.tree, new.shown, above) if above is not None else None
    return ((NEW, around) in found.side) != ((NEW, node_id) in found.side)


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
    shown = asking.shown
    around = {
        leaf: nearest_shown(asking.tree, shown, leaf)
        for leaf in dict.fromkeys(asking.seats.values())
    }
    return {leaf: GROUND if top is None else (which, top) for leaf, top in around.items()}


def _parted(piece: frozenset[Spot]) -> Iterator[tuple[Spot, Spot]]:
    """Pairs of which every cut of a connected piece parts one, the first on the side that counts.

    GROUND is never on it, and comes first of all. In a piece without it either side may count.
    """
    first, *rest = sorted(piece)
    for one in rest:
        yield one, first
        if first != GROUND:
            yield first, one


def _smallest(
    links: Links,
    inside: frozenset[Spot],
    outside: frozenset[Spot],
    k: int,
    is_exempt: Callable[[Iterable[Spot]], bool],
) -> frozenset[Spot] | None:
    """The side of a cut below k that is not exempt, with some spots on it and others not, or None.

    A side that holds all of an exempt one is exempt, so another leaves some spot of it out.
    """
    held = links if len(inside) == len(outside) == 1 else _tied(links, (inside, outside), k)
    side = cut_below(held, min(inside), min(outside), k)
    if side is None or not is_exempt(side):
        return side
    for one in sorted(side - inside):
        found = _smallest(links, inside, outside | {one}, k, is_exempt)
        if found is not None:
            return found
        inside |= {one}
        if is_exempt(inside):
            break
    return None


def _people(which: str, asking: Asking) -> Counter[Spot]:
    """The people asked in each atom; those without one are left out."""
    atoms = _atoms(which, asking)
    return Counter(atoms[leaf] for leaf in asking.seats.values() if atoms[leaf] != GROUND)


def _is_exempt(spots: Iterable[Spot], people: Mapping[Spot, int], enough: int) -> bool:
    """Say whether some atoms hold enough people in each of the two rounds."""
    held = Counter[str]()
    for spot in spots:
        held[spot[0]] += people.get(spot, 0)
    return min(held[OLD], held[NEW]) >= enough


def _grounded(links: Links, ground: Collection[Spot]) -> Links:
    """The links once some parts are GROUND's."""
    pairs = Counter[tuple[Spot, Spot]]()
    for one, around in links.items():
        here = GROUND if one in ground else one
        pairs[here, here] += 0
        for other, people in around.items():
            if one < other:
                pairs[here, GROUND if other in ground else other] += people
    return links_of(pairs)


def _tied(links: Links, together: Iterable[frozenset[Spot]], k: int) -> Links:
    """The links once no cut below k parts some spots that are to stay together."""
    tied = {one: dict(around) for one, around in links.items()}
    for some in together:
        first, *rest = sorted(some)
        for one in rest:
            tied[first][one] = tied[one][first] = k
    return tied
