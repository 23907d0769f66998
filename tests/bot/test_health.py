"""`/healthz`, `/readyz` and `/metrics`: real requests over loopback."""

import json
import re
import socket
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from bot import config as settings
from bot.health import Health, pages, seeing, telling
from bot.in_time import InTime
from bot.watching import SECONDS_BETWEEN_TICKS, Watch
from surveys.errors import SettingsWrong
from surveys.runtime import Runtime
from tests.bot.test_serving import free_port
from tests.bot.test_watching import Stopwatch
from tests.conftest import Clock
from tests.organisation import enrol, open_round

PAGES = Path(__file__).parents[2] / "docs" / "operations"


@dataclass
class Told:
    """The pages of one process, and what they depend on."""

    address: str
    watch: Watch
    health: Health
    runtime: Runtime

    def get(self, path: str) -> httpx.Response:
        return httpx.get(f"{self.address}{path}", trust_env=False)

    def reasons(self, path: str) -> tuple[int, list[str]]:
        done = self.get(path)
        return done.status_code, done.json()["reasons"]

    def metrics(self) -> dict[str, Any]:
        found = text_string_to_metric_families(self.get("/metrics").text)
        samples = [one for family in found for one in family.samples]
        return {
            (one.name, *(said for _, said in sorted(one.labels.items()))): one.value
            for one in samples
        }


@pytest.fixture
def told(sqlite_runtime: Runtime, clock: Clock, tmp_path: Path) -> Iterator[Told]:
    port = free_port()
    (tmp_path / "backups").mkdir()
    config = settings.load(
        health_port=port, slack_mode="socket", backup_dir=tmp_path / "backups",
        key_dir=tmp_path / "keys", _env_file=None,
    )  # fmt: skip
    watch = Watch(clock, 120, Stopwatch(), connected=lambda: True)
    health = Health(config, sqlite_runtime, watch)
    with telling(config, pages(health)):
        yield Told(f"http://127.0.0.1:{port}", watch, health, sqlite_runtime)


def test_a_process_is_alive_while_its_clock_ticks(told: Told) -> None:
    assert told.reasons("/healthz") == (200, [])
    told.watch.count.seconds = SECONDS_BETWEEN_TICKS + 1
    assert told.reasons("/healthz") == (503, ["ticks_stalled"])


def test_a_process_is_ready_while_slack_and_its_database_are_there(told: Told) -> None:
    assert told.reasons("/readyz") == (200, [])
    told.watch.connected = lambda: False
    told.watch.stopping.set()
    assert told.reasons("/readyz") == (503, ["stopping", "not_connected"])


def test_a_database_of_another_version_or_that_is_held_is_said_to_be_so(told: Told) -> None:
    with told.runtime.store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'other'"))
        connection.execute(text("UPDATE compatibility SET oldest = 'other'"))
    assert told.reasons("/readyz") == (503, ["schema"])
    told.health._is_current = InTime(told.health._look_at_schema, lambda: 1, patience=0.05)
    held = sqlite3.connect(str(told.runtime.store.engine.url.database), isolation_level=None)
    told.runtime.store.engine.dispose()
    held.execute("PRAGMA locking_mode=EXCLUSIVE")
    held.execute("BEGIN EXCLUSIVE")
    assert told.reasons("/readyz") == (503, ["database"])
    assert told.reasons("/healthz") == (200, [])
    held.close()


def test_prometheus_is_told_what_happens_by_itself(told: Told, clock: Clock) -> None:
    enrol(told.runtime, {"Children's Services/Team 1": 3})
    open_round(told.runtime, clock)
    told.watch.ticking(lambda: None)()
    found = told.metrics()
    assert found["staff_voice_messages", "welcome", "sent"] == 3
    assert found["staff_voice_messages", "invitation", "pending"] == 3
    assert found[("staff_voice_rounds_open",)] == 1
    assert found[("staff_voice_messages_overdue",)] == 0
    assert found[("staff_voice_last_tick_timestamp_seconds",)] == clock.at.timestamp()
    assert found["staff_voice_check_failed", "backup"] == 1
    assert (found[("staff_voice_connected",)], found[("staff_voice_database_up",)]) == (1, 1)
    clock.pass_(hours=2)
    assert told.metrics()[("staff_voice_messages_overdue",)] == 3


def test_other_paths_and_methods_tell_nothing(told: Told) -> None:
    assert told.get("/").status_code == 404
    assert httpx.post(f"{told.address}/healthz", trust_env=False).status_code == 405
    assert httpx.head(f"{told.address}/healthz", trust_env=False).text == ""
    assert "server" not in told.get("/healthz").headers


def test_a_port_that_is_taken_is_one_sentence_and_none_at_all_is_possible() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        config = settings.load(health_port=taken.getsockname()[1], _env_file=None)
        with pytest.raises(SettingsWrong) as refused, telling(config, pytest.fail):
            pass
        assert "HEALTH_HOST, HEALTH_PORT: 127.0.0.1" in refused.value.sentence
    with telling(settings.load(health_port=0, _env_file=None), pytest.fail):
        pass


def test_what_is_wrong_on_the_machine_is_seen_with_its_remedy(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    config = settings.load(backup_dir=folder, key_dir=tmp_path / "keys", _env_file=None)
    folder.mkdir()
    (without,) = (one for one in seeing(config)().wrong if "backup" in one.evidence)
    assert without.remedy == "See why nothing backs the database up, and start it again."
    (folder / "monday").touch()
    seen = seeing(config)()
    assert not any("backup" in one.evidence for one in seen.wrong)
    assert seen.backup is not None
    assert seen.since is not None
    assert seen.backup <= seen.since <= datetime.now(UTC)


def test_rules_and_dashboard_name_what_is_told_and_each_alert_says_what_to_do(told: Told) -> None:
    (Path(str(told.health._config.backup_dir)) / "monday").touch()
    exported = set(re.findall(r"^# TYPE (staff_voice_\w+)", told.get("/metrics").text, re.M))
    rules = (PAGES / "prometheus-rules.yml").read_text("utf-8")
    board = json.loads((PAGES / "grafana-dashboard.json").read_text("utf-8"))
    shown = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    for written in (*re.findall(r"expr: (.*)", rules), *shown):
        assert set(re.findall(r"\bstaff_voice_\w+", written)) <= exported, written
    watched = "".join(shown) + rules
    assert {one for one in exported if one not in watched} == set()
    alerts = rules.split("- alert: ")[1:]
    assert len(alerts) >= 10
    for alert in alerts:
        assert re.search(r"^ +summary: \S", alert, re.M), alert
        assert re.search(r"^ +remedy: \S", alert, re.M), alert
        assert re.search(r"^ +severity: (page|ticket)$", alert, re.M), alert
