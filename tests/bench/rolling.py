"""Replicas replaced in turn under load: the clicks that were acknowledged, lost, pressed again."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tests.bench.stage import Place, Row
from tests.replicas import Parent
from tests.rolling import Rolls, roll

AWAY: Final = 0.04  # seconds one way: as far as another continent


def measure(place: Place, given: Rolls) -> Iterator[Row]:
    """One row for each way in; for sockets, also from afar, and when Slack asks for others."""
    with Parent() as parent:
        yield roll(parent, place, "socket", given)
        yield roll(parent, place, "socket", replace(given, away=AWAY))
        yield roll(parent, place, "socket", replace(given, renews=True))
        yield roll(parent, place, "http", given)
