"""A bot to watch for a month: started, moved through time, measured from outside, ended."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from bot.demo.clock import DemoClock
from bot.local_slack import LocalSlack
from tests.bench.living import LOOK
from tests.bench.stage import Place, free_port
from tests.bench.starting import is_ready

PAGES: Final = ("/healthz", "/readyz", "/metrics")
SOME_SECONDS: Final = 60.0
A_MOMENT: Final = 0.02
LATE: Final = {"apscheduler.scheduler", "waitress.queue"}
TICKED: Final = re.compile(r"^staff_voice_last_tick_timestamp_seconds (\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Sample:
    """What the process has at one moment of the month."""

    at: datetime
    memory_mb: float
    files: int
    threads: int
    log_mb: float  # of SQLite, not yet in the database; 0 elsewhere


class Living:
    """A bot in Socket Mode in a process of its own."""

    def __init__(self, place: Place, slack: LocalSlack, clock: DemoClock, log: Path) -> None:
        self._clock, self._log, self._port = clock, log, free_port()
        self._database = place.url.partition("sqlite:///")[2]
        environment = {
            "SLACK_BOT_TOKEN": "xoxb-local",
            "SLACK_APP_TOKEN": "xapp-local",
            "SLACK_API_URL": slack.api_url,
            "SLACK_POSTS_A_MINUTE": "0",  # a second of our time is more than one of the month's
            "DATABASE_URL": place.url,
            "KEY_DIR": str(place.keys),
            "HEALTH_PORT": str(self._port),
            "TICK_SECONDS": "0.1",
            "LOG_LEVEL": "INFO",
        }
        self._bot = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.living"],
            stdin=subprocess.PIPE,
            stderr=log.open("w", encoding="utf-8"),
            cwd=Path(__file__).parents[2],
            env=os.environ | environment,
            text=True,
        )
        self._say(clock().isoformat())
        self._until(lambda: is_ready(self._port))
        self._known = self._logged()  # such as that the local workspace speaks without TLS

    def move_to(self, at: datetime, is_done: Callable[[], bool]) -> None:
        """Let it be a later moment, and wait until the bot has done what was due then."""
        self._clock.set(at)
        self._say(at.isoformat())
        self._until(lambda: self._ticked() >= int(at.timestamp()) and is_done())

    def until(self, is_done: Callable[[], bool]) -> None:
        """Wait until something is done at this moment."""
        self._until(is_done)

    def look(self) -> None:
        """Have it tell what has grown in its memory."""
        self._say(LOOK)

    def sample(self) -> Sample:
        """Measure it."""
        status = Path(f"/proc/{self._bot.pid}/status").read_text()
        found = dict(line.split(":", 1) for line in status.splitlines())
        waiting = Path(f"{self._database}-wal")
        return Sample(
            at=self._clock(),
            memory_mb=int(found["VmRSS"].split()[0]) / 1024,
            files=len(list(Path(f"/proc/{self._bot.pid}/fd").iterdir())),
            threads=int(found["Threads"]),
            log_mb=waiting.stat().st_size / 1e6 if waiting.exists() else 0.0,
        )

    def watch(self) -> list[str]:
        """Read every page that it has for whoever watches it; return those that are not well."""
        return [page for page in PAGES if not self._page(page)]

    def end(self) -> None:
        """Ask it to stop, and wait until it has."""
        assert self._bot.stdin is not None
        self._bot.stdin.close()
        self._bot.wait(SOME_SECONDS)

    def faults(self) -> Counter[str]:
        """What its log has of warnings, errors and faults since it was ready, by what it is."""
        return self._logged() - self._known

    def _logged(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for line in self._log.read_text(encoding="utf-8").splitlines():
            if line.startswith("{"):
                told: dict[str, Any] = json.loads(line)
                # It ticks, and is looked at, so often here that one may still be at work when the
                # next is due.
                is_late = told["logger"] in LATE and told["level"] == "WARNING"
                if not is_late and (told["level"] != "INFO" or told.get("event") == "fault"):
                    what = (told.get("event"), told.get("step"), told.get("error_type"))
                    found[" ".join(str(one) for one in (told["logger"], *what) if one)] += 1
        return found

    @property
    def code(self) -> int | None:
        """What it ended with. None: it has not."""
        return self._bot.poll()

    def _say(self, line: str) -> None:
        assert self._bot.stdin is not None
        self._bot.stdin.write(f"{line}\n")
        self._bot.stdin.flush()

    def _ticked(self) -> float:
        """The minute of the last tick that came to its end."""
        (minute,) = TICKED.findall(self._page("/metrics")) or ("0",)
        return float(minute)

    def _page(self, name: str) -> str:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._port}{name}", timeout=10) as told:
                return str(told.read().decode())
        except OSError:
            return ""

    def _until(self, is_done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + SOME_SECONDS
        while not is_done():
            assert self._bot.poll() is None, "the bot ended"
            assert time.monotonic() < deadline, f"at {self._clock()} it did not get ready"
            time.sleep(A_MOMENT)
