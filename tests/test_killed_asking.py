"""Killed at any moment of asking or of a batch: one letter, one receipt, each question once.

KILLED_STRIDE=1 tries every moment there is; else every third.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from surveys.model.forum import Addressee
from surveys.runtime import Runtime
from surveys.use_cases import asking
from tests.conftest import MONDAY, Clock
from tests.organisation import account, enrol
from tests.trapping import Killed, Trap, hurried, runtime_at, trapped

STRIDE = int(os.environ.get("KILLED_STRIDE", "3"))


@pytest.fixture(autouse=True)
def _hurried() -> Iterator[None]:
    with hurried():
        yield


@pytest.fixture
def began(tmp_path: Path) -> Path:
    """A folder with people, in which nobody has asked anything."""
    runtime = runtime_at(tmp_path / "began", Clock(MONDAY))
    enrol(runtime)
    runtime.store.close()
    return tmp_path / "began"


@pytest.fixture
def full(began: Path, tmp_path: Path) -> Path:
    """A folder in whose letterbox three letters wait."""
    shutil.copytree(began, tmp_path / "full")
    runtime = runtime_at(tmp_path / "full", Clock(MONDAY))
    for person in (1, 2, 3):
        ask(runtime, person)
    runtime.store.close()
    return tmp_path / "full"


def ask(runtime: Runtime, person: int = 1) -> str:
    to = Addressee.ANYONE
    asked = asking.ask(
        runtime, account(person), f"form-{person}", f"Why {person}?", "other", to, alone=False
    )
    return asked.receipt.text


def die_everywhere(
    left: Path, ends: Path, clock: Clock, act: Callable[[Runtime], object]
) -> Iterator[Runtime]:
    """Die at each step of an act, and give the runtime of the process that follows."""
    at, is_over = 1, False
    while not is_over:
        folder, trap = ends / str(at), Trap(at)
        shutil.copytree(left, folder)
        runtime = runtime_at(folder, clock)
        with trapped(runtime, trap), suppress(Killed):
            act(runtime)
        is_over = trap.passed < at
        runtime.store.close()
        again = runtime_at(folder, clock)
        yield again
        again.store.close()
        at += STRIDE


def test_whoever_presses_again_after_a_death_has_one_letter_and_its_receipt(
    began: Path, tmp_path: Path
) -> None:
    deaths = 0
    for runtime in die_everywhere(began, tmp_path / "asked", Clock(MONDAY), ask):
        deaths += 1
        receipt = ask(runtime)
        assert ask(runtime) == receipt
        with runtime.store.begin() as tx:
            cycle = tx.forum_cycles.open()
            assert cycle is not None
            assert len(tx.forum_cycles.letters(cycle.id)) == 1
        for person in (2, 3):
            ask(runtime, person)
        assert asking.hand_over(runtime) == 3
        with runtime.store.begin() as tx:
            thread = asking.read_receipt(receipt).thread
            assert [one.text for one in tx.forum_questions.of_thread(thread.id)] == ["Why 1?"]
    assert deaths * STRIDE > 10


def test_a_batch_that_died_half_way_is_handed_over_once_in_the_end(
    full: Path, tmp_path: Path
) -> None:
    clock, deaths = Clock(MONDAY + timedelta(days=1)), 0
    for runtime in die_everywhere(full, tmp_path / "handed", clock, asking.hand_over):
        deaths += 1
        asking.hand_over(runtime)
        with runtime.store.begin() as tx:
            texts = sorted(one.text for one in tx.forum_questions.all())
            cycle = tx.forum_cycles.open()
            assert texts == ["Why 1?", "Why 2?", "Why 3?"]
            assert cycle is not None
            assert tx.forum_cycles.letters(cycle.id) == ()
    assert deaths * STRIDE > 10
