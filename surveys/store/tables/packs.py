"""What leaders add to a pack in their own words: a change is a row, and none is altered."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from surveys.store.moments import UtcDateTime
from surveys.store.tables.base import metadata

pack_commentary = Table(
    "pack_commentary",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("quarter", Integer, primary_key=True, autoincrement=False),  # 1 to 4
    Column("signer", String(20), primary_key=True),  # the post that signs it
    Column("version", Integer, primary_key=True, autoincrement=False),  # 1, 2, ...
    Column("changed_at", UtcDateTime, nullable=False),
    # Null: removed since, or written at the command line.
    Column("by_id", ForeignKey("people.id"), nullable=True, index=True),
    Column("words", Text, nullable=False),  # "": withdrawn
)
