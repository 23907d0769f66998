"""Making a backup: while everybody goes on writing, checked, and whole or not at all."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.audit.files import keys_of
from bot.audit.reading_files import search
from bot.config import Config
from bot.keeping.description import Description, digest_of
from bot.keeping.files import (
    description_of,
    locked,
    name_at,
    private,
    settle_on_disk,
    unfinished,
)
from bot.keeping.rotating import remove_beyond
from bot.schema import migrate, newest, revision
from surveys.errors import (
    BackupAmongKeys,
    BackupHasNoPlace,
    BackupNotSound,
    BackupNotWritten,
    BackupTooLarge,
    DatabaseOutOfDate,
    KeyInBackup,
)
from surveys.rules.sealing import KEY_BYTES
from surveys.store.copying import bytes_of, copy_rows, copy_sqlite, fault_in, fold, url_of
from surveys.store.database import open_database

ROOM_BEYOND: Final = 50_000_000  # bytes that are left to everybody else on that disk


@dataclass(frozen=True)
class Made:
    """A backup that is finished."""

    path: Path
    description: Description
    removed: int  # older ones, of which enough are kept
    of_others: int  # in the same folder, of other installations, left alone


def make(
    config: Config,
    engine: Engine,
    now: Callable[[], datetime],
    to: Path | None = None,
    keep: int | None = None,
) -> Made:
    """Back a database up into a folder, BACKUP_DIR unless said, and destroy its own beyond `keep`.

    Raises BackupRefused and its kinds, DatabaseOutOfDate.
    """
    folder = place_of(config, to)
    with locked(folder):
        _check_room(engine, folder)
        try:
            path, description = _written(config, engine, folder, now())
            rotated = remove_beyond(folder, keep or config.backup_keep, path)
        except OSError as error:
            raise BackupNotWritten(error.strerror or type(error).__name__) from None
        except SQLAlchemyError as error:
            raise BackupNotWritten(type(error).__name__) from None
    return Made(path, description, rotated.removed, rotated.of_others)


def place_of(config: Config, to: Path | None) -> Path:
    """Return the folder for backups. Raises BackupHasNoPlace, BackupAmongKeys."""
    chosen = to or config.backup_dir
    if chosen is None:
        raise BackupHasNoPlace
    folder, keys = chosen.expanduser().resolve(), config.key_dir.expanduser().resolve()
    if folder == keys or folder in keys.parents or keys in folder.parents:
        raise BackupAmongKeys
    return folder


def _check_room(engine: Engine, folder: Path) -> None:
    needed = bytes_of(engine) + ROOM_BEYOND
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise BackupTooLarge(f"{free // 1_000_000} MB < {needed // 1_000_000} MB")


def _written(
    config: Config, engine: Engine, folder: Path, moment: datetime
) -> tuple[Path, Description]:
    """Write, check and describe a copy; only what is whole is given its name."""
    path = folder / name_at(moment)
    with unfinished(folder, "backup") as part:
        copy = private(part / "copy")
        keys = _secrets(config)
        _copy(engine, copy)
        keys |= _secrets(config)  # a round may have opened meanwhile
        copy.chmod(0o600)
        _check(copy, part, keys)
        described = Description(
            moment, engine.dialect.name, str(newest()), copy.stat().st_size, digest_of(copy)
        )
        note = private(part / "note")
        note.write_text(described.text(), encoding="utf-8")
        for one in (copy, note):
            settle_on_disk(one)
        note.replace(description_of(path))
        copy.replace(path)
        settle_on_disk(folder)
    return path, described


def _secrets(config: Config) -> set[bytes]:
    """Return the keys that are there now: of what is sealed, and of workspaces' tokens."""
    folder = config.token_key_dir.expanduser()
    tokens = folder.glob("*") if config.slack_client_id and folder.is_dir() else ()
    return {*keys_of(config)[1], *(one.read_bytes() for one in tokens if one.is_file())}


def _copy(engine: Engine, file: Path) -> None:
    if revision(engine) != newest():
        raise DatabaseOutOfDate
    if engine.dialect.name == "sqlite":
        copy_sqlite(engine, file)
        return
    target = open_database(url_of(file))
    try:
        migrate(target)
        copy_rows(engine, target)
    finally:
        target.dispose()
    fold(file)


def _check(copy: Path, folder: Path, keys: set[bytes]) -> None:
    if fault := fault_in(copy):
        raise BackupNotSound(fault)
    asked: dict[str, Any] = {
        "keys": [key.hex() for key in keys],
        "key_bytes": KEY_BYTES,
        "rounds": [],
        "folders": [str(folder)],
        "own": "",
    }
    if any(search(asked)):
        raise KeyInBackup
