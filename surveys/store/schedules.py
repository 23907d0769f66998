"""When each survey is asked next, and the dates on which it was."""

from contextlib import suppress
from datetime import date, datetime

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from surveys.store.tables import occurrences, schedules


class Schedules:
    """The calendar's rows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_run(self, survey: str) -> datetime | None:
        """Return when a survey is asked next. None: it has no schedule yet."""
        query = select(schedules.c.next_run_at).where(schedules.c.survey == survey)
        return self._connection.execute(query).scalar()

    def begin(self, survey: str, next_run_at: datetime) -> None:
        """Give a survey its first schedule, unless another process did so just now."""
        with suppress(IntegrityError), self._connection.begin_nested():
            self._connection.execute(
                insert(schedules).values(survey=survey, next_run_at=next_run_at)
            )

    def advance(self, survey: str, seen: datetime, next_run_at: datetime) -> bool:
        """Move on from the run we saw; False when another process did so first."""
        done = self._connection.execute(
            update(schedules)
            .where(schedules.c.survey == survey, schedules.c.next_run_at == seen)
            .values(next_run_at=next_run_at)
        )
        return done.rowcount == 1

    def occur(self, survey: str, local_date: date) -> bool:
        """Note that a survey is asked on a date; False when it was already."""
        try:
            with self._connection.begin_nested():
                self._connection.execute(
                    insert(occurrences).values(survey=survey, local_date=local_date)
                )
        except IntegrityError:
            return False
        return True
