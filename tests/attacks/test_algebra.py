"""Adding and subtracting everything published concerns k people or more."""

import random

import pytest

from surveys.model.tree import Tree
from tests.attacks.algebra import smallest_group
from tests.attacks.evidence import Evidence, Figure, published
from tests.attacks.leaky import small_groups_hidden, tiers_apart
from tests.attacks.worlds import (
    World,
    all_highest,
    anything,
    at_the_threshold,
    huge_and_tiny,
    random_staff,
    world_of,
)
from tests.surveys.rules.organisations import services_of

K = 5


def random_world(seed: int, rate: float, rounds: int, moves: float) -> tuple[Tree, World]:
    rng = random.Random(seed)
    tree, staff = random_staff(rng)
    return tree, world_of(staff, rounds, rng, anything(rate), moves)


@pytest.mark.parametrize("rate", [1.0, 0.8, 0.25], ids=["everyone", "usual", "sparse"])
@pytest.mark.parametrize("seed", range(8))
def test_both_tiers_of_a_quarter_isolate_nobody(seed: int, rate: float) -> None:
    tree, world = random_world(seed, rate, rounds=6 + seed, moves=0.02)
    assert smallest_group(published(tree, world), K).certain


@pytest.mark.parametrize("seed", range(8))
def test_the_weekly_tier_alone_isolates_nobody_below_its_own_threshold(seed: int) -> None:
    tree, world = random_world(seed, 0.8, rounds=6, moves=0.02)
    everything = published(tree, world)
    weekly = tuple(figure for figure in everything.figures if len(figure.rounds) == 1)
    assert smallest_group(Evidence(tree, everything.answered, weekly), 20).certain


@pytest.mark.parametrize("shape", [huge_and_tiny, at_the_threshold])
def test_awkward_organisations_isolate_nobody(shape: object) -> None:
    assert callable(shape)
    tree, staff = shape()
    rng = random.Random(2)
    for voice in (all_highest, anything(0.8), anything(0.5)):
        world = world_of(staff, 6, rng, voice)
        assert smallest_group(published(tree, world), K).certain


def test_hiding_groups_under_five_and_nothing_else_is_broken() -> None:
    broken = 0
    for seed in range(10):
        tree, world = random_world(seed, 0.8, rounds=1, moves=0)
        found = smallest_group(small_groups_hidden(tree, world), K)
        assert found.certain == (len(found.people) >= K)
        broken += len(found.people) < K
    assert broken >= 8


def test_two_tiers_each_safe_alone_are_broken_together_in_one_round() -> None:
    tree, leaves = services_of({"b": 2, "a": 2}, direct=1)
    staff = dict(zip(leaves, (15, 15, 13, 12, 2), strict=True))
    world = world_of(staff, 1, random.Random(1), all_highest)
    assert smallest_group(tiers_apart(tree, world), K).people == {"direct0#0", "direct0#1"}
    assert smallest_group(published(tree, world), K).certain


def test_rounds_pooled_by_their_largest_count_are_broken_by_subtracting_the_other_weeks() -> None:
    tree, leaves = services_of({"a": 1, "b": 1, "c": 1})
    first = {leaf: {f"{leaf}#{i}": 3 for i in range(25)} for leaf in leaves}
    second = {leaf: dict(list(own.items())[:25]) for leaf, own in first.items()}
    second["a/0"] = {"a/0#0": 3, "a/0#1": 5}
    world = {"r0": first, "r1": second}
    assert smallest_group(tiers_apart(tree, world), K).people == {"a/0#0", "a/0#1"}
    assert smallest_group(published(tree, world), K).certain


def test_a_leak_that_needs_many_figures_is_found() -> None:
    """Three overlapping pools whose only small combination takes all of them."""
    tree, leaves = services_of({"a": 1, "b": 1})
    full = {leaf: frozenset(f"{leaf}#{i}" for i in range(9)) for leaf in leaves}
    answered = {"r0": full, "r1": full, "r2": full | {"a/0": frozenset({"a/0#0"})}}
    figures = (
        Figure("a/0", ("r0", "r1", "r2"), 3.0),
        Figure("org", ("r0", "r1"), 3.0),
        Figure("b/0", ("r0",), 3.0),
        Figure("b/0", ("r1",), 3.0),
    )
    found = smallest_group(Evidence(tree, answered, figures), K)
    assert found.people == {"a/0#0"}
    assert not found.certain
