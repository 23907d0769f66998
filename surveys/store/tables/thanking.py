"""Thank-yous, as long as they must be known, and what each month's round-up told."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Text

from surveys.store.tables.base import id_column, metadata

thanks = Table(
    "thanks",
    metadata,
    id_column(),  # of the form: handed in twice, it is kept once
    Column("day", Date, nullable=False, index=True),  # of the organisation's calendar
    Column("state", String(10), nullable=False),
    Column("sender_id", ForeignKey("people.id"), nullable=True, index=True),  # null: forgotten
    # Null: people are thanked and no team, or it is forgotten.
    Column("unit_id", ForeignKey("units.id"), nullable=True),
    Column("channel", String(64), nullable=True),  # null: privately, or forgotten
    Column("workspace", String(64), nullable=True),  # of the channel; null: as there
    Column("words", Text, nullable=True),  # null: forgotten
    Column("shared", Text, nullable=True),  # without names; null: not for the round-up
    Column("told_in", Date, nullable=True),  # the month of its round-up; null: not told
)

thanked = Table(
    "thanked",
    metadata,
    Column("thanks_id", ForeignKey("thanks.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True, index=True),
)

thanks_months = Table(
    "thanks_months",
    metadata,
    Column("month", Date, primary_key=True),  # its first day: each is told once
    Column("said", Integer, nullable=False),  # thank-yous, in the whole organisation
)
