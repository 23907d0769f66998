"""The thresholds each round was opened under, in the order of opening: added to, never changed."""

from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, text

from surveys.model.marks import ThresholdMark, mark_after
from surveys.model.policy import LOWEST
from surveys.model.rounds import Thresholds
from surveys.store.tables import threshold_marks


class Marks:
    """The chain of marks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, round_id: str, wanted: Thresholds) -> Thresholds:
        """Mark a round that opens now; return its thresholds.

        They are those wanted, raised to the lowest permitted and to those of every earlier round.
        """
        if self._connection.dialect.name == "postgresql":
            # Two rounds opened at once would both follow the same mark.
            self._connection.execute(text("LOCK TABLE threshold_marks IN EXCLUSIVE MODE"))
        query = select(threshold_marks).order_by(threshold_marks.c.position.desc()).limit(1)
        row = self._connection.execute(query).first()
        last = _mark(row) if row else None
        thresholds = wanted.raised_to(self.highest() or LOWEST).raised_to(LOWEST)
        mark = mark_after(last, round_id, thresholds)
        self._connection.execute(
            insert(threshold_marks).values(
                position=mark.position,
                round_id=round_id,
                k_team=thresholds.team,
                k_week=thresholds.week,
                k_comments=thresholds.comments,
                digest=mark.digest,
            )
        )
        return thresholds

    def all(self) -> tuple[ThresholdMark, ...]:
        """Return every mark, the oldest first."""
        query = select(threshold_marks).order_by(threshold_marks.c.position)
        return tuple(_mark(row) for row in self._connection.execute(query))

    def highest(self) -> Thresholds | None:
        """Return the largest of each threshold that any round was opened under. None: no round."""
        columns = (threshold_marks.c[name] for name in ("k_team", "k_week", "k_comments"))
        row = self._connection.execute(select(*(func.max(column) for column in columns))).one()
        return None if row[0] is None else Thresholds(row[0], row[1], row[2])


def _mark(row: Row[Any]) -> ThresholdMark:
    thresholds = Thresholds(team=row.k_team, week=row.k_week, comments=row.k_comments)
    return ThresholdMark(row.position, row.round_id, thresholds, row.digest)
