"""How often a tick runs: at once, then every few seconds, never two at a time."""

import logging
import threading
import time

import pytest

from bot.scheduler import start_ticking


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


def test_the_first_tick_does_not_wait() -> None:
    ticked = threading.Event()
    scheduler = start_ticking([ticked.set], 60)
    assert ticked.wait(2)
    scheduler.shutdown(wait=True)


def test_ticks_go_on_after_one_that_fails() -> None:
    ticks: list[float] = []
    enough = threading.Event()

    def tick() -> None:
        ticks.append(time.monotonic())
        if len(ticks) == 3:
            enough.set()
        raise ValueError("a tick that fails")

    scheduler = start_ticking([tick], 0.05)
    assert enough.wait(5)
    scheduler.shutdown(wait=True)


def test_two_ticks_never_run_at_the_same_time() -> None:
    running = threading.Semaphore(1)
    overlaps: list[str] = []
    ticks = threading.Semaphore(0)

    def tick() -> None:
        if not running.acquire(blocking=False):
            overlaps.append("two at once")
            return
        time.sleep(0.12)
        running.release()
        ticks.release()

    scheduler = start_ticking([tick], 0.03)
    assert all(ticks.acquire(timeout=5) for _tick in range(3))
    scheduler.shutdown(wait=True)
    assert overlaps == []


def test_stopping_waits_for_the_tick_that_runs() -> None:
    began, ended = threading.Event(), threading.Event()

    def tick() -> None:
        began.set()
        time.sleep(0.1)
        ended.set()

    scheduler = start_ticking([tick], 60)
    assert began.wait(2)
    scheduler.shutdown(wait=True)
    assert ended.is_set()


def test_a_long_tick_does_not_hold_up_another() -> None:
    long, short = threading.Event(), threading.Semaphore(0)
    scheduler = start_ticking([lambda: bool(long.wait(10)), short.release], 0.05)
    assert all(short.acquire(timeout=5) for _tick in range(3))
    long.set()
    scheduler.shutdown(wait=True)
