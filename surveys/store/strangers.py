"""What a database holds that no migration made: tables, columns, indexes, views, triggers, code."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, text

from surveys.model.auditing import TableShape
from surveys.store.tables import metadata

VERSION: Final = "alembic_version"  # where Alembic keeps which migrations were run
_SQLITE: Final = "SELECT type, name FROM sqlite_master"
# Of the schema that is in use; what belongs to an extension came with it, and what PostgreSQL
# keeps by itself of keys and of views it made by itself.
_POSTGRESQL: Final = """
    WITH here AS (SELECT oid FROM pg_namespace WHERE nspname = current_schema()),
        extended AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e')
    SELECT CASE relkind WHEN 'r' THEN 'table' WHEN 'i' THEN 'index' ELSE 'view' END, relname
    FROM pg_class WHERE relnamespace IN (SELECT oid FROM here)
        AND relkind IN ('r', 'p', 'v', 'm', 'f', 'i', 'I')
        AND oid NOT IN (SELECT conindid FROM pg_constraint WHERE contype IN ('p', 'u'))
        AND ('pg_class'::regclass, oid) NOT IN (SELECT classid, objid FROM extended)
    UNION ALL
    SELECT 'trigger', tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relnamespace IN (SELECT oid FROM here) AND NOT tgisinternal
    UNION ALL
    SELECT 'rule', rulename FROM pg_rewrite JOIN pg_class ON pg_class.oid = ev_class
    WHERE relnamespace IN (SELECT oid FROM here) AND rulename <> '_RETURN'
    UNION ALL
    SELECT 'function', proname FROM pg_proc
    WHERE pronamespace IN (SELECT oid FROM here)
        AND ('pg_proc'::regclass, oid) NOT IN (SELECT classid, objid FROM extended)
"""


def strangers(connection: Connection, shapes: Iterable[TableShape]) -> tuple[str, ...]:
    """Return by kind and name what a database of this version has and a new one has not."""
    ours = {("table", VERSION)} | {("table", name) for name in metadata.tables}
    ours |= {
        ("index", str(index.name)) for table in metadata.tables.values() for index in table.indexes
    }
    is_sqlite = connection.dialect.name == "sqlite"
    rows = connection.execute(text(_SQLITE if is_sqlite else _POSTGRESQL))
    there = {
        (kind, name)
        for kind, name in rows
        if not (is_sqlite and name.startswith("sqlite_"))  # its own: nobody else may call one so
    }
    found = [f"{kind} {name}" for kind, name in there - ours]
    columns = [
        f"column {shape.name}.{column}"
        for shape in shapes
        if shape.name in metadata.tables
        for column in shape.columns - set(metadata.tables[shape.name].columns.keys())
    ]
    return tuple(sorted([*found, *columns]))
