"""Tone and themes: no sum isolates few writers, no share tells what anyone wrote or hides by it."""

import random
from dataclasses import replace

import pytest

from surveys.model.questions import Choice
from surveys.model.tree import Tree
from tests.attacks.algebra import smallest_group
from tests.attacks.choices import Fact, Shares, apart, clipped_apart, found_out, ours
from tests.attacks.evidence import Figure
from tests.attacks.intervals import ruled_out
from tests.attacks.voices import (
    THEMES,
    TONE,
    K,
    Told,
    Voice,
    about_nothing,
    anything,
    evidence_of,
    of_one_mind,
    people_in,
    rewritten,
    told,
    writing,
)
from tests.attacks.worlds import random_staff
from tests.surveys.rules.organisations import services_of

BOTH = pytest.mark.parametrize("choice", [TONE, THEMES], ids=["tone", "themes"])
VOICES = pytest.mark.parametrize("voice", [anything, of_one_mind, about_nothing])
SIZES = pytest.mark.parametrize("size", [1, 12], ids=["small services", "large services"])


def organisation(seed: int, size: int) -> tuple[Tree, dict[str, int]]:
    tree, staff = random_staff(random.Random(seed))
    return tree, {leaf: people * size for leaf, people in staff.items()}


@SIZES
@BOTH
@pytest.mark.parametrize("seed", range(4))
def test_no_sum_of_both_tiers_concerns_fewer_writers_than_ten(
    seed: int, choice: Choice, size: int
) -> None:
    rng = random.Random(seed)
    tree, staff = organisation(seed, size)
    world = writing(staff, 5, rng, rng.choice([0.1, 0.2, 0.5]), anything)
    found = told(tree, staff, world, choice)
    for measure in choice.measures[:2]:
        group = smallest_group(evidence_of(found, tree, world, measure), K)
        assert group.certain


def test_services_and_the_quarter_are_among_what_was_attacked() -> None:
    """Else the tests above and below would prove nothing."""
    whole, leaves = services_of({"a": 3, "b": 2})
    staff = dict.fromkeys(leaves, 60)
    world = writing(staff, 4, random.Random(1), 0.3, anything)
    found = told(whole, staff, world, THEMES)
    weekly = {one.node_id for cells in found.weekly.values() for one in cells if one.shown}
    assert weekly == {"org", "a", "b"}
    assert {one.node_id for one in found.quarter if one.shown} == {"org", "a", "b"}
    small = told(whole, dict.fromkeys(leaves, 12), world, THEMES)
    assert {one.node_id for cells in small.weekly.values() for one in cells} == {"org"}


@VOICES
@SIZES
@pytest.mark.parametrize("seed", range(2))
def test_nobody_can_be_said_to_have_written_of_a_theme_or_not(
    seed: int, size: int, voice: Voice
) -> None:
    rng = random.Random(seed)
    tree, staff = organisation(seed, size)
    world = writing(staff, 4, rng, 0.3, voice)
    found = told(tree, staff, world, THEMES)
    for measure in ("comment_themes:pay", "comment_themes:caseload"):
        assert not ruled_out(evidence_of(found, tree, world, measure))


def few_writers(seed: int, voice: Voice) -> Told:
    """Services of so few writers that every world of each can be listed."""
    rng = random.Random(seed)
    tree, leaves = services_of({f"s{n}": rng.randint(1, 2) for n in range(rng.randint(2, 4))})
    world = {
        "r0": {leaf: [voice(rng) for _ in range(rng.randint(10, 13))] for leaf in leaves},
    }
    return told(tree, dict.fromkeys(leaves, 200), world, TONE)


@VOICES
@pytest.mark.parametrize("seed", range(4))
def test_nobodys_tone_is_ruled_out_or_certain(seed: int, voice: Voice) -> None:
    found = few_writers(seed, voice)
    assert any(one.shown for one in found.weekly["r0"])
    shares = Shares(found.tree, TONE, people_in(found, "r0"), found.weekly["r0"])
    assert found_out(shares, ours(TONE)) == set()


def test_tones_clipped_apart_are_caught_by_their_sum() -> None:
    tree, _leaves = services_of({"a": 1, "b": 1})
    picks = {
        "a/0": [("positive",)] * 6 + [("negative",)] * 4,
        "b/0": [("unclear",)] * 12,
    }
    leaky = clipped_apart(tree, TONE, picks, K)
    assert Fact("a", "unclear", all_did=False) in found_out(leaky, apart)


def test_a_team_among_what_is_told_would_have_been_caught() -> None:
    tree, staff = organisation(1, 12)
    world = writing(staff, 2, random.Random(1), 0.2, anything)
    found = told(tree, staff, world, TONE)
    evidence = evidence_of(found, tree, world, TONE.measures[0])
    people = evidence.answered["r0"]
    small = min((unit for unit, who in people.items() if who), key=lambda unit: len(people[unit]))
    assert len(people[small]) < K
    leaked = replace(evidence, figures=(*evidence.figures, Figure(small, ("r0",), 0.3)))
    assert not smallest_group(leaked, K).certain


@SIZES
@BOTH
@pytest.mark.parametrize("seed", range(4))
def test_other_words_of_the_same_writers_show_the_same_cells(
    seed: int, choice: Choice, size: int
) -> None:
    rng = random.Random(seed)
    tree, staff = organisation(seed, size)
    world = writing(staff, 4, rng, 0.25, anything)
    one = told(tree, staff, world, choice)
    for voice in (anything, of_one_mind, about_nothing):
        other = told(tree, staff, rewritten(world, rng, voice), choice)
        assert one.shapes == other.shapes


def test_counting_only_those_who_spoke_of_a_theme_would_be_caught() -> None:
    """A leaky design: whose words fit no theme has not answered; what is shown tells on them."""
    tree, leaves = services_of({"a": 1, "b": 1})
    staff = dict.fromkeys(leaves, 200)
    world = writing(staff, 1, random.Random(2), 0.12, anything)

    def with_a_theme(voice: Voice) -> list[tuple[str, str, bool, str | None]]:
        wrote = rewritten(world, random.Random(3), voice)
        left = {
            name: {leaf: [one for one in own if one.picks[THEMES.id]] for leaf, own in by.items()}
            for name, by in wrote.items()
        }
        return told(tree, staff, left, THEMES).shapes

    assert with_a_theme(of_one_mind) != with_a_theme(about_nothing)
