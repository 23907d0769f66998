"""Intervals: how far the mean of all who were asked may lie from a displayed value.

Everything here is a function of what is displayed: the rounded value, the band of people, the
rounded response. So an interval tells nothing that its figure did not.

The standard error of a mean of n people of N is S * sqrt(1/n - 1/N) = S * sqrt(1 - n/N) / sqrt(n)
(Cochran, Sampling Techniques, 3rd ed. 1977, section 2.6), with S the standard deviation of all N
answers. Of these, n is taken at its band's lower end. n/N is the response at its lower end too,
less what is skipped; where no response is displayed, everyone asked is taken to be far more. S is a
constant: half a share's width, the most there is, for an option; for a score a fifth more than the
usual one that the question bank gives its scale, 1.2 on five choices: answers that fall off evenly
from the middle to both ends spread by 1.15, and even all five alike (1.41) are covered, since the
ends of bands and the rounding err on the safe side. Half a step of rounding is added on each side,
and the ends are rounded
outwards: of a score to 0.1, of a share to 0.01.

What no interval tells: those who do not answer may feel otherwise, and one that half the people
answer with the highest choice and half with the lowest spreads by more.
"""

import math
from collections.abc import Callable
from typing import Final

from surveys.model.figures import Interval
from surveys.model.questions import Choice, Item
from surveys.model.releases import Bound, Cell
from surveys.rules.bands import fewest_in, lowest_rate

Z_95: Final = 1.96  # of a normal distribution, 95% lies within so many standard deviations
STEP: Final = 0.1  # values are displayed to it
CAUTION: Final = 1.2  # times a scale's usual spread
SPREAD_OF_SHARE: Final = 0.5
# Assumption: of those who answer a round at all, nine in ten or more answer any one question.
SKIPPED_BY_FEWER_THAN: Final = 0.1


def interval(question: Item | Choice, cell: Cell, rate: str | None) -> Interval:
    """The 95% interval of a shown cell, within its scale (of a share: 0 to 1).

    `rate`: the response displayed at the cell's place; None: none is. A value that reads "or
    lower" or "or higher" has one side: the scale's own end is the other. Raises ValueError where
    the cell is hidden.
    """
    if cell.value is None:
        raise ValueError("a hidden cell has no interval")
    lo, hi = (question.scale.lo, question.scale.hi) if isinstance(question, Item) else (0, 1)
    parts = 10 if isinstance(question, Item) else 100
    half = within(question, cell, rate)
    low = lo if cell.bound is Bound.LE else _to(math.floor, cell.value - half, parts)
    high = hi if cell.bound is Bound.GE else _to(math.ceil, cell.value + half, parts)
    return Interval(float(max(lo, low)), float(min(hi, high)))


def within(question: Item | Choice, cell: Cell, rate: str | None) -> float:
    """Half the 95% interval of a shown cell, in points of its scale (of a share: 0 to 1).

    The response is of those who answer, and says nothing of those who write comments. Raises
    ValueError where the cell is hidden.
    """
    if cell.n_band is None:
        raise ValueError("a hidden cell has no interval")
    is_found = isinstance(question, Choice) and question.is_found
    return half_width(spread_of(question), cell.n_band, None if is_found else rate)


def spread_of(question: Item | Choice) -> float:
    """The standard deviation that one answer is taken to have, in points of its scale."""
    return CAUTION * question.scale.spread if isinstance(question, Item) else SPREAD_OF_SHARE


def half_width(spread: float, band: str, rate: str | None) -> float:
    """Half a 95% interval, in points: sampling error at the band's lower end, and rounding."""
    answered = (1 - SKIPPED_BY_FEWER_THAN) * lowest_rate(rate)
    return Z_95 * spread * math.sqrt((1 - answered) / fewest_in(band)) + STEP / 2


def _to(rounding: Callable[[float], int], value: float, parts: int) -> float:
    """Round to a tenth or a hundredth; what only computing put beyond one stays where it was."""
    return rounding(round(parts * value, 6)) / parts
