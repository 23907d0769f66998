"""Comments after their round has closed: random ids, apart from scores, in the order of the ids."""

from collections.abc import Collection

from sqlalchemy import Connection, Row, func, insert, select, update

from surveys.model.releases import CommentState, ReleasedComment
from surveys.store.tables import comments, releases


class Comments:
    """What people wrote, and whether it may be read."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, said: Collection[ReleasedComment]) -> None:
        """Keep comments of a release."""
        rows = [
            {
                "id": one.id,
                "release_id": one.release_id,
                "question_id": one.question_id,
                "node_id": one.node_id,
                "body": one.body,
                "state": str(one.state),
            }
            for one in said
        ]
        if rows:
            self._connection.execute(insert(comments), rows)

    def find(self, comment_id: str) -> ReleasedComment | None:
        """Return one comment. None: there is none of this id."""
        row = self._connection.execute(select(comments).where(comments.c.id == comment_id)).first()
        return _comment(row) if row else None

    def of(self, release_id: str, state: CommentState) -> tuple[ReleasedComment, ...]:
        """Return the comments of a release in one state, in the order of their random ids."""
        query = (
            select(comments)
            .where(comments.c.release_id == release_id, comments.c.state == str(state))
            .order_by(comments.c.id)
        )
        return tuple(_comment(row) for row in self._connection.execute(query))

    def count(self, states: Collection[CommentState]) -> int:
        """Return how many comments are in some states."""
        query = select(func.count()).where(comments.c.state.in_([str(one) for one in states]))
        return int(self._connection.execute(query).scalar() or 0)

    def in_states(self, states: Collection[CommentState]) -> tuple[ReleasedComment, ...]:
        """Return every comment in some states: the oldest release first, then by random id."""
        query = (
            select(comments)
            .join(releases, releases.c.id == comments.c.release_id)
            .where(comments.c.state.in_([str(one) for one in states]))
            .order_by(releases.c.closed, releases.c.name, comments.c.id)
        )
        return tuple(_comment(row) for row in self._connection.execute(query))

    def change(
        self,
        comment_id: str,
        before: Collection[CommentState],
        state: CommentState,
        body: str | None = None,
    ) -> bool:
        """Move a comment out of one of some states; say whether it was in one.

        None: its words stay as they are.
        """
        values = {"state": str(state)} | ({} if body is None else {"body": body})
        done = self._connection.execute(
            update(comments)
            .where(comments.c.id == comment_id)
            .where(comments.c.state.in_([str(one) for one in before]))
            .values(values)
        )
        return done.rowcount == 1


def _comment(row: Row[tuple[str, ...]]) -> ReleasedComment:
    return ReleasedComment(
        id=row.id,
        release_id=row.release_id,
        question_id=row.question_id,
        node_id=row.node_id,
        body=row.body,
        state=CommentState(row.state),
    )
