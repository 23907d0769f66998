"""Shares of options: no sum isolates few, no share tells a pick, and none hides by its answers."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.model.questions import Choice, Option, Style
from surveys.model.tree import Tree
from tests.attacks.algebra import smallest_group
from tests.attacks.choices import (
    Fact,
    Shares,
    apart,
    clipped_apart,
    found_out,
    ours,
    published,
    shapes,
)
from tests.attacks.evidence import Evidence, Figure
from tests.attacks.worlds import random_staff
from tests.surveys.rules.organisations import services_of, trees

K, K_WEEK = 5, 20
STYLES = pytest.mark.parametrize("style", [Style.ONE, Style.SEVERAL, Style.YES_NO])
MOODS = pytest.mark.parametrize("mood", ["any", "one mind", "two options only"])


def choice(style: Style, options: int = 3) -> Choice:
    number = 2 if style is Style.YES_NO else options
    return Choice("q", "?", "a label", style, tuple(Option(f"o{n}", "x") for n in range(number)))


def picks_of(
    asked: Choice, staff: dict[str, int], rng: random.Random, mood: str = "any"
) -> dict[str, list[tuple[str, ...]]]:
    """What everybody picks: anything, all the same, or nothing of the last option."""
    ids = [option.id for option in asked.options]
    offered = {"any": ids, "one mind": ids[:1], "two options only": ids[:2]}[mood]

    def one() -> tuple[str, ...]:
        if asked.is_exclusive:
            return (rng.choice(offered),)
        ticked = rng.sample(offered, rng.randint(1, len(offered)))
        return tuple(option for option in ids if option in ticked)

    return {leaf: [one() for _ in range(size)] for leaf, size in staff.items()}


def organisation(seed: int, most: int = 14) -> tuple[Tree, dict[str, int]]:
    """Services small enough to list every world of each, with direct staff at the top."""
    rng = random.Random(seed)
    tree, leaves = services_of({f"s{n}": rng.randint(1, 3) for n in range(rng.randint(2, 5))}, 1)
    return tree, {leaf: rng.randint(0, most // 3) for leaf in leaves}


def evidence_of(shares: Shares, option: int) -> Evidence:
    answered = {
        unit: frozenset(f"{unit}#{n}" for n in range(size)) for unit, size in shares.people.items()
    }
    figures = tuple(
        Figure(cell.node_id, ("r",), cell.value, cell.bound)
        for cell in shares.cells
        if cell.shown and cell.value is not None
        and cell.question_id == shares.choice.measures[option]
    )  # fmt: skip
    return Evidence(shares.tree, {"r": answered}, figures, 0, 1)


@STYLES
@pytest.mark.parametrize("seed", range(8))
def test_no_sum_of_shares_concerns_fewer_people_than_the_threshold(seed: int, style: Style) -> None:
    rng = random.Random(seed)
    tree, staff = random_staff(rng)
    shares = published(tree, choice(style), picks_of(choice(style), staff, rng), K_WEEK)
    for option in range(len(shares.choice.options)):
        assert smallest_group(evidence_of(shares, option), K_WEEK).certain


@MOODS
@STYLES
@pytest.mark.parametrize("seed", range(4))
def test_no_pick_is_ruled_out_or_certain(seed: int, style: Style, mood: str) -> None:
    tree, staff = organisation(seed)
    asked = choice(style)
    shares = published(tree, asked, picks_of(asked, staff, random.Random(seed), mood), K)
    assert found_out(shares, ours(asked)) == set()


@pytest.mark.parametrize("seed", range(4))
def test_a_single_service_of_one_mind_tells_nothing(seed: int) -> None:
    tree, _leaves = services_of({"a": 2})
    asked = choice(Style.ONE, 4)
    picks = {"a/0": [("o0",)] * (3 + seed), "a/1": [("o0",)] * 4}
    assert found_out(published(tree, asked, picks, K), ours(asked)) == set()


def test_options_clipped_apart_are_caught_by_their_sum() -> None:
    """Three and two of five pick the first two; kept apart they come to six in place of five."""
    tree, _leaves = services_of({"a": 2, "b": 1})
    asked = choice(Style.ONE)
    picks = {"a/0": [("o0",)] * 3, "a/1": [("o1",)] * 2, "b/0": [("o2",)] * 5}
    leaky = clipped_apart(tree, asked, picks, K)
    assert Fact("a", "o2", all_did=False) in found_out(leaky, apart)
    assert found_out(published(tree, asked, picks, K), ours(asked)) == set()


def test_options_clipped_apart_are_caught_in_most_organisations() -> None:
    asked = choice(Style.ONE)
    caught = 0
    for seed in range(8):
        tree, staff = organisation(seed)
        picks = picks_of(asked, staff, random.Random(seed), "two options only")
        caught += bool(found_out(clipped_apart(tree, asked, picks, K), apart))
    assert caught >= 5


def test_nothing_is_shown_below_a_service() -> None:
    tree, leaves = services_of({"a": 2, "b": 2})
    picks = picks_of(choice(Style.ONE), dict.fromkeys(leaves, 40), random.Random(1))
    shown = {cell.node_id for cell in published(tree, choice(Style.ONE), picks, K_WEEK).cells}
    assert shown == {"org", "a", "b"}


@settings(max_examples=100)
@given(st.data(), st.sampled_from([Style.ONE, Style.SEVERAL]), st.integers(0, 999))
def test_other_picks_of_the_same_people_show_the_same_cells(
    data: st.DataObject, style: Style, seed: int
) -> None:
    tree = data.draw(trees(9))
    staff = {leaf: data.draw(st.integers(0, 14)) for leaf in tree.leaves()}
    asked = choice(style)
    one = published(tree, asked, picks_of(asked, staff, random.Random(seed)), K)
    other = published(tree, asked, picks_of(asked, staff, random.Random(seed + 1), "one mind"), K)
    assert list(shapes(one.cells)) == list(shapes(other.cells))


def test_all_options_stand_at_the_same_places() -> None:
    tree, staff = organisation(3)
    asked = choice(Style.SEVERAL)
    shares = published(tree, asked, picks_of(asked, staff, random.Random(3)), K)
    places = {
        measure: [one.node_id for one in shares.cells if one.shown and one.question_id == measure]
        for measure in asked.measures
    }
    assert len({tuple(one) for one in places.values()}) == 1
