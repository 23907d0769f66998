"""Intervals from displayed values: how wide, on which side open, and how often they are right."""

import math
from dataclasses import replace

import numpy as np
import pytest

from surveys.bank.comments import comment_tone
from surveys.model.figures import Interval
from surveys.model.releases import Bound, Cell
from surveys.rules.bands import fewest_in, lowest_rate, n_band, response_rate
from surveys.rules.intervals import half_width, interval, spread_of
from tests.surveys.rules.organisations import ITEM

PEAKED = (0.05, 0.15, 0.3, 0.35, 0.15)
EVEN = (0.2,) * 5
MIXED = (0.15, 0.2, 0.2, 0.25, 0.2)
RUNS = 4000


def cell(value: float, bound: Bound | None = None, band: str = "20-49") -> Cell:
    return Cell(ITEM.id, "org", shown=True, value=value, bound=bound, n_band=band)


def test_an_interval_narrows_with_people_and_with_response() -> None:
    assert interval(ITEM, cell(3.6, band="50-99"), "70%") == Interval(3.3, 3.9)
    assert interval(ITEM, cell(3.6, band="200+"), "over 90%") == Interval(3.4, 3.8)
    assert interval(ITEM, cell(3.6, band="5-9"), None) == Interval(2.4, 4.8)
    for wider, narrower in (("5-9", "10-19"), ("20-49", "50-99"), ("100-199", "200+")):
        assert half_width(1.2, wider, "70%") > half_width(1.2, narrower, "70%")
    for wider, narrower in ((None, "10%"), ("10%", "60%"), ("90%", "over 90%")):
        assert half_width(1.2, "20-49", wider) > half_width(1.2, "20-49", narrower)
    assert half_width(1.2, "20-49", "under 10%") == half_width(1.2, "20-49", None)


@pytest.mark.parametrize("answered", range(1, 101))
def test_no_displayed_band_or_rate_is_taken_for_more_than_it_may_be(answered: int) -> None:
    rate = response_rate(answered, 100)
    assert lowest_rate(rate) <= answered / 100
    if answered >= 5:
        assert fewest_in(n_band(answered)) <= answered < 2.5 * fewest_in(n_band(answered))


def test_a_value_that_may_be_lower_or_higher_has_one_side() -> None:
    assert interval(ITEM, cell(2.0, Bound.LE), "70%").low == 1.0
    assert interval(ITEM, cell(2.0, Bound.LE), "70%").high < 5.0
    assert interval(ITEM, cell(4.4, Bound.GE), "70%").high == 5.0
    assert interval(ITEM, cell(1.2), "70%").low == 1.0  # it meets the end of the scale
    assert interval(ITEM, cell(4.9), "70%").high == 5.0


def test_a_share_lies_between_nothing_and_all() -> None:
    tone = comment_tone()
    picked = replace(tone, is_found=False)
    assert interval(picked, cell(0.2), None) == Interval(0.0, 0.47)
    assert interval(picked, cell(0.9), None) == Interval(0.63, 1.0)
    assert interval(picked, cell(0.5, band="200+"), "80%") == Interval(0.41, 0.59)
    assert spread_of(tone) == 0.5


def test_a_response_says_nothing_of_those_who_wrote_comments() -> None:
    tone = comment_tone()
    for rate in (None, "80%", "over 90%"):
        assert interval(tone, cell(0.5, band="200+"), rate) == Interval(0.38, 0.62)


def test_a_hidden_cell_has_no_interval() -> None:
    with pytest.raises(ValueError, match="hidden"):
        interval(ITEM, Cell(ITEM.id, "org", shown=False), None)


@pytest.mark.parametrize("shares", [PEAKED, EVEN, MIXED])
@pytest.mark.parametrize(("asked", "answering"), [(15, 0.6), (27, 0.9), (100, 0.55), (260, 0.8)])
def test_intervals_hold_the_mean_of_all_asked_ninety_four_times_in_a_hundred(
    shares: tuple[float, ...], asked: int, answering: float
) -> None:
    """Each run: other answers of everyone asked, others who answer, the value rounded."""
    rng = np.random.default_rng(asked)
    answers = rng.choice(5, (RUNS, asked), p=shares) + 1
    answered = rng.random((RUNS, asked)) < answering
    people = answered.sum(axis=1)
    held = tried = 0
    for all_asked, who, n in zip(answers, answered, people, strict=True):
        if n < 5:
            continue
        shown = cell(round(float(all_asked[who].mean()), 1), band=n_band(int(n)))
        found = interval(ITEM, shown, response_rate(int(n), asked))
        held += found.low <= all_asked.mean() <= found.high
        tried += 1
    assert tried > 0.9 * RUNS
    assert held / tried >= 0.94
    assert math.isclose(spread_of(ITEM), 1.2)
