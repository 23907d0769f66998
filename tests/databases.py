"""Empty databases for tests: the migrations run once, and each test is given what they made."""

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, TextClause, create_engine, event, text

from bot.schema import migrate
from surveys.store.database import open_database
from surveys.store.tables import compatibility, metadata

SHAPE = """
    SELECT string_agg(format('%s %s %s', relname, attname, atttypid), ',' ORDER BY relname, attname)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0
"""


class _Compiled(dict[Any, Any]):
    """Statements compiled once for every engine of a kind, where SQLAlchemy compiles for each.

    Its keys begin with the dialect, an object of one engine; here they begin with its class.
    """

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get((type(key[0]), *key[1:]), default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        super().__setitem__((type(key[0]), *key[1:]), compiled)


_COMPILED = _Compiled()


def compile_statements_once() -> None:
    """Let no test compile a statement that another test of this process has compiled."""

    @event.listens_for(Engine, "engine_connect")
    def share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=_COMPILED)


def sqlite_in(folder: Path) -> str:
    """Return the URL of the database of a folder: a migrated one where there was none."""
    file = folder / "data/staff_voice.db"
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_bytes(_migrated_sqlite())
    return f"sqlite:///{file}"


def hurry(engine: Engine) -> Engine:
    """Let a database of SQLite never wait for the disk: only a loss of power could tell."""
    event.listen(engine, "connect", lambda one, _record: one.execute("PRAGMA synchronous=OFF"))
    engine.dispose()  # of the connections that were made before
    return engine


def open_postgres(url: str) -> Engine:
    """Open a PostgreSQL database of the tests: migrated, and empty whatever it held."""
    engine = open_database(url)
    with engine.begin() as connection:
        is_migrated = connection.scalar(text(SHAPE)) == _migrated_shape(url)
        if is_migrated:
            _empty(connection)
        else:
            drop_everything(connection)
    if not is_migrated:
        migrate(engine)
    return engine


def _empty(connection: Connection) -> None:
    """Empty the tables that hold rows: to truncate all would make all their files anew."""
    held = set(connection.scalars(_which_hold_rows()))
    for table in reversed(metadata.sorted_tables) if held else ():
        if table.name in held:
            connection.execute(table.delete())


@cache
def _which_hold_rows() -> TextClause:
    names = metadata.tables.keys() - {compatibility.name}
    asked = (f"SELECT '{one}' WHERE EXISTS (SELECT FROM {one})" for one in names)
    return text(" UNION ALL ".join(asked))


def never_wait_for_the_disk(url: str) -> None:
    """Tell a PostgreSQL that is only for tests that no power will be lost."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


def drop_everything(connection: Connection) -> None:
    """Leave a PostgreSQL database as a new one is."""
    connection.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))


@cache
def _migrated_sqlite() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "migrated.db"
        engine = open_database(f"sqlite:///{file}")
        migrate(engine)
        engine.dispose()  # the last connection empties the log into the file
        return file.read_bytes()


@cache
def _migrated_shape(url: str) -> str:
    engine = open_database(url)
    with engine.begin() as connection:
        drop_everything(connection)
    migrate(engine)
    with engine.connect() as connection:
        shape = connection.scalar(text(SHAPE))
    engine.dispose()
    return str(shape)
