"""How fast a workspace's methods may be called: one row each, shared by every process.

A row holds the next permitted moment. Whoever wants to call takes that moment and moves it on in
one statement, so that no two processes ever take the same one.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, case, delete, exists, func, literal, select, update

from surveys.model.deliveries import Pause
from surveys.store.dialect import insert_or
from surveys.store.tables import paces

ALL_METHODS: Final = ""  # the row that stops a whole workspace
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class Paces:
    """Turns to call Slack."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def reserve(
        self, workspace: str, method: str, now: datetime, gap: timedelta, latest: datetime
    ) -> datetime | None:
        """Take the next permitted moment for one call; None: it is later than `latest`."""
        at, gap_us, latest_us = _microseconds(now), gap // _MICROSECOND, _microseconds(latest)
        taken = self._take(workspace, method, at, gap_us, latest_us)
        if taken is None:
            self._begin(workspace, method, at)
            taken = self._take(workspace, method, at, gap_us, latest_us)
        return None if taken is None else _moment(taken)

    def _take(self, workspace: str, method: str, at: int, gap: int, latest: int) -> int | None:
        others = paces.alias()
        is_paused = exists().where(
            others.c.workspace == workspace, others.c.method == ALL_METHODS, others.c.next_us > at
        )
        start = case((paces.c.next_us < at, literal(at)), else_=paces.c.next_us)
        query = (
            update(paces)
            .where(*_is(workspace, method), paces.c.next_us <= latest, ~is_paused)
            .values(next_us=start + gap, error=None)
            .returning(paces.c.next_us)
        )
        following = self._connection.execute(query).scalar()
        return None if following is None else following - gap

    def _begin(self, workspace: str, method: str, at: int) -> None:
        new = insert_or(self._connection, paces).values(
            workspace=workspace, method=method, next_us=at
        )
        self._connection.execute(new.on_conflict_do_nothing())

    def hold_back(self, workspace: str, method: str, until: datetime, error: str) -> None:
        """Permit no call before a moment; a later one that was said before stays."""
        at = _microseconds(until)
        new = insert_or(self._connection, paces).values(
            workspace=workspace, method=method, next_us=at, error=error
        )
        later = new.on_conflict_do_update(
            index_elements=[paces.c.workspace, paces.c.method],
            set_={
                "next_us": case((paces.c.next_us < at, at), else_=paces.c.next_us),
                "error": error,
            },
        )
        self._connection.execute(later)

    def next_at(self, workspace: str, method: str, *, told: bool = False) -> datetime | None:
        """Return the next permitted moment for a method. None: nothing is known of it.

        `told`: count only what Slack asked for, not our own pace.
        """
        query = select(func.max(paces.c.next_us)).where(
            paces.c.workspace == workspace, paces.c.method.in_((method, ALL_METHODS))
        )
        if told:
            query = query.where(paces.c.error.is_not(None))
        found = self._connection.execute(query).scalar()
        return None if found is None else _moment(found)

    def resume(self, workspace: str) -> None:
        """End the pause of a workspace."""
        self._connection.execute(delete(paces).where(*_is(workspace, ALL_METHODS)))

    def paused(self, now: datetime) -> tuple[Pause, ...]:
        """Return what has to wait because Slack said so."""
        query = (
            select(paces)
            .where(paces.c.next_us > _microseconds(now), paces.c.error.is_not(None))
            .order_by(paces.c.workspace, paces.c.method)
        )
        return tuple(
            Pause(row.workspace, row.method, _moment(row.next_us), row.error)
            for row in self._connection.execute(query)
        )


def _is(workspace: str, method: str) -> tuple[Any, ...]:
    return paces.c.workspace == workspace, paces.c.method == method


def _microseconds(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


def _moment(microseconds: int) -> datetime:
    return _EPOCH + microseconds * _MICROSECOND
