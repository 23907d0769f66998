"""Where comments stand: never nearer than a service, never from fewer than k people."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from surveys.model.tree import Tree
from surveys.rules.disclosure import choose
from surveys.rules.placing import place_comments
from tests.surveys.rules.organisations import counts_of, services_of, trees

TREE, LEAVES = services_of({"a": 2, "b": 2}, direct=1)
ALL = frozenset({"org", "a", "b", "a/0"})
PEOPLE = {"a/0": 8, "a/1": 8, "b/0": 8, "b/1": 8, "direct0": 12}


def written(**by_place: int) -> list[tuple[str, str]]:
    leaf = {"a": "a/0", "b": "b/1", "direct": "direct0"}
    return [(leaf[one], f"{one}{i}") for one, n in by_place.items() for i in range(n)]


def placed(comments: list[tuple[str, str]], **changed: int) -> dict[str, tuple[str, ...]]:
    people = PEOPLE | {one.replace("_", "/"): n for one, n in changed.items()}
    return place_comments(TREE, ALL, people, comments, 10)


def test_three_comments_of_a_service_stand_at_the_service_and_never_at_a_team() -> None:
    assert placed(written(a=3)) == {"a": ("a0", "a1", "a2")}


def test_fewer_than_three_join_the_organisation() -> None:
    assert placed(written(a=2, b=3, direct=1)) == {
        "org": ("a0", "a1", "direct0"),
        "b": ("b0", "b1", "b2"),
    }


def test_fewer_than_three_in_all_are_dropped() -> None:
    assert placed(written(a=2)) == {}


def test_a_service_of_few_respondents_joins_the_organisation_whatever_it_wrote() -> None:
    assert set(placed(written(a=5), a_0=4, a_1=5)) == {"org"}


def test_comments_of_a_few_direct_staff_are_dropped_so_they_cannot_be_told_apart() -> None:
    comments = written(a=2, b=1, direct=1)
    assert placed(comments, direct0=4) == {"org": ("a0", "a1", "b0")}


def test_comments_stay_in_the_order_given() -> None:
    assert placed(written(a=4)[::-1]) == {"a": ("a3", "a2", "a1", "a0")}


def test_where_the_organisation_is_hidden_nothing_rolls_up() -> None:
    assert place_comments(TREE, frozenset({"a"}), PEOPLE, written(a=2, b=9), 10) == {}
    assert set(place_comments(TREE, frozenset({"a"}), PEOPLE, written(a=3), 10)) == {"a"}


def authors(tree: Tree, people: dict[str, int], k: int, shown: frozenset[str]) -> list[set[str]]:
    """The groups of leaves whose comments are ever treated apart, found by trying every leaf."""
    groups: dict[str, set[str]] = {}
    for leaf in tree.leaves():
        place = place_comments(tree, shown, people, [(leaf, "x")] * 3, k)
        for node in place:
            groups.setdefault(node, set()).add(leaf)
    return list(groups.values())


@given(st.data())
def test_every_group_told_apart_has_k_respondents(data: st.DataObject) -> None:
    tree = data.draw(trees())
    people = data.draw(counts_of(tree, most=20))
    shown = choose(tree, people, 5)
    for leaves in authors(tree, people, 10, shown):
        assert sum(people.get(leaf, 0) for leaf in leaves) >= 10


@given(st.data())
def test_no_comment_is_shown_twice_and_no_place_has_fewer_than_three(data: st.DataObject) -> None:
    tree = data.draw(trees())
    people = data.draw(counts_of(tree, most=20))
    leaves = data.draw(st.lists(st.sampled_from(tree.leaves()), max_size=12))
    comments = [(leaf, str(i)) for i, leaf in enumerate(leaves)]
    places = place_comments(tree, choose(tree, people, 5), people, comments, 10)
    bodies = Counter(body for own in places.values() for body in own)
    assert set(bodies.values()) <= {1}
    assert all(len(own) >= 3 and tree.depth(node) <= 1 for node, own in places.items())
