"""Files of backups: what they are called, how they are locked, and how they are destroyed."""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from surveys.errors import BackupNotWritten, BackupPlaceMissing, BackupUnderWay

CHUNK: Final = 1 << 20
_STAMP: Final = "%Y-%m-%dT%H%M%S.%fZ"
_OURS: Final = re.compile(r"staff-voice-(\d{4}-\d\d-\d\dT\d{6}\.\d{6}Z)\.db")
_DESCRIPTION: Final = ".json"
_PART: Final = ".staff-voice-"
_LOCK: Final = ".staff-voice-backup.lock"


def name_at(moment: datetime) -> str:
    """Return what a backup of a moment is called: names sort as the moments do."""
    return f"staff-voice-{moment.astimezone(UTC):{_STAMP}}.db"


def moment_of(path: Path) -> datetime | None:
    """Return when a backup was made, by its name. None: it is not called like one of ours."""
    found = _OURS.fullmatch(path.name)
    try:
        return datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC) if found else None
    except ValueError:
        return None


def description_of(path: Path) -> Path:
    """Return where a backup is described."""
    return path.with_name(path.name + _DESCRIPTION)


def backups_in(folder: Path) -> tuple[Path, ...]:
    """Return the backups in a folder, oldest first; whatever is not ours by name is left out."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(one for one in folder.iterdir() if moment_of(one) and one.is_file()))


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep every other backup out of a folder, which is made if it is not there.

    A folder above it is not made: it may be a disk that is not mounted. Raises BackupUnderWay,
    BackupPlaceMissing, BackupNotWritten. A death lets go.
    """
    try:
        if not folder.parent.exists():
            raise BackupPlaceMissing(str(folder.parent))
        folder.mkdir(mode=0o700, exist_ok=True)
        file = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise BackupNotWritten(error.strerror or type(error).__name__) from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        raise BackupUnderWay from None
    try:
        yield
    finally:
        os.close(file)


@contextmanager
def unfinished(folder: Path, kind: str) -> Iterator[Path]:
    """Give an empty folder for what is not finished; destroyed afterwards, as is any older one.

    One of a kind at a time, as whoever calls makes sure.
    """
    part = folder / f"{_PART}{kind}"
    if part.is_dir():  # of a process that was killed
        destroy_folder(part)
    part.mkdir(mode=0o700)
    try:
        yield part
    finally:
        destroy_folder(part)


def private(path: Path) -> Path:
    """Make an empty file that only its owner may read. Raises OSError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return path


def destroy_folder(folder: Path) -> None:
    """Destroy the files in a folder of ours, and the folder."""
    for one in folder.iterdir():
        destroy(one)
    folder.rmdir()


def destroy(path: Path) -> None:
    """Overwrite a file and remove it; what a disk keeps beneath that, nobody can see."""
    with suppress(FileNotFoundError):
        with path.open("r+b") as file:
            left = path.stat().st_size
            while left > 0:
                left -= file.write(bytes(min(left, CHUNK)))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()


def settle_on_disk(path: Path) -> None:
    """Wait until a file, or the list of a folder, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
