"""What tests of the audit share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import Config
from surveys.runtime import Runtime
from tests.bot.audit.installation import Installation, installed
from tests.conftest import Clock


@pytest.fixture
def place(
    runtime: Runtime, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Installation]:
    """An installation on each database."""
    for name in Config.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    with installed(runtime, clock, tmp_path) as one:
        yield one


@pytest.fixture
def on_sqlite(
    sqlite_runtime: Runtime, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Installation]:
    """An installation on SQLite."""
    monkeypatch.chdir(tmp_path)
    with installed(sqlite_runtime, clock, tmp_path) as one:
        yield one
