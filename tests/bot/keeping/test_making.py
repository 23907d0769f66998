"""Backups: taken while others write, whole or not at all, and never with a key in them."""

import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert

from bot.keeping import files, making
from bot.keeping.due import Backups
from bot.schema import migrate
from surveys.errors import (
    BackupAmongKeys,
    BackupHasNoPlace,
    BackupNotSound,
    BackupPlaceMissing,
    BackupTooLarge,
    BackupUnderWay,
    KeyInBackup,
)
from surveys.runtime import Runtime
from surveys.store.database import Store, open_database
from surveys.store.tables import units
from tests.bot.keeping.conftest import Settings
from tests.conftest import Clock
from tests.lives import rows_in

NOON = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)
WRITERS = 8


def rows_of(file: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as opened:
        return opened.execute(query).fetchall()


class Writers:
    """Threads that each write pairs of rows, a pair in a transaction, until they are stopped."""

    def __init__(self, store: Store) -> None:
        self._store, self._stop = store, threading.Event()
        self.begun = threading.Barrier(WRITERS + 1, timeout=20)
        self._threads = [threading.Thread(target=self._write, args=[one]) for one in range(WRITERS)]

    def __enter__(self) -> "Writers":
        for one in self._threads:
            one.start()
        self.begun.wait()
        return self

    def __exit__(self, *_error: object) -> None:
        self.begun.abort()
        self._stop.set()
        for one in self._threads:
            one.join()

    def _write(self, writer: int) -> None:
        for number in range(10_000):
            pair = [
                {
                    "id": f"{half}:{writer}:{number:05}",
                    "parent_id": None,
                    "name": half,
                    "retired": False,
                }
                for half in ("left", "right")
            ]
            with self._store.begin() as tx:
                for row in pair:
                    tx.units._connection.execute(insert(units).values(row))
            if number == 2:
                self.begun.wait()
            if self._stop.is_set():
                return


def test_a_backup_made_while_eight_threads_write_is_one_moment_of_what_was_committed(
    store: Store, settings: Settings
) -> None:
    with Writers(store):
        made = making.make(settings(store), store.engine, lambda: NOON)
    found = {str(row[0]) for row in rows_of(made.path, "SELECT id FROM units")}
    left, right = ({one[5:] for one in found if one.startswith(half)} for half in ("left:", "righ"))
    assert left == {one.removeprefix(":") for one in right}
    for writer in range(WRITERS):
        numbers = sorted(int(one[2:]) for one in left if one.startswith(f"{writer}:"))
        assert len(numbers) >= 3
        assert numbers == list(range(len(numbers)))
    live = {str(row["id"]) for table, rows in rows_in(store) for row in rows if table is units}
    assert found <= live


def test_a_backup_is_one_private_file_with_its_digest_beside_it(
    sqlite_runtime: Runtime, settings: Settings
) -> None:
    store = sqlite_runtime.store
    made = making.make(settings(store), store.engine, lambda: NOON)
    folder = made.path.parent
    assert made.path.name == "staff-voice-2026-09-07T120000.000000Z.db"
    assert {one.name for one in folder.iterdir()} == {
        made.path.name, f"{made.path.name}.json", ".staff-voice-backup.lock",
    }  # fmt: skip
    assert {stat.S_IMODE(one.stat().st_mode) for one in (*folder.iterdir(),)} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    said = json.loads(Path(f"{made.path}.json").read_text("utf-8"))
    assert said["sha256"] == made.description.sha256 == making.digest_of(made.path)
    assert rows_of(made.path, "PRAGMA integrity_check") == [("ok",)]
    assert rows_of(made.path, "PRAGMA freelist_count") == [(0,)]


def test_only_so_many_are_kept_and_nothing_is_touched_that_is_not_ours(
    sqlite_runtime: Runtime, settings: Settings
) -> None:
    config = settings(sqlite_runtime.store)
    assert config.backup_dir is not None
    config.backup_dir.mkdir()
    theirs = config.backup_dir / "staff-voice-of-mine.db"
    theirs.write_bytes(b"theirs")
    made = [
        making.make(
            config, sqlite_runtime.store.engine, lambda day=day: NOON + timedelta(days=day), keep=2
        )
        for day in range(3)
    ]
    assert [one.removed for one in made] == [0, 0, 1]
    assert files.backups_in(config.backup_dir) == (made[1].path, made[2].path)
    assert not files.description_of(made[0].path).exists()
    assert theirs.read_bytes() == b"theirs"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Engine]:
    """The database of another installation."""
    engine = open_database(f"sqlite:///{tmp_path}/other.db")
    migrate(engine)
    yield engine
    engine.dispose()


def enrol(engine: Engine, unit: str) -> None:
    with engine.begin() as connection:
        row = {"id": unit, "parent_id": None, "name": "All", "retired": False}
        connection.execute(insert(units).values(row))


def test_another_installations_backup_puts_none_off(
    sqlite_runtime: Runtime, settings: Settings, elsewhere: Engine
) -> None:
    enrol(sqlite_runtime.store.engine, "ours")
    enrol(elsewhere, "theirs")
    config = settings(sqlite_runtime.store)
    making.make(config, elsewhere, lambda: sqlite_runtime.now() - timedelta(hours=1))
    backups = Backups(config, sqlite_runtime)
    made = backups.make_due()
    assert made is not None
    assert made.of_others == 1
    assert backups.make_due() is None


