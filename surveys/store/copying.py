"""Copies of a whole database, as it stands at one moment, in one file of SQLite; and back."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    JSON,
    URL,
    Connection,
    Engine,
    ForeignKey,
    Table,
    func,
    insert,
    inspect,
    literal_column,
    select,
    text,
)

from surveys.store.inspecting import reading
from surveys.store.tables import compatibility, metadata, people, rounds, units

_ROWS_AT_ONCE: Final = 500
_MOST_FAULTS: Final = 1  # one is enough

Record = Mapping[str, Any]


def url_of(file: Path) -> str:
    """Return the URL of a file of SQLite, whatever it is called."""
    return URL.create("sqlite", database=str(file)).render_as_string(hide_password=False)


def bytes_of(engine: Engine) -> int:
    """Return about how many bytes a copy of a database needs."""
    with reading(engine) as connection:
        if engine.dialect.name != "sqlite":
            size = select(func.pg_database_size(func.current_database()))
            return int(connection.execute(size).scalar() or 0)
        pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar() or 0)
        return pages * int(connection.exec_driver_sql("PRAGMA page_size").scalar() or 0)


def copy_sqlite(engine: Engine, file: Path) -> None:
    """Copy a database of SQLite into an empty file, at one moment and without its free pages.

    Those who write go on meanwhile; what they wrote after the beginning is not in it.
    """
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("VACUUM INTO ?", (str(file),))
    finally:
        raw.close()


# What versions may work on a database is its schema's own, as the version is.
COPIED: Final = [one for one in metadata.sorted_tables if one is not compatibility]


def copy_rows(source: Engine, target: Engine) -> None:
    """Copy every row, as of one moment, into a database of the same version with empty tables."""
    with reading(source) as from_, target.begin() as to:
        _copy(from_, to)


def replace_rows(source: Engine, target: Engine) -> None:
    """Put the rows of one database into PostgreSQL in place of all that are there, or change none.

    Both are of the same version.
    """
    with reading(source) as from_, target.begin() as to:
        tables = ", ".join(f'"{one.name}"' for one in COPIED)
        to.execute(text(f"TRUNCATE {tables}"))
        _copy(from_, to)


def holds_data(engine: Engine) -> bool:
    """Say whether there is anybody or anything in a database of any version of ours."""
    known = set(inspect(engine).get_table_names())
    with reading(engine) as connection:
        return any(
            connection.execute(
                select(literal_column("1")).select_from(text(f'"{one.name}"')).limit(1)
            ).first()
            for one in (people, units, rounds)
            if one.name in known
        )


def fold(file: Path) -> None:
    """Leave a database of SQLite in its one file alone, without a log and without free pages."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA temp_store=MEMORY")
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("VACUUM")


def fault_in(file: Path) -> str | None:
    """Return what is wrong with a file of SQLite that nobody writes to. None: nothing is."""
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as opened:
            (said,) = opened.execute(f"PRAGMA integrity_check({_MOST_FAULTS})").fetchone()
            if said != "ok":
                return "integrity_check"
            is_broken = opened.execute("PRAGMA foreign_key_check").fetchone() is not None
            return "foreign_key_check" if is_broken else None
    except sqlite3.DatabaseError as error:
        return type(error).__name__


def revision_in(file: Path) -> str | None:
    """Return the version of a file of SQLite that nobody writes to. None: it has none."""
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as opened:
            row = opened.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError:
        return None
    return str(row[0]) if row else None


def units_of(engine: Engine) -> frozenset[str]:
    """Return the ids of all units ever in a database."""
    with reading(engine) as connection:
        return frozenset(connection.execute(select(units.c.id)).scalars())


def units_in(file: Path) -> frozenset[str] | None:
    """Return the ids of all units ever in a file of SQLite that nobody writes to.

    Empty: there are none, or it is damaged or no database. None: the file can't be read.
    """
    try:
        with file.open("rb"):
            pass  # SQLite would not tell this from damage
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as opened:
            return frozenset(str(row[0]) for row in opened.execute("SELECT id FROM units"))
    except OSError:
        return None
    except sqlite3.DatabaseError:
        return frozenset()


def _copy(source: Connection, target: Connection) -> None:
    for table in COPIED:
        for rows in _in_order(source, table):
            for _names, alike in groupby(rows, key=lambda row: sorted(row)):
                target.execute(insert(table), list(alike))


def _in_order(source: Connection, table: Table) -> Iterator[list[Record]]:
    """Yield the rows of a table, those first to which others of it refer."""
    loops = [one for one in table.foreign_keys if one.column.table is table]
    found = source.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table))
    parts = ([_record(table, row._asdict()) for row in part] for part in found.partitions())
    if not loops:
        yield from parts
        return
    waiting = [row for part in parts for row in part]
    while waiting:
        ready = list(_free(loops, waiting))
        yield ready or waiting  # in a circle they are refused, as they should be
        there = {id(row) for row in ready or waiting}
        waiting = [row for row in waiting if id(row) not in there]


def _free(loops: Iterable[ForeignKey], waiting: list[Record]) -> Iterator[Record]:
    """Yield the rows that refer to none of those that wait."""
    pairs = [(one.parent.name, one.column.name) for one in loops]
    ahead = {name: {row[name] for row in waiting} for _from, name in pairs}
    for row in waiting:
        if not any(row[from_] in ahead[name] for from_, name in pairs):
            yield row


def _record(table: Table, row: Record) -> Record:
    """Leave out what is null and would be written as the word of JSON."""
    return {
        name: value
        for name, value in row.items()
        if value is not None or not isinstance(table.c[name].type, JSON)
    }
