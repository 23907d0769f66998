"""Checking a backup before anything is changed for it."""

from pathlib import Path
from typing import Final

from bot.keeping.description import Description, digest_of, read_description
from bot.keeping.files import description_of
from bot.schema import knows
from surveys.errors import BackupChanged, BackupNewer, BackupNotOurs, BackupNotThere
from surveys.store.copying import fault_in, revision_in

_HEAD: Final = b"SQLite format 3\0"


def check(file: Path) -> Description:
    """Check that a file is a backup of ours, as it was made.

    Raises BackupNotThere, BackupNotOurs, BackupChanged, BackupNewer.
    """
    try:
        with file.open("rb") as opened:
            head = opened.read(len(_HEAD))
        if head != _HEAD:
            raise BackupNotOurs
        described = read_description(description_of(file))
        if digest_of(file) != described.sha256:
            raise BackupChanged("sha256")
    except OSError as error:
        raise BackupNotThere(error.strerror or type(error).__name__) from None
    if fault := fault_in(file.resolve()):
        raise BackupChanged(fault)
    found = revision_in(file.resolve())
    if found is None or found != described.revision:
        raise BackupNotOurs
    if not knows(found):
        raise BackupNewer
    return described
