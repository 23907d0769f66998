"""Thank-yous. Nothing here counts those of one person, team or manager: only a whole month's."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Row,
    and_,
    delete,
    exists,
    func,
    insert,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from surveys.model.deliveries import UNCOUNTED, DeliveryState
from surveys.model.thanks import ThanksState, ThankYou
from surveys.store.tables import deliveries, thanked, thanks, thanks_months

_IS_GIVEN: Final = thanks.c.state == str(ThanksState.GIVEN)
# Words that wait for a round-up: who wrote them, and whom they are about, may still say no.
_WAITS: Final = and_(thanks.c.shared.is_not(None), thanks.c.told_in.is_(None), _IS_GIVEN)
_IS_KNOWN: Final = or_(thanks.c.sender_id.is_not(None), thanks.c.words.is_not(None))
_FORGOTTEN: Final = {
    "sender_id": None,
    "unit_id": None,
    "channel": None,
    "workspace": None,
    "words": None,
}


class Thanks:
    """Signed words, and what was told of each month."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: ThankYou, receivers: Collection[str]) -> bool:
        """Keep a thank-you; False when there is one of that id already."""
        row = {**vars(new), "state": str(new.state)}
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(thanks).values(row))
        except IntegrityError:
            return False
        rows = [{"thanks_id": new.id, "person_id": one} for one in receivers]
        if rows:
            self._connection.execute(insert(thanked), rows)
        return True

    def find(self, thanks_id: str) -> ThankYou | None:
        """Return one. None: there is none of that id."""
        query = select(thanks).where(thanks.c.id == thanks_id)
        row = self._connection.execute(query).first()
        return _thank_you(row) if row else None

    def receivers(self, thanks_id: str) -> tuple[str, ...]:
        """Return who gets a message of one, by id."""
        query = select(thanked.c.person_id).where(thanked.c.thanks_id == thanks_id)
        return tuple(self._connection.execute(query.order_by(thanked.c.person_id)).scalars())

    def written_by(self, person_id: str) -> tuple[ThankYou, ...]:
        """Return those of somebody that they may still change, for their eyes: newest first."""
        is_left = thanks.c.state.in_([str(ThanksState.WAITING), str(ThanksState.GIVEN)])
        is_back = thanks.c.state == str(ThanksState.BACK)
        mine = and_(thanks.c.sender_id == person_id, thanks.c.told_in.is_(None))
        query = select(thanks).where(mine, or_(is_left, is_back))
        rows = self._connection.execute(query.order_by(thanks.c.day.desc(), thanks.c.id))
        return tuple(_thank_you(row) for row in rows)

    def has_spent(self, person_id: str, day: date, most: int) -> bool:
        """Say whether somebody wrote as many on a day as anybody may; never how many."""
        mine = and_(thanks.c.sender_id == person_id, thanks.c.day == day)
        query = select(thanks.c.id).where(mine).offset(most - 1).limit(1)
        return self._connection.execute(query).first() is not None

    def is_named(self, person_id: str) -> tuple[bool, bool]:
        """Say whether any is kept that somebody wrote, and any that they were sent."""
        wrote = select(exists().where(thanks.c.sender_id == person_id))
        heard = select(exists().where(thanked.c.person_id == person_id))
        first, second = (self._connection.execute(one).scalar() for one in (wrote, heard))
        return bool(first), bool(second)

    def put(self, thanks_id: str, state: ThanksState) -> None:
        """Note how far one has come."""
        mine = update(thanks).where(thanks.c.id == thanks_id)
        self._connection.execute(mine.values(state=str(state)))

    def leave_out(self, thanks_id: str) -> bool:
        """Keep the words of one out of the round-up; False: they were told already."""
        mine = update(thanks).where(thanks.c.id == thanks_id, thanks.c.told_in.is_(None))
        return self._connection.execute(mine.values(shared=None)).rowcount == 1

    def tell(self, month: date, until: date, written_before: date) -> int | None:
        """Count a month up to the day `until`, and mark the words that its round-up tells.

        Return the count. None: that month was told before.
        """
        is_in_it = and_(thanks.c.day >= month, thanks.c.day < until, _IS_GIVEN)
        count = select(func.count()).select_from(thanks).where(is_in_it)
        said = int(self._connection.execute(count).scalar() or 0)
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(thanks_months).values(month=month, said=said))
        except IntegrityError:
            return None
        ready = update(thanks).where(_WAITS, thanks.c.day < written_before)
        self._connection.execute(ready.values(told_in=month))
        return said

    def is_told(self, month: date) -> bool:
        """Say whether a month was told."""
        query = select(thanks_months.c.month).where(thanks_months.c.month == month)
        return self._connection.execute(query).first() is not None

    def told(self, month: date | None = None) -> tuple[date, int, tuple[str, ...]] | None:
        """Return a month, its count, and the words told of it, by id, which is random.

        None asked for: the newest. None returned: it was not told.
        """
        query = select(thanks_months).order_by(thanks_months.c.month.desc()).limit(1)
        if month is not None:
            query = query.where(thanks_months.c.month == month)
        row = self._connection.execute(query).first()
        if row is None:
            return None
        words = select(thanks.c.shared).where(thanks.c.told_in == row.month)
        own = self._connection.execute(words.where(thanks.c.shared.is_not(None)).order_by("id"))
        return row.month, row.said, tuple(own.scalars())


