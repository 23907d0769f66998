"""Which nodes are shown: the rule word for word, and both tiers together."""

from collections.abc import Collection, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.model.tree import Tree
from surveys.rules.disclosure import choose, choose_pooled, nearest_shown
from tests.surveys.rules.organisations import counts_of, services_of, tree_of, trees

K = 5
NOBODY: frozenset[str] = frozenset()


def people(tree: Tree, counts: Mapping[str, int], node: str) -> int:
    return sum(n for leaf, n in counts.items() if node in tree.ancestors(leaf))


def maximal_below(tree: Tree, shown: Collection[str], node: str) -> list[str]:
    found: list[str] = []
    for child in tree.children(node):
        found += [child] if child in shown else maximal_below(tree, shown, child)
    return found


def atom_leaves(
    tree: Tree, counts: Mapping[str, int], shown: Collection[str], node: str
) -> list[str]:
    below = maximal_below(tree, shown, node)
    inside = [leaf for leaf in tree.leaves() if node in tree.ancestors(leaf)]
    kept = [leaf for leaf in inside if not set(below) & set(tree.ancestors(leaf))]
    return [leaf for leaf in kept if leaf in counts]


def keeps_the_rule(
    tree: Tree, counts: Mapping[str, int], shown: Collection[str], node: str, k: int
) -> bool:
    units = atom_leaves(tree, counts, shown, node)
    rest = sum(counts[leaf] for leaf in units)
    spread = len(units) >= 2 or tree.is_leaf(node)
    return people(tree, counts, node) >= k and (not units or (rest >= k and spread))


def rule_word_for_word(tree: Tree, counts: Mapping[str, int], k: int) -> frozenset[str]:
    """The rule as it is written, with no thought for speed."""
    order = [node.id for node in tree.nodes]
    shown: set[str] = set()
    for node in reversed(order):
        while not keeps_the_rule(tree, counts, shown, node, k):
            adds = {
                one: sum(counts[leaf] for leaf in atom_leaves(tree, counts, shown, one))
                for one in maximal_below(tree, shown, node)
            }
            if not adds:
                break
            somebody = [one for one in adds if adds[one] > 0]
            shown.remove(min(somebody or adds, key=lambda one: (adds[one], order.index(one))))
        else:
            shown.add(node)
    return frozenset(shown)


@given(st.data())
def test_the_choice_is_the_rule_word_for_word(data: st.DataObject) -> None:
    tree = data.draw(trees())
    counts = data.draw(counts_of(tree))
    assert choose(tree, counts, K) == rule_word_for_word(tree, counts, K)


@given(st.data())
def test_every_shown_node_keeps_the_rule_and_the_organisation_is_shown(
    data: st.DataObject,
) -> None:
    tree = data.draw(trees())
    counts = data.draw(counts_of(tree))
    shown = choose(tree, counts, K)
    assert all(keeps_the_rule(tree, counts, shown, node, K) for node in shown)
    assert (tree.root in shown) == (sum(counts.values()) >= K)


def test_a_team_of_k_is_shown_and_one_of_k_minus_1_is_not() -> None:
    tree, _ = services_of({"s": 3})
    shown = choose(tree, {"s/0": K, "s/1": K - 1, "s/2": K - 1}, K)
    assert shown == {"org", "s", "s/0"}


def test_a_single_small_team_takes_the_smallest_of_the_others_with_it() -> None:
    tree, _ = services_of({"s": 3})
    shown = choose(tree, {"s/0": 9, "s/1": 7, "s/2": 3}, K)
    assert shown == {"org", "s", "s/0"}


def test_equal_choices_fall_in_tree_order() -> None:
    tree, _ = services_of({"s": 3})
    assert choose(tree, {"s/0": 7, "s/1": 7, "s/2": 3}, K) == {"org", "s", "s/1"}


def test_one_hidden_unit_alone_is_not_left_for_subtraction() -> None:
    tree, _ = services_of({"a": 2, "b": 2})
    shown = choose(tree, {"a/0": 20, "b/0": 3, "b/1": 4}, K)
    assert shown == {"org", "a", "a/0", "b"}


def test_a_service_of_one_team_shows_both_or_neither() -> None:
    tree, _ = services_of({"s": 1, "t": 1})
    assert choose(tree, {"s/0": 6, "t/0": 8}, K) == {"org", "s", "s/0", "t", "t/0"}
    assert choose(tree, {"s/0": 4, "t/0": 4}, K) == {"org"}


def test_one_person_directly_under_the_organisation_hides_a_service() -> None:
    tree, _ = services_of({"s": 2, "t": 2}, direct=1)
    counts = {"s/0": 9, "s/1": 3, "t/0": 9, "t/1": 9, "direct0": 1}
    shown = choose(tree, counts, K)
    assert shown == {"org", "t", "t/0", "t/1"}


