"""Returns to a backup, and how far their consequences have come."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, insert, or_, select, update

from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.restoring import Restore, Step
from surveys.store.tables import deliveries, restores

_UNFINISHED: Final = deliveries.c.state.in_(
    [str(DeliveryState.PENDING), str(DeliveryState.SENDING)]
)
# Of what a day brings, and of what stands on Home too: small help, and tiresome twice.
_REMINDERS: Final = tuple(
    str(one)
    for one in (
        Kind.ACTION_SOON,
        Kind.ACTION_LATE,
        Kind.FORUM_SOON,
        Kind.FORUM_LATE,
        Kind.MILESTONE,
        Kind.THANKS_MONTH,
    )
)


class Restores:
    """The restores of this database."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, restored: Restore) -> None:
        """Note a restore."""
        self._connection.execute(
            insert(restores).values(
                id=restored.id,
                made_at=restored.made_at,
                restored_at=restored.restored_at,
                step=str(restored.step),
            )
        )

    def unsettled(self) -> Restore | None:
        """Return the restore whose consequences are not all drawn. None: there is none such."""
        query = select(restores).where(restores.c.step != str(Step.SETTLED))
        newest = query.order_by(restores.c.restored_at.desc(), restores.c.id).limit(1)
        row = self._connection.execute(newest).first()
        return _restore(row) if row else None

    def last(self) -> Restore | None:
        """Return the restore that came last. None: this database never was one."""
        newest = select(restores).order_by(restores.c.restored_at.desc(), restores.c.id).limit(1)
        row = self._connection.execute(newest).first()
        return _restore(row) if row else None

    def get(self, restore_id: str) -> Restore:
        """Return one restore. Raises LookupError."""
        query = select(restores).where(restores.c.id == restore_id)
        row = self._connection.execute(query).first()
        if row is None:
            raise LookupError(restore_id)
        return _restore(row)

    def take(self, step: Step) -> None:
        """Note that every restore has come so far."""
        still = update(restores).where(restores.c.step != str(Step.SETTLED))
        self._connection.execute(still.values(step=str(step)))

    def doubt_messages(self, until: datetime, now: datetime) -> None:
        """Look before any message is sent that was due by a moment: it may have been sent before.

        Reminders due by now are not sent at all: those sent before may have had other ids.
        """
        is_reminder = and_(_UNFINISHED, deliveries.c.kind.in_(_REMINDERS))
        cancelled = {"state": str(DeliveryState.CANCELLED), "owner": None, "lease_until": None}
        self._connection.execute(
            update(deliveries).where(is_reminder, deliveries.c.due_at <= now).values(cancelled)
        )
        is_taken = deliveries.c.state == str(DeliveryState.SENDING)
        was_due = and_(_UNFINISHED, or_(deliveries.c.due_at <= until, is_taken))
        doubtful = {"state": str(DeliveryState.PENDING), "owner": None, "lease_until": None}
        self._connection.execute(
            update(deliveries).where(was_due).values(doubtful | {"ambiguous": True})
        )


def _restore(row: Row[Any]) -> Restore:
    return Restore(row.id, row.made_at, row.restored_at, Step(row.step))