def forget_old(connection: Connection, before: date) -> int:
    """Forget who thanked whom before a day, and what was told in earlier round-ups; how many.

    Words that wait for a round-up keep whoever may still take them out of it; how many were said
    in a month that is still to be told can be counted all the same.
    """
    newest = connection.execute(select(func.max(thanks_months.c.month))).scalar()
    is_old = and_(thanks.c.day < before, not_(_WAITS))
    rows = _forget_messages(connection, before)
    of_old = thanked.c.thanks_id.in_(select(thanks.c.id).where(is_old))
    rows += connection.execute(delete(thanked).where(of_old)).rowcount
    gone = connection.execute(update(thanks).where(is_old, _IS_KNOWN).values(_FORGOTTEN)).rowcount
    if newest is not None:
        end = (newest + timedelta(days=31)).replace(day=1)
        is_over = or_(thanks.c.told_in < newest, thanks.c.shared.is_(None))
        of_over = and_(is_old, thanks.c.day < end, is_over)
        gone += connection.execute(delete(thanks).where(of_over)).rowcount
    return rows + gone


def _forget_messages(connection: Connection, before: date) -> int:
    """Forget who was sent one before a day: records of them would tell who thanked whom."""
    is_one = deliveries.c.kind.in_([str(one) for one in UNCOUNTED])
    is_old = deliveries.c.due_at < datetime.combine(before, time(), tzinfo=UTC)
    ended = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.CANCELLED)
    is_over = deliveries.c.state.in_([str(one) for one in ended])
    return connection.execute(delete(deliveries).where(is_one, is_old, is_over)).rowcount


def forget_person(connection: Connection, person_id: str) -> None:
    """Forget whoever was removed: what they wrote, and that anybody thanked them."""
    wrote = thanks.c.sender_id == person_id
    theirs = select(thanked.c.thanks_id).where(thanked.c.person_id == person_id)
    waits = thanks.c.told_in.is_(None)
    for chosen, values in (
        (and_(thanks.c.id.in_(theirs), waits), {"shared": None}),
        (and_(wrote, waits), {"shared": None}),
        (wrote, _FORGOTTEN),
    ):
        connection.execute(update(thanks).where(chosen).values(values))
    connection.execute(delete(thanked).where(thanked.c.person_id == person_id))


def oldest(connection: Connection) -> datetime | None:
    """Return the day of the oldest that names somebody and waits for no round-up. None: none."""
    query = select(func.min(thanks.c.day)).where(_IS_KNOWN, not_(_WAITS))
    day = connection.execute(query).scalar()
    return datetime.combine(day, time(), tzinfo=UTC) if day else None


def _thank_you(row: Row[Any]) -> ThankYou:
    return ThankYou(
        id=row.id,
        day=row.day,
        state=ThanksState(row.state),
        sender_id=row.sender_id,
        unit_id=row.unit_id,
        channel=row.channel,
        words=row.words,
        shared=row.shared,
        told_in=row.told_in,
        workspace=row.workspace,
    )
