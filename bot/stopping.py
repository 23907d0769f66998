"""Being told to stop: once is enough, and it takes no longer than it may."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from types import FrameType
from typing import Final

from bot.logs import OURS

# Whoever runs us waits 30 seconds and then kills: systemd, Compose and Kubernetes as documented.
SECONDS_TO_STOP: Final = 25.0
SECONDS_BETWEEN_LOOKS: Final = 0.5
INTERRUPTED: Final = 130  # as a shell says of what Ctrl-C ended


def waiting_to_be_stopped() -> Callable[[], None]:
    """Take SIGTERM and SIGINT from now on; what is returned waits for the first of them.

    After the first, another SIGTERM changes nothing: a supervisor and a shell may each send one.
    Another Ctrl-C is a person who will not wait: the process ends at once, as if it were killed,
    which it survives.
    """
    # Unlike an Event, a queue may be told while it is being asked.
    signals: SimpleQueue[int] = SimpleQueue()
    told: list[int] = []

    def take(number: int, _frame: FrameType | None) -> None:
        if told and number == signal.SIGINT:
            os._exit(INTERRUPTED)
        told.append(number)
        signals.put(number)

    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, take)

    def wait() -> None:
        # A signal that comes when the thread is about to sleep does not wake it, as Python takes
        # signals between two steps of its own: so it looks by itself too.
        while not told:
            with suppress(Empty):
                signals.get(timeout=SECONDS_BETWEEN_LOOKS)

    return wait


@contextmanager
def in_time(seconds: float = SECONDS_TO_STOP) -> Iterator[None]:
    """End the process if the block does not end within so many seconds.

    What it still holds is then left as by a crash: the next start, or another bot, finishes it.
    """
    late = threading.Timer(seconds, _give_up)
    late.daemon = True
    late.start()
    try:
        yield
    finally:
        late.cancel()


def _give_up() -> None:
    logging.getLogger(OURS).error("stopped", extra={"outcome": "late"})
    os._exit(1)
