"""What remains of answers, and what was published of them."""

from sqlalchemy import JSON, Boolean, Column, Date, Float, ForeignKey, Integer, String, Table, Text

from surveys.store.moments import UtcDateTime
from surveys.store.tables.base import id_column, metadata

unit_totals = Table(
    "unit_totals",
    metadata,
    Column("round_id", ForeignKey("rounds.id"), primary_key=True),
    Column("question_id", String(100), primary_key=True),
    Column("leaf_id", String(80), primary_key=True),
    Column("n", Integer, nullable=False),
    Column("clipped_sum", Float, nullable=False),
)

releases = Table(
    "releases",
    metadata,
    id_column(),
    Column("name", String(200), nullable=False, unique=True),
    Column("survey", String(100), nullable=False),
    Column("tier", String(20), nullable=False),
    Column("window_id", ForeignKey("windows.id"), nullable=False),
    Column("round_number", Integer, nullable=False),
    Column("local_date", Date, nullable=False),
    Column("opened", UtcDateTime, nullable=False),
    Column("closed", UtcDateTime, nullable=False),
    Column("questions", JSON, nullable=False),
)

release_cells = Table(
    "release_cells",
    metadata,
    Column("release_id", ForeignKey("releases.id"), primary_key=True),
    Column("question_id", String(100), primary_key=True),
    Column("node_id", String(80), primary_key=True),
    Column("shown", Boolean, nullable=False),
    Column("value", Float, nullable=True),  # null: hidden
    Column("bound", String(2), nullable=True),  # null: exactly the value, or hidden
    Column("n_band", String(10), nullable=True),  # null: hidden
)

release_turnout = Table(
    "release_turnout",
    metadata,
    Column("release_id", ForeignKey("releases.id"), primary_key=True),
    Column("node_id", String(80), primary_key=True),
    Column("rate", String(20), nullable=False),
)

comments = Table(
    "comments",
    metadata,
    id_column(),
    Column("release_id", ForeignKey("releases.id"), nullable=False),
    Column("question_id", String(100), nullable=False),
    Column("node_id", String(80), nullable=False),
    Column("body", Text, nullable=False),  # "": withheld
    Column("state", String(10), nullable=False, server_default="waiting"),
)
