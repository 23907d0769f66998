"""What tests of the audit share."""

from pathlib import Path

import pytest

from bot.audit import files, gathering
from bot.config import Config
from surveys.runtime import Runtime
from tests.bot.audit.installation import Installation, installed, lived
from tests.conftest import Clock


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No bot runs beside these audits: what they wait for would not come."""
    monkeypatch.setattr(files, "SECONDS_BETWEEN_LOOKS", 0.01)
    monkeypatch.setattr(gathering, "SECONDS_BETWEEN_LOOKS", 0.01)
    monkeypatch.setattr(gathering, "SECONDS_BEYOND_A_TICK", 0)


@pytest.fixture
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Config.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def place(runtime: Runtime, clock: Clock, tmp_path: Path, _nothing_set: None) -> Installation:
    """An installation on each database."""
    return installed(runtime, clock, tmp_path)


@pytest.fixture
def untouched(runtime: Runtime, clock: Clock, tmp_path: Path, _nothing_set: None) -> Installation:
    """An installation whose every byte comes from its own life."""
    return lived(runtime, clock, tmp_path)


@pytest.fixture
def on_sqlite(
    sqlite_runtime: Runtime, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Installation:
    """An installation on SQLite."""
    monkeypatch.chdir(tmp_path)
    return installed(sqlite_runtime, clock, tmp_path)
