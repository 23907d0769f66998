"""The pool in which leavers' sealed boxes wait: tags, never people."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from surveys.model.leaving import Pool, SealedBox
from surveys.store.dialect import insert_or
from surveys.store.tables import exit_boxes, exit_pools

_OPEN: Final = "open"


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

    def put(self, pool_id: str, box: SealedBox) -> None:
        """Keep a box in place of the same person's earlier one."""
        new = insert_or(self._connection, exit_boxes).values(
            pool_id=pool_id, tag=box.tag, box=box.box
        )
        once = [exit_boxes.c.pool_id, exit_boxes.c.tag]
        self._connection.execute(
            new.on_conflict_do_update(index_elements=once, set_={"box": new.excluded.box})
        )

    def find(self, pool_id: str, tag: bytes) -> SealedBox | None:
        """Return one box. None: there is none under this tag."""
        mine = (exit_boxes.c.pool_id == pool_id) & (exit_boxes.c.tag == tag)
        row = self._connection.execute(select(exit_boxes).where(mine)).first()
        return SealedBox(row.tag, row.box) if row else None

    def take_out(self, pool_id: str, tag: bytes) -> bool:
        """Delete one box; say whether there was one."""
        mine = (exit_boxes.c.pool_id == pool_id) & (exit_boxes.c.tag == tag)
        return self._connection.execute(delete(exit_boxes).where(mine)).rowcount == 1

    def boxes(self, pool_id: str) -> tuple[SealedBox, ...]:
        """Return every box, in the order of their random tags."""
        query = select(exit_boxes).where(exit_boxes.c.pool_id == pool_id).order_by(exit_boxes.c.tag)
        return tuple(SealedBox(row.tag, row.box) for row in self._connection.execute(query))

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
