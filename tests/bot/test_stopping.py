"""Being told to stop, once and more often, and taking too long over it."""

import os
import signal
import threading
from collections.abc import Iterator
from queue import Empty

import pytest

from bot import stopping
from bot.stopping import INTERRUPTED, in_time, waiting_to_be_stopped


@pytest.fixture
def exits(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The codes with which the process would have ended at once."""
    codes: list[int] = []
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    monkeypatch.setattr(os, "_exit", codes.append)
    yield codes
    for one, handler in before.items():
        signal.signal(one, handler)


def test_a_second_request_to_stop_changes_nothing(exits: list[int]) -> None:
    wait = waiting_to_be_stopped()
    signal.raise_signal(signal.SIGTERM)
    signal.raise_signal(signal.SIGTERM)
    wait()
    assert exits == []


@pytest.mark.parametrize("first", [signal.SIGTERM, signal.SIGINT])
def test_an_impatient_person_ends_it_at_once(exits: list[int], first: signal.Signals) -> None:
    wait = waiting_to_be_stopped()
    signal.raise_signal(first)
    wait()
    assert exits == []
    signal.raise_signal(signal.SIGINT)
    assert exits == [INTERRUPTED]


def test_who_takes_too_long_is_ended_and_it_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ended = threading.Event()
    monkeypatch.setattr(stopping.os, "_exit", lambda code: ended.set())
    with in_time(0.01):
        assert ended.wait(10)
    assert [(one.msg, one.outcome) for one in caplog.records] == [("stopped", "late")]


def test_who_is_in_time_is_left_alone(exits: list[int]) -> None:
    with in_time(0.05):
        pass
    threading.Event().wait(0.1)
    assert exits == []


def test_a_signal_that_wakes_nobody_is_obeyed_all_the_same(
    exits: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Deaf:
        """What a queue is to a thread that the signal found about to sleep."""

        def put(self, _number: int) -> None: ...

        def get(self, timeout: float) -> int:
            signal.raise_signal(signal.SIGTERM)
            raise Empty

    monkeypatch.setattr(stopping, "SimpleQueue", Deaf)
    waiting_to_be_stopped()()
    assert exits == []
