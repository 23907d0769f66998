"""Bots on one database and one folder of keys, each of which can be replaced.

Run as a program this is their parent, which has everything imported and forks one for each line
that it reads.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self

from bot.local_slack import LocalSlack
from tests.bench.answering import SECRET
from tests.bench.stage import Place, free_port


class Parent:
    """What forks bots, and hears of them."""

    def __enter__(self) -> Self:
        self._process: Any = subprocess.Popen(
            [sys.executable, "-m", "tests.replicas"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parent.parent,
            text=True,
        )
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()

    def start(self, environment: dict[str, str]) -> int:
        """Start a bot, and wait until it is connected."""
        self._process.stdin.write(json.dumps(environment) + "\n")
        self._process.stdin.flush()
        started = self._heard("started")
        assert self._heard("connected") == started
        return started

    def end(self, bot: int) -> float:
        """Ask a bot to end, and say how many seconds it took to: well, and by itself."""
        began = time.monotonic()
        os.kill(bot, signal.SIGTERM)
        assert self._heard("ended") == bot
        return time.monotonic() - began

    def _heard(self, what: str) -> int:
        said, bot = self._process.stdout.readline().split()
        assert said == what, said
        return int(bot)


class Replicas:
    """Bots on one database and one folder of keys, each of which can be replaced."""

    def __init__(self, parent: Parent, place: Place, slack: LocalSlack, mode: str, n: int) -> None:
        self.ports = [free_port() for _one in range(n)]
        self.longest_stop = 0.0
        self._parent = parent
        self._environment = {
            "SLACK_BOT_TOKEN": "xoxb-local",
            "SLACK_APP_TOKEN": "xapp-local",
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_MODE": mode,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": place.url,
            "KEY_DIR": str(place.keys),
            "HEALTH_PORT": "0",
            "TICK_SECONDS": "0.5",
            "WORKING_HOURS": "Mon-Sun 00:00-24:00",
        }

    def __enter__(self) -> Self:
        self._alive = [self._start(port) for port in self.ports]
        return self

    def __exit__(self, *_error: object) -> None:
        for one in self._alive:
            self._parent.end(one)

    def replace(self, one: int) -> None:
        """Ask a bot to end, and start another in its place once it has."""
        self.longest_stop = max(self.longest_stop, self._parent.end(self._alive[one]))
        self._alive[one] = self._start(self.ports[one])

    def _start(self, port: int) -> int:
        return self._parent.start(self._environment | {"HTTP_PORT": str(port)})


def _be_a_bot(environment: dict[str, str]) -> None:
    from bot import config as settings
    from bot import logs
    from bot.app import build_bot
    from bot.serving import serve_until_stopped

    os.environ |= environment
    logs.start("ERROR")
    config = settings.load(_env_file=None)
    serve_until_stopped(build_bot(config), lambda: _say("connected", os.getpid()))
    _say("ended", os.getpid())


def _say(what: str, which: int) -> None:
    os.write(1, f"{what} {which}\n".encode())


def _fork() -> None:
    import bot.serving  # noqa: F401 - so that no fork has to import it

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    held, hold = os.pipe()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os.read(held, 1)  # until we have said that it is started
            try:
                _be_a_bot(json.loads(line))
            finally:
                os._exit(0)
        _say("started", child)
        os.write(hold, b".")


if __name__ == "__main__":
    _fork()
