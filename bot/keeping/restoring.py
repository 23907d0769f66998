"""Going back to a backup: checked as a copy, then put in the database's place at once, or not."""

import os
import shutil
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot.alone import Claim, claim_database
from bot.app import build_runtime
from bot.audit.files import keys_of
from bot.config import Config
from bot.keeping.checking import check
from bot.keeping.description import Description
from bot.keeping.files import private, settle_on_disk, unfinished
from bot.keeping.making import make
from bot.schema import migrate
from surveys.errors import (
    BackupNotPlaced,
    BackupRefused,
    BotAlreadyRunning,
    DatabaseInTheWay,
    DatabaseInUse,
    DatabaseOutOfDate,
    DatabaseUnreadable,
    KeysInTheWay,
)
from surveys.model.restoring import GivenUp, Restore, Step
from surveys.store.copying import fold, holds_data, replace_rows, url_of
from surveys.store.database import is_there, open_database, sqlite_file
from surveys.use_cases import restoring

Now = Callable[[], datetime]
_ALL: Final = 1_000_000  # backups
_BESIDE: Final = ("-wal", "-shm", "-journal")  # what SQLite puts beside a database


@dataclass(frozen=True)
class Told:
    """What the person who restores says beforehand."""

    replace: bool  # whatever is there already
    destroy_keys: bool


@dataclass(frozen=True)
class Restored:
    """What came of it."""

    description: Description
    aside: Path | None  # where the database that was there before is; None: there was none
    given_up: GivenUp
    former_keys: Path | None  # where the keys were put when the backup was made, if elsewhere


def restore(config: Config, file: Path, told: Told, now: Now) -> Restored:
    """Put a backup in the place of the database at DATABASE_URL, and give up what was sealed.

    Raises RestoreRefused and its kinds, and then nothing was changed.
    """
    described = check(file)
    _check_keys(config, told)
    claim = _claim(config)
    try:
        try:
            aside, former = _replaced(config, file, described, told, claim, now)
        except OSError as error:
            raise BackupNotPlaced(error.strerror or type(error).__name__) from None
        except SQLAlchemyError as error:
            raise BackupNotPlaced(type(error).__name__) from None
        runtime = build_runtime(config, now)
        try:
            given_up = restoring.settle(runtime) or GivenUp(0, forum=False, leavers=False, told=0)
        finally:
            runtime.store.close()
    finally:
        claim.give_up()
    return Restored(described, aside, given_up, former)


def _check_keys(config: Config, told: Told) -> None:
    keys, _contents = keys_of(config)
    if (keys.files or not keys.readable) and not told.destroy_keys:
        raise KeysInTheWay


def _claim(config: Config) -> Claim:
    try:
        return claim_database(config.database_url)
    except BotAlreadyRunning:
        raise DatabaseInUse from None


def _replaced(
    config: Config, file: Path, described: Description, told: Told, claim: Claim, now: Now
) -> tuple[Path | None, Path | None]:
    """Prepare a copy and put it in place; return where the former database and keys are."""
    own = sqlite_file(config.database_url)
    folder = (own.resolve() if own else file.resolve()).parent
    with unfinished(folder, "restore") as part:
        copy = private(part / "copy.db")
        shutil.copyfile(file, copy)
        former = _prepare(config, copy, described, now)
        if own is not None:
            aside = _put_aside(config, own.resolve(), file, told, now)
            copy.replace(own.resolve())
            settle_on_disk(folder)
        else:
            aside = _into_server(config, copy, file, told, claim, now)
    return aside, former


def _prepare(config: Config, copy: Path, described: Description, now: Now) -> Path | None:
    """Bring a copy to this version, check it again, and note in it that it is a backup's.

    Return where its keys were put, if that is not KEY_DIR.
    """
    engine = open_database(url_of(copy))
    migrate(engine)
    engine.dispose()
    at_copy = config.model_copy(update={"database_url": url_of(copy)})
    runtime = build_runtime(at_copy, now)
    restored = Restore(str(uuid.uuid4()), described.made_at, now(), Step.BEGUN)
    try:
        former = restoring.begin(runtime, restored)
    finally:
        runtime.store.close()
    fold(copy)
    settle_on_disk(copy)
    return former


def _put_aside(config: Config, own: Path, file: Path, told: Told, now: Now) -> Path | None:
    """Make a backup of the file that is there, or rename it where none can be made."""
    if not is_there(config.database_url):
        return None
    is_empty = _is_empty(config)
    if not is_empty and not told.replace:
        raise DatabaseInTheWay
    try:
        aside = None if is_empty else _backed_up(config, file, now)
    except (DatabaseUnreadable, BackupRefused, DatabaseOutOfDate, SQLAlchemyError):
        aside = _kept(own, now)
    # Its log must not stay beside another database: it would be written into that one.
    for suffix in _BESIDE:
        own.with_name(own.name + suffix).unlink(missing_ok=True)
    return aside


def _is_empty(config: Config) -> bool:
    """Say whether there is nothing to lose; what can't be read may be something."""
    try:
        engine = open_database(config.database_url)
    except DatabaseUnreadable:
        return False
    try:
        return not holds_data(engine)
    except SQLAlchemyError:
        return False
    finally:
        engine.dispose()


def _backed_up(config: Config, file: Path, now: Now) -> Path:
    folder = config.backup_dir or file.resolve().parent
    engine = open_database(config.database_url)
    try:
        # None is one too many now: it might be the one that is to be restored.
        return make(config, engine, now, folder, keep=_ALL).path
    finally:
        engine.dispose()


def _kept(own: Path, now: Now) -> Path:
    """Keep a file of which no backup can be made under another name, with its log."""
    kept = own.with_name(f"{own.name}.before-{now():%Y-%m-%dT%H%M%SZ}")
    os.link(own, kept)
    for suffix in _BESIDE:
        with suppress(FileNotFoundError):
            os.link(own.with_name(own.name + suffix), kept.with_name(kept.name + suffix))
    return kept


def _into_server(
    config: Config, copy: Path, file: Path, told: Told, claim: Claim, now: Now
) -> Path | None:
    """Put every row into a server's database in one transaction."""
    engine = open_database(config.database_url)
    source = open_database(url_of(copy))
    try:
        claim.take_alone(engine)
        is_empty = _is_empty(config)
        if not is_empty and not told.replace:
            raise DatabaseInTheWay
        migrate(engine)
        aside = None if is_empty else _backed_up(config, file, now)
        replace_rows(source, engine)
    finally:
        source.dispose()
        engine.dispose()
    return aside
