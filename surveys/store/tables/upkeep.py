"""What an installation keeps of itself."""

from sqlalchemy import Boolean, Column, Date, String, Table

from surveys.store.moments import UtcDateTime
from surveys.store.tables.base import id_column, metadata

installation = Table(
    "installation",
    metadata,
    Column("key_dir", String(4000), primary_key=True),  # one row: where its keys are put
)

compatibility = Table(
    "compatibility",
    metadata,
    # One row: the oldest revision of the schema whose code may still work on this database. Code
    # that is told to start on a newer database than it knows looks here, so it stays as it is.
    Column("oldest", String(32), primary_key=True),
)

retention = Table(
    "retention",
    metadata,
    Column("name", String(20), primary_key=True),  # one row: what has been done about old records
    Column("done_on", Date, nullable=True),  # the last night on which all was; null: none yet
    Column("unscrubbed", Boolean, nullable=False),  # what was removed may be in SQLite's files yet
)

restores = Table(
    "restores",
    metadata,
    id_column(),
    Column("made_at", UtcDateTime, nullable=False),  # the backup
    Column("restored_at", UtcDateTime, nullable=False),
    Column("step", String(10), nullable=False),  # how far its consequences have come
)
