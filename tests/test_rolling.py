"""Bots replaced one by one while people answer: no click is lost, and none undoes a later one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.stage import Place
from tests.replicas import Parent
from tests.rolling import Rolls, roll


@pytest.fixture(scope="module")
def parent() -> Iterator[Parent]:
    with Parent() as one:
        yield one


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_bots_are_replaced_in_turn_and_every_click_is_kept(
    parent: Parent, postgres_url: str, tmp_path: Path, mode: str
) -> None:
    place = Place(postgres_url, tmp_path / "keys")
    found = roll(parent, place, mode, Rolls(people=24, pause=0.3))
    assert found["acknowledged"] >= 24
    assert found["lost"] == 0
    # Over sockets a click may be on its way to a bot that is saying goodbye; they see that it is.
    assert mode == "socket" or found["pressed_again"] == 0
