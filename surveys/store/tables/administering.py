"""What administrators do: proposals that wait for a second person, and the trail of their acts."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from surveys.store.moments import UtcDateTime
from surveys.store.tables.base import id_column, metadata

role_proposals = Table(
    "role_proposals",
    metadata,
    id_column(),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("role", String(20), nullable=False),
    Column("gives", Boolean, nullable=False),  # false: takes it away
    Column("by_id", ForeignKey("people.id"), nullable=False),
    Column("proposed_at", UtcDateTime, nullable=False),
    UniqueConstraint("person_id", "role"),
)

# No key leads from here to people: an act outlives whoever did it, as an id with nothing behind.
acts = Table(
    "acts",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("subject", Text, nullable=False),  # JSON: ids, roles, counts
    Column("digest", String(64), nullable=False),
)

acts_removed = Table(
    "acts_removed",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),  # one row: of the last
    Column("digest", String(64), nullable=False),
)

reconciliations = Table(
    "reconciliations",
    metadata,
    Column("workspace", String(64), primary_key=True),
    Column("night", Date, nullable=True),  # the last that was done; null: none yet
    Column("lease_until", UtcDateTime, nullable=False),  # nobody else begins before
)
