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
measured, not proved, and so are figures of teams wherever they only repeat it. A service of five
teams is the sum of its teams; hiding teams for whoever joined it would change nothing, since its
own figure tells the same. So an atom is *exempt* if 20 people or more were asked in it; smaller
atoms are put together, by the rule of `disclosure`, until they are as large; and a cut is exempt
if it puts each exempt atom on one side as a whole. Any other cut takes a smaller group apart and
must have k people or more. To take exempt atoms out of the graph would be too lenient (a service of
20 less three of its teams with 17 leaves three people); not to exempt any cut would be blank pages.

**Proved**, of two rounds: every cut that takes an exempt atom apart has k people or more of those
asked. **Measured only**: cuts that take none apart; three rounds or more at once; figures pooled
over several rounds, each judged in every round as though it were shown of that round alone; and
how many of the people in a cut answered, for who answered is never used.

Rosters, counts and what was published decide, so what is withheld says nothing about answers.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from surveys.model.tree import Tree
from surveys.rules.cuts import Links, Parts, Spot, connected, crossing, cut_below, links_of, merged
from surveys.rules.disclosure import choose_pooled, nearest_shown
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

    @cached_property
    def exempt(self) -> frozenset[str]:
        """The nodes shown that are large enough: each with `k_week` people asked in its atom.

        Chosen by the rule of `disclosure` as though everybody asked had answered.
        """
        asked = Counter(self.seats.values())
        return self.weekly | choose_pooled(
            self.tree, [(asked, self.weekly)], self.k_week, self.teams
        )


@dataclass(frozen=True)
class Narrowed:
    """Fewer than k people whom two rounds isolate, and the atoms on one side of them."""

    people: int
    side: frozenset[Spot]
    linked: frozenset[Spot]  # all atoms that people link with these, on either side


def narrowings(old: Asking, new: Asking, k: int) -> Iterator[Narrowed]:
    """Find groups of fewer than `k` people that two rounds isolate; none found: there are none."""
    if old.shown == old.exempt and new.shown == new.exempt:
        return
    links = _links(old, new)
    joined, parts = merged(links, k)
    pieces = connected(joined)
    whole: dict[Spot, set[Spot]] = {}
    for spot in links:
        whole.setdefault(parts.of(spot), set()).add(spot)
    ties = [(parts.of(one), parts.of(other)) for one, other in _ties(old, new, links)]
    for piece in dict.fromkeys(pieces.values()):
        for one, other in _tied_in(piece, ties, parts.of(GROUND)) if len(piece) > 1 else ():
            side = cut_below(joined, one, other, k)
            if side is not None:
                yield Narrowed(
                    crossing(joined, side),
                    frozenset().union(*(whole[spot] for spot in side)),
                    frozenset().union(*(whole[spot] for spot in piece)),
                )


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
    """First where hiding makes one atom of two that are parted; then the deepest.

    An empty atom above is taken for parted: hiding one more, the rule will make it a larger one.
    """
    side = found.linked - found.side if GROUND in found.side else found.side
    above = new.tree.by_id[node_id].parent_id
    around = nearest_shown(new.tree, new.shown, above) if above is not None else None
    parts = ((NEW, around) in side) != ((NEW, node_id) in side)
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
    """Pairs that tie together all atoms in each exempt atom, and with GROUND what lies in none."""
    for which, asking in ((OLD, old), (NEW, new)):
        last: dict[str | None, Spot] = {None: GROUND}
        for node in asking.tree.nodes:
            spot = (which, node.id)
            if spot in links:
                around = nearest_shown(asking.tree, asking.exempt, node.id)
                if around in last:
                    yield last[around], spot
                last[around] = spot


def _tied_in(
    piece: frozenset[Spot], ties: Iterable[tuple[Spot, Spot]], ground: Spot
) -> Iterator[tuple[Spot, Spot]]:
    """Pairs of a connected piece such that a cut splits an exempt atom iff it parts some pair.

    What is exempt weighs an exempt atom as a whole. Where part of it lies in another piece, which
    weighs nothing, the part in this one is tied to GROUND, or, without GROUND, either side splits.
    """
    parts = Parts()
    for one, other in ties:
        if one in piece and other in piece:
            parts.join(one, other)
        elif one in piece or other in piece:
            inner = one if one in piece else other
            for rest in (ground,) if ground in piece else piece:
                parts.join(inner, rest)
    last: dict[Spot, Spot] = {}
    for spot in sorted(piece):
        known = parts.of(spot)
        if known in last:
            yield last[known], spot
        last[known] = spot
