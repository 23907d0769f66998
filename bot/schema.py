"""The database's schema: made when new, moved forward when told to, refused when it differs."""

from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, Engine, inspect, select, text
from sqlalchemy.exc import OperationalError

import migrations
from surveys.errors import DatabaseNotOurs, DatabaseOutOfDate, TablesInUse
from surveys.store.tables import compatibility

LONGEST_WAIT: Final = "2s"  # of a migration for a table, and so of people for the migration
_MIGRATING: Final = 5_210_021  # any number that nothing else locks


class Standing(Enum):
    """How a database stands to this code."""

    OURS = "made by this version"
    AHEAD = "made by a newer version, which lets this one work on it"
    BEHIND = "to be moved forward"
    FOREIGN = "made by a newer version that does not, or by something else"


def bring_up(engine: Engine) -> None:
    """Make a new database's tables; leave one that we may work on alone.

    Raises DatabaseOutOfDate, DatabaseNotOurs.
    """
    if not inspect(engine).get_table_names():
        migrate(engine)
        return
    with engine.connect() as connection:
        check_it_fits(connection)


def check_it_fits(connection: Connection) -> None:
    """Check that we may work on a database. Raises DatabaseOutOfDate, DatabaseNotOurs."""
    found = standing(connection)
    if found is Standing.BEHIND:
        raise DatabaseOutOfDate
    if found is Standing.FOREIGN:
        raise DatabaseNotOurs


def migrate(engine: Engine) -> None:
    """Move a database of any earlier version forward to this one. Raises DatabaseNotOurs.

    One that is ahead of us is left alone. Of several that start together one works and the others
    wait for it. Where the tables are in use for longer than a moment nothing is changed, and
    TablesInUse is raised: whoever waits for a table makes all who come later wait as well.
    """
    config = _config()
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":  # SQLite's transaction has the file to itself
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATING})"))
                connection.execute(text(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}'"))
            found = standing(connection)
            is_new = not inspect(connection).get_table_names()
            if found is Standing.FOREIGN and not is_new:
                raise DatabaseNotOurs
            if is_new or found is Standing.BEHIND:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
    except OperationalError as error:
        if isinstance(error.orig, LockNotAvailable):
            raise TablesInUse from None
        raise


def standing(connection: Connection) -> Standing:
    """Say how a database stands to this code, in a transaction that may only read."""
    found = revision_on(connection)
    ours = {step.revision for step in _steps().walk_revisions()}
    if found == newest():
        return Standing.OURS
    if found in ours:
        return Standing.BEHIND
    if found is None:
        return Standing.FOREIGN
    return Standing.AHEAD if _oldest(connection) in ours else Standing.FOREIGN


def revision(engine: Engine) -> str | None:
    """Return a database's version. None: it has none."""
    with engine.connect() as connection:
        return revision_on(connection)


def revision_on(connection: Connection) -> str | None:
    """Return a database's version, in a transaction that may only read. None: it has none."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """Return the version this code expects."""
    return _steps().get_current_head()


def knows(found: str) -> bool:
    """Say whether a version is this code's or an earlier one."""
    return found in {step.revision for step in _steps().walk_revisions()}


def _oldest(connection: Connection) -> str | None:
    """Return the oldest revision whose code may work on a database. None: it does not say."""
    if not inspect(connection).has_table(compatibility.name):
        return None
    return connection.execute(select(compatibility.c.oldest)).scalar()


@cache  # a process has one version of the code, and every step is a module to be compiled
def _steps() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return config
