"""Trees and counts of people to try the rules on."""

from collections.abc import Mapping

from hypothesis import strategies as st

from surveys.model.questions import Item, Scale
from surveys.model.tree import Node, Tree

SCALE = Scale(id="five", lo=1, hi=5, labels=("a", "b", "c", "d", "e"), spread=1.0)
ITEM = Item(
    id="q",
    driver_id="d",
    scale=SCALE,
    text="How are you?",
    direction=1,
    standard="none",
    label="how you are",
)


def tree_of(parents: Mapping[str, str | None]) -> Tree:
    """A tree from every node's parent, parents first."""
    return Tree(tuple(Node(one, parent, one, one) for one, parent in parents.items()))


def services_of(sizes: Mapping[str, int], direct: int = 0) -> tuple[Tree, tuple[str, ...]]:
    """An organisation of services with so many teams each, and so many direct leaves."""
    parents: dict[str, str | None] = {"org": None}
    for service, teams in sizes.items():
        parents[service] = "org"
        parents |= {f"{service}/{team}": service for team in range(teams)}
    parents |= {f"direct{one}": "org" for one in range(direct)}
    tree = tree_of(parents)
    return tree, tree.leaves()


@st.composite
def trees(draw: st.DrawFn, most: int = 14) -> Tree:
    """Any tree of up to `most` nodes."""
    size = draw(st.integers(1, most))
    parents: dict[str, str | None] = {"v0": None}
    for one in range(1, size):
        parents[f"v{one}"] = f"v{draw(st.integers(0, one - 1))}"
    return tree_of(parents)


def counts_of(tree: Tree, most: int = 14) -> st.SearchStrategy[dict[str, int]]:
    """People by leaf, some leaves missing, often near the smallest group shown."""
    people = st.one_of(st.sampled_from((0, 1, 4, 5, 6)), st.integers(0, most))
    return st.dictionaries(st.sampled_from(tree.leaves()), people)
