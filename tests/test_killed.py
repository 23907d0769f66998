"""Killed at any moment: nobody's answer is lost or counted twice, and nothing is sent twice.

KILLED_STRIDE=1 tries every moment there is, which takes a minute; else every fourth.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from surveys.model.deliveries import Delivery
from surveys.runtime import Runtime
from surveys.store.database import Store
from surveys.store.keyring import Keyring
from surveys.use_cases import closing, delivering, opening
from tests.conftest import FRIDAY, MONDAY, Clock, taken
from tests.databases import open_postgres
from tests.organisation import answer, enrol, open_round, send_everything
from tests.trapping import (
    SlackOfOurOwn,
    Trap,
    die_everywhere,
    hurried,
    live,
    runtime_at,
    runtime_on,
)

STRIDE = int(os.environ.get("KILLED_STRIDE", "4"))
TEAMS = {
    "Children's Services/Fostering/Team 1": 9,
    "Children's Services/Fostering/Team 2": 12,
}
STAFF, FEW_STAFF = sum(TEAMS.values()), 5
FEW = {"Children's Services/Fostering/Team 1": 5}
READERS = 2  # the first of each team; one of them leads too
WRITERS = range(1, 5)


@pytest.fixture(autouse=True)
def _hurried() -> Iterator[None]:
    with hurried():
        yield


@pytest.fixture
def answered(tmp_path: Path) -> Path:
    """A folder in which everyone has answered and the round is about to close."""
    folder, clock = tmp_path / "answered", Clock()
    runtime = runtime_at(folder, clock)
    enrol(runtime, TEAMS)
    opened = open_round(runtime, clock)
    send_everything(runtime)
    for number in range(1, STAFF + 1):
        said = f"said by {number}" if number in WRITERS else None
        answer(runtime, number, opened, 1 + number % 5, said)
    runtime.store.close()
    return folder


@pytest.fixture
def welcomed(tmp_path: Path) -> Path:
    """A folder in which everyone is welcome and the first round is about to open."""
    folder, clock = tmp_path / "welcomed", Clock()
    runtime = runtime_at(folder, clock)
    enrol(runtime, FEW)
    opening.open_due(runtime)
    runtime.store.close()
    return folder


def test_a_death_between_any_two_steps_of_closing_changes_nothing_in_the_end(
    answered: Path, tmp_path: Path
) -> None:
    ends = dict(die_everywhere(answered, tmp_path / "ends", Clock(FRIDAY), STRIDE))
    undisturbed = ends[0]
    assert len(ends) * STRIDE > 80
    assert [at for at, end in ends.items() if end != undisturbed] == []
    assert undisturbed["releases"] == {("weekly-pulse/1/weekly",): 1}
    assert undisturbed["ballots"] == {(0,): 1}
    assert undisturbed["keys"] == {"of open rounds": 0, "of closed ones": 0}
    assert sum(undisturbed["comments"].values()) == len(WRITERS)
    assert list(undisturbed["messages"].values()) == [1] * READERS
    people = {(one.startswith("comment_"), n) for (one, _leaf, n, _sum) in undisturbed["totals"]}
    assert people == {(False, size) for size in TEAMS.values()} | {(True, len(WRITERS))}


def test_a_death_between_any_two_steps_of_opening_asks_everyone_once(
    welcomed: Path, tmp_path: Path
) -> None:
    ends = dict(die_everywhere(welcomed, tmp_path / "ends", Clock(MONDAY), 2 * STRIDE))
    undisturbed = ends[0]
    assert [at for at, end in ends.items() if end != undisturbed] == []
    assert list(undisturbed["messages"].values()) == [1] * FEW_STAFF
    assert undisturbed["keys"]["of open rounds"] == 1


def test_a_closing_that_destroys_its_key_first_would_be_caught(
    answered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish = closing.publish_round

    def careless(runtime: Runtime, tx: Any, closed: Any, said: Any) -> None:
        runtime.store.keys.destroy(closed.id)
        publish(runtime, tx, closed, said)

    monkeypatch.setattr(closing, "publish_round", careless)
    ends = die_everywhere(answered, tmp_path / "ends", Clock(FRIDAY))
    undisturbed = next(ends)[1]
    assert any(end != undisturbed for _at, end in ends)


def test_a_queue_that_never_looks_before_a_second_attempt_would_be_caught(
    answered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.sending._find", lambda client, channel, delivery_id: None)
    ends = die_everywhere(answered, tmp_path / "ends", Clock(FRIDAY), backwards=True)
    undisturbed = next(ends)[1]
    assert any(max(end["messages"].values()) > 1 for _at, end in ends)
    assert max(undisturbed["messages"].values()) == 1


def test_a_message_that_cannot_be_made_holds_up_no_other_and_is_tried_again(
    answered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, slack = Clock(FRIDAY), SlackOfOurOwn(Trap())
    compose, faulty = delivering.compose, list[str]()

    def composing(runtime: Runtime, delivery: Delivery) -> Any:
        if not faulty:
            faulty.append(delivery.id)
        if delivery.id in faulty:
            raise LookupError("something nobody thought of")
        return compose(runtime, delivery)

    monkeypatch.setattr(delivering, "compose", composing)
    live(answered, clock, slack)
    assert len(slack.messages) == READERS - 1
    monkeypatch.setattr(delivering, "compose", compose)
    live(answered, clock, slack)
    assert [len(slack.messages), len({one["channel"] for one in slack.messages})] == [READERS] * 2


def test_a_round_that_another_process_closed_meanwhile_is_not_given_up(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, engine = Clock(), open_postgres(postgres_url)
    keys = taken(tmp_path / "keys")
    one, other = (runtime_on(Store(engine, keys), clock) for _ in range(2))
    enrol(one, TEAMS)
    opened = open_round(one, clock)
    answer(one, 1, opened, 3)
    find = Keyring.find

    def slow(self: Keyring, round_id: str) -> bytes | None:
        if threads:
            threads.pop()()
        return find(self, round_id)

    def close() -> None:
        closing.close_now(other)
        closing.finish(other)

    threads = [close]
    monkeypatch.setattr(Keyring, "find", slow)
    assert closing.void_unreadable(one) == ()
    with one.store.begin() as tx:
        assert tx.rounds.open() == ()
        assert [release.name for release in tx.releases.all()] == ["weekly-pulse/1/weekly"]
    engine.dispose()
