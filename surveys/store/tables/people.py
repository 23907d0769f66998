"""Who is there: the organisation, its people and what they use."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, Table, false, true

from surveys.store.moments import UtcDateTime
from surveys.store.tables.base import id_column, metadata

units = Table(
    "units",
    metadata,
    id_column(),
    Column("parent_id", ForeignKey("units.id"), nullable=True),  # null: the organisation itself
    Column("name", String(200), nullable=False),
    Column("retired", Boolean, nullable=False),
    Column("hours", String(100), nullable=True),  # null: those of the unit above it
)

people = Table(
    "people",
    metadata,
    id_column(),
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
    # false: none about the people they manage
    Column("milestone_notes", Boolean, nullable=False, server_default=true()),
    Column("left_at", UtcDateTime, nullable=True),  # null: on the list, or nobody noted it yet
    # Nothing about them is left but the row itself, which an open round or a message needs.
    Column("removed", Boolean, nullable=False, server_default=false()),
)

# Days of somebody's own: only those that the employer's file tells of.
people_dates = Table(
    "people_dates",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("event", String(20), primary_key=True),
    Column("day", Date, nullable=False),
)

# Which milestone of whom a manager was told of, so that it is told once.
milestones_told = Table(
    "milestones_told",
    metadata,
    Column("manager_id", ForeignKey("people.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("event", String(20), primary_key=True),
    Column("months", Integer, primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False),
    Column("subject", String(64), nullable=False, index=True),  # of the message
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
    Column("closed", Boolean, nullable=False, server_default=false()),  # Slack reaches nobody there
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
