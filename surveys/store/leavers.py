"""Leavers as HR records them: administrative facts, beside no answer."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from surveys.model.leaving import Leaver
from surveys.store.dialect import insert_or
from surveys.store.tables import leavers


class Leavers:
    """HR's list of leavers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Leaver) -> bool:
        """Keep a leaver; False: this person is recorded already."""
        values = {
            "id": new.id,
            "person_id": new.person_id,
            "last_day": new.last_day,
            "census_year": new.census_year,
            "reason": new.reason,
            "destination": new.destination,
            "times": new.times,
        }
        once = insert_or(self._connection, leavers).on_conflict_do_nothing(
            index_elements=["person_id"]
        )
        return bool(self._connection.execute(once.values(values)).rowcount)

    def find(self, leaver_id: str) -> Leaver | None:
        """Return one leaver. None: there is none, or the leaving was taken back."""
        return self._one(leavers.c.id == leaver_id)

    def of(self, person_id: str) -> Leaver | None:
        """Return the record of one person. None: they are not recorded."""
        return self._one(leavers.c.person_id == person_id)

    def named(self) -> tuple[Leaver, ...]:
        """Return every leaver who is known by name still, the newest last day first."""
        query = select(leavers).where(leavers.c.person_id.is_not(None))
        rows = self._connection.execute(query.order_by(leavers.c.last_day.desc(), leavers.c.id))
        return tuple(_leaver(row) for row in rows)

    def change(self, leaver: Leaver) -> None:
        """Keep what is recorded now."""
        self._connection.execute(
            update(leavers)
            .where(leavers.c.id == leaver.id)
            .values(
                last_day=leaver.last_day,
                census_year=leaver.census_year,
                reason=leaver.reason,
                destination=leaver.destination,
                times=leaver.times,
            )
        )

    def ask_again(self, leaver: Leaver) -> Leaver:
        """Note that a leaver is asked once more."""
        again = replace(leaver, times=leaver.times + 1)
        self.change(again)
        return again

    def let_go(self, leaver_id: str) -> None:
        """Keep the codes alone: their person has come back, or was removed."""
        mine = update(leavers).where(leavers.c.id == leaver_id)
        self._connection.execute(mine.values(person_id=None, last_day=None))

    def remove(self, leaver_id: str) -> bool:
        """Delete a record; say whether there was one."""
        gone = self._connection.execute(delete(leavers).where(leavers.c.id == leaver_id))
        return gone.rowcount == 1

    def counts(self, year: int, today: date) -> tuple[dict[int, int], dict[int, int]]:
        """Count leavers of a census year whose last day has come, by reason and by destination."""
        found: list[dict[int, int]] = []
        has_left = leavers.c.last_day.is_(None) | (leavers.c.last_day <= today)
        for column in (leavers.c.reason, leavers.c.destination):
            query = select(column, func.count()).where(leavers.c.census_year == year, has_left)
            rows = self._connection.execute(query.group_by(column))
            found.append({code: n for code, n in rows})  # noqa: C416 - a row is no pair to mypy
        return found[0], found[1]

    def _one(self, which: Any) -> Leaver | None:
        row = self._connection.execute(select(leavers).where(which)).first()
        return _leaver(row) if row else None


def _leaver(row: Row[Any]) -> Leaver:
    return Leaver(
        id=row.id,
        person_id=row.person_id,
        last_day=row.last_day,
        census_year=row.census_year,
        reason=row.reason,
        destination=row.destination,
        times=row.times,
    )
