"""The queue of messages: claimed under a lease, posted outside any transaction, then recorded."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, or_, select, true, update

from surveys.model.deliveries import UNCOUNTED, Delivery, DeliveryState, Kind
from surveys.model.workspaces import Reach
from surveys.store.dialect import insert_or
from surveys.store.reaching import within
from surveys.store.tables import UNFINISHED, deliveries

# While versions run side by side, a message that only the newer knows is left to the newer.
IS_KNOWN: Final = deliveries.c.kind.in_([str(kind) for kind in Kind])


class Deliveries:
    """Messages to send."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Iterable[Delivery]) -> None:
        """Queue messages; the same kind to the same person about the same subject only once."""
        rows = [
            {
                "id": one.id,
                "kind": str(one.kind),
                "person_id": one.person_id,
                "subject": one.subject,
                "due_at": one.due_at,
                "state": str(DeliveryState.PENDING),
                "attempt": 0,
                "ambiguous": False,
            }
            for one in new
        ]
        once = [deliveries.c.kind, deliveries.c.person_id, deliveries.c.subject]
        queue = insert_or(self._connection, deliveries).on_conflict_do_nothing(index_elements=once)
        if rows:
            self._connection.execute(queue, rows)

    def claim(
        self,
        owner: str,
        now: datetime,
        lease_until: datetime,
        limit: int,
        *,
        packs: bool = False,
        reach: Reach | None = None,
    ) -> tuple[Delivery, ...]:
        """Take up to `limit` due messages; those whose lease ran out may have arrived already.

        `packs`: those that are made first; else all others. `reach`: to one of several workspaces.
        """
        due = (
            select(deliveries.c.id)
            .where(UNFINISHED, IS_KNOWN, _is_due(now), _is_pack(packs=packs))
            .where(within(reach) if reach else true())
            # Ids are random, so the order of sending says nothing about the list of people.
            .order_by(deliveries.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = self._connection.execute(
            update(deliveries)
            .where(deliveries.c.id.in_(due))
            .values(
                # The right-hand side still sees the old state: an expired lease is ambiguous.
                ambiguous=or_(
                    deliveries.c.ambiguous, deliveries.c.state == str(DeliveryState.SENDING)
                ),
                state=str(DeliveryState.SENDING),
                owner=owner,
                lease_until=lease_until,
                attempt=deliveries.c.attempt + 1,
                **({"workspace": reach.workspace} if reach else {}),
            )
            .returning(*deliveries.c)
        )
        return tuple(_delivery(row) for row in rows)

    def hold(self, delivery: Delivery, owner: str, lease_until: datetime) -> bool:
        """Lease a claimed message anew; False when the claim was lost meanwhile."""
        done = self._connection.execute(
            update(deliveries).where(_claimed(delivery, owner)).values(lease_until=lease_until)
        )
        return done.rowcount == 1

    def sharing(
        self, delivery: Delivery, owner: str, lease_until: datetime, files: Sequence[str]
    ) -> bool:
        """Record which files are about to be shared; False when the claim was lost meanwhile."""
        every = " ".join([*delivery.files, *files])
        ours = update(deliveries).where(_claimed(delivery, owner))
        done = self._connection.execute(ours.values(files=every, lease_until=lease_until))
        return done.rowcount == 1

    def sent(self, delivery: Delivery, owner: str, channel: str, ts: str | None) -> bool:
        """Record that a message arrived, `ts` if Slack said it; False when the claim was lost."""
        return self._finish(
            delivery, owner, state=str(DeliveryState.SENT), channel=channel, ts=ts, error=None
        )

    def failed(self, delivery: Delivery, owner: str, error: str) -> bool:
        """Record that a message can never arrive."""
        return self._finish(delivery, owner, state=str(DeliveryState.FAILED), error=error)

    def cancelled(self, delivery: Delivery, owner: str) -> bool:
        """Record that a message is no longer of use."""
        return self._finish(delivery, owner, state=str(DeliveryState.CANCELLED))

    def put_back(
        self,
        delivery: Delivery,
        owner: str,
        due_at: datetime,
        *,
        ambiguous: bool,
        error: str | None,
    ) -> bool:
        """Try a message again later; error None: nothing went wrong, its turn did not come."""
        return self._finish(
            delivery,
            owner,
            state=str(DeliveryState.PENDING),
            due_at=due_at,
            ambiguous=ambiguous,
            error=error,
        )

    def forget_failed(self, kind: Kind, person_ids: Iterable[str]) -> None:
        """Delete what could not be delivered to some people, so that it can be queued anew."""
        gone = (str(DeliveryState.FAILED), str(DeliveryState.CANCELLED))
        self._connection.execute(
            delete(deliveries).where(
                deliveries.c.kind == str(kind),
                deliveries.c.person_id.in_(list(person_ids)),
                deliveries.c.state.in_(gone),
            )
        )

    def forget(self, kind: Kind, person_id: str, subject: str) -> None:
        """Delete what did not arrive, or perhaps not, so that it can be queued anew."""
        table = deliveries.c
        mine = (table.kind == str(kind)) & (table.person_id == person_id)
        is_failed = table.state == str(DeliveryState.FAILED)
        self._connection.execute(
            delete(deliveries).where(mine, table.subject == subject, is_failed)
        )

    def last_of(self, kinds: Collection[Kind]) -> tuple[DeliveryState, str | None] | None:
        """Return how the newest message of some kinds stands, and its error. None: none such."""
        table = deliveries.c
        query = select(table.state, table.error).where(table.kind.in_([str(one) for one in kinds]))
        query = query.order_by(table.due_at.desc(), table.id.desc()).limit(1)
        row = self._connection.execute(query).first()
        return (DeliveryState(row.state), row.error) if row else None

    def error_of(self, kind: Kind, person_id: str, subject: str) -> str | None:
        """Return what went wrong with one message. None: nothing, or there is none such."""
        table = deliveries.c
        mine = (table.kind == str(kind)) & (table.person_id == person_id)
        found = self._connection.execute(
            select(table.error).where(mine, table.subject == subject)
        ).scalar()
        return None if found is None else str(found)

    def move(self, kind: Kind, person_id: str, subject: str, due_at: datetime) -> None:
        """Send a message that still waits at another moment."""
        mine = and_(
            deliveries.c.kind == str(kind),
            deliveries.c.person_id == person_id,
            deliveries.c.subject == subject,
            deliveries.c.state == str(DeliveryState.PENDING),
        )
        self._connection.execute(update(deliveries).where(mine).values(due_at=due_at))

    def forget_later(self, round_id: str) -> None:
        """Delete what was sent because people asked for it later: nobody need know who did."""
        is_later = deliveries.c.kind == str(Kind.LATER)
        about = deliveries.c.subject.startswith(f"{round_id}:")
        self._connection.execute(delete(deliveries).where(is_later, about))

    def overdue(self, moment: datetime) -> int:
        """Count what should have been sent before a moment and is not."""
        query = select(func.count()).where(UNFINISHED, deliveries.c.due_at < moment)
        return int(self._connection.execute(query.select_from(deliveries)).scalar() or 0)

    def refused(self, moment: datetime) -> int:
        """Count what was due since a moment and can never arrive, but for what its writer mends."""
        is_failed = deliveries.c.state == str(DeliveryState.FAILED)
        is_ours = deliveries.c.kind != str(Kind.THANKS_POST)
        query = select(func.count()).where(is_failed, is_ours, deliveries.c.due_at >= moment)
        return int(self._connection.execute(query.select_from(deliveries)).scalar() or 0)

    def counts(self, kind: Kind, subject: str | None = None) -> dict[DeliveryState, int]:
        """Count the messages of a kind by how far they have come, or those about one subject."""
        found = dict.fromkeys(DeliveryState, 0)
        chosen = [deliveries.c.kind == str(kind)]
        if subject is not None:
            chosen.append(deliveries.c.subject == subject)
        query = select(deliveries.c.state, func.count()).where(*chosen).group_by(deliveries.c.state)
        for state, count in self._connection.execute(query):
            found[DeliveryState(state)] = count
        return found

    def is_under_way(self, kind: Kind, person_id: str, beginning: str) -> bool:
        """Say whether a message about a subject that begins so is still to be sent."""
        query = select(deliveries.c.id).where(
            UNFINISHED,
            deliveries.c.kind == str(kind),
            deliveries.c.person_id == person_id,
            deliveries.c.subject.startswith(beginning, autoescape=True),
        )
        return self._connection.execute(query.limit(1)).first() is not None

    def state_of(self, kind: Kind, person_id: str, subject: str) -> DeliveryState | None:
        """Return how far one message has come. None: there is none."""
        query = select(deliveries.c.state).where(
            deliveries.c.kind == str(kind),
            deliveries.c.person_id == person_id,
            deliveries.c.subject == subject,
        )
        state = self._connection.execute(query).scalar()
        return None if state is None else DeliveryState(state)

    def counts_to(self, person_id: str) -> dict[Kind, dict[DeliveryState, int]]:
        """Count the records of messages to one person, by kind and by how far they have come.

        Thank-yous are left out: nobody's are counted.
        """
        found: dict[Kind, dict[DeliveryState, int]] = {}
        columns = (deliveries.c.kind, deliveries.c.state)
        is_counted = deliveries.c.kind.not_in([str(one) for one in UNCOUNTED])
        mine = (deliveries.c.person_id == person_id) & is_counted
        query = select(*columns, func.count()).where(mine)
        for kind, state, count in self._connection.execute(
            query.group_by(*columns).order_by(*columns)
        ):
            found.setdefault(Kind(kind), {})[DeliveryState(state)] = count
        return found

    def errors(self) -> dict[str, int]:
        """Count by its code what went wrong with messages refused or still to be sent."""
        is_failed = deliveries.c.state == str(DeliveryState.FAILED)
        query = (
            select(deliveries.c.error, func.count())
            .where(deliveries.c.error.is_not(None), or_(is_failed, UNFINISHED))
            .group_by(deliveries.c.error)
            .order_by(deliveries.c.error)
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def _finish(self, delivery: Delivery, owner: str, **values: Any) -> bool:
        done = self._connection.execute(
            update(deliveries)
            .where(_claimed(delivery, owner))
            .values(owner=None, lease_until=None, **values)
        )
        return done.rowcount == 1


def _is_pack(*, packs: bool) -> ColumnElement[bool]:
    is_pack = deliveries.c.kind == str(Kind.PACK)
    return is_pack if packs else ~is_pack


def _is_due(now: datetime) -> ColumnElement[bool]:
    table = deliveries.c
    expired = and_(table.state == str(DeliveryState.SENDING), table.lease_until < now)
    return or_(and_(table.state == str(DeliveryState.PENDING), table.due_at <= now), expired)


def _claimed(delivery: Delivery, owner: str) -> ColumnElement[bool]:
    return and_(
        deliveries.c.id == delivery.id,
        deliveries.c.state == str(DeliveryState.SENDING),
        deliveries.c.owner == owner,
        deliveries.c.attempt == delivery.attempt,
    )


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        kind=Kind(row.kind),
        person_id=row.person_id,
        subject=row.subject,
        due_at=row.due_at,
        attempt=row.attempt,
        ambiguous=row.ambiguous,
        lease_until=row.lease_until,
        files=tuple((row.files or "").split()),
    )
