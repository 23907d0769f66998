"""Administrative acts in the order in which they were done: added to, never changed."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, text

from surveys.model.trail import BEGINNING, Act, ActKind, Link, Trail, act_after, spelt
from surveys.store.tables import acts, acts_removed


class Acts:
    """The chain of acts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, at: datetime, actor: str, kind: ActKind, subject: dict[str, str]) -> Act:
        """Keep an act that is done in this transaction; it is the last thing that is done in it."""
        self.hold()  # two acts at once would both follow the same one
        act = act_after(self._last(), at, actor, kind, subject)
        self._connection.execute(
            insert(acts).values(
                position=act.position,
                at=act.at,
                actor=act.actor,
                kind=str(act.kind),
                subject=spelt(act.subject),
                digest=act.digest,
            )
        )
        return act

    def hold(self) -> None:
        """Let nobody else add an act before this transaction is over."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(text("LOCK TABLE acts IN EXCLUSIVE MODE"))

    def whole(self) -> Trail:
        """Return every act that is kept, the oldest first, and where the chain begins."""
        rows = self._connection.execute(select(acts).order_by(acts.c.position))
        return Trail(tuple(_act(row) for row in rows), self._removed())

    def newest(self, offset: int, limit: int) -> tuple[Act, ...]:
        """Return some acts, the newest first."""
        query = select(acts).order_by(acts.c.position.desc()).offset(offset).limit(limit)
        return tuple(_act(row) for row in self._connection.execute(query))

    def count(self) -> int:
        """Return how many acts are kept."""
        return int(self._connection.execute(select(func.count()).select_from(acts)).scalar_one())

    def find(self, position: int) -> Act | None:
        """Return one act. None: it was removed for its age, or never done."""
        row = self._connection.execute(select(acts).where(acts.c.position == position)).first()
        return _act(row) if row else None

    def last_of(self, kinds: Collection[ActKind]) -> Act | None:
        """Return the newest act of some kinds. None: none such is kept."""
        mine = acts.c.kind.in_([str(one) for one in kinds])
        query = select(acts).where(mine).order_by(acts.c.position.desc()).limit(1)
        row = self._connection.execute(query).first()
        return _act(row) if row else None

    def forget_before(self, limit: datetime) -> int:
        """Delete the acts at the beginning that are from before a moment; how many.

        The digest of the last of them stays, so that those after it can still be checked.
        """
        young = select(func.min(acts.c.position)).where(acts.c.at >= limit).scalar_subquery()
        old = acts.c.position < func.coalesce(young, self._last().position + 1)
        last = self._connection.execute(
            select(acts.c.position, acts.c.digest)
            .where(old)
            .order_by(acts.c.position.desc())
            .limit(1)
        ).first()
        if last is None:
            return 0
        self._connection.execute(delete(acts_removed))
        self._connection.execute(
            insert(acts_removed).values(position=last.position, digest=last.digest)
        )
        return self._connection.execute(
            delete(acts).where(acts.c.position <= last.position)
        ).rowcount

    def _last(self) -> Link:
        row = self._connection.execute(
            select(acts.c.position, acts.c.digest).order_by(acts.c.position.desc()).limit(1)
        ).first()
        return Link(row.position, row.digest) if row else self._removed()

    def _removed(self) -> Link:
        row = self._connection.execute(select(acts_removed)).first()
        return Link(row.position, row.digest) if row else BEGINNING


def _act(row: Row[Any]) -> Act:
    return Act(
        row.position, row.at, row.actor, ActKind(row.kind), json.loads(row.subject), row.digest
    )
