"""Checking a backup before anything is changed for it."""

from datetime import datetime
from pathlib import Path
from typing import Final

from bot.audit.command import made as audit_made
from bot.config import Config
from bot.keeping.description import Description, digest_of, read_description
from bot.keeping.files import description_of
from bot.schema import knows
from surveys.errors import BackupChanged, BackupNewer, BackupNotOurs, BackupNotThere
from surveys.store.copying import fault_in, revision_in, url_of

# What an audit says of the chain of thresholds, wherever the database lies. Its other checks are
# left to whoever audits afterwards: a database with a fault of its own must still be restored.
CHAIN: Final = frozenset({"thresholds-chain", "thresholds-of-rounds"})
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


def check_chain(config: Config, copy: Path, now: datetime) -> None:
    """Check the chain of thresholds in a copy of this version. Raises BackupChanged."""
    at_copy = config.model_copy(update={"database_url": url_of(copy), "backup_dir": None})
    paper = audit_made(at_copy, now)
    wrong = [one for one in paper["checks"] if one["result"] == "fail" and one["check"] in CHAIN]
    if wrong:
        raise BackupChanged(", ".join(str(one["check"]) for one in wrong))
