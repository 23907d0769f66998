"""The fewest people behind any combination: as slow and sure searches find it, and in time."""

import itertools
import random
from collections.abc import Mapping, Sequence

import pytest

from surveys.model.tree import Tree
from surveys.rules.derivable import Derivable, Figure, smallest_derivable
from tests.attacks.algebra import reduce_rows, smallest_group
from tests.attacks.evidence import Evidence, published
from tests.attacks.leaky import small_groups_hidden, tiers_apart
from tests.attacks.worlds import all_highest, anything, random_staff, world_of
from tests.surveys.rules.organisations import services_of

Counts = Mapping[str, Mapping[str, int]]
K = 5


def derived(evidence: Evidence, k: int = K) -> Derivable:
    counts = {
        name: {leaf: len(people) for leaf, people in answered.items()}
        for name, answered in evidence.answered.items()
    }
    figures = [Figure(one.node_id, one.rounds) for one in evidence.figures]
    return smallest_derivable(evidence.tree, counts, figures, k)


def by_trying_everything(tree: Tree, counts: Counts, figures: Sequence[Figure], k: int) -> int:
    """Try every set of leaves of fewer than k people: can figures be combined to weigh it alone?"""
    unknowns = [(name, leaf) for name, own in counts.items() for leaf, n in own.items() if n]
    rows = [
        {
            place: 1
            for place, (name, leaf) in enumerate(unknowns)
            if name in figure.rounds and figure.node_id in set(tree.ancestors(leaf))
        }
        for figure in figures
    ]
    places = range(len(unknowns))
    rank = len(reduce_rows(rows, places))
    best = k
    for size in range(1, k):
        for chosen in itertools.combinations(places, size):
            people: dict[str, int] = {}
            for place in chosen:
                name, leaf = unknowns[place]
                people[name] = people.get(name, 0) + counts[name][leaf]
            if max(people.values()) >= best:
                continue
            others = [{p: w for p, w in row.items() if p not in chosen} for row in rows]
            if len(reduce_rows(others, places)) < rank:
                best = max(people.values())
    return best


@pytest.mark.parametrize("seed", range(40))
def test_it_finds_what_trying_everything_finds(seed: int) -> None:
    rng = random.Random(seed)
    tree, leaves = services_of({"a": 2, "b": 2}, rng.randint(0, 1))
    nodes = [node.id for node in tree.nodes]
    names = ("r0", "r1")
    counts = {name: {leaf: rng.randint(0, 4) for leaf in leaves} for name in names}
    figures = [
        Figure(rng.choice(nodes), tuple(sorted(rng.sample(names, rng.randint(1, 2)))))
        for _ in range(rng.randint(1, 6))
    ]
    found = smallest_derivable(tree, counts, figures, K)
    assert found.at_least == by_trying_everything(tree, counts, figures, K)
    assert found.found is None or found.found >= found.at_least


@pytest.mark.parametrize("seed", range(6))
def test_of_what_we_publish_it_is_never_fewer_than_the_threshold(seed: int) -> None:
    rng = random.Random(seed)
    tree, staff = random_staff(rng)
    found = derived(published(tree, world_of(staff, 6, rng, anything(0.8), 0.02)))
    assert found.at_least == K


def test_of_groups_under_five_hidden_it_is_as_few_as_the_attack_finds() -> None:
    broken = 0
    for seed in range(10):
        rng = random.Random(seed)
        tree, staff = random_staff(rng)
        evidence = small_groups_hidden(tree, world_of(staff, 1, rng, anything(0.8), 0))
        attacked, found = smallest_group(evidence, K), derived(evidence)
        assert (found.at_least == K) == (attacked.certain or len(attacked.people) >= K)
        assert found.at_least <= len(attacked.people)
        broken += found.at_least < K
    assert broken >= 8


def test_two_tiers_that_look_away_from_each_other_leave_two_people() -> None:
    tree, leaves = services_of({"b": 2, "a": 2}, direct=1)
    staff = dict(zip(leaves, (15, 15, 13, 12, 2), strict=True))
    world = world_of(staff, 1, random.Random(1), all_highest)
    assert derived(tiers_apart(tree, world)) == Derivable(2, 2)
    assert derived(published(tree, world)).at_least == K


def test_a_leak_that_takes_many_figures_is_found() -> None:
    tree, _leaves = services_of({"a": 1, "b": 1})
    counts = {name: {"a/0": 9, "b/0": 9} for name in ("r0", "r1", "r2")}
    counts["r2"]["a/0"] = 1
    figures = (
        Figure("a/0", ("r0", "r1", "r2")),
        Figure("org", ("r0", "r1")),
        Figure("b/0", ("r0",)),
        Figure("b/0", ("r1",)),
    )
    assert smallest_derivable(tree, counts, figures, K) == Derivable(1, 1)
    assert smallest_derivable(tree, counts, figures[:3], K).at_least == K


def test_small_groups_that_only_come_together_are_no_leak() -> None:
    tree, leaves = services_of({"a": 3})
    counts = {"r0": dict(zip(leaves, (2, 3, 4), strict=True))}
    assert smallest_derivable(tree, counts, [Figure("a", ("r0",))], K).at_least == K
    shown = [Figure("a", ("r0",)), Figure(leaves[2], ("r0",))]
    assert smallest_derivable(tree, counts, shown, K).at_least == 4


def test_nothing_published_concerns_nobody() -> None:
    tree, _leaves = services_of({"a": 1})
    assert smallest_derivable(tree, {"r0": {"a/0": 3}}, [], K) == Derivable(None, K)


def test_a_search_cut_short_proves_nothing() -> None:
    tree, leaves = services_of({"a": 4, "b": 4})
    counts = {"r0": dict.fromkeys(leaves, 2)}
    figures = [Figure(node.id, ("r0",)) for node in tree.nodes]
    assert smallest_derivable(tree, counts, figures, 9, most_branches=2).at_least == 1
    assert smallest_derivable(tree, counts, figures, 9).at_least == 2


def test_a_quarter_of_a_whole_service_with_a_leak_in_it_takes_seconds() -> None:
    rng = random.Random(3)
    tree, leaves = services_of({f"s{i}": 4 for i in range(7)}, 1)
    staff = {leaf: rng.randint(5, 12) for leaf in leaves}
    evidence = published(tree, world_of(staff, 13, rng, anything(0.8), 0.01))
    counts = {
        name: {leaf: len(people) for leaf, people in answered.items()}
        for name, answered in evidence.answered.items()
    }
    figures = [Figure(one.node_id, one.rounds) for one in evidence.figures]
    assert len(figures) > 100
    assert smallest_derivable(tree, counts, figures, K).at_least == K
    counts["r7"]["s3/1"] = 2
    figures.append(Figure("s3/1", ("r7",)))
    assert smallest_derivable(tree, counts, figures, K).at_least == 2
