"""What was lived through once, given to many tests: its rows, written again as they were."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final

from sqlalchemy import Table, insert, select

from surveys.runtime import Runtime
from surveys.store.database import Store
from surveys.store.tables import compatibility, metadata

Rows = Sequence[tuple[Table, list[dict[str, Any]]]]

COUNTED: Final = "id-"  # how ids begin that are the same in every test
_LIVES: dict[Hashable, tuple[Rows, str]] = {}  # of this process: what was left, and the last id


def once(runtime: Runtime, life: Callable[[], object], what: Hashable) -> None:
    """Live once and write the rows again ever after, where nothing was lived before.

    `what` is all that the rows depend on but the policy, the database and the ids.
    """
    first = runtime.new_id()
    if not first.startswith(COUNTED) or rows_in(runtime.store):
        life()
        return
    key = (what, repr(runtime.policy), runtime.store.engine.dialect.name, first)
    if key not in _LIVES:
        life()
        _LIVES[key] = rows_in(runtime.store), runtime.new_id()
        return
    rows, last = _LIVES[key]
    write_again(runtime.store, rows)
    skip_to(runtime, last)


def rows_in(store: Store) -> Rows:
    """Return every row of every table that holds any."""
    with store.engine.begin() as connection:
        found = [
            (table, [dict(row) for row in connection.execute(select(table)).mappings()])
            for table in metadata.sorted_tables
            if table is not compatibility  # its row is the migrations', and there already
        ]
    return [(table, rows) for table, rows in found if rows]


def write_again(store: Store, rows: Rows) -> None:
    """Put the rows of another store of its kind into an empty one."""
    with store.engine.begin() as connection:
        for table, found in rows:
            connection.execute(insert(table), found)


def skip_to(runtime: Runtime, last_id: str) -> None:
    """Count ids up to one that a life ended with, so that none is given twice."""
    while runtime.new_id() != last_id:
        pass
