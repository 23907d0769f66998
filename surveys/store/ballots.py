"""Sealed ballots and postponements of open rounds: tags, never people."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select

from surveys.model.rounds import Ballot
from surveys.store.dialect import inserts
from surveys.store.tables import ballots, postponements

_ONE_A_TAG: Final = [ballots.c.round_id, ballots.c.tag]
_PUT: Final = {  # made once: making a statement takes longer than carrying it out
    name: new.on_conflict_do_update(index_elements=_ONE_A_TAG, set_={"box": new.excluded.box})
    for name, new in inserts(ballots).items()
}


class Ballots:
    """The ballot box."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, cast: Iterable[tuple[str, Ballot]]) -> None:
        """Keep ballots of rounds, each in place of the same person's earlier one."""
        rows = [{"round_id": where, "tag": one.tag, "box": one.box} for where, one in cast]
        if rows:
            self._connection.execute(_PUT[self._connection.dialect.name], rows)

    def find(self, round_id: str, tag: bytes) -> Ballot | None:
        """Return one ballot. None: nothing was answered, or it was withdrawn."""
        row = self._connection.execute(select(ballots).where(_is(ballots, round_id, tag))).first()
        return Ballot(row.tag, row.box) if row else None

    def withdraw(self, round_id: str, tag: bytes) -> bool:
        """Delete one ballot; say whether there was one."""
        done = self._connection.execute(delete(ballots).where(_is(ballots, round_id, tag)))
        return done.rowcount == 1

    def of(self, round_id: str) -> Iterator[Ballot]:
        """Yield every ballot of a round, in the order of their random tags."""
        rows = self._connection.execute(
            select(ballots).where(ballots.c.round_id == round_id).order_by(ballots.c.tag)
        )
        return (Ballot(row.tag, row.box) for row in rows)

    def count(self, round_id: str) -> int:
        """Return how many people have a ballot in a round: to decide with, never to show."""
        query = select(func.count()).where(ballots.c.round_id == round_id)
        return int(self._connection.execute(query).scalar() or 0)

    def postpone(self, round_id: str, tag: bytes, due_at: datetime) -> None:
        """Remember that the person behind a tag wants to be asked later."""
        self.forget_postponement(round_id, tag)
        self._connection.execute(
            insert(postponements).values(round_id=round_id, tag=tag, due_at=due_at)
        )

    def due_postponements(self, round_id: str, now: datetime) -> tuple[bytes, ...]:
        """Return the tags whose postponement has come."""
        mine = postponements.c.round_id == round_id
        rows = self._connection.execute(
            select(postponements.c.tag).where(mine, postponements.c.due_at <= now)
        )
        return tuple(row.tag for row in rows)

    def forget_postponement(self, round_id: str, tag: bytes) -> bool:
        """Delete one postponement; say whether there was one."""
        mine = _is(postponements, round_id, tag)
        return self._connection.execute(delete(postponements).where(mine)).rowcount == 1

    def destroy(self, round_id: str) -> None:
        """Delete everything kept under tags in one round. Rounds overlap: never truncate."""
        self._connection.execute(delete(ballots).where(ballots.c.round_id == round_id))
        self._connection.execute(delete(postponements).where(postponements.c.round_id == round_id))


def _is(table: Table, round_id: str, tag: bytes) -> ColumnElement[bool]:
    return (table.c.round_id == round_id) & (table.c.tag == tag)
