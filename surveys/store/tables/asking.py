"""What is asked, when and of whom: surveys, calendars, rounds, rosters and sealed answers."""

from sqlalchemy import (
    JSON,
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
)

from surveys.store.moments import UtcDateTime
from surveys.store.tables.base import id_column, metadata

windows = Table(
    "windows",
    metadata,
    id_column(),
    Column("survey", String(100), nullable=False),
    Column("number", Integer, nullable=False),
    UniqueConstraint("survey", "number"),
)

window_nodes = Table(
    "window_nodes",
    metadata,
    Column("window_id", ForeignKey("windows.id"), primary_key=True),
    Column("node_id", String(80), primary_key=True),
    Column("position", Integer, nullable=False),  # tree order, parents first
    Column("parent_id", String(80), nullable=True),  # null: the organisation itself
    Column("name", String(200), nullable=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
)

schedules = Table(
    "schedules",
    metadata,
    Column("survey", String(100), primary_key=True),
    Column("next_run_at", UtcDateTime, nullable=False),
    Column("revision", Integer, nullable=False, server_default="1"),  # whose calendar it follows
)

occurrences = Table(
    "occurrences",
    metadata,
    Column("survey", String(100), primary_key=True),
    Column("local_date", Date, primary_key=True),
    Column("state", String(10), nullable=False, server_default="asked"),
)

surveys = Table(
    "surveys",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("state", String(20), nullable=False),
    Column("revision", Integer, nullable=False),  # the newest: 1, 2, ...
)

survey_revisions = Table(
    "survey_revisions",
    metadata,
    Column("survey_id", ForeignKey("surveys.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("definition", Text, nullable=False),  # JSON, written one way only: equal is the same
)

rounds = Table(
    "rounds",
    metadata,
    id_column(),
    Column("survey", String(100), nullable=False),
    Column("revision", Integer, nullable=False, server_default="1"),  # of its survey
    Column("number", Integer, nullable=True),  # null: void, its number passed to another round
    Column("window_id", ForeignKey("windows.id"), nullable=False),
    Column("local_date", Date, nullable=False),
    Column("opens_at", UtcDateTime, nullable=False),
    Column("closes_at", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False),
    Column("scrubbed", Boolean, nullable=False),  # nothing of its ballots is left in any file
    Column("repeats", Boolean, nullable=False),  # people are asked again after a void round
    Column("questions", JSON, nullable=False),
    Column("minutes", Integer, nullable=False, server_default="1"),  # what it takes to answer
    Column("k_team", Integer, nullable=False),
    Column("k_week", Integer, nullable=False),
    Column("k_comments", Integer, nullable=False),
    Column("milestone", Integer, nullable=True),  # months; null: it is no milestone's pool
    Column("left_out", JSON, nullable=True),  # people by reason; null: nobody counted them then
    UniqueConstraint("survey", "number"),
)

# Each row's digest covers the row before. A round may be forgotten, its mark may not.
threshold_marks = Table(
    "threshold_marks",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),  # 1, 2, ...
    Column("round_id", String(64), nullable=False, unique=True),
    Column("k_team", Integer, nullable=False),
    Column("k_week", Integer, nullable=False),
    Column("k_comments", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
)

rosters = Table(
    "rosters",
    metadata,
    Column("round_id", ForeignKey("rounds.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("leaf_id", String(80), nullable=False),
    Column("asked_on", Date, nullable=False, server_default="2000-01-01", index=True),
)

# How many people a round asked whom the rosters name no more: counts outlive names.
seats_forgotten = Table(
    "seats_forgotten",
    metadata,
    Column("round_id", ForeignKey("rounds.id"), primary_key=True),
    Column("leaf_id", String(80), primary_key=True),
    Column("n", Integer, nullable=False),  # people, 1 or more
)

ballots = Table(
    "ballots",
    metadata,
    Column("round_id", ForeignKey("rounds.id"), primary_key=True),
    Column("tag", LargeBinary(16), primary_key=True),
    Column("box", LargeBinary, nullable=False),
    sqlite_with_rowid=False,  # a row number would be the order of answering
)

postponements = Table(
    "postponements",
    metadata,
    Column("round_id", ForeignKey("rounds.id"), primary_key=True),
    Column("tag", LargeBinary(16), primary_key=True),
    Column("due_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)
