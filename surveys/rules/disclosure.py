"""Which nodes of the tree may be shown, decided on counts of people alone.

The people of a shown node who are in no shown node below it are its *atom*. Shown nodes are nested
or apart, so whatever can be computed from their sums gives everyone in an atom the same weight. If
every atom is empty or holds k people or more, every such result concerns k people or more.

Several releases of the same answers: the weekly release of round r shows the nodes S_r over the
answers of round r; the quarterly one shows Q over the answers of all its rounds together. Take any
combination of all these cells and read off the weights it gives to the answers of one round r. The
weekly cells of other rounds give none there, and a quarterly cell weighs its people in r just as a
weekly cell of the same node would: the weights in r are those of a combination of nodes in Q united
with S_r. That union is nested too, so they are constant on its atoms. If these are empty or hold k
people or more in *every* round, then a combination that weighs anybody at all has a round in which
it weighs k people or more, however the rounds are played against each other.

Two consequences. A node hidden in some weeks and shown in others needs nothing special: each round
is judged with what that round published. And a node that is too small in one round alone cannot be
shown for the quarter: whatever was published of its other rounds could be subtracted.
"""

from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush

from surveys.model.tree import Tree
from surveys.rules.shownness import ShownTree


def choose(
    tree: Tree, counts: Mapping[str, int], k: int, among: frozenset[str] | None = None
) -> frozenset[str]:
    """The nodes one release may show of one question, from the people who answered it by leaf.

    `counts` names each leaf where anybody was asked, one where nobody answered with 0. Bottom-up,
    a node of k people or more is shown if nobody was asked in its atom, or k people or more of two
    leaves or more answered there. Until then, the maximal shown descendant whose atom is smallest
    is hidden. Equal choices fall in tree order. k is 5 or more. `among` names the only nodes that
    may be shown; None: any.
    """
    return choose_pooled(tree, [(counts, frozenset())], k, among)


def choose_pooled(
    tree: Tree,
    rounds: Sequence[tuple[Mapping[str, int], frozenset[str]]],
    k: int,
    among: frozenset[str] | None = None,
) -> frozenset[str]:
    """The nodes a quarterly release may show of one question it pools over several rounds.

    Each round brings the people who answered by leaf, and the nodes its weekly release showed.
    United with these the result keeps the rule of `choose` in every round (see above why), so a
    shown node has k people or more in each. What a weekly release showed is never taken back: a
    node may leave the result and still stand in that week. No rounds: nothing is shown. `among`
    names the only nodes that may be in the result; None: any.
    """
    if not rounds:
        return frozenset()
    drafts = [ShownTree(tree, counts, (), frozenset()) for counts, _ in rounds]
    quarterly = {
        node.id
        for node in tree.nodes
        if (among is None or node.id in among)
        and all(draft.people[node.id] >= k for draft in drafts)
    }
    unions = [ShownTree(tree, counts, quarterly, weekly) for counts, weekly in rounds]
    _settle(tree, unions, quarterly, k)
    return frozenset(quarterly)


def nearest_shown(tree: Tree, shown: frozenset[str], node_id: str) -> str | None:
    """The smallest shown node that contains this one, itself included; None: there is none."""
    return next((one for one in tree.ancestors(node_id) if one in shown), None)


def _settle(tree: Tree, unions: Sequence[ShownTree], quarterly: set[str], k: int) -> None:
    """Hide nodes of `quarterly`, bottom-up, until every union keeps the rule at every node.

    Hiding one changes only the atom around it, in each round another one perhaps: those nodes are
    looked at again. Nodes are only ever hidden, so this ends.
    """
    ids = [node.id for node in tree.nodes]
    place = {node_id: -i for i, node_id in enumerate(ids)}
    queue = list(place.values())
    heapify(queue)
    while queue:
        node_id = ids[-heappop(queue)]
        for union in unions:
            while node_id in union.above and not union.is_safe(node_id, k):
                below = union.cheapest_below(node_id)
                hidden = node_id if below is None else below
                if hidden in union.fixed:
                    break  # published when k was lower: nothing quarterly is left to hide here
                quarterly.remove(hidden)
                for around in _hide(hidden, unions):
                    heappush(queue, place[around])


def _hide(node_id: str, unions: Sequence[ShownTree]) -> set[str]:
    """Hide a node wherever no weekly release shows it; return the nodes whose atoms grew."""
    grown = {union.hide(node_id) for union in unions if node_id not in union.fixed}
    return {around for around in grown if around is not None}
