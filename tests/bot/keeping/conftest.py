"""What tests of backups share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.audit import files, gathering
from bot.config import Config
from bot.keeping import making
from surveys.store.database import Store

Settings = Callable[..., Config]


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No bot runs beside, and no disk need be waited for."""
    for name in Config.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(files, "SECONDS_BETWEEN_LOOKS", 0.01)
    monkeypatch.setattr(gathering, "SECONDS_BETWEEN_LOOKS", 0.01)
    monkeypatch.setattr(gathering, "SECONDS_BEYOND_A_TICK", 0)
    monkeypatch.setattr(making, "ROOM_BEYOND", 0)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of a store in this test's folder, or of a new place elsewhere."""

    def of(store: Store | None = None, **more: object) -> Config:
        place = {
            "database_url": (
                store.engine.url.render_as_string(hide_password=False)
                if store
                else f"sqlite:///{tmp_path}/elsewhere/data/staff_voice.db"
            ),
            "key_dir": store.keys.folder if store else tmp_path / "elsewhere/keys",
            "backup_dir": tmp_path / "backups",
            "tick_seconds": 0.1,
        }
        return Config(_env_file=None, **(place | more))

    return of
