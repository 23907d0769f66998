"""What was lived through once, given to many tests: its rows, written again as they were."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, insert, select

from surveys.store.database import Store
from surveys.store.tables import metadata

Rows = Sequence[tuple[Table, list[dict[str, Any]]]]


def rows_in(store: Store) -> Rows:
    """Return every row of every table that holds any."""
    with store.engine.begin() as connection:
        found = [
            (table, [dict(row) for row in connection.execute(select(table)).mappings()])
            for table in metadata.sorted_tables
        ]
    return [(table, rows) for table, rows in found if rows]


def write_again(store: Store, rows: Rows) -> None:
    """Put the rows of another store of its kind into an empty one."""
    with store.engine.begin() as connection:
        for table, found in rows:
            connection.execute(insert(table), found)
