"""The Champions Forum. Nothing here refers to who asked or voted.

What askers send and how people vote lies under tags and in boxes of the cycle's key; champions and
leaders who act for the forum are named until they are removed.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from surveys.store.moments import UtcDateTime
from surveys.store.tables.base import id_column, metadata

forum_cycles = Table(
    "forum_cycles",
    metadata,
    id_column(),
    Column("number", Integer, nullable=False),
    Column("meeting_on", Date, nullable=False),
    Column("state", String(10), nullable=False),
    Column("released_on", Date, nullable=True),  # null: no letters have been handed over yet
    Column("scrubbed", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("number"),
)

forum_letters = Table(
    "forum_letters",
    metadata,
    Column("cycle_id", ForeignKey("forum_cycles.id"), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("box", LargeBinary, nullable=False),
    sqlite_with_rowid=False,  # a row number would be the order of asking
)

# A row does not say for which question it is: the order of rows would tell who voted for what.
forum_votes = Table(
    "forum_votes",
    metadata,
    Column("cycle_id", ForeignKey("forum_cycles.id"), primary_key=True),
    Column("tag", LargeBinary(16), primary_key=True),
    Column("shown", Boolean, nullable=False, server_default=false()),  # in the bands
    sqlite_with_rowid=False,
)

# How many letters somebody has sent on a day, under a key that is destroyed the next.
forum_quotas = Table(
    "forum_quotas",
    metadata,
    Column("day", Date, primary_key=True),
    Column("tag", LargeBinary(16), primary_key=True),
    sqlite_with_rowid=False,
)

forum_questions = Table(
    "forum_questions",
    metadata,
    id_column(),
    Column("cycle_id", ForeignKey("forum_cycles.id"), nullable=False, index=True),
    Column("state", String(20), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("topic", String(100), nullable=False),
    Column("addressee", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("released_on", Date, nullable=False),
    Column("thread_id", String(64), nullable=True, index=True),  # null: it has no thread
    Column("public_key", LargeBinary(32), nullable=True),  # null: the same
    Column("opened_on", Date, nullable=True),  # null: not published yet
    Column("answered_on", Date, nullable=True),  # null: not answered yet
    Column("merged_into", ForeignKey("forum_questions.id"), nullable=True),  # null: for itself
    Column("split_from", ForeignKey("forum_questions.id"), nullable=True),  # null: as asked
    Column("hidden_for", String(30), nullable=True),  # null: it is not hidden
    Column("band", String(10), nullable=False, server_default="0-4"),  # of votes, that morning
    Column("earlier_votes", Integer, nullable=False, server_default="0"),
    Column("holder_id", ForeignKey("people.id"), nullable=True),  # null: nobody, or removed since
    Column("holder_post", String(20), nullable=True),  # null: with nobody
    Column("holder_unit_id", ForeignKey("units.id"), nullable=True),  # null: with nobody
    Column("due", Date, nullable=True),  # null: with nobody
)

forum_answers = Table(
    "forum_answers",
    metadata,
    Column("question_id", ForeignKey("forum_questions.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),  # 1, 2, ...
    Column("state", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by_id", ForeignKey("people.id"), nullable=True, index=True),  # null: removed since
    Column("by_post", String(20), nullable=False),
    Column("at_meeting", Boolean, nullable=False),
    Column("link", String(500), nullable=True),  # null: not in the channel, or not known
)

forum_replies = Table(
    "forum_replies",
    metadata,
    id_column(),
    Column("thread_id", String(64), nullable=False, index=True),
    Column("box", LargeBinary, nullable=False),
    Column("written_on", Date, nullable=False),
)

forum_notes = Table(
    "forum_notes",
    metadata,
    id_column(),
    Column("question_id", ForeignKey("forum_questions.id"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("released_on", Date, nullable=False),
)

# What needs two champions, until the second has decided.
forum_decisions = Table(
    "forum_decisions",
    metadata,
    Column("question_id", ForeignKey("forum_questions.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("hide_for", String(30), nullable=True),  # null: to publish it
    Column("words", Text, nullable=False),
)

forum_agenda = Table(
    "forum_agenda",
    metadata,
    Column("cycle_id", ForeignKey("forum_cycles.id"), primary_key=True),
    Column("question_id", ForeignKey("forum_questions.id"), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("votes", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("version", Integer, nullable=False),
)
