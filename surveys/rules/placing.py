"""Where comments appear: at a service or the organisation, never nearer to the writer.

Comments are placed by *sources*: the atoms of the shown services and of the organisation. Which
sources exist depends on counts of respondents alone, and each has k people or more; an atom that
is smaller joins the organisation's, and comments of a place that stays too small are dropped. A
source with few comments lends them to the organisation as a whole. So a reader who works out from
the silence of some services whose comments stand under the organisation's name, still finds whole
sources: nothing he learns is about fewer than k people.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from surveys.model.tree import Tree
from surveys.rules.showing import FEWEST


def place_comments(
    tree: Tree,
    shown: frozenset[str],
    respondents_by_leaf: Mapping[str, int],
    comments: Sequence[tuple[str, str]],
    k_comments: int,
) -> dict[str, tuple[str, ...]]:
    """Comment bodies by the node they appear at; those that fit nowhere are left out.

    `shown` is the nodes the same release shows, `comments` are pairs of leaf and body in an order
    that says nothing, and stay in it. A source keeps its comments where it has k_comments
    respondents and FEWEST comments or more; else they go to the organisation, where the same
    holds of what it gathers; else they are dropped.
    """
    sources = _sources(tree, shown, respondents_by_leaf, k_comments)
    written = Counter(sources[leaf] for leaf, _ in comments)
    places: dict[str | None, str] = {
        source: source if written[source] >= FEWEST or tree.root not in shown else tree.root
        for source in written
        if source is not None
    }
    gathered: dict[str, list[str]] = {}
    for leaf, body in comments:
        place = places.get(sources[leaf])
        if place is not None:
            gathered.setdefault(place, []).append(body)
    return {place: tuple(bodies) for place, bodies in gathered.items() if len(bodies) >= FEWEST}


def _sources(
    tree: Tree, shown: frozenset[str], respondents_by_leaf: Mapping[str, int], k: int
) -> dict[str, str | None]:
    """The source of every leaf, by the name of the node it is the atom of; None: too small."""
    nearest = {leaf: _place_of(tree, shown, leaf) for leaf in tree.leaves()}
    respondents: Counter[str | None] = Counter()
    for leaf, people in respondents_by_leaf.items():
        respondents[nearest[leaf]] += people
    whole = tree.root if tree.root in shown else None
    small = {place for place in nearest.values() if respondents[place] < k}
    joined = {leaf: whole if place in small else place for leaf, place in nearest.items()}
    gathered = sum(respondents[place] for place in {*small, whole})
    if gathered >= k:
        return joined
    return {leaf: None if place == whole else place for leaf, place in joined.items()}


def _place_of(tree: Tree, shown: frozenset[str], leaf: str) -> str | None:
    """The smallest shown node around a leaf that is a service or the organisation."""
    around = (node for node in tree.ancestors(leaf) if node in shown and tree.depth(node) <= 1)
    return next(around, None)
