"""Workers that deliver until they are killed, several on one database.

Run as a program this is their parent, which has everything imported and forks a worker for each
line that it reads. Their clock goes ten times as fast as ours, so that leases run out in seconds;
the wait for Slack is a tenth as long too.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, Self

from slack_sdk import WebClient

import handlers.sending
from bot.local_slack import LocalSlack
from handlers.delivering import deliver_due
from handlers.pacing import Manner
from surveys.runtime import Runtime
from surveys.store.database import Store, open_database
from surveys.store.keyring import Keyring
from tests.conftest import THURSDAY
from tests.trapping import WORKSPACE, runtime_on

SPEED = 10
SOME_SECONDS = 10


class Workers:
    """Some workers, always as many; whoever is killed has a successor."""

    def __init__(self, url: str, slack: LocalSlack, number: int, *, looks: bool = True) -> None:
        self._number, self._chance = number, Random(1)
        self._given = json.dumps(
            {"url": url, "api_url": slack.api_url, "began": time.time(), "looks": looks}
        )
        self._alive: list[int] = []

    def __enter__(self) -> Self:
        self._parent: Any = subprocess.Popen(
            [sys.executable, "-m", "tests.working", self._given],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parent.parent,
            text=True,
        )
        for _worker in range(self._number):
            self._start()
        return self

    def __exit__(self, *_error: object) -> None:
        for worker in self._alive:
            os.kill(worker, signal.SIGKILL)
        self._parent.stdin.close()
        self._parent.wait(SOME_SECONDS)
        self._parent.stdout.close()

    def kill_one(self) -> None:
        """Kill any worker with -9, and start another."""
        one = self._chance.choice(self._alive)
        os.kill(one, signal.SIGKILL)
        self._alive.remove(one)
        self._start()

    def _start(self) -> None:
        self._parent.stdin.write("start\n")
        self._parent.stdin.flush()
        self._alive.append(int(self._parent.stdout.readline()))


def runtime_for(url: str, began: float) -> Runtime:
    """A runtime whose clock began on a Thursday and goes fast."""

    def now() -> Any:
        return THURSDAY + timedelta(seconds=(time.time() - began) * SPEED)

    return runtime_on(Store(open_database(url), Keyring(Path("unused"))), now)


class _SlowClient(WebClient):
    """A client whose posts take a while, before they arrive and before we hear of it."""

    def chat_postMessage(self, **message: Any) -> Any:  # noqa: N802 - Slack's own name
        time.sleep(Random().uniform(0, 0.03))
        posted = super().chat_postMessage(**message)
        time.sleep(Random().uniform(0, 0.03))
        return posted


def _work(url: str, api_url: str, began: float, looks: bool) -> None:
    if not looks:
        handlers.sending._find = lambda client, channel, delivery_id: None
    runtime = runtime_for(url, began)
    client = _SlowClient("xoxb-local", base_url=api_url, timeout=1, retry_handlers=[])
    while True:
        deliver_due(runtime, client, WORKSPACE, runtime.new_id(), Manner(threads=2))
        threading.Event().wait(0.02)


def _fork(given: dict[str, Any]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                _work(**given)
            finally:
                os._exit(1)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _fork(json.loads(sys.argv[1]))
