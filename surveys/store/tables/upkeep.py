"""What an installation keeps of itself."""

from sqlalchemy import Column, String, Table

from surveys.store.tables.base import metadata

installation = Table(
    "installation",
    metadata,
    Column("key_dir", String(4000), primary_key=True),  # one row: where its keys are put
)
