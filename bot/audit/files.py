"""How files lie on the disk: their modes and owners, and the log of SQLite."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from bot.config import Config, places_beside_keys
from surveys.model.auditing import Entry, Keys
from surveys.store.database import sqlite_file
from surveys.store.keyring import USED
from surveys.wording import _

SECONDS_BETWEEN_LOOKS: Final = 0.2


def database_file(config: Config) -> Path | None:
    """Return SQLite's file. None: the database is a server's, or in memory."""
    file = sqlite_file(config.database_url)
    return file.resolve() if file else None


def entry(what: str, path: Path) -> Entry | None:
    """Return how one path lies there. None: it is not there, or can't be seen."""
    try:
        found = path.stat()
    except OSError:
        return None
    return Entry(what, found.st_mode & 0o777, found.st_uid)


def database_entries(file: Path | None) -> tuple[Entry, ...]:
    """Return the database's folder and files. Empty: the database is a server's."""
    if file is None:
        return ()
    paths = {_("the database's folder"): file.parent, _("the database"): file}
    for suffix in ("-wal", "-shm", "-journal", ".lock"):
        beside = file.with_name(f"{file.name}{suffix}")
        paths[_("the database's {suffix} file").format(suffix=suffix)] = beside
    found = (entry(what, path) for what, path in paths.items())
    return tuple(one for one in found if one)


def log_bytes(file: Path | None, patience: float) -> int | None:
    """Return the size of SQLite's log; one that is not empty is looked at again, for some seconds.

    Whatever was written a moment ago is in it until the bot's next tick. None: not SQLite.
    """
    if file is None:
        return None
    log = file.with_name(f"{file.name}-wal")
    ends_at = time.monotonic() + patience
    while (size := log.stat().st_size if log.exists() else 0) and time.monotonic() < ends_at:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    return size


def keys_of(config: Config) -> tuple[Keys, tuple[bytes, ...]]:
    """Return the folder of keys as it lies there, and the keys themselves to search for."""
    folder = config.key_dir.expanduser().resolve()
    inside = tuple(
        setting
        for setting, place in places_beside_keys(config).items()
        if folder == place or place in folder.parents
    )
    lies = entry("KEY_DIR", folder)
    try:
        listed = dict(_listed(folder)) if lies else {}
    except OSError:
        return Keys(inside, lies, {}, readable=False), ()
    files = {round_id: found for round_id, (found, _content) in listed.items()}
    # A key about to be removed is overwritten with zeros, and those are everywhere.
    keys = tuple(content for _found, content in listed.values() if len(content.strip(b"\0")) > 16)
    return Keys(inside, lies, files, readable=True), keys


def _listed(folder: Path) -> Iterator[tuple[str, tuple[Entry, bytes]]]:
    for path in sorted(one for one in folder.iterdir() if one.name != USED):
        name = path.stem if path.suffix == ".key" else path.name
        with suppress(FileNotFoundError):  # a round closed while we looked
            content = path.read_bytes() if path.is_file() else b""
            found = entry("a key", path)
            if found:
                yield name, (found, content)
