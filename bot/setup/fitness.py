"""Whether the places that settings name can be used, before anything is put there."""

from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from bot import config as settings
from bot.config import Config
from bot.schema import Standing, standing
from surveys.errors import (
    BackupNotWritten,
    BackupPlaceMissing,
    DatabaseNotOurs,
    DatabaseUnreadable,
    SettingsWrong,
)
from surveys.store.database import is_there, open_database, sqlite_file
from surveys.store.inspecting import reading
from surveys.store.keyring import Keyring, check_writable
from surveys.wording import _


def check_place(name: str, config: Config) -> None:
    """Check that what a setting names lies apart from the rest and can be used; change nothing.

    Raises SettingsWrong, KeysInsideData, TokenKeysInsideData, and DatabaseUnreadable,
    DatabaseNotOurs, KeyFolderUnusable, KeyFolderForeign, BackupPlaceMissing or BackupNotWritten.
    """
    try:
        settings.check_keys_apart(config)
        if name == "DATABASE_URL":
            _check_database(config.database_url)
        elif name == "KEY_DIR":
            Keyring(config.key_dir.expanduser()).check_usable()
        elif name == "BACKUP_DIR" and config.backup_dir:
            _check_backups(config.backup_dir.expanduser())
    except RuntimeError:  # of expanduser
        raise SettingsWrong(
            _("{name}: after ~ it names nobody of this machine").format(name=name)
        ) from None


def _check_database(url: str) -> None:
    file = sqlite_file(url)
    if file is None and url.startswith("sqlite"):
        raise SettingsWrong(
            _(
                "DATABASE_URL: a database in memory is gone as soon as a command ends; try"
                " sqlite:///data/staff_voice.db"
            )
        )
    if file is not None and not is_there(url):
        _check_new_file(file)
        return
    try:
        engine = open_database(url)
        with reading(engine) as connection:
            is_foreign = standing(connection) is Standing.FOREIGN
            is_foreign = is_foreign and bool(inspect(connection).get_table_names())
        engine.dispose()
    except (SQLAlchemyError, ImportError) as error:  # a driver that is not installed, say
        raise DatabaseUnreadable(type(error).__name__) from None
    if is_foreign:
        raise DatabaseNotOurs


def _check_new_file(file: Path) -> None:
    try:
        if file.is_dir():
            raise IsADirectoryError
        check_writable(file.parent)
    except OSError as error:
        raise DatabaseUnreadable(error.strerror or type(error).__name__) from None


def _check_backups(folder: Path) -> None:
    try:
        if not folder.parent.exists():
            raise BackupPlaceMissing(str(folder.parent))
        check_writable(folder)
    except OSError as error:
        raise BackupNotWritten(error.strerror or type(error).__name__) from None
