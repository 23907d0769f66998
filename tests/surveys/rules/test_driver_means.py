"""A driver's mean: of displayed values alone, each turned so that higher is better."""

from dataclasses import replace
from datetime import date

from surveys.bank.questions import load_bank
from surveys.model.figures import Verdict
from surveys.model.releases import Bound, Cell
from surveys.rules.driver_means import figures, means

UP, *_ = [one for one in load_bank().items if one.direction > 0]
DOWN, *_ = [one for one in load_bank().items if one.direction < 0]
FIRST, SECOND = date(2026, 6, 26), date(2026, 9, 25)


def cell(item_id: str, value: float, bound: Bound | None = None, band: str = "200+") -> Cell:
    return Cell(item_id, "org", True, value, bound, band)


def test_an_item_where_lower_is_better_is_turned_with_its_bound_and_interval() -> None:
    (mean,) = means([DOWN], [(FIRST, cell(DOWN.id, 2.0, Bound.LE))])
    assert (mean.point.value, mean.point.bound) == (4.0, Bound.GE)
    assert mean.point.interval.high == 5.0
    assert mean.point.interval.low < 4.0


def test_it_is_the_mean_of_what_was_displayed_with_the_fewest_people() -> None:
    shown = [(FIRST, cell(UP.id, 3.0)), (FIRST, cell(DOWN.id, 2.0, band="20-49"))]
    (mean,) = means([UP, DOWN], shown)
    assert (mean.point.value, mean.point.n_band) == (3.5, "20-49")


def test_or_higher_beside_or_lower_has_no_mean_nor_have_scales_that_differ() -> None:
    shown = [(FIRST, cell(UP.id, 4.5, Bound.GE)), (FIRST, cell(DOWN.id, 4.5, Bound.GE))]
    assert means([UP, DOWN], shown) == ()
    wide = replace(DOWN, scale=replace(DOWN.scale, hi=10))
    assert means([UP, wide], [(FIRST, cell(UP.id, 3.0)), (FIRST, cell(DOWN.id, 3.0))]) == ()


def test_a_mean_is_compared_only_with_one_of_the_same_items() -> None:
    both = [(FIRST, cell(UP.id, 3.0)), (SECOND, cell(UP.id, 4.0))]
    told = figures({"driver": means([UP], both)}, SECOND, 1.0)["driver"]
    assert (told.before, told.change) == (3.0, 1.0)
    assert told.verdict is not None
    assert told.verdict.verdict is Verdict.HIGHER
    other = means([UP, DOWN], [*both, (SECOND, cell(DOWN.id, 2.0))])
    assert figures({"driver": other}, SECOND, 1.0)["driver"].verdict is None


def test_a_mean_of_an_earlier_quarter_is_not_this_quarters() -> None:
    assert figures({"driver": means([UP], [(FIRST, cell(UP.id, 3.0))])}, SECOND, 1.0) == {}
