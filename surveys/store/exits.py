"""What was released of why people leave: shares, and texts apart from them."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from surveys.model.leaving import ExitCell, ExitRelease, ExitText
from surveys.model.releases import CommentState
from surveys.store.tables import exit_cells, exit_releases, exit_texts


class Exits:
    """Releases of pools of leavers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: ExitRelease, texts: Iterable[ExitText]) -> None:
        """Keep a release with its cells and texts."""
        self._connection.execute(
            insert(exit_releases).values(
                id=new.id, number=new.number, until=new.until, at_least=new.at_least
            )
        )
        cells = [
            {"release_id": new.id, "question": one.question, "option": one.option}
            | {"share": one.share}
            for one in new.cells
        ]
        self._connection.execute(insert(exit_cells), cells)
        rows = [
            {"id": one.id, "release_id": new.id, "question": one.question, "body": one.body}
            | {"state": str(one.state)}
            for one in texts
        ]
        if rows:
            self._connection.execute(insert(exit_texts), rows)

    def all(self) -> tuple[ExitRelease, ...]:
        """Return every release, the oldest first."""
        cells: dict[str, list[ExitCell]] = {}
        query = select(exit_cells).order_by(exit_cells.c.question, exit_cells.c.option)
        for row in self._connection.execute(query):
            cell = ExitCell(row.question, row.option, row.share)
            cells.setdefault(row.release_id, []).append(cell)
        rows = self._connection.execute(select(exit_releases).order_by(exit_releases.c.number))
        return tuple(
            ExitRelease(row.id, row.number, row.until, row.at_least, tuple(cells.get(row.id, ())))
            for row in rows
        )

    def newest(self) -> tuple[int, date] | None:
        """Return how many spoke at least, and until when, in the newest. None: there is none."""
        query = select(exit_releases.c.at_least, exit_releases.c.until)
        row = self._connection.execute(query.order_by(exit_releases.c.number.desc())).first()
        return (row.at_least, row.until) if row else None

    def texts(self, release_id: str, state: CommentState) -> tuple[ExitText, ...]:
        """Return the texts of a release in one state, in the order of their random ids."""
        mine = (exit_texts.c.release_id == release_id) & (exit_texts.c.state == str(state))
        rows = self._connection.execute(select(exit_texts).where(mine).order_by(exit_texts.c.id))
        return tuple(_text(row) for row in rows)

    def find_text(self, text_id: str) -> ExitText | None:
        """Return one text. None: there is none of this id."""
        query = select(exit_texts).where(exit_texts.c.id == text_id)
        row = self._connection.execute(query).first()
        return _text(row) if row else None

    def texts_in(self, states: Collection[CommentState]) -> tuple[ExitText, ...]:
        """Return every text in some states: the oldest release first, then by random id."""
        query = (
            select(exit_texts)
            .join(exit_releases, exit_releases.c.id == exit_texts.c.release_id)
            .where(exit_texts.c.state.in_([str(one) for one in states]))
            .order_by(exit_releases.c.number, exit_texts.c.id)
        )
        return tuple(_text(row) for row in self._connection.execute(query))

    def count_texts(self, states: Collection[CommentState]) -> int:
        """Return how many texts are in some states."""
        query = select(func.count()).where(exit_texts.c.state.in_([str(one) for one in states]))
        return int(self._connection.execute(query).scalar() or 0)

    def change_text(
        self,
        text_id: str,
        before: Collection[CommentState],
        state: CommentState,
        body: str | None = None,
    ) -> bool:
        """Move a text out of one of some states; say whether it was in one. None: as it is."""
        values = {"state": str(state)} | ({} if body is None else {"body": body})
        mine = exit_texts.c.id == text_id
        was = exit_texts.c.state.in_([str(one) for one in before])
        done = self._connection.execute(update(exit_texts).where(mine, was).values(values))
        return done.rowcount == 1


def _text(row: Row[Any]) -> ExitText:
    return ExitText(row.id, row.release_id, row.question, row.body, CommentState(row.state))
