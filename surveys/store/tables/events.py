"""Workshops, open safe spaces and groups: a change is a row, and none is altered.

No column says who wrote an event, and no table says who comes to one: nobody is listed anywhere.
"""

from sqlalchemy import Boolean, Column, Date, Integer, String, Table, Text, Time

from surveys.store.moments import UtcDateTime
from surveys.store.tables.base import metadata

events = Table(
    "events",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),  # 1, 2, ...
    Column("changed_at", UtcDateTime, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("host", Text, nullable=False),  # "": not said
    Column("starts_on", Date, nullable=False),  # by the wall clock of its zone
    Column("at", Time, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("repeats", String(20), nullable=False),
    Column("until", Date, nullable=True),  # null: it does not come again
    Column("left_out", Text, nullable=False),  # days with a comma between them; "": none
    Column("place", Text, nullable=False),  # "": only online
    Column("link", Text, nullable=False),  # "": only in a room
    Column("cancelled", Boolean, nullable=False),
    Column("last_on", Date, nullable=False),  # the last day on which it may be
)
