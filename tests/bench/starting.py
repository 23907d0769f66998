"""Starting: from the command until `/readyz` says 200, with a new database and an old one."""

import os
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bot.local_slack import LocalSlack
from tests.bench.ageing import grow_old
from tests.bench.stage import Place, Row, empty, free_port

RUNS = 5
SOME_SECONDS = 60
A_MOMENT = 0.01


def measure(place: Place) -> Iterator[Row]:
    """Two rows: with a new database, then with one of five years."""
    empty(place.url)
    yield _row(place, "new", rows=0, making=0.0)
    began = time.perf_counter()
    rows = sum(grow_old(place).values())
    yield _row(place, "five years", rows=rows, making=time.perf_counter() - began)


def _row(place: Place, age: str, *, rows: int, making: float) -> Row:
    # The first start compiles what has never been compiled, and makes a new database's tables.
    _start(place)
    each = [_start(place) for _run in range(RUNS)]
    took = [seconds for seconds, _work, _memory in each]
    work = [seconds for _seconds, seconds, _memory in each if seconds is not None]
    return {
        "database": place.url.partition(":")[0].partition("+")[0],
        "age": age,
        "rows": rows,
        "made_in_s": round(making, 1),
        "ready_s": round(statistics.median(took), 2),
        "slowest_s": round(max(took), 2),
        "work_s": round(statistics.median(work), 2) if work else None,
        "memory_mb": each[-1][2],
    }


def _start(place: Place) -> tuple[float, float | None, int | None]:
    """Seconds until a bot in Socket Mode is ready, those it worked itself, and its memory then."""
    slack, port = LocalSlack(), free_port()
    slack.start()
    environment = {
        "SLACK_BOT_TOKEN": "xoxb-local",
        "SLACK_APP_TOKEN": "xapp-local",
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": place.url,
        "KEY_DIR": str(place.keys),
        "HEALTH_PORT": str(port),
        "PYTHONDONTWRITEBYTECODE": "",  # an installed bot is compiled once
    }
    began = time.perf_counter()
    bot = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=Path(__file__).parents[2],
        env=os.environ | environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not is_ready(port):
            assert bot.poll() is None, "the bot ended"
            assert time.perf_counter() - began < SOME_SECONDS, "the bot is not ready"
            time.sleep(A_MOMENT)
        return time.perf_counter() - began, worked(bot.pid), resident(bot.pid)
    finally:
        bot.kill()  # as a restart may find it: the first tick on an old database works for long
        bot.wait(SOME_SECONDS)
        slack.stop()


def is_ready(port: int) -> bool:
    """Say whether `/readyz` answers 200."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def worked(process: int) -> float | None:
    """Seconds that processors have worked for a process. None: this system does not say."""
    status = Path(f"/proc/{process}/stat")
    if not status.exists():
        return None
    after_its_name = status.read_text().rpartition(")")[2].split()
    in_the_program, in_the_system = after_its_name[11:13]
    return (int(in_the_program) + int(in_the_system)) / os.sysconf("SC_CLK_TCK")


def resident(process: int) -> int | None:
    """Megabytes in memory. None: this system does not say."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return None
    (line,) = (one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) // 1024