def test_neither_another_installation_nor_one_without_people_destroys_a_backup(
    sqlite_runtime: Runtime, settings: Settings, elsewhere: Engine
) -> None:
    ours = settings(sqlite_runtime.store)
    moments = iter(NOON + timedelta(days=day) for day in range(9))

    def back_up(engine: Engine) -> tuple[int, int]:
        made = making.make(ours, engine, lambda: next(moments), keep=1)
        assert files.description_of(made.path).exists()
        return made.removed, made.of_others

    enrol(sqlite_runtime.store.engine, "ours")
    assert back_up(sqlite_runtime.store.engine) == (0, 0)
    assert back_up(elsewhere) == (0, 1)  # as from an empty folder
    enrol(elsewhere, "theirs")
    assert back_up(elsewhere) == (1, 1)  # its own, of when it was empty
    enrol(sqlite_runtime.store.engine, "ours, since")
    assert back_up(sqlite_runtime.store.engine) == (1, 1)
    assert ours.backup_dir is not None
    assert len(list(ours.backup_dir.glob("*.json"))) == 2


@pytest.mark.parametrize("spelt", ["raw", "hex"])
def test_a_copy_with_a_key_in_it_is_destroyed(
    sqlite_runtime: Runtime, settings: Settings, spelt: str
) -> None:
    key = os.urandom(32)
    sqlite_runtime.store.keys.create("some-round", key)
    name = key.hex() if spelt == "hex" else key.decode("latin-1")
    with sqlite_runtime.store.begin() as tx:
        connection = tx.units._connection
        connection.execute(
            insert(units).values(id="u", parent_id=None, name="A team", retired=False)
        )
        raw = key if spelt == "raw" else name
        connection.exec_driver_sql("UPDATE units SET name = ?", (raw,))
    config = settings(sqlite_runtime.store)
    with pytest.raises(KeyInBackup):
        making.make(config, sqlite_runtime.store.engine, lambda: NOON)
    assert config.backup_dir is not None
    assert [one.name for one in config.backup_dir.iterdir()] == [".staff-voice-backup.lock"]


def test_what_cannot_be_kept_well_is_refused_in_a_sentence(
    sqlite_runtime: Runtime, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, config = sqlite_runtime.store.engine, settings(sqlite_runtime.store)

    def refused(why: type[Exception], to: Path | None = None, **more: object) -> None:
        with pytest.raises(why):
            making.make(settings(sqlite_runtime.store, **more), engine, lambda: NOON, to)

    refused(BackupHasNoPlace, backup_dir=None)
    refused(BackupAmongKeys, sqlite_runtime.store.keys.folder / "backups")
    refused(BackupAmongKeys, tmp_path)
    refused(BackupPlaceMissing, tmp_path / "disk" / "backups")
    assert not (tmp_path / "disk").exists()
    assert config.backup_dir is not None
    with files.locked(config.backup_dir):
        refused(BackupUnderWay)
    monkeypatch.setattr(making, "fault_in", lambda _file: "integrity_check")
    refused(BackupNotSound)
    monkeypatch.setattr(making, "ROOM_BEYOND", 10**18)
    refused(BackupTooLarge)
    assert files.backups_in(config.backup_dir) == ()


KILLED = """
import os, signal
from datetime import UTC, datetime
from bot.config import Config
from bot.keeping import making
from surveys.store.database import open_database

def die(*_anything):
    os.kill(os.getpid(), signal.SIGKILL)

making.ROOM_BEYOND = 0
making.settle_on_disk = die
config = Config(_env_file=None)
making.make(config, open_database(config.database_url), lambda: datetime.now(UTC))
"""


def test_a_backup_killed_half_way_leaves_nothing_by_a_good_name_and_the_next_clears_up(
    sqlite_runtime: Runtime, settings: Settings
) -> None:
    config = settings(sqlite_runtime.store)
    assert config.backup_dir is not None
    environment = {
        "DATABASE_URL": config.database_url,
        "KEY_DIR": str(config.key_dir),
        "BACKUP_DIR": str(config.backup_dir),
        "PYTHONPATH": str(Path(__file__).parents[3]),
    }
    done = subprocess.run(
        [sys.executable, "-c", KILLED, "settle_on_disk"], env=os.environ | environment
    )
    assert done.returncode == -signal.SIGKILL
    assert files.backups_in(config.backup_dir) == ()
    assert (config.backup_dir / ".staff-voice-backup" / "copy").exists()
    made = making.make(config, sqlite_runtime.store.engine, lambda: NOON)
    assert files.backups_in(config.backup_dir) == (made.path,)
    assert not (config.backup_dir / ".staff-voice-backup").exists()


def test_the_bot_makes_one_when_the_newest_is_too_old_and_waits_an_hour_after_a_fault(
    sqlite_runtime: Runtime, clock: Clock, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = settings(sqlite_runtime.store, backup_every_hours=24, backup_keep=2)
    assert config.backup_dir is not None
    backups = Backups(config, sqlite_runtime)
    assert backups.make_due() is not None
    assert backups.make_due() is None
    clock.pass_(hours=24)
    monkeypatch.setattr(making, "ROOM_BEYOND", 10**18)
    with pytest.raises(BackupTooLarge):
        backups.make_due()
    monkeypatch.setattr(making, "ROOM_BEYOND", 0)
    assert backups.make_due() is None
    clock.pass_(hours=1)
    assert backups.make_due() is not None
    assert (
        Backups(settings(sqlite_runtime.store, backup_dir=None), sqlite_runtime).make_due() is None
    )
    shutil.rmtree(config.backup_dir)
    assert (
        Backups(settings(sqlite_runtime.store, backup_every_hours=0), sqlite_runtime).make_due()
        is None
    )
