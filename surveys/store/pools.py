"""The pool in which leavers' sealed boxes wait: tags, never people."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, update

from surveys.model.leaving import Pool, SealedBox
from surveys.store.tables import exit_boxes, exit_pools

_OPEN: Final = "open"
RELEASED: Final = "released"
VOID: Final = "void"  # its key was lost


class Pools:
    """Pools and their boxes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self) -> Pool | None:
        """Return the open pool, held until the transaction ends. None: there is none."""
        query = select(exit_pools).where(exit_pools.c.state == _OPEN).with_for_update()
        row = self._connection.execute(query).first()
        return Pool(row.id, row.looked_on, row.looked_at) if row else None

    def begin(self, pool_id: str, looked_on: date | None = None) -> None:
        """Open a pool; `looked_on`: the quarter's end up to which another was released."""
        self._connection.execute(
            insert(exit_pools).values(
                id=pool_id, state=_OPEN, looked_on=looked_on, looked_at=0, scrubbed=False
            )
        )

    def looked(self, pool_id: str, on: date, at: int | None = None) -> None:
        """Note that a pool was judged; `at`: of so many leavers too few had spoken."""
        values = {"looked_on": on} | ({} if at is None else {"looked_at": at})
        self._connection.execute(
            update(exit_pools).where(exit_pools.c.id == pool_id).values(values)
        )

    def end(self, pool_id: str, state: str) -> bool:
        """End an open pool and delete its boxes; False: it has ended already."""
        mine = (exit_pools.c.id == pool_id) & (exit_pools.c.state == _OPEN)
        done = self._connection.execute(update(exit_pools).where(mine).values(state=state))
        if done.rowcount == 1:
            self._connection.execute(delete(exit_boxes).where(exit_boxes.c.pool_id == pool_id))
        return done.rowcount == 1

    def replace(self, pool_id: str, boxes: Iterable[SealedBox]) -> None:
        """Keep these boxes in place of all before, in the order of their random tags."""
        self._connection.execute(delete(exit_boxes).where(exit_boxes.c.pool_id == pool_id))
        rows = [
            {"pool_id": pool_id, "tag": one.tag, "box": one.box}
            for one in sorted(boxes, key=lambda one: one.tag)
        ]
        if rows:
            self._connection.execute(insert(exit_boxes), rows)

    def boxes(self, pool_id: str) -> tuple[SealedBox, ...]:
        """Return every box, in the order of their random tags."""
        query = select(exit_boxes).where(exit_boxes.c.pool_id == pool_id).order_by(exit_boxes.c.tag)
        return tuple(SealedBox(row.tag, row.box) for row in self._connection.execute(query))

    def count(self, pool_id: str) -> int:
        """Return how many boxes there are, those of nobody included."""
        query = select(func.count()).where(exit_boxes.c.pool_id == pool_id)
        return int(self._connection.execute(query).scalar() or 0)

    def is_void(self) -> bool:
        """Say whether a pool was ever given up because its key was lost."""
        query = select(exit_pools.c.id).where(exit_pools.c.state == VOID)
        return self._connection.execute(query).first() is not None

    def is_known(self, pool_id: str) -> bool:
        """Say whether there is or was such a pool."""
        query = select(exit_pools.c.id).where(exit_pools.c.id == pool_id)
        return self._connection.execute(query).first() is not None

    def unscrubbed(self) -> tuple[str, ...]:
        """Return the ended pools that may have left a key or traces of their boxes."""
        over = (exit_pools.c.state != _OPEN) & exit_pools.c.scrubbed.is_(False)
        return tuple(self._connection.execute(select(exit_pools.c.id).where(over)).scalars())

    def ended_among(self, ids: Collection[str]) -> tuple[str, ...]:
        """Return those of some ids that are of ended pools."""
        over = exit_pools.c.id.in_(list(ids)) & (exit_pools.c.state != _OPEN)
        return tuple(self._connection.execute(select(exit_pools.c.id).where(over)).scalars())

    def scrubbed(self, ids: Iterable[str]) -> None:
        """Note that nothing of some pools is left in any file."""
        mine = exit_pools.c.id.in_(list(ids))
        self._connection.execute(update(exit_pools).where(mine).values(scrubbed=True))
