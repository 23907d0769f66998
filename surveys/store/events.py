"""What is coming for everybody: events and their changes, and nobody who comes to one."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from surveys.model.events import Event, EventKind, Repeat, When, Where
from surveys.store.tables import events

History = tuple[Event, ...]  # the versions of one event, oldest first; one at least


class Events:
    """Workshops, open safe spaces and groups."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, event: Event, last_on: date) -> bool:
        """Keep a version; False when there is one of that number already."""
        new = {
            "id": event.id,
            "version": event.version,
            "changed_at": event.changed_at,
            "kind": str(event.kind),
            "title": event.title,
            "what": event.what,
            "host": event.host,
            "starts_on": event.when.starts_on,
            "at": event.when.at,
            "zone": event.when.zone.key,
            "minutes": event.when.minutes,
            "repeats": str(event.when.repeat),
            "until": event.when.until,
            "left_out": ",".join(day.isoformat() for day in sorted(event.when.left_out)),
            "place": event.where.place,
            "link": event.where.link,
            "cancelled": event.is_cancelled,
            "last_on": last_on,
        }
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(events).values(new))
        except IntegrityError:
            return False
        return True

    def history(self, event_id: str) -> History:
        """Return every version of an event; empty: there is none of that id."""
        query = select(events).where(events.c.id == event_id).order_by(events.c.version)
        return tuple(_event(row) for row in self._connection.execute(query))

    def since(self, day: date) -> tuple[History, ...]:
        """Return the history of every event that may be held on a day or after it, by id."""
        ahead = select(events.c.id).where(events.c.last_on >= day)
        query = select(events).where(events.c.id.in_(ahead)).order_by(events.c.id, events.c.version)
        found: dict[str, list[Event]] = {}
        for row in self._connection.execute(query):
            found.setdefault(row.id, []).append(_event(row))
        return tuple(tuple(one) for one in found.values())

    def forget(self, before: date) -> int:
        """Delete the events whose last day, as they stand, was before a day; return how many."""
        newest = (
            select(events.c.id, func.max(events.c.version).label("version"))
            .group_by(events.c.id)
            .subquery("newest")
        )
        is_newest = (events.c.id == newest.c.id) & (events.c.version == newest.c.version)
        query = select(events.c.id).join(newest, is_newest).where(events.c.last_on < before)
        old = list(self._connection.execute(query).scalars())
        self._connection.execute(delete(events).where(events.c.id.in_(old)))
        return len(old)


def _event(row: Row[Any]) -> Event:
    left_out = (date.fromisoformat(day) for day in row.left_out.split(",") if day)
    return Event(
        id=row.id,
        version=row.version,
        changed_at=row.changed_at,
        kind=EventKind(row.kind),
        title=row.title,
        what=row.what,
        host=row.host,
        when=When(
            row.starts_on,
            row.at,
            ZoneInfo(row.zone),
            row.minutes,
            Repeat(row.repeats),
            row.until,
            frozenset(left_out),
        ),
        where=Where(row.place, row.link),
        is_cancelled=row.cancelled,
    )
