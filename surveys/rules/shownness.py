"""The nodes shown over one round's answers, as a tree of their own."""

from collections.abc import Collection, Mapping

from surveys.model.tree import Tree
from surveys.rules.sums import tree_sums


class ShownTree:
    """Shown nodes, each under the smallest shown node around it, with the people in its atom.

    `counts` names every leaf where anybody was asked, with the people who answered there: none
    perhaps. A node's *atom* is its people who are in no shown node below it. Nodes in `fixed` are
    published already and are shown for good.
    """

    def __init__(
        self, tree: Tree, counts: Mapping[str, int], shown: Collection[str], fixed: frozenset[str]
    ) -> None:
        self.fixed = fixed
        self.people = tree_sums(tree, counts, 0)
        self.above: dict[str, str | None] = {}
        self.below: dict[str, set[str]] = {}
        self._atom = dict(self.people)
        self._units = tree_sums(tree, dict.fromkeys(counts, 1), 0)
        self._leaf = frozenset(tree.leaves())
        self._order = {node.id: place for place, node in enumerate(tree.nodes)}
        self._build(tree, {*shown, *fixed})

    def _build(self, tree: Tree, shown: set[str]) -> None:
        around: dict[str | None, str | None] = {None: None}
        units = dict(self._units)
        for node in tree.nodes:
            above = around[node.parent_id]
            around[node.id] = node.id if node.id in shown else above
            if node.id not in shown:
                continue
            self.above[node.id] = above
            self.below[node.id] = set()
            if above is not None:
                self.below[above].add(node.id)
                self._atom[above] -= self.people[node.id]
                self._units[above] -= units[node.id]

    def is_safe(self, node_id: str, k: int) -> bool:
        """Say whether a shown node keeps the rule with the shown nodes below it.

        Its people are k or more, and in its atom nobody was asked, or k or more answered, out of
        two leaves or more (a leaf has no parts to tell apart). An atom where some were asked and
        nobody answered is unsafe like one where a few did: were it not, what is shown would tell
        whether the two people in it answered.
        """
        units = self._units[node_id]
        is_large = self._atom[node_id] >= k and (units >= 2 or node_id in self._leaf)
        return self.people[node_id] >= k and (units == 0 or is_large)

    def cheapest_below(self, node_id: str) -> str | None:
        """The maximal shown descendant, not published yet, that adds fewest people to the atom.

        One that adds nobody comes last, equal ones in tree order; None: there is none to hide.
        """
        free = self.below[node_id] - self.fixed
        return min(free, key=self._cost, default=None)

    def _cost(self, node_id: str) -> tuple[bool, int, int]:
        adds = self._atom[node_id]
        return (adds == 0, adds, self._order[node_id])

    def hide(self, node_id: str) -> str | None:
        """Merge a shown node's atom into the one around it; return that node, None at the top."""
        above = self.above.pop(node_id)
        for child in self.below[node_id]:
            self.above[child] = above
        if above is not None:
            self.below[above].remove(node_id)
            self.below[above] |= self.below[node_id]
            self._atom[above] += self._atom[node_id]
            self._units[above] += self._units[node_id]
        del self.below[node_id]
        return above