def test_a_chosen_node_that_adds_nobody_is_hidden_last() -> None:
    tree = tree_of({"org": None, "s": "org", "t": "s", "u": "s", "x": "org"})
    shown = choose(tree, {"t": 6, "u": 7, "x": 2}, K)
    assert shown == {"org", "u"}


@pytest.mark.parametrize("counts", [{}, {"s/0": 0}, {"s/0": 2, "s/1": 2}])
def test_nothing_is_shown_of_fewer_than_k(counts: dict[str, int]) -> None:
    tree, _ = services_of({"s": 2})
    assert choose(tree, counts, K) == NOBODY


def test_a_count_at_an_unknown_leaf_is_not_lost_in_silence() -> None:
    tree, _ = services_of({"s": 2})
    with pytest.raises(KeyError):
        choose(tree, {"elsewhere": 9}, K)


@settings(max_examples=150)
@given(st.data())
def test_both_tiers_united_keep_the_rule_in_every_round(data: st.DataObject) -> None:
    tree = data.draw(trees())
    counts = data.draw(st.lists(counts_of(tree, most=20), min_size=1, max_size=4))
    k_week = data.draw(st.sampled_from((K, 8, 20)))
    rounds = [(one, choose(tree, one, k_week)) for one in counts]
    pooled = choose_pooled(tree, rounds, K)
    for one, weekly in rounds:
        union = pooled | weekly
        assert all(keeps_the_rule(tree, one, union, node, K) for node in union)


@given(st.data())
def test_one_round_with_nothing_weekly_pools_to_the_plain_choice(data: st.DataObject) -> None:
    tree = data.draw(trees())
    counts = data.draw(counts_of(tree))
    assert choose_pooled(tree, [(counts, NOBODY)], K) == choose(tree, counts, K)


def test_no_rounds_show_nothing() -> None:
    tree, _ = services_of({"s": 2})
    assert choose_pooled(tree, [], K) == NOBODY


def test_a_team_below_k_in_one_round_is_not_shown_for_the_quarter() -> None:
    tree, _ = services_of({"s": 4})
    big = {"s/0": 9, "s/1": 9, "s/2": 9, "s/3": 9}
    rounds = [(big, NOBODY), (big | {"s/0": 4, "s/1": 0}, NOBODY)]
    assert choose_pooled(tree, rounds, K) == {"org", "s", "s/3"}


def test_a_team_hidden_for_one_empty_week_is_not_left_alone_in_the_others() -> None:
    """Alone in its service's atom it would be read off by subtraction, though it is hidden."""
    tree, _ = services_of({"s": 2, "t": 2})
    full = {"s/0": 9, "s/1": 9, "t/0": 9, "t/1": 9}
    pooled = choose_pooled(tree, [(full, NOBODY), (full | {"s/0": 0}, NOBODY)], K)
    assert pooled == {"org", "s", "t", "t/0", "t/1"}


@given(st.integers(0, 4))
def test_what_is_shown_does_not_tell_whether_a_head_of_service_answered(answering: int) -> None:
    """Four direct staff are asked: with none of them answering nothing else may be shown."""
    tree, _ = services_of({"s": 2}, direct=1)
    counts = {"s/0": 10, "s/1": 12, "direct0": answering}
    assert choose(tree, counts, K) == choose(tree, counts | {"direct0": 0}, K)


def test_hiding_a_node_for_one_round_is_judged_again_in_the_others() -> None:
    """The team left alone with an empty one where it is shown weekly is hidden in both rounds."""
    tree, _ = services_of({"s": 2})
    rounds = [
        ({"s/0": 0, "s/1": 6}, NOBODY),
        ({"s/0": 6, "s/1": 20}, frozenset({"org", "s"})),
    ]
    assert choose_pooled(tree, rounds, K) == {"org", "s"}


def test_what_a_week_has_shown_is_never_counted_as_hidden() -> None:
    tree, _ = services_of({"a": 2, "b": 2}, direct=1)
    counts = {"a/0": 15, "a/1": 15, "b/0": 15, "b/1": 15, "direct0": 2}
    weekly = choose(tree, counts, 20)
    assert weekly == {"org", "b"}
    assert choose_pooled(tree, [(counts, weekly)], K) == {"org", "a/1", "b", "b/0", "b/1"}


def test_a_week_published_under_a_lower_threshold_does_not_stop_the_quarter() -> None:
    tree, _ = services_of({"a": 2, "b": 2})
    counts = {"a/0": 6, "a/1": 6, "b/0": 15, "b/1": 15}
    weekly = frozenset({"org", "a"})
    assert "b" in choose_pooled(tree, [(counts, weekly)], 14)


def test_the_nearest_shown_node_is_the_smallest_around() -> None:
    tree, _ = services_of({"s": 2})
    assert nearest_shown(tree, frozenset({"org", "s"}), "s/0") == "s"
    assert nearest_shown(tree, frozenset({"org", "s"}), "org") == "org"
    assert nearest_shown(tree, NOBODY, "s/0") is None
