"""Which pictures Slack holds, and who is uploading one: a row each, claimed under a lease."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select, update

from surveys.model.pictures import Claim, Shown, Upload
from surveys.store.dialect import insert_or
from surveys.store.tables import pictures


class Pictures:
    """Pictures of published figures."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ready(self, shown: Shown) -> str | None:
        """Return the id of the file that Slack holds. None: it holds none."""
        query = select(pictures.c.file_id).where(_is(shown), pictures.c.is_ready)
        return self._connection.execute(query).scalar()

    def claim(
        self, shown: Shown, owner: str, now: datetime, lease_until: datetime, most: int
    ) -> Claim:
        """Take a picture to upload, at most so many times; or say why not."""
        values = {"file_id": None, "is_ready": False, "attempt": 0, "not_before": now}
        new = insert_or(self._connection, pictures).values(**_key(shown), **values)
        self._connection.execute(new.on_conflict_do_nothing())
        is_free = and_(
            ~pictures.c.is_ready, pictures.c.not_before <= now, pictures.c.attempt < most
        )
        taken = self._connection.execute(
            update(pictures)
            .where(_is(shown), is_free)
            .values(owner=owner, not_before=lease_until, attempt=pictures.c.attempt + 1)
            .returning(pictures.c.attempt, pictures.c.file_id)
        ).first()
        if taken:
            return Claim(Upload.OURS, taken.attempt, taken.file_id)
        row = self._connection.execute(select(pictures).where(_is(shown))).one()
        if row.is_ready:
            return Claim(Upload.READY, row.attempt, row.file_id)
        is_busy = row.owner is not None and row.not_before > now
        return Claim(Upload.ELSEWHERE if is_busy else Upload.NOT_NOW, row.attempt, row.file_id)

    def begun(self, shown: Shown, owner: str, attempt: int, file_id: str) -> bool:
        """Keep the id of a file that is being uploaded; False when the claim was lost."""
        return self._write(shown, owner, attempt, file_id=file_id)

    def finished(self, shown: Shown, owner: str, attempt: int) -> bool:
        """Record that Slack holds the picture; False when the claim was lost."""
        return self._write(shown, owner, attempt, is_ready=True, owner=None)

    def put_back(
        self, shown: Shown, owner: str, attempt: int, not_before: datetime, *, is_attempt: bool
    ) -> bool:
        """Try a picture again later, if any attempt is left; False when the claim was lost."""
        made = attempt if is_attempt else attempt - 1
        return self._write(shown, owner, attempt, not_before=not_before, owner=None, attempt=made)

    def _write(self, shown: Shown, holder: str, made: int, /, **values: Any) -> bool:
        mine = and_(_is(shown), pictures.c.owner == holder, pictures.c.attempt == made)
        return self._connection.execute(update(pictures).where(mine).values(values)).rowcount == 1


def _key(shown: Shown) -> dict[str, str]:
    return {
        "workspace": shown.workspace,
        "release_id": shown.release_id,
        "node_id": shown.node_id,
    }


def _is(shown: Shown) -> ColumnElement[bool]:
    return and_(*(pictures.c[name] == value for name, value in _key(shown).items()))
