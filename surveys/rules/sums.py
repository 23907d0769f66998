"""Sums of what the leaves hold, over every node of the tree."""

from collections.abc import Mapping
from typing import TypeVar

from surveys.model.tree import Tree

Quantity = TypeVar("Quantity", int, float)


def tree_sums(tree: Tree, by_leaf: Mapping[str, Quantity], zero: Quantity) -> dict[str, Quantity]:
    """Sum a quantity of the leaves over every node; `zero` is its zero, for the missing ones.

    A leaf the tree does not know raises KeyError: nothing may be lost in silence.
    """
    sums = {node.id: zero for node in tree.nodes}
    for leaf_id, quantity in by_leaf.items():
        sums[leaf_id] += quantity
    for node in reversed(tree.nodes):
        if node.parent_id is not None:
            sums[node.parent_id] += sums[node.id]
    return sums
