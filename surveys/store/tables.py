"""Every table. Rosters say who was asked and releases say what; nothing joins the two."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
    true,
)

from surveys.store.moments import UtcDateTime
from surveys.store.naming import NAMES

metadata = MetaData(naming_convention=NAMES)


def _id() -> Column[str]:
    return Column("id", String(64), primary_key=True)


installation = Table(
    "installation",
    metadata,
    Column("key_dir", String(4000), primary_key=True),  # one row: where its keys are put
)

units = Table(
    "units",
    metadata,
    _id(),
    Column("parent_id", ForeignKey("units.id"), nullable=True),  # null: the organisation itself
    Column("name", String(200), nullable=False),
    Column("retired", Boolean, nullable=False),
    Column("hours", String(100), nullable=True),  # null: those of the unit above it
)

people = Table(
    "people",
    metadata,
    _id(),
    Column("key", String(200), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("email", String(320), nullable=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("job_family", String(200), nullable=False),
    Column("contract", String(200), nullable=False),
    Column("start_date", Date, nullable=False),
    Column("working_pattern", String(100), nullable=True),  # null: their unit's hours
    Column("active", Boolean, nullable=False),
    Column("paused_until", Date, nullable=True),  # null: not paused
    Column("welcomed_at", UtcDateTime, nullable=True),  # null: no welcome has arrived yet
    Column("own_hours", String(100), nullable=True),  # null: they chose none
    Column("reminders", Boolean, nullable=False, server_default=true()),  # false: off for good
)

accounts = Table(
    "accounts",
    metadata,
    Column("workspace", String(64), primary_key=True),
    Column("slack_id", String(64), primary_key=True, index=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("channel", String(64), nullable=True),  # null: no conversation opened yet
    Column("zone", String(64), nullable=True),  # null: Slack has not told us, or none we know
    Column("zone_checked_at", UtcDateTime, nullable=True),  # null: we have not asked Slack
)

managers = Table(
    "managers",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("unit_id", ForeignKey("units.id"), primary_key=True),
)

roles = Table(
    "roles",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("role", String(20), primary_key=True),
)

windows = Table(
    "windows",
    metadata,
    _id(),
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
    _id(),
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

deliveries = Table(
    "deliveries",
    metadata,
    _id(),
    Column("kind", String(20), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("subject", String(80), nullable=False),  # a round or release id; "" for a welcome
    Column("due_at", UtcDateTime, nullable=False, index=True),
    Column("state", String(10), nullable=False, index=True),
    Column("attempt", Integer, nullable=False),
    Column("owner", String(64), nullable=True),  # null: nobody is sending it
    Column("lease_until", UtcDateTime, nullable=True),  # null: nobody is sending it
    Column("ambiguous", Boolean, nullable=False),  # it may have arrived: look before posting
    Column("channel", String(64), nullable=True),  # null: not sent
    Column("ts", String(32), nullable=True),  # null: not sent
    Column("error", String(100), nullable=True),  # null: nothing went wrong
    UniqueConstraint("kind", "person_id", "subject"),
)

# SQL as it stands: a database uses the index only for a query that says the very same.
UNFINISHED = text("state IN ('pending', 'sending')")
Index(
    "ix_deliveries_unfinished",
    deliveries.c.id,
    sqlite_where=UNFINISHED,
    postgresql_where=UNFINISHED,
)

paces = Table(
    "paces",
    metadata,
    Column("workspace", String(64), primary_key=True),
    Column("method", String(100), primary_key=True),  # "": every method
    # The next permitted moment in microseconds since 1970, UTC: both databases add to a number.
    Column("next_us", BigInteger, nullable=False),
    Column("error", String(100), nullable=True),  # null: our own pace, nothing Slack said
)

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
    _id(),
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
    _id(),
    Column("release_id", ForeignKey("releases.id"), nullable=False),
    Column("question_id", String(100), nullable=False),
    Column("node_id", String(80), nullable=False),
    Column("body", Text, nullable=False),  # "": withheld
    Column("state", String(10), nullable=False, server_default="waiting"),
)
