"""One bot process a SQLite file: a lock beside the database, which any death lets go.

Bots on PostgreSQL share theirs, and together keep a restore out of it.
"""

import fcntl
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import ColumnElement, Connection, Engine, func, select

from surveys.errors import BotAlreadyRunning, DatabaseInUse, DatabaseUnreadable, RestoreUnderWay
from surveys.store.database import sqlite_file

_BOTS: Final = 5_114_072  # a lock of its own in PostgreSQL, by a number that nothing else here uses


@dataclass
class Claim:
    """A claim on a database; None: nobody else need be kept out of it."""

    file: int | None
    connection: Connection | None = None  # which holds the lock of a server's database

    def share(self, engine: Engine) -> None:
        """Keep restores out of a server's database while we run. Raises RestoreUnderWay."""
        if not self._lock(engine, func.pg_try_advisory_lock_shared):
            raise RestoreUnderWay

    def take_alone(self, engine: Engine) -> None:
        """Keep every bot out of a server's database. Raises DatabaseInUse: one runs."""
        if not self._lock(engine, func.pg_try_advisory_lock):
            raise DatabaseInUse

    def give_up(self) -> None:
        """Let another process have the database."""
        if self.file is not None:
            os.close(self.file)
            self.file = None
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _lock(self, engine: Engine, lock: Callable[[int], ColumnElement[bool]]) -> bool:
        if engine.dialect.name != "postgresql":
            return True
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()  # given back to others it would still hold the lock
        if not connection.execute(select(lock(_BOTS))).scalar():
            connection.close()
            return False
        self.connection = connection
        return True


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
