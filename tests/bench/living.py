"""The whole bot as one process, under a clock that whoever started it moves.

`python -m tests.bench.living`, its settings in the environment. Each line on its input is a moment
at which its clock then stands, or "look": what has grown in memory since the look before is
written to its errors. It runs until its input ends.
"""

import os
import signal
import sys
import threading
import tracemalloc
from datetime import datetime

from bot import config as settings
from bot import logs
from bot.app import build_bot
from bot.demo.clock import DemoClock
from bot.health import seeing
from bot.serving import serve_until_stopped

LOOK = "look"
GROWN = 15  # places in the code


class Told:
    """Hears what is said on standard input."""

    def __init__(self, clock: DemoClock) -> None:
        self._clock = clock
        self._seen: tracemalloc.Snapshot | None = None

    def listen(self) -> None:
        for line in sys.stdin:
            if line.strip() == LOOK:
                self._look()
            else:
                self._clock.set(datetime.fromisoformat(line.strip()))
        os.kill(os.getpid(), signal.SIGTERM)

    def _look(self) -> None:
        if not tracemalloc.is_tracing():
            tracemalloc.start(12)
        now = tracemalloc.take_snapshot()
        for grown in now.compare_to(self._seen, "lineno")[:GROWN] if self._seen else ():
            sys.stderr.write(f"{grown}\n")
        self._seen = now


def _live() -> None:
    clock = DemoClock(datetime.fromisoformat(sys.stdin.readline().strip()))
    config = settings.load(_env_file=None)
    logs.start(config.log_level)
    bot = build_bot(config, clock, seeing(config))
    threading.Thread(target=Told(clock).listen, daemon=True).start()
    serve_until_stopped(bot)


if __name__ == "__main__":
    _live()
