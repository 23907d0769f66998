"""Counts of messages of some kinds, for whoever watches that they go out."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, TextClause, and_, case, func, select

from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.watching import UNCLEAR
from surveys.store.tables import UNFINISHED, deliveries


class Traffic:
    """What goes out."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def standing(self, kinds: Collection[Kind]) -> dict[tuple[Kind, str], int]:
        """Count by kind and state those that are still of use; one that may have arrived apart."""
        is_unclear = and_(UNFINISHED, deliveries.c.ambiguous)
        state = case((is_unclear, UNCLEAR), else_=deliveries.c.state).label("standing")
        wanted = deliveries.c.state != str(DeliveryState.CANCELLED)
        query = select(deliveries.c.kind, state, func.count()).where(_of(kinds), wanted)
        rows = self._connection.execute(query.group_by(deliveries.c.kind, state))
        return {(Kind(row[0]), row[1]): row[2] for row in rows}

    def refused(self, kinds: Collection[Kind], since: datetime | None = None) -> dict[str, int]:
        """Count by its code what was due since a moment and can never arrive. None: ever."""
        wanted = [_of(kinds), deliveries.c.state == str(DeliveryState.FAILED)]
        if since is not None:
            wanted.append(deliveries.c.due_at >= since)
        query = select(deliveries.c.error, func.count()).where(*wanted)
        rows = self._connection.execute(
            query.group_by(deliveries.c.error).order_by(deliveries.c.error)
        )
        return {row[0] or "?": row[1] for row in rows}

    def sent(self, kinds: Collection[Kind], since: datetime) -> int:
        """Count what was due since a moment and has arrived."""
        is_sent = deliveries.c.state == str(DeliveryState.SENT)
        return self._count(_of(kinds), is_sent, deliveries.c.due_at >= since)

    def overdue(self, kinds: Collection[Kind], moment: datetime) -> int:
        """Count what should have been sent before a moment and is not."""
        return self._count(_of(kinds), UNFINISHED, deliveries.c.due_at < moment)

    def _count(self, *chosen: ColumnElement[bool] | TextClause) -> int:
        query = select(func.count()).select_from(deliveries).where(*chosen)
        return int(self._connection.execute(query).scalar() or 0)


def _of(kinds: Collection[Kind]) -> ColumnElement[bool]:
    return deliveries.c.kind.in_([str(one) for one in kinds])
