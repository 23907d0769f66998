"""Leavers as HR records them; and, apart from them, what leavers said.

No column of the first leads to the others, and none of the others to a person.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from surveys.store.tables.base import id_column, metadata

leavers = Table(
    "leavers",
    metadata,
    id_column(),
    Column("person_id", ForeignKey("people.id"), nullable=True, unique=True),  # null: removed since
    Column("last_day", Date, nullable=True),  # null: the same
    Column("census_year", Integer, nullable=False),  # the year in which its census year ends
    Column("reason", Integer, nullable=False),  # a code of the census
    Column("destination", Integer, nullable=False),  # the same
    Column("times", Integer, nullable=False),  # 1, 2, ...: asked for a conversation
)

exit_pools = Table(
    "exit_pools",
    metadata,
    id_column(),
    Column("state", String(10), nullable=False),
    Column("looked_on", Date, nullable=True),  # null: no quarter has ended since it was opened
    Column("looked_at", Integer, nullable=False),  # leavers when too few had spoken; 0: never
    Column("scrubbed", Boolean, nullable=False),  # nothing of its boxes is left in any file
)

exit_boxes = Table(
    "exit_boxes",
    metadata,
    Column("pool_id", ForeignKey("exit_pools.id"), primary_key=True),
    Column("tag", LargeBinary(16), primary_key=True),
    Column("box", LargeBinary, nullable=False),
    sqlite_with_rowid=False,  # a row number would be the order of leaving
)

exit_releases = Table(
    "exit_releases",
    metadata,
    id_column(),
    Column("number", Integer, nullable=False, unique=True),  # 1, 2, ...
    Column("until", Date, nullable=False, unique=True),  # the end of a quarter
    Column("at_least", Integer, nullable=False),  # so many spoke, or more
)

exit_cells = Table(
    "exit_cells",
    metadata,
    Column("release_id", ForeignKey("exit_releases.id"), primary_key=True),
    Column("question", String(20), primary_key=True),
    Column("option", String(20), primary_key=True),
    Column("share", Float, nullable=True),  # null: fewer than 3
)

exit_texts = Table(
    "exit_texts",
    metadata,
    id_column(),
    Column("release_id", ForeignKey("exit_releases.id"), nullable=False),
    Column("question", String(20), nullable=False),
    Column("body", Text, nullable=False),  # "": withheld
    Column("state", String(10), nullable=False),
)
