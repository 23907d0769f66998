"""Real processes to kill: each is the whole bot in Socket Mode, with a clock set forward.

Run as a program this is their parent, which has everything imported and forks a bot for each line
that it reads: starting one takes a tenth of a second, so that it can be killed often.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import handlers
from bot.local_slack import LocalSlack
from handlers import ids

SOME_SECONDS = 10
A_LEASE_LATER = 60.0


class Bots:
    """Bots of one workspace and one database, at most one alive."""

    def __init__(self, slack: LocalSlack, folder: Path, careless: str = "") -> None:
        self._slack, self._careless = slack, careless
        self.ahead = 0.0  # how many seconds the bots' clock goes ahead of ours
        self._alive = 0
        self.environment = {
            "SLACK_BOT_TOKEN": "xoxb-local",
            "SLACK_APP_TOKEN": "xapp-local",
            "SLACK_API_URL": slack.api_url,
            "SLACK_POSTS_A_MINUTE": "0",
            "DATABASE_URL": f"sqlite:///{folder}/data/staff_voice.db",
            "KEY_DIR": str(folder / "keys"),
            "TICK_SECONDS": "0.1",
            "WORKING_HOURS": "Mon-Sun 00:00-24:00",
            "LOG_LEVEL": "ERROR",
            "HEALTH_PORT": "0",
        }

    def __enter__(self) -> Self:
        self._parent = subprocess.Popen(
            [sys.executable, "-m", "tests.killing"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parent.parent,
            env=os.environ | self.environment,
            text=True,
        )
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()
        _both_ends(self._parent)[0].close()
        self._parent.wait(SOME_SECONDS)
        _both_ends(self._parent)[1].close()

    def start(self, *, wait: bool = True) -> None:
        """Start a bot; if told to wait, until it is connected."""
        told, says = _both_ends(self._parent)
        told.write(json.dumps({"ahead": self.ahead, "careless": self._careless}) + "\n")
        told.flush()
        self._alive = int(says.readline())
        if wait and not self._slack.connected.wait(SOME_SECONDS):
            raise TimeoutError("the bot did not connect")

    def kill(self) -> None:
        """Kill the bot with -9, and wait until its connection is gone."""
        if self._alive:
            os.kill(self._alive, signal.SIGKILL)
            until(lambda: not self._slack.connected.is_set())
            # Only with its process is its hold on the database gone, which keeps the next one out.
            until(lambda: not _is_alive(self._alive))
            self._alive = 0

    def restart(self) -> None:
        """Kill the bot, and start another when its leases have run out."""
        self.kill()
        self.ahead += A_LEASE_LATER
        self.start()


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def until(true: Callable[[], Any], seconds: float = SOME_SECONDS) -> Any:
    """What a question is answered with once that is true."""
    deadline = time.monotonic() + seconds
    while not (answer := true()):
        if time.monotonic() > deadline:
            raise TimeoutError("It did not come to pass in time.")
        time.sleep(0.01)
    return answer


def _both_ends(process: "subprocess.Popen[str]") -> Any:
    return process.stdin, process.stdout


def _acknowledging_first() -> None:
    """A listener that says "saved", and saves a moment later."""
    submit = handlers.SUBMISSIONS[ids.SUBMIT_PULSE]

    def careless(ack: Any, body: dict[str, Any], runtime: Any) -> None:
        ack(response_action="update", view=handlers.answering.views.saved("", kept=True))
        time.sleep(2)
        submit(ack=lambda **_more: None, body=body, runtime=runtime)

    handlers.SUBMISSIONS[ids.SUBMIT_PULSE] = careless


def _never_looking() -> None:
    """A queue that posts again whatever became of the first attempt."""
    import handlers.sending

    handlers.sending._find = lambda client, channel, delivery_id: None


CARELESS = {"": lambda: None, "ack first": _acknowledging_first, "never look": _never_looking}


def _be_a_bot(ahead: float, careless: str) -> None:
    CARELESS[careless]()
    from bot import config as settings
    from bot.app import build_bot
    from bot.serving import serve_until_stopped

    config = settings.load(_env_file=None)
    serve_until_stopped(build_bot(config, lambda: datetime.now(UTC) + timedelta(seconds=ahead)))


def _fork() -> None:
    import bot.serving  # noqa: F401 - so that no fork has to import it

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                _be_a_bot(**json.loads(line))
            finally:
                os._exit(1)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _fork()
