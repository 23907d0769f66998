"""Bands: how counts of people are worded, so that no count is ever shown."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from surveys.model.releases import Turnout
from surveys.model.tree import Tree
from surveys.rules.sums import tree_sums

BANDS: Final = ((200, "200+"), (100, "100-199"), (50, "50-99"), (20, "20-49"), (10, "10-19"))
SMALLEST_BAND: Final = "5-9"
FEWEST_ASKED: Final = 20  # a rate over fewer people would come close to naming them
OVER_NINE_TENTHS: Final = "over 90%"
UNDER_TENTH: Final = "under 10%"


def n_band(n: int) -> str:
    """The band of a count of people, n >= 5: "5-9", "10-19", ... "200+"."""
    return next((band for least, band in BANDS if n >= least), SMALLEST_BAND)


@cache
def fewest_in(band: str) -> int:
    """The fewest people that a band may stand for: 5 for "5-9", 200 for "200+"."""
    return int(band.rstrip("+").partition("-")[0])


def lowest_rate(rate: str | None) -> float:
    """The smallest share of those asked that a displayed rate may stand for, 0 to 1.

    A rate of "70%" may be 65 in a hundred; where none is displayed it may be next to nothing.
    """
    if rate is None or rate == UNDER_TENTH:
        return 0.0
    if rate == OVER_NINE_TENTHS:
        return 0.9
    return (int(rate.rstrip("%")) - 5) / 100


def response_rate(answered: int, asked: int) -> str | None:
    """The share of those asked who answered, to the nearest 10%; None where under 20 were asked.

    Above nine in ten it reads "over 90%" and below one in twenty "under 10%", so that neither
    "everybody" nor "nobody" is ever said.
    """
    if asked < FEWEST_ASKED:
        return None
    if 10 * answered > 9 * asked:
        return OVER_NINE_TENTHS
    tenths = (20 * answered + asked) // (2 * asked)
    return f"{10 * tenths}%" if tenths else UNDER_TENTH


def turnout(
    tree: Tree,
    shown_nodes: frozenset[str],
    answered_by_leaf: Mapping[str, int],
    asked_by_leaf: Mapping[str, int],
) -> tuple[Turnout, ...]:
    """Response rates of the shown nodes where 20 or more were asked, in tree order."""
    answered, asked = tree_sums(tree, answered_by_leaf, 0), tree_sums(tree, asked_by_leaf, 0)
    rates = {
        node.id: response_rate(answered[node.id], asked[node.id])
        for node in tree.nodes
        if node.id in shown_nodes
    }
    return tuple(Turnout(node_id, rate) for node_id, rate in rates.items() if rate is not None)
