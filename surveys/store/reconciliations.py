"""On which night each workspace, and the whole list, was last compared: by one process, once."""

from datetime import date, datetime

from sqlalchemy import Connection, func, or_, select, update

from surveys.store.dialect import insert_or
from surveys.store.tables import reconciliations


class Reconciliations:
    """Who is at it, and how far it has come."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, workspace: str, night: date, now: datetime, lease_until: datetime) -> bool:
        """Say whether a night is still to be done and nobody is at it; then it is ours."""
        table = reconciliations.c
        new = insert_or(self._connection, reconciliations).values(
            workspace=workspace, night=None, lease_until=now
        )
        self._connection.execute(new.on_conflict_do_nothing(index_elements=["workspace"]))
        is_due = (table.lease_until <= now) & or_(table.night.is_(None), table.night < night)
        taken = update(reconciliations).where(table.workspace == workspace, is_due)
        return self._connection.execute(taken.values(lease_until=lease_until)).rowcount == 1

    def failing(self, night: date, tried_since: datetime, now: datetime) -> int:
        """Count what was tried since a moment, is tried by nobody now, and was not done that night.

        Nor in a later one.
        """
        table = reconciliations.c
        is_tried = (table.lease_until >= tried_since) & (table.lease_until <= now)
        is_behind = or_(table.night.is_(None), table.night < night)
        query = select(func.count()).select_from(reconciliations).where(is_tried, is_behind)
        return int(self._connection.execute(query).scalar_one())

    def done(self, workspace: str, night: date) -> bool:
        """Note a night as done; False: it was done already, by a process that was faster."""
        table = reconciliations.c
        mine = (table.workspace == workspace) & or_(table.night.is_(None), table.night < night)
        done = update(reconciliations).where(mine).values(night=night)
        return self._connection.execute(done).rowcount == 1
