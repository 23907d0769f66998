"""Replicas replaced in turn under load: the clicks that were acknowledged, lost, pressed again."""

from collections.abc import Iterator

from tests.bench.stage import Place, Row
from tests.replicas import Parent
from tests.rolling import Rolls, roll


def measure(place: Place, given: Rolls) -> Iterator[Row]:
    """One row for each way in."""
    with Parent() as parent:
        for mode in ("socket", "http"):
            yield roll(parent, place, mode, given)
