"""Commentary on quarters. A change is added and never altered; the newest is how it stands."""

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import IntegrityError

from surveys.model.commentary import Commentary, Signer
from surveys.model.quarters import Quarter
from surveys.store.tables import pack_commentary


class Commentaries:
    """What leaders wrote of quarters."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Commentary) -> bool:
        """Keep a version; False when another of its number was kept before it."""
        row = {
            "year": new.quarter.year,
            "quarter": new.quarter.number,
            "signer": str(new.signer),
            "version": new.version,
            "changed_at": new.at,
            "by_id": new.by,
            "words": new.body,
        }
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(pack_commentary).values(row))
        except IntegrityError:
            return False
        return True

    def all(self) -> tuple[Commentary, ...]:
        """Return every version, by quarter and signer, the oldest first."""
        table = pack_commentary.c
        order = (table.year, table.quarter, table.signer, table.version)
        return tuple(
            Commentary(
                Quarter(row.year, row.quarter),
                Signer(row.signer),
                row.version,
                row.changed_at,
                row.by_id,
                row.words,
            )
            for row in self._connection.execute(select(pack_commentary).order_by(*order))
        )

    def newest(self, quarter: Quarter) -> dict[Signer, Commentary]:
        """Return how each signer's commentary on a quarter stands."""
        return {one.signer: one for one in self.all() if one.quarter == quarter}

    def of(self, person_id: str) -> int:
        """Return how many versions somebody wrote."""
        made = select(func.count()).where(pack_commentary.c.by_id == person_id)
        return int(self._connection.execute(made).scalar() or 0)
