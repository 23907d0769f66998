"""A real process whose connection stays down: it tells so, and ends in order."""

import json
import os
import subprocess
import sys
from pathlib import Path

import httpx

from bot.config import Config
from bot.local_slack import LocalSlack
from tests.bot.test_serving import free_port, given
from tests.killing import until


def test_a_process_that_slack_cannot_reach_ends_with_a_code_so_that_it_is_started_again(
    tmp_path: Path,
) -> None:
    port, slack = free_port(), LocalSlack()
    slack.start()
    values = given(tmp_path, slack, 0, "socket") | {"health_port": port, "socket_down_seconds": 1}
    kept = {name: said for name, said in os.environ.items() if name.lower() not in
            Config.model_fields}  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env=kept
        | {name.upper(): str(value) for name, value in values.items()}
        | {"PYTHONPATH": str(Path(__file__).parents[2])},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert slack.connected.wait(20)
        until(lambda: is_fine(f"http://127.0.0.1:{port}/healthz"))
        until(lambda: is_fine(f"http://127.0.0.1:{port}/readyz"))
        slack.stop()
        _out, err = process.communicate(timeout=60)
    finally:
        process.kill()
        slack.stop()
    lines = [json.loads(line) for line in err.splitlines()]
    told = [line["event"] for line in lines if line["logger"] == "staff_voice"]
    assert (process.returncode, "Traceback" in err) == (1, False), err
    assert told == ["started", "connection_lost", "gave_up", "stopping", "stopped"]
    assert [line["outcome"] for line in lines if line.get("event") == "gave_up"] == [
        "not_connected"
    ]
    assert not (tmp_path / "data" / "staff_voice.db-wal").exists()


def is_fine(address: str) -> bool:
    try:
        return httpx.get(address, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False
