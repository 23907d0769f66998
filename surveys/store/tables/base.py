"""What every table has in common."""

from sqlalchemy import Column, MetaData, String

from surveys.store.naming import NAMES

metadata = MetaData(naming_convention=NAMES)


def id_column() -> Column[str]:
    """Return the column of a random id."""
    return Column("id", String(64), primary_key=True)
