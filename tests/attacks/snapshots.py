"""What a thief of copies holds: every file or row of a database, taken after each answer."""

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine, inspect, text

ENDINGS = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True)
class Row:
    """One row, and what the database itself tells of when it came."""

    table: str
    place: tuple[int, ...]  # where it lies: a row number, or PostgreSQL's ctid
    stamp: int  # PostgreSQL's xmin; 0 where there is none
    content: tuple[object, ...]

    @cached_property
    def _values(self) -> tuple[bytes, ...]:
        return tuple(_as_bytes(value) for value in self.content)

    def holds(self, marker: bytes) -> bool:
        return any(marker in value for value in self._values)


@dataclass(frozen=True)
class Copy:
    """One copy: rows always, and the bytes of the files where there are files."""

    rows: tuple[Row, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def _joined(self) -> bytes:
        return b"".join(self.files.values())

    def everything(self) -> bytes:
        return self._joined


@dataclass(frozen=True)
class Trial:
    """One round under attack: what was copied, and the truth that the attack is to find."""

    new: tuple[tuple[Row, ...], ...]  # the rows that each answer of the team added
    copies: tuple[Copy, ...]  # after each answer of the team
    final: Copy  # after the round has closed
    said: tuple[bytes, ...]  # the team's markers, in the order in which they were sent
    key: bytes  # the round's, as it was


def new_rows(before: Copy, after: Copy) -> tuple[Row, ...]:
    """The rows of a copy whose content an earlier one lacks."""
    known = {(row.table, row.content) for row in before.rows}
    return tuple(row for row in after.rows if (row.table, row.content) not in known)


def copy_sqlite(database: Path, tables: Sequence[str] = ()) -> Copy:
    """Copy the files as they lie there, and read the rows (of all tables) from the copy."""
    files = {
        ending: file.read_bytes()
        for ending in ENDINGS
        if (file := database.with_name(database.name + ending)).exists()
    }
    with tempfile.TemporaryDirectory() as folder:
        for ending, content in files.items():
            if ending != "-shm":  # it is made anew from the log
                (Path(folder) / f"copy{ending}").write_bytes(content)
        with closing(sqlite3.connect(Path(folder) / "copy")) as connection:
            return Copy(tuple(_sqlite_rows(connection, tables)), files)


def copy_postgres(engine: Engine, tables: Sequence[str] = ()) -> Copy:
    """Read every row with the system columns that a dump of the pages would give."""
    names = tables or inspect(engine).get_table_names()
    rows: list[Row] = []
    with engine.connect() as connection:
        for name in names:
            query = text(f'SELECT ctid::text, xmin::text, t.* FROM "{name}" t')
            for ctid, xmin, *content in connection.execute(query):
                page, line = ctid.strip("()").split(",")
                rows.append(Row(name, (int(page), int(line)), int(xmin), tuple(content)))
    return Copy(tuple(rows))


def log_frames(copy: Copy) -> Iterator[bytes]:
    """The pages in SQLite's write-ahead log, in the order in which they were written."""
    log = copy.files.get("-wal", b"")
    size = int.from_bytes(log[8:12]) + 24
    for start in range(32, len(log) - size + 1, size):
        yield log[start + 24 : start + size]


def _sqlite_rows(connection: sqlite3.Connection, tables: Sequence[str]) -> Iterator[Row]:
    listed = "SELECT name, sql FROM sqlite_schema WHERE type = 'table'"
    for name, made_by in connection.execute(listed).fetchall():
        if tables and name not in tables:
            continue
        if "WITHOUT ROWID" in made_by.upper():
            found = connection.execute(f'SELECT * FROM "{name}"')
            yield from (Row(name, (at,), 0, content) for at, content in enumerate(found))
        else:
            found = connection.execute(f'SELECT rowid, * FROM "{name}"')
            yield from (Row(name, (at,), 0, tuple(content)) for at, *content in found)


def _as_bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
