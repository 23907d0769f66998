"""Reasoning with bounds, whole numbers and rounding rules out nobody's answer."""

import random

import pytest

from surveys.rules.disclosure import choose
from tests.attacks.evidence import Evidence, Figure, published
from tests.attacks.intervals import NoSuchWorld, Piece, ruled_out
from tests.attacks.leaky import plain, shown_atoms_clipped, small_groups_hidden
from tests.attacks.worlds import (
    Voice,
    all_highest,
    anything,
    at_the_threshold,
    counts_only,
    extreme,
    huge_and_tiny,
    random_staff,
    world_of,
)
from tests.surveys.rules.organisations import services_of

VOICES = pytest.mark.parametrize(
    "voice",
    [all_highest, extreme(1.0), extreme(0.8), anything(0.8), anything(0.2)],
    ids=["all fives", "of one mind", "of one mind, some silent", "usual", "sparse"],
)


@VOICES
@pytest.mark.parametrize("seed", range(3))
def test_nobodys_answer_is_ruled_out_over_six_weeks_of_both_tiers(seed: int, voice: Voice) -> None:
    rng = random.Random(seed)
    tree, staff = random_staff(rng)
    assert not ruled_out(published(tree, world_of(staff, 6, rng, voice)))


@VOICES
@pytest.mark.parametrize("shape", [huge_and_tiny, at_the_threshold])
def test_nobodys_answer_is_ruled_out_in_awkward_organisations(shape: object, voice: Voice) -> None:
    assert callable(shape)
    tree, staff = shape()
    world = world_of(staff, 2, random.Random(3), voice)
    assert not ruled_out(published(tree, world), whole=True)


def test_unclipped_unanimity_is_read_off_at_once() -> None:
    tree, leaves = services_of({"a": 2})
    world = world_of(dict.fromkeys(leaves, 6), 1, random.Random(4), all_highest)
    leaky = small_groups_hidden(tree, world)
    assert ruled_out(leaky, clipped=False) == {("r0", "a/0"), ("r0", "a/1")}
    with pytest.raises(NoSuchWorld):
        ruled_out(leaky)


def test_weekly_figures_of_small_teams_narrow_many_answers_if_unclipped() -> None:
    rng = random.Random(5)
    tree, staff = random_staff(rng)
    world = world_of(staff, 2, rng, extreme(0.9))
    assert len(ruled_out(small_groups_hidden(tree, world), clipped=False)) >= 5


def test_a_hidden_team_is_squeezed_between_unclipped_neighbours() -> None:
    tree, leaves = services_of({"a": 3})
    replies = {
        leaf: {f"{leaf}#{i}": 5 if leaf == "a/2" else 3 for i in range(4)} for leaf in leaves
    }
    world = {"r0": replies}
    figures = tuple(plain(tree, world, node, ("r0",)) for node in ("a", "a/0", "a/1"))
    answered = {"r0": {leaf: frozenset(own) for leaf, own in replies.items()}}
    assert ruled_out(Evidence(tree, answered, figures), clipped=False, whole=True) == {
        ("r0", "a/2")
    }


def test_clipping_only_the_atoms_shown_is_broken_by_a_second_release() -> None:
    """Weekly the service is one atom; for the quarter its team is another: their clips differ."""
    tree, leaves = services_of({"a": 3})
    answers = {"a/0": 5, "a/1": 2, "a/2": 2}
    sizes = dict(zip(leaves, (8, 3, 3), strict=True))
    replies = {leaf: {f"{leaf}#{i}": answers[leaf] for i in range(sizes[leaf])} for leaf in leaves}
    coarse, fine = frozenset({"a"}), choose(tree, sizes, 5) - {"org"}
    evidence, pieces = shown_atoms_clipped(tree, replies, (coarse, fine))

    def design(_: Evidence, figure: Figure) -> list[Piece]:
        return pieces[figure]

    assert ("one", "a/0") in ruled_out(evidence, design, whole=True)
    assert not ruled_out(published(tree, {"one": replies}, k_week=10), whole=True)


def test_worlds_are_as_asked_for() -> None:
    tree, staff = at_the_threshold()
    assert set(staff.values()) == {4, 5}
    assert counts_only(world_of(staff, 1, random.Random(1), all_highest)) == [staff]
    assert set(staff) == set(tree.leaves())
