"""What HR enters about a quarter: figures of parts of the organisation, and days to mark."""

from sqlalchemy import Column, Date, Float, ForeignKey, Integer, String, Table

from surveys.store.tables.base import metadata

context_figures = Table(
    "context_figures",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("quarter", Integer, primary_key=True, autoincrement=False),  # 1 to 4
    Column("unit_id", ForeignKey("units.id"), primary_key=True),
    Column("measure", String(20), primary_key=True),
    Column("value", Float, nullable=False),
)

context_markers = Table(
    "context_markers",
    metadata,
    Column("on_day", Date, primary_key=True),
    Column("event", String(20), primary_key=True),
    Column("unit_id", ForeignKey("units.id"), primary_key=True),
    Column("label", String(60), nullable=False),  # "": the kind of event says it
)
