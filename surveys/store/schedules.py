"""When each survey is asked next, and what came of the dates on which it was to be."""

from contextlib import suppress
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from surveys.model.asking import Came, Due
from surveys.store.tables import occurrences, schedules


class Schedules:
    """The calendar's rows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_run(self, survey: str) -> datetime | None:
        """Return when a survey is asked next. None: it has no schedule."""
        found = self.find(survey)
        return found.at if found else None

    def find(self, survey: str) -> Due | None:
        """Return a survey's row. None: it has no schedule."""
        query = select(schedules).where(schedules.c.survey == survey)
        row = self._connection.execute(query).first()
        return _due(row) if row else None

    def all(self) -> tuple[Due, ...]:
        """Return every row, by what is due first."""
        query = select(schedules).order_by(schedules.c.next_run_at, schedules.c.survey)
        return tuple(_due(row) for row in self._connection.execute(query))

    def begin(self, survey: str, next_run_at: datetime, revision: int = 1) -> None:
        """Give a survey its first schedule, unless another process did so just now."""
        row = {"survey": survey, "next_run_at": next_run_at, "revision": revision}
        with suppress(IntegrityError), self._connection.begin_nested():
            self._connection.execute(insert(schedules).values(row))

    def advance(self, seen: Due, next_run_at: datetime, revision: int) -> bool:
        """Move on from the row we saw; False when another process did so first."""
        done = self._connection.execute(
            update(schedules).where(_is(seen)).values(next_run_at=next_run_at, revision=revision)
        )
        return done.rowcount == 1

    def end(self, seen: Due) -> bool:
        """Delete the row we saw: nothing more comes; False when another process moved it first."""
        return self._connection.execute(delete(schedules).where(_is(seen))).rowcount == 1

    def occur(self, survey: str, local_date: date, state: Came = Came.ASKED) -> bool:
        """Note what came of a date; False when something did already."""
        row = {"survey": survey, "local_date": local_date, "state": str(state)}
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(occurrences).values(row))
        except IntegrityError:
            return False
        return True

    def dates(self, survey: str, state: Came, since: date = date.min) -> tuple[date, ...]:
        """Return the dates of a survey, from one on, of which that came; oldest first."""
        query = (
            select(occurrences.c.local_date)
            .where(occurrences.c.survey == survey, occurrences.c.state == str(state))
            .where(occurrences.c.local_date >= since)
            .order_by(occurrences.c.local_date)
        )
        return tuple(self._connection.execute(query).scalars())


def _is(seen: Due) -> ColumnElement[bool]:
    return (
        (schedules.c.survey == seen.survey)
        & (schedules.c.next_run_at == seen.at)
        & (schedules.c.revision == seen.revision)
    )


def _due(row: Row[Any]) -> Due:
    return Due(row.survey, row.next_run_at, row.revision)
