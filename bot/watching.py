"""Watching a running bot: whether its clock ticks and Slack reaches it, and when to give up."""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.logs import OURS

# Far longer than any tick takes: even a large council's round closes within a minute.
SECONDS_BETWEEN_TICKS: Final = 600.0
SECONDS_BETWEEN_LOOKS: Final = 1.0
SECONDS_TO_END: Final = 60.0
EXIT_CODE: Final = 1

_log: Final = logging.getLogger(OURS)


class Reason(StrEnum):
    """Why a process is not well, or not ready."""

    TICKS_STALLED = "ticks_stalled"
    NOT_CONNECTED = "not_connected"
    STOPPING = "stopping"
    DATABASE = "database"  # it does not answer in time
    SCHEMA = "schema"  # it is of another version


@dataclass
class Watch:
    """What a process knows of itself. Moments for deciding come from a clock that only counts."""

    now: Callable[[], datetime]
    down_seconds: float = 120.0
    count: Callable[[], float] = time.monotonic
    connected: Callable[[], bool] = lambda: False
    stopping: threading.Event = field(default_factory=threading.Event)
    losses: int = 0
    faults: int = 0

    def __post_init__(self) -> None:
        self.started = self.last_tick = self.now()  # as if it had just ticked
        self._ticked = self._reached = self.count()
        self._was_connected = True  # until then nothing is watched
        self._ticking = threading.local()

    def ticking(self, tick: Callable[[], None]) -> Callable[[], None]:
        """Return a tick that tells when it came to its end, and how many of its steps failed."""
        counted = self.counting(tick)

        def watched() -> None:
            try:
                counted()
            finally:
                self._ticked, self.last_tick = self.count(), self.now()

        return watched

    def counting(self, tick: Callable[[], None]) -> Callable[[], None]:
        """Return a tick, such as one that may take long, that tells how many steps failed."""

        def counted() -> None:
            self._ticking.is_now = True
            try:
                tick()
            finally:
                self._ticking.is_now = False

        return counted

    def filter(self, record: logging.LogRecord) -> bool:
        """Count what our log tells of a tick's failed steps; let every line pass."""
        if record.msg == "fault" and getattr(self._ticking, "is_now", False):
            self.faults += 1
        return True

    def stalled(self) -> bool:
        """Say whether the clock has stopped ticking."""
        return self.count() - self._ticked > SECONDS_BETWEEN_TICKS

    def unready(self) -> tuple[Reason, ...]:
        """Return why nobody should count on us just now, as far as we know ourselves."""
        reasons = {
            Reason.STOPPING: self.stopping.is_set(),
            Reason.NOT_CONNECTED: not self.connected(),
        }
        return tuple(reason for reason, holds in reasons.items() if holds)

    def look(self) -> Reason | None:
        """Look at the connection and the clock once; return why to give up. None: go on."""
        is_connected = self.connected()
        if is_connected:
            self._reach()
        elif self._was_connected:
            self._lose()
        elif self.count() - self._reached > self.down_seconds:
            return Reason.NOT_CONNECTED
        return Reason.TICKS_STALLED if self.stalled() else None

    def _reach(self) -> None:
        if not self._was_connected:
            _log.info("connection_back")
        self._was_connected, self._reached = True, self.count()

    def _lose(self) -> None:
        _log.warning("connection_lost")
        self._was_connected = False
        self.losses += 1


def give_up(reason: Reason) -> None:
    """Say why, and ask our own process to end in order; end it anyway where it can't."""
    _log.error("gave_up", extra={"outcome": str(reason)})
    late = threading.Timer(SECONDS_TO_END, os._exit, (EXIT_CODE,))  # a stalled tick is never over
    late.daemon = True
    late.start()
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def watched(
    watch: Watch, end: Callable[[Reason], None] = give_up, pause: float = SECONDS_BETWEEN_LOOKS
) -> Iterator[None]:
    """Watch while something runs. Raises SystemExit after it, if the watch gave up."""
    done, gave_up = threading.Event(), threading.Event()

    def keep_looking() -> None:
        while not (done.wait(pause) or watch.stopping.is_set()):
            if reason := watch.look():
                gave_up.set()
                end(reason)
                return

    logging.getLogger(OURS).addFilter(watch)
    thread = threading.Thread(target=keep_looking, name="watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        logging.getLogger(OURS).removeFilter(watch)
    if gave_up.is_set():
        raise SystemExit(EXIT_CODE)
