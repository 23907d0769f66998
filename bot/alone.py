"""One bot process a SQLite file: a lock beside the database, which any death lets go."""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

from surveys.errors import BotAlreadyRunning, DatabaseUnreadable
from surveys.store.database import sqlite_file


@dataclass
class Claim:
    """A claim on a database; None: nobody else need be kept out of it."""

    file: int | None

    def give_up(self) -> None:
        """Let another process have the database."""
        if self.file is not None:
            os.close(self.file)
            self.file = None


def claim_database(url: str) -> Claim:
    """Claim a database for this bot. Raises BotAlreadyRunning, DatabaseUnreadable.

    Only bots claim: the command line makes short writes that take turns with theirs. Bots on
    PostgreSQL share theirs.
    """
    database = sqlite_file(url)
    if database is None:
        return Claim(None)
    path = Path(f"{database}.lock")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise DatabaseUnreadable(error.strerror or type(error).__name__) from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        raise BotAlreadyRunning from None
    return Claim(file)
