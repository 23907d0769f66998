"""Where figures of a question may stand: everywhere, at services, in chosen parts, or in one."""

from hypothesis import given
from hypothesis import strategies as st

from surveys.model.questions import Choice, Option, Style
from surveys.model.surveys import Audience, Tenure
from surveys.model.tree import Tree
from surveys.rules.cutting import cut_at, ground_of, inside, unit_in
from surveys.rules.disclosure import choose, choose_pooled
from tests.surveys.rules.organisations import ITEM, counts_of, services_of, trees
from tests.surveys.rules.test_disclosure_choice import keeps_the_rule

TREE, LEAVES = services_of({"a": 2, "b": 1}, direct=1)
DAY = Choice("day", "?", "a label", Style.ONE, (Option("x", "x"), Option("y", "y")))


def ids(tree: Tree) -> list[str]:
    return [node.id for node in tree.nodes]


def test_a_score_stands_anywhere_and_a_share_at_services_and_above() -> None:
    ground = ground_of(TREE, Audience(), is_pooled=False)
    assert ground.tree_for(ITEM) == TREE
    assert ids(ground.tree_for(DAY)) == ["org", "a", "b", "direct0"]
    assert ground.inside == set(ids(TREE))


def test_people_asked_for_what_they_are_have_one_figure() -> None:
    for audience, is_pooled in (
        (Audience(job_families=("agency",)), False),
        (Audience(units=("a",), contracts=("fixed",)), False),
        (Audience(tenure=Tenure(0, 12)), False),
        (Audience(), True),
    ):
        ground = ground_of(TREE, audience, is_pooled=is_pooled)
        assert ids(ground.tree_for(ITEM)) == ids(ground.tree_for(DAY)) == ["org"]
        assert "org" in ground.inside


def test_chosen_parts_hide_all_above_them() -> None:
    ground = ground_of(TREE, Audience(units=("a", "b/0")), is_pooled=False)
    assert ground.inside == {"a", "a/0", "a/1", "b/0"}
    assert inside(TREE, Audience(units=("gone",))) == frozenset()


def test_every_leaf_has_one_unit_in_a_cut_tree() -> None:
    cut = cut_at(TREE, 1)
    assert {leaf: unit_in(cut, TREE, leaf) for leaf in LEAVES} == {
        "a/0": "a", "a/1": "a", "b/0": "b", "direct0": "direct0",
    }  # fmt: skip
    assert {unit_in(cut_at(TREE, 0), TREE, leaf) for leaf in LEAVES} == {"org"}


@given(trees(), st.integers(0, 4))
def test_units_of_a_cut_tree_are_its_leaves(tree: Tree, depth: int) -> None:
    cut = cut_at(tree, depth)
    assert cut.root == tree.root
    assert {unit_in(cut, tree, leaf) for leaf in tree.leaves()} == set(cut.leaves())


@given(st.data())
def test_both_tiers_of_chosen_parts_keep_the_rule(data: st.DataObject) -> None:
    tree = data.draw(trees())
    counts = data.draw(counts_of(tree, most=40))
    parts = data.draw(st.lists(st.sampled_from(ids(tree)), min_size=1, max_size=3))
    allowed = inside(tree, Audience(units=tuple(parts)))
    weekly = choose(tree, counts, 20) & allowed
    teams = choose_pooled(tree, [(counts, weekly)], 5) & allowed
    shown = weekly | teams
    assert all(keeps_the_rule(tree, counts, shown, node, 5) for node in shown)
