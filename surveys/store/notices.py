"""What messages of one kind tell: the last that somebody was told, and what need not be said."""

from sqlalchemy import Connection, func, select, update

from surveys.model.deliveries import DeliveryState, Kind
from surveys.store.tables import deliveries


class Notices:
    """What was told, and what waits to be."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def newest(self, kind: Kind, person_id: str) -> str | None:
        """Return the last subject of what somebody was or will be told; None: there is none.

        Subjects sort by when they were found. What was cancelled was told to nobody.
        """
        table = deliveries.c
        mine = (table.kind == str(kind)) & (table.person_id == person_id)
        is_told = table.state != str(DeliveryState.CANCELLED)
        query = select(func.max(table.subject)).where(mine, is_told)
        found = self._connection.execute(query).scalar()
        return None if found is None else str(found)

    def cancel_waiting(self, kind: Kind, *, but: str) -> None:
        """Cancel what waits to be sent, but for what is about a subject that ends so."""
        table = deliveries.c
        waiting = (table.kind == str(kind)) & (table.state == str(DeliveryState.PENDING))
        others = ~table.subject.endswith(but, autoescape=True)
        cancelled = update(deliveries).where(waiting, others)
        self._connection.execute(cancelled.values(state=str(DeliveryState.CANCELLED)))
