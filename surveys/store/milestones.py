"""Which milestone of whom a manager was told of: facts of the people list, nothing of a survey."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection, delete, func, select

from surveys.model.milestones import Event, Landmark, Told
from surveys.store.dialect import insert_or
from surveys.store.tables import milestones_told

MOVED: Final = timedelta(days=14)  # later than what was told: it is told anew


class Milestones:
    """What managers were told."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, told: Told) -> bool:
        """Note that a manager is told of a milestone; False: they were told before.

        One whose day was put off by two weeks or more since is told anew.
        """
        one, table = told.landmark, milestones_told
        new = insert_or(self._connection, table).values(
            manager_id=told.manager_id,
            person_id=one.person_id,
            event=str(one.event),
            months=one.months,
            day=one.day,
            subject=told.subject,
        )
        once = [table.c.manager_id, table.c.person_id, table.c.event, table.c.months]
        done = self._connection.execute(
            new.on_conflict_do_update(
                index_elements=once,
                set_={"day": new.excluded.day, "subject": new.excluded.subject},
                where=table.c.day <= one.day - MOVED,
            ).returning(table.c.subject)
        )
        return done.first() is not None

    def told_to(self, manager_ids: Collection[str]) -> dict[tuple[str, str, Event, int], date]:
        """Return the day of each milestone that managers were told, by manager and person."""
        mine = milestones_told.c.manager_id.in_(list(manager_ids))
        rows = self._connection.execute(select(milestones_told).where(mine))
        return {
            (row.manager_id, row.person_id, Event(row.event), row.months): row.day for row in rows
        }

    def of_message(self, subject: str) -> tuple[Landmark, ...]:
        """Return what one message tells, as it was when it was queued, by day."""
        table = milestones_told
        query = select(table).where(table.c.subject == subject)
        rows = self._connection.execute(query.order_by(table.c.day, table.c.person_id))
        return tuple(Landmark(row.person_id, Event(row.event), row.months, row.day) for row in rows)

    def counts_about(self, person_id: str) -> int:
        """Count what managers were told of one person, as far as it is kept."""
        mine = milestones_told.c.person_id == person_id
        query = select(func.count()).select_from(milestones_told).where(mine)
        return int(self._connection.execute(query).scalar() or 0)

    def forget_before(self, day: date) -> None:
        """Forget what was told of milestones before a day."""
        self._connection.execute(delete(milestones_told).where(milestones_told.c.day < day))
