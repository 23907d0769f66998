"""What is promised after a result, and every change of it: a change is a row, and none is altered.

Who acted is an administrative fact about managers; nothing here refers to an answer.
"""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Text

from surveys.store.moments import UtcDateTime
from surveys.store.tables.base import id_column, metadata

actions = Table(
    "actions",
    metadata,
    id_column(),
    Column("unit_id", ForeignKey("units.id"), nullable=False, index=True),  # for whom it is done
    Column("kind", String(20), nullable=False),  # of what was said
    Column("release_id", ForeignKey("releases.id"), nullable=True),  # null: said in no release
    Column("question_id", String(100), nullable=True),  # null: the same
    Column("node_id", String(80), nullable=True),  # where its figure stands; null: the same
    Column("forum_question_id", String(64), nullable=True),  # null: not asked in the forum
)

action_changes = Table(
    "action_changes",
    metadata,
    Column("action_id", ForeignKey("actions.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),  # 1, 2, ...
    Column("changed_at", UtcDateTime, nullable=False),
    Column("by_id", ForeignKey("people.id"), nullable=True, index=True),  # null: removed since
    Column("by_post", String(20), nullable=False),
    Column("by_unit_id", ForeignKey("units.id"), nullable=False),
    Column("owner_id", ForeignKey("people.id"), nullable=True, index=True),  # null: removed since
    Column("owner_post", String(20), nullable=False),
    Column("owner_unit_id", ForeignKey("units.id"), nullable=False),
    Column("what", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("due", Date, nullable=False),  # a day of the organisation's calendar
    Column("state", String(20), nullable=False),
    Column("note", Text, nullable=False),  # "": nothing was said of this change
)
