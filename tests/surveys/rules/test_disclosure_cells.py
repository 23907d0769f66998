"""What cells say: clipped values, bounds, bands and rates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.model.releases import Bound, Cell, Turnout, UnitTotal
from surveys.rules.bands import n_band, response_rate, turnout
from surveys.rules.cells import PooledRound, pooled_cells, shown_nodes, weekly_cells
from surveys.rules.clipping import clip
from tests.surveys.rules.organisations import ITEM, services_of

K = 5


def total(leaf: str, answers: list[int], question: str = "q") -> UnitTotal:
    n = len(answers)
    return UnitTotal(question, leaf, n, clip(sum(answers), n, 1, 5))


def cell_at(cells: tuple[Cell, ...], node: str) -> Cell:
    return next(cell for cell in cells if cell.node_id == node)


@pytest.mark.parametrize(
    ("answers", "kept"),
    [([], 0), ([5], 3), ([1], 3), ([5, 5], 6), ([1, 2], 6), ([5, 5, 5], 11), ([1, 1, 1], 7)],
)
def test_small_units_keep_the_midpoint_and_others_their_clipped_sum(
    answers: list[int], kept: float
) -> None:
    assert clip(sum(answers), len(answers), 1, 5) == kept


def test_an_odd_scale_may_keep_a_half() -> None:
    assert clip(4, 1, 1, 4) == 2.5


@given(st.lists(st.integers(1, 5), min_size=1, max_size=12), st.integers(1, 5))
def test_anybody_may_have_answered_anything(answers: list[int], other: int) -> None:
    """The first person's answer becomes `other`: the rest can still make up the same total."""
    n = len(answers)
    kept = clip(sum(answers), n, 1, 5)
    reachable = {clip(other + rest, n, 1, 5) for rest in range(n - 1, 5 * (n - 1) + 1)}
    assert kept in reachable


def test_every_node_has_one_cell_in_tree_order_and_hidden_ones_say_nothing() -> None:
    tree, _ = services_of({"s": 2})
    cells = weekly_cells(tree, ITEM, [total("s/0", [1, 2, 3, 4, 5]), total("s/1", [5, 5])], K)
    assert [cell.node_id for cell in cells] == ["org", "s", "s/0", "s/1"]
    assert cell_at(cells, "s") == Cell("q", "s", True, 3.0, None, "5-9")
    assert cell_at(cells, "s/0") == Cell("q", "s/0", False)
    assert shown_nodes(cells, "q") == {"org", "s"}
    assert shown_nodes(cells, "another") == frozenset()


def test_all_fives_read_or_higher_and_all_ones_or_lower() -> None:
    tree, _ = services_of({"s": 1, "t": 1})
    cells = weekly_cells(tree, ITEM, [total("s/0", [5] * 6), total("t/0", [1] * 8)], K)
    assert (cell_at(cells, "s").value, cell_at(cells, "s").bound) == (4.3, Bound.GE)
    assert (cell_at(cells, "t").value, cell_at(cells, "t").bound) == (1.5, Bound.LE)
    assert cell_at(cells, "org").bound is None


def test_pairs_sit_at_both_bounds_and_give_no_side() -> None:
    tree, _ = services_of({"s": 3})
    pairs = [total(leaf, [5, 5]) for leaf in ("s/0", "s/1", "s/2")]
    assert cell_at(weekly_cells(tree, ITEM, pairs, K), "s").bound is None
    with_fives = [*pairs[:2], total("s/2", [5] * 4)]
    assert cell_at(weekly_cells(tree, ITEM, with_fives, K), "s").bound is Bound.GE
    with_one = [*with_fives[1:], total("s/0", [5])]
    assert cell_at(weekly_cells(tree, ITEM, with_one, K), "s").bound is None


def test_other_questions_do_not_count() -> None:
    tree, _ = services_of({"s": 1})
    cells = weekly_cells(tree, ITEM, [total("s/0", [3] * 9, question="other")], K)
    assert shown_nodes(cells, "q") == frozenset()


def test_a_quarter_weighs_every_answer_alike_and_bands_by_its_fullest_round() -> None:
    tree, _ = services_of({"s": 1})
    first = PooledRound([total("s/0", [2, 2, 2, 2, 2])], frozenset())
    second = PooledRound([total("s/0", [4] * 10)], frozenset())
    cells = pooled_cells(tree, ITEM, [first, second], K)
    assert cell_at(cells, "s/0") == Cell("q", "s/0", True, 3.3, None, "10-19")


def test_a_quarter_reads_or_higher_only_if_every_round_was_clipped() -> None:
    tree, _ = services_of({"s": 1})
    fives = PooledRound([total("s/0", [5] * 6)], frozenset())
    mixed = PooledRound([total("s/0", [5] * 4 + [2, 2])], frozenset())
    assert cell_at(pooled_cells(tree, ITEM, [fives, fives], K), "s").bound is Bound.GE
    assert cell_at(pooled_cells(tree, ITEM, [fives, mixed], K), "s").bound is None


@pytest.mark.parametrize(
    ("n", "band"),
    [
        (5, "5-9"),
        (9, "5-9"),
        (10, "10-19"),
        (19, "10-19"),
        (20, "20-49"),
        (50, "50-99"),
        (100, "100-199"),
        (199, "100-199"),
        (200, "200+"),
    ],
)
def test_counts_are_shown_as_bands(n: int, band: str) -> None:
    assert n_band(n) == band


@pytest.mark.parametrize(
    ("answered", "asked", "rate"),
    [
        (19, 19, None),
        (20, 20, "over 90%"),
        (37, 40, "over 90%"),
        (36, 40, "90%"),
        (34, 40, "90%"),
        (33, 40, "80%"),
        (2, 40, "10%"),
        (1, 40, "under 10%"),
        (0, 40, "under 10%"),
    ],
)
def test_rates_are_rounded_and_never_say_everybody_or_nobody(
    answered: int, asked: int, rate: str | None
) -> None:
    assert response_rate(answered, asked) == rate


def test_rates_are_given_only_for_shown_nodes_of_twenty_asked() -> None:
    tree, _ = services_of({"s": 1, "t": 1, "u": 1})
    asked = {"s/0": 30, "t/0": 19, "u/0": 30}
    answered = {"s/0": 24, "t/0": 19, "u/0": 15}
    rates = turnout(tree, frozenset({"org", "s", "t"}), answered, asked)
    assert rates == (Turnout("org", "70%"), Turnout("s", "80%"))
