"""The tree a question is published on: whole, cut at the services, or the organisation alone.

A choice's shares, like tone and themes, say more of few people than a mean does: they are clipped
by service and never shown below one. What was asked of people for what they are, and not for where
they sit, is clipped and shown for the organisation as a whole: its parts would be combinations of
place and attribute. What was asked in some parts of the tree is shown there and below, not above,
where it would carry the name of people who were never asked.

Hiding a node with all the nodes above it keeps the rule of `disclosure`: a node's atom depends on
the shown nodes below it alone, and none of those is hidden.
"""

from dataclasses import dataclass

from surveys.model.questions import Choice, Item
from surveys.model.surveys import Audience
from surveys.model.tree import Tree


@dataclass(frozen=True)
class Ground:
    """Where the figures of one round are clipped, and where they may be shown."""

    tree: Tree
    alone: bool  # the organisation alone: people were asked for what they are
    inside: frozenset[str]  # the nodes that may be shown at all

    def tree_for(self, question: Item | Choice) -> Tree:
        """The tree on which a question's figures are clipped and shown."""
        if self.alone:
            return cut_at(self.tree, 0)
        return cut_at(self.tree, 1) if isinstance(question, Choice) else self.tree


def ground_of(tree: Tree, audience: Audience, *, is_pooled: bool) -> Ground:
    """The ground of a round that asked this audience; `is_pooled`: as people reached a milestone.

    The one figure of an organisation alone may be shown wherever those who were asked sit.
    """
    alone = audience.is_by_attribute or is_pooled
    everywhere = frozenset(node.id for node in tree.nodes)
    return Ground(tree, alone, everywhere if alone else inside(tree, audience))


def cut_at(tree: Tree, depth: int) -> Tree:
    """The tree without anything deeper than `depth` steps below the organisation."""
    return Tree(tuple(node for node in tree.nodes if tree.depth(node.id) <= depth))


def unit_in(cut: Tree, tree: Tree, leaf_id: str) -> str:
    """The leaf of a cut tree that a leaf of the whole tree lies in."""
    return next(one for one in tree.ancestors(leaf_id) if one in cut.by_id)


def inside(tree: Tree, audience: Audience) -> frozenset[str]:
    """The nodes of which everybody was asked by place: those of the chosen parts, with all below.

    All of them where no part was chosen; none of a part that is not in the tree.
    """
    nodes = (node.id for node in tree.nodes)
    if not audience.units:
        return frozenset(nodes)
    chosen = frozenset(audience.units)
    return frozenset(one for one in nodes if not chosen.isdisjoint(tree.ancestors(one)))
