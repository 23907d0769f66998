"""The answers to the forum's questions, each version of them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from surveys.model.actions import Post
from surveys.model.forum import AnswerState, ForumAnswer
from surveys.store.tables import forum_answers


class ForumAnswers:
    """Versions of answers; none is ever changed but for where it was posted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def answer(self, answer: ForumAnswer) -> bool:
        """Keep a version of an answer; False when another of that version was kept before it."""
        new = {
            "question_id": answer.question_id,
            "version": answer.version,
            "state": str(answer.state),
            "text": answer.text,
            "at": answer.at,
            "by_id": answer.by_id,
            "by_post": str(answer.by_post),
            "at_meeting": answer.at_meeting,
            "link": answer.link,
        }
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(forum_answers).values(new))
        except IntegrityError:
            return False
        return True

    def answers(self, question_ids: Collection[str]) -> tuple[ForumAnswer, ...]:
        """Return every version of the answers to some questions, the oldest first."""
        table = forum_answers.c
        query = select(forum_answers).where(table.question_id.in_(list(question_ids)))
        rows = self._connection.execute(query.order_by(table.question_id, table.version))
        return tuple(_answer(row) for row in rows)

    def keep_link(self, question_id: str, version: int, link: str) -> None:
        """Keep where a published version stands in the forum's channel."""
        table = forum_answers.c
        mine = (table.question_id == question_id) & (table.version == version)
        self._connection.execute(update(forum_answers).where(mine).values(link=link))


def _answer(row: Row[Any]) -> ForumAnswer:
    return ForumAnswer(
        question_id=row.question_id,
        version=row.version,
        state=AnswerState(row.state),
        text=row.text,
        at=row.at,
        by_id=row.by_id,
        by_post=Post(row.by_post),
        at_meeting=row.at_meeting,
        link=row.link,
    )
