"""Where this database's keys are put, so that another folder is never taken for an empty one."""

from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from surveys.store.tables import installation


class Installation:
    """The one installation a database belongs to."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def key_dir(self) -> Path | None:
        """Return the folder of the keys. None: none was made yet."""
        folder = self._connection.execute(select(installation.c.key_dir)).scalar()
        return None if folder is None else Path(folder)

    def keep_key_dir(self, folder: Path) -> None:
        """Remember the folder of the keys, in place of an earlier one."""
        self._connection.execute(delete(installation))
        self._connection.execute(insert(installation).values(key_dir=str(folder)))
