"""What of the forum is too old: words that nobody reads any more, and records of years ago."""

from datetime import UTC, date, datetime, time
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, delete, func, or_, select, update

from surveys.model.forum import CycleState, QuestionState
from surveys.store.tables import (
    forum_agenda,
    forum_answers,
    forum_cycles,
    forum_decisions,
    forum_notes,
    forum_questions,
    forum_replies,
)

_TABLE: Final = forum_questions.c
# What is in one of these is shown to nobody, or stands for itself no more.
_ENDED: Final = _TABLE.state.in_(
    [
        str(QuestionState.REWORDING),
        str(QuestionState.HIDDEN),
        str(QuestionState.MERGED),
        str(QuestionState.SPLIT),
    ]
)
_HAS_WORDS: Final = and_(_ENDED, or_(_TABLE.text != "", _TABLE.thread_id.is_not(None)))
_ANSWERED: Final = _TABLE.state == str(QuestionState.ANSWERED)
_WAS_HELD: Final = forum_cycles.c.state == str(CycleState.CLOSED)


def forget_words(connection: Connection, before: date) -> int:
    """Forget hidden, merged and split questions' words, follow-ups and private replies; how many.

    How many were asked and hidden, and why, can be counted all the same.
    """
    old = and_(_HAS_WORDS, _TABLE.released_on < before)
    ids = select(_TABLE.id).where(old)
    wanted = delete(forum_decisions).where(forum_decisions.c.question_id.in_(ids))
    blank = update(forum_questions).where(old)
    done = (
        connection.execute(delete(forum_notes).where(forum_notes.c.released_on < before)),
        connection.execute(delete(forum_replies).where(forum_replies.c.written_on < before)),
        connection.execute(wanted),
        connection.execute(blank.values(text="", thread_id=None, public_key=None)),
    )
    return sum(one.rowcount for one in done)


def forget_records(connection: Connection, before: date) -> int:
    """Delete questions answered before a day with their answers, and minutes of before it."""
    old = select(_TABLE.id).where(_ANSWERED, _TABLE.answered_on < before)
    held = select(forum_cycles.c.id).where(_WAS_HELD, forum_cycles.c.meeting_on < before)
    ids = list(connection.execute(old).scalars())
    agenda = forum_agenda.c
    too_old = or_(agenda.question_id.in_(ids), agenda.cycle_id.in_(held))
    gone = connection.execute(delete(forum_agenda).where(too_old)).rowcount
    for table in (forum_answers, forum_notes, forum_decisions):
        connection.execute(delete(table).where(table.c.question_id.in_(ids)))
    for column in (_TABLE.merged_into, _TABLE.split_from):
        pointing = update(forum_questions).where(column.in_(ids))
        connection.execute(pointing.values({column.name: None}))
    connection.execute(delete(forum_questions).where(_TABLE.id.in_(ids)))
    return gone + len(ids)


def oldest_words(connection: Connection) -> datetime | None:
    """Return the day of the oldest words that will be forgotten. None: there are none."""
    return _first(
        connection,
        select(func.min(forum_notes.c.released_on)),
        select(func.min(forum_replies.c.written_on)),
        select(func.min(_TABLE.released_on)).where(_HAS_WORDS),
    )


def oldest_records(connection: Connection) -> datetime | None:
    """Return the day of the oldest answer or minutes. None: there are none."""
    of_agendas = select(func.min(forum_cycles.c.meeting_on)).join(forum_agenda).where(_WAS_HELD)
    return _first(connection, select(func.min(_TABLE.answered_on)).where(_ANSWERED), of_agendas)


def _first(connection: Connection, *queries: Select[Any]) -> datetime | None:
    found = [connection.execute(one).scalar() for one in queries]
    days = [one for one in found if one is not None]
    return datetime.combine(min(days), time(), tzinfo=UTC) if days else None
