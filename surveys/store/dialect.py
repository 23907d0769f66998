"""The one statement that our two databases spell alike and SQLAlchemy keeps apart by dialect."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def inserts(table: Table) -> dict[str, Any]:
    """Return, by dialect, an INSERT that can be told what to do ON CONFLICT."""
    return {"sqlite": sqlite.insert(table), "postgresql": postgresql.insert(table)}


def insert_or(connection: Connection, table: Table) -> Any:
    """Return the INSERT for a connection."""
    return inserts(table)[connection.dialect.name]
