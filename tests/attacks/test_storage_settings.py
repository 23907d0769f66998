"""How a database and its keys lie on a disk: what is deleted is gone, and keys lie apart."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine

from bot import config as settings
from surveys.errors import KeysInsideData
from surveys.runtime import Runtime
from surveys.store.database import open_database
from surveys.use_cases import closing
from tests.conftest import Clock
from tests.organisation import enrol, open_round

SAFE_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "secure_delete": 1,
    "temp_store": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
}


def test_every_connection_of_the_pool_deletes_securely(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/data/a.db")
    connections = [engine.raw_connection() for _ in range(45)]
    assert all(_pragmas(one) == SAFE_PRAGMAS for one in connections)
    for one in connections:
        one.close()
    engine.dispose()


def test_a_connection_opened_in_the_usual_way_would_differ(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/a.db")
    connection = engine.raw_connection()
    usual = _pragmas(connection)
    assert usual["foreign_keys"] != SAFE_PRAGMAS["foreign_keys"]
    assert usual["temp_store"] != SAFE_PRAGMAS["temp_store"]
    connection.close()
    engine.dispose()


def _pragmas(connection: object) -> dict[str, object]:
    cursor = connection.cursor()
    return {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in SAFE_PRAGMAS}


def test_a_key_is_for_its_owner_alone_and_gone_with_its_round(
    sqlite_runtime: Runtime, clock: Clock, tmp_path: Path
) -> None:
    enrol(sqlite_runtime)
    opened = open_round(sqlite_runtime, clock)
    (key,) = (tmp_path / "keys").iterdir()
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.parent.stat().st_mode & 0o777 == 0o700
    with pytest.raises(FileExistsError):
        sqlite_runtime.store.keys.create(opened.id, bytes(32))
    content = key.read_bytes()
    assert all(content not in file.read_bytes() for file in (tmp_path / "data").iterdir())
    closing.close_now(sqlite_runtime)
    assert closing.finish(sqlite_runtime)
    assert not key.exists()
    assert (tmp_path / "data" / "staff_voice.db-wal").stat().st_size == 0


@pytest.mark.parametrize("inside", ["data", "data/keys", "data/../data/keys", "link", "backups/k"])
def test_keys_inside_the_data_or_the_backups_are_refused(tmp_path: Path, inside: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "data")
    with pytest.raises(KeysInsideData):
        settings.load(
            database_url=f"sqlite:///{tmp_path}/data/a.db",
            backup_dir=tmp_path / "backups",
            key_dir=tmp_path / inside,
            _env_file=None,
        )
