"""Which cells are shown, and how many people they say, follows from who answered alone."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.model.releases import Cell
from tests.attacks.evidence import HI, LO, Replies, both_tiers
from tests.attacks.test_deniability import draw_world
from tests.attacks.worlds import World


def reanswered(world: World, seed: int) -> World:
    """The same people answer in the same rounds, something else."""
    rng = random.Random(seed)
    return {
        name: {leaf: {one: rng.randint(LO, HI) for one in own} for leaf, own in replies.items()}
        for name, replies in world.items()
    }


def shapes(cells: tuple[Cell, ...]) -> list[tuple[str, bool, str | None]]:
    return [(cell.node_id, cell.shown, cell.n_band) for cell in cells]


def extremes_hidden(replies: Replies) -> list[str]:
    """A leaky rule: cells in which all agree are hidden, "to be careful"."""
    return [leaf for leaf, own in replies.items() if len(own) >= 5 and len({*own.values()}) > 1]


@settings(max_examples=100)
@given(st.data(), st.integers(0, 999))
def test_other_answers_show_the_same_cells_in_both_tiers(data: st.DataObject, seed: int) -> None:
    tree, world = draw_world(data)
    weekly, quarter = both_tiers(tree, world)
    weekly_too, quarter_too = both_tiers(tree, reanswered(world, seed))
    assert [shapes(cells) for cells in weekly] == [shapes(cells) for cells in weekly_too]
    assert shapes(quarter) == shapes(quarter_too)


@settings(max_examples=50)
@given(st.data(), st.randoms())
def test_two_colleagues_of_a_unit_may_exchange_answers_unseen(
    data: st.DataObject, rng: random.Random
) -> None:
    tree, world = draw_world(data)
    exchanged = {
        name: {
            leaf: dict(zip(own, rng.sample(list(own.values()), len(own)), strict=True))
            for leaf, own in replies.items()
        }
        for name, replies in world.items()
    }
    assert both_tiers(tree, exchanged) == both_tiers(tree, world)


def test_a_rule_that_looks_at_answers_is_told_by_what_it_hides() -> None:
    fives, mixed = dict.fromkeys("abcdef", 5), dict.fromkeys("abcdef", 5) | {"a": 4}
    assert extremes_hidden({"t": fives}) != extremes_hidden({"t": mixed})
