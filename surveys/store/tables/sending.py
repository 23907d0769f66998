"""What is sent, and how fast."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from surveys.store.moments import UtcDateTime
from surveys.store.tables.base import id_column, metadata

deliveries = Table(
    "deliveries",
    metadata,
    id_column(),
    Column("kind", String(20), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("subject", String(80), nullable=False),  # a round or release id; "" for a welcome
    Column("due_at", UtcDateTime, nullable=False, index=True),
    Column("state", String(10), nullable=False, index=True),
    Column("attempt", Integer, nullable=False),
    Column("owner", String(64), nullable=True),  # null: nobody is sending it
    Column("lease_until", UtcDateTime, nullable=True),  # null: nobody is sending it
    Column("ambiguous", Boolean, nullable=False),  # it may have arrived: look before posting
    Column("workspace", String(64), nullable=True),  # null: not tried, or there is only one
    Column("channel", String(64), nullable=True),  # null: not sent
    Column("ts", String(32), nullable=True),  # null: not sent
    Column("error", String(100), nullable=True),  # null: nothing went wrong
    # Ids of files that were uploaded to go with it, blanks between; null: none, or not yet.
    Column("files", Text, nullable=True),
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

pictures = Table(
    "pictures",
    metadata,
    Column("workspace", String(64), primary_key=True),
    Column("release_id", ForeignKey("releases.id"), primary_key=True),
    Column("node_id", String(80), primary_key=True),
    Column("file_id", String(64), nullable=True),  # null: Slack has given it no id yet
    Column("is_ready", Boolean, nullable=False),  # Slack has finished with the file
    Column("attempt", Integer, nullable=False),
    Column("owner", String(64), nullable=True),  # null: nobody is uploading it
    Column("not_before", UtcDateTime, nullable=False),  # the end of a lease, or of a wait
)
