"""Killed at any moment while a pack is made and sent: it comes, and it comes once."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from handlers import making
from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.packs import Audience, Pack
from surveys.use_cases import ordering, packing
from tests.conftest import Clock
from tests.organisation import account
from tests.packing import HR, QUARTER, a_quarter
from tests.trapping import (
    WORKSPACE,
    Killed,
    SlackOfOurOwn,
    Trap,
    hurried,
    runtime_at,
    trapped,
)

FILES = {"p.html": b"<p>page</p>", "p.xlsx": b"sheet"}


@dataclass
class Shelf:
    """What was shared, each time as one message, and a trap around each call."""

    trap: Trap
    messages: list[list[str]] = field(default_factory=list)
    sent_up: Iterator[int] = field(default_factory=lambda: count(1))

    def send_up(self, _client: object, _name: str, _content: bytes) -> str:
        self.trap.step()
        return f"F{next(self.sent_up)}"

    def share(self, _client: object, titles: Mapping[str, str], *_more: object) -> None:
        self.trap.step()
        self.messages.append([*titles])
        self.trap.step()

    def find_shared(self, _client: object, _channel: str, file_ids: Sequence[str]) -> str | None:
        self.trap.step()
        return "1.0" if any({*file_ids} & {*one} for one in self.messages) else None


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Clock, Pack]:
    """A folder in which a pack was asked for, and the pack."""
    folder, clock = tmp_path_factory.mktemp("ordered"), Clock()
    with hurried():
        runtime = runtime_at(folder, clock)
        a_quarter(runtime, clock)
        ordering.order(runtime, account(HR), "o1", QUARTER, "board")
        made = packing.pack(runtime, QUARTER, Audience.BOARD, comments=False)
        runtime.store.close()
    return folder, clock, made


def make(folder: Path, clock: Clock, shelf: Shelf) -> None:
    """Make what is due in a process of its own."""
    runtime, slack = runtime_at(folder, clock), SlackOfOurOwn(shelf.trap)
    try:
        with trapped(runtime, shelf.trap):
            making.make_due(
                runtime, slack.as_client(), WORKSPACE, f"at {clock.at}", lambda _pack: FILES
            )
    finally:
        runtime.store.close()


def sent(folder: Path, clock: Clock) -> int:
    runtime = runtime_at(folder, clock)
    with runtime.store.begin() as tx:
        counts = tx.deliveries.counts(Kind.PACK)
    runtime.store.close()
    return counts[DeliveryState.SENT]


def die_everywhere(
    pack: tuple[Path, Clock, Pack], folder: Path, patch: pytest.MonkeyPatch, *, looks: bool = True
) -> Iterator[tuple[int, int]]:
    """How many messages came, and how many orders are done, for a death at each step."""
    prepared, clock, made = pack
    patch.setattr(ordering, "gather", lambda *_given: made)
    for at in count(1):
        mine, then, shelf = folder / str(at), Clock(clock.at), Shelf(Trap(at))
        patch.setattr(making, "send_up", shelf.send_up)
        patch.setattr(making, "share", shelf.share)
        patch.setattr(making, "find_shared", shelf.find_shared if looks else lambda *_given: None)
        shutil.copytree(prepared, mine)
        died = False
        try:
            make(mine, then, shelf)
        except Killed:
            died = True
        shelf.trap.at = None  # the next ones live
        for _life in range(2):
            then.pass_(minutes=5)
            make(mine, then, shelf)
        yield len(shelf.messages), sent(mine, then)
        shutil.rmtree(mine)
        if not died:
            return


def test_a_death_between_any_two_steps_loses_no_pack_and_doubles_none(
    pack: tuple[Path, Clock, Pack], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hurried():
        ends = list(die_everywhere(pack, tmp_path, monkeypatch))
    assert len(ends) > 15
    assert set(ends) == {(1, 1)}


def test_a_process_that_never_looks_would_be_caught(
    pack: tuple[Path, Clock, Pack], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hurried():
        ends = list(die_everywhere(pack, tmp_path, monkeypatch, looks=False))
    assert (2, 1) in ends
