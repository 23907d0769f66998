"""Starting: how long until the bot listens, and how much memory it then has."""

import os
import subprocess
import sys
import time
from pathlib import Path

from bot.local_slack import LocalSlack
from tests.bench.stage import Place, Row, empty


def measure(place: Place) -> Row:
    """One row: a bot in Socket Mode, from the command until it is connected."""
    empty(place.url)
    slack = LocalSlack()
    slack.start()
    environment = {
        "SLACK_BOT_TOKEN": "xoxb-local",
        "SLACK_APP_TOKEN": "xapp-local",
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": place.url,
        "KEY_DIR": str(place.keys),
        "HEALTH_PORT": "0",
    }
    began = time.perf_counter()
    bot = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=Path(__file__).parents[2],
        env=os.environ | environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert slack.connected.wait(30)
        took = time.perf_counter() - began
        time.sleep(1)
        memory = _resident(bot.pid)
    finally:
        bot.terminate()
        bot.wait(30)
        slack.stop()
    return {"database": place.url.partition(":")[0].partition("+")[0],
            "start_s": round(took, 2), "memory_mb": memory}  # fmt: skip


def _resident(process: int) -> int | None:
    """Megabytes in memory. None: this system does not say."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return None
    (line,) = (one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) // 1024
