"""Watching a running bot: when its connection counts as lost and its clock as stopped."""

import logging
import threading
from datetime import timedelta

import pytest

from bot.in_time import InTime
from bot.watching import SECONDS_BETWEEN_TICKS, Reason, Watch, watched
from handlers.errors import record_fault
from tests.conftest import Clock


class Stopwatch:
    """Seconds that a test counts."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def counted() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def watch(clock: Clock, counted: Stopwatch) -> Watch:
    return Watch(clock, 120, counted, connected=lambda: True)


def test_a_connection_that_stays_down_is_given_up_and_one_that_comes_back_is_not(
    watch: Watch, counted: Stopwatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    watch.connected = lambda: False
    assert watch.look() is None
    counted.seconds = 119
    assert watch.look() is None
    watch.connected = lambda: True
    assert watch.look() is None
    watch.connected = lambda: False
    counted.seconds = 230
    assert watch.look() is None  # lost again only just now, as far as anybody has looked
    counted.seconds = 351
    assert watch.look() is Reason.NOT_CONNECTED
    assert watch.losses == 2
    assert [one.msg for one in caplog.records] == [
        "connection_lost", "connection_back", "connection_lost",
    ]  # fmt: skip


def test_a_clock_that_ticks_no_more_is_given_up_and_a_tick_sets_it_right(
    watch: Watch, counted: Stopwatch, clock: Clock
) -> None:
    counted.seconds = SECONDS_BETWEEN_TICKS
    assert watch.look() is None
    counted.seconds += 1
    assert watch.look() is Reason.TICKS_STALLED
    clock.pass_(minutes=1)
    watch.ticking(lambda: None)()
    assert watch.look() is None
    assert watch.last_tick == watch.started + timedelta(minutes=1)


def test_faults_of_ticks_are_counted_and_those_of_listeners_are_not(watch: Watch) -> None:
    with watched(watch, pytest.fail):
        watch.ticking(lambda: record_fault(ValueError(), "close"))()
        record_fault(ValueError(), "listener")
    record_fault(ValueError(), "close")
    assert watch.faults == 1
    assert watch not in logging.getLogger("staff_voice").filters


def test_a_tick_that_raises_has_ended_all_the_same(watch: Watch, counted: Stopwatch) -> None:
    counted.seconds = SECONDS_BETWEEN_TICKS + 1
    with pytest.raises(ZeroDivisionError):
        watch.ticking(lambda: 1 / 0)()
    assert not watch.stalled()


def test_whoever_gives_up_ends_with_a_code_that_tells_so(watch: Watch, counted: Stopwatch) -> None:
    ended = threading.Event()
    counted.seconds = SECONDS_BETWEEN_TICKS + 1
    with pytest.raises(SystemExit) as left, watched(watch, lambda _why: ended.set(), pause=0.001):
        assert ended.wait(10)
    assert left.value.code == 1


def test_nothing_is_given_up_while_the_process_is_being_stopped(
    watch: Watch, counted: Stopwatch
) -> None:
    watch.stopping.set()
    counted.seconds = SECONDS_BETWEEN_TICKS + 1
    with watched(watch, pytest.fail, pause=0.001):
        pass


def test_a_question_that_hangs_holds_up_nobody_and_is_asked_once() -> None:
    told, asked, turn = threading.Event(), [], [1]

    def ask() -> int:
        asked.append(turn[0])
        told.wait(10)
        return 7

    answer = InTime(ask, lambda: turn[0], patience=0.01)
    assert answer() is None
    assert answer() is None
    assert asked == [1]
    told.set()
    answer = InTime(ask, lambda: turn[0])
    assert [answer(), answer()] == [7, 7]
    turn[0] = 2
    assert answer() == 7
    assert asked == [1, 1, 2]


def test_a_question_that_fails_has_no_answer_and_is_asked_again() -> None:
    wrong = [True]

    def ask() -> str:
        if wrong.pop():
            raise RuntimeError
        return "well"

    answer = InTime(ask, lambda: 1)
    assert answer() is None
    wrong.append(False)
    assert answer() == "well"
