"""Units of the organisation as they stand today."""

from sqlalchemy import Connection, insert, select, update

from surveys.model.tree import Unit
from surveys.store.tables import units


class Units:
    """The parts of the organisation."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Unit, ...]:
        """Return every unit in use, parents before children."""
        return self._listed(include_retired=False)

    def ever(self) -> tuple[Unit, ...]:
        """Return every unit there ever was, parents before children."""
        return self._listed(include_retired=True)

    def save(self, unit: Unit) -> None:
        """Add a unit, rename it, or bring it back into use; its hours stay as they are."""
        values = {"parent_id": unit.parent_id, "name": unit.name, "retired": False}
        done = self._connection.execute(update(units).where(units.c.id == unit.id).values(values))
        if done.rowcount == 0:
            self._connection.execute(insert(units).values(id=unit.id, **values))

    def keep_hours(self, unit_id: str, hours: str | None) -> None:
        """Give a unit's people their hours; None: those of the unit above it."""
        self._connection.execute(update(units).where(units.c.id == unit_id).values(hours=hours))

    def with_hours(self) -> tuple[Unit, ...]:
        """Return every unit there ever was, or none where no unit has hours of its own."""
        query = select(units.c.id).where(units.c.hours.is_not(None)).limit(1)
        return self.ever() if self._connection.execute(query).first() else ()

    def retire(self, unit_id: str) -> None:
        """Take a unit out of use; its id stays its own."""
        self._connection.execute(update(units).where(units.c.id == unit_id).values(retired=True))

    def _listed(self, *, include_retired: bool) -> tuple[Unit, ...]:
        query = select(units).order_by(units.c.name, units.c.id)
        if not include_retired:
            query = query.where(units.c.retired.is_(False))
        below: dict[str | None, list[Unit]] = {}
        for row in self._connection.execute(query):
            unit = Unit(row.id, row.parent_id, row.name, row.hours)
            below.setdefault(row.parent_id, []).append(unit)
        return tuple(_walk(below, None))


def _walk(below: dict[str | None, list[Unit]], parent_id: str | None) -> list[Unit]:
    found: list[Unit] = []
    for unit in below.get(parent_id, []):
        found += [unit, *_walk(below, unit.id)]
    return found
