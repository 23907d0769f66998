"""The database's schema: made when new, moved forward when told to, refused when it differs."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

import migrations
from surveys.errors import DatabaseNotOurs, DatabaseOutOfDate


def bring_up(engine: Engine) -> None:
    """Make a new database's tables; leave a current one alone. Raises DatabaseOutOfDate."""
    if not inspect(engine).get_table_names():
        migrate(engine)
    elif revision(engine) != newest():
        raise DatabaseOutOfDate


def migrate(engine: Engine) -> None:
    """Move a database of any earlier version forward to this one. Raises DatabaseNotOurs."""
    config = _config()
    _check_it_is_ours(engine)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


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


def _check_it_is_ours(engine: Engine) -> None:
    found = revision(engine)
    is_ours = found is not None and knows(found)
    is_new = found is None and not inspect(engine).get_table_names()
    if not is_ours and not is_new:
        raise DatabaseNotOurs


@cache  # a process has one version of the code, and every step is a module to be compiled
def _steps() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return config
