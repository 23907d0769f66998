"""Series: what was displayed one release after another, in few queries however many they are.

A pack of five years speaks of hundreds of releases of thousands of cells each: it needs one place
of them all, or the last figure of every place, and never the whole.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from surveys.model.releases import Bound, Cell, Release, Tier
from surveys.store.tables import release_cells, releases, rounds


@dataclass(frozen=True)
class Displayed:
    """One shown figure and when its round closed."""

    closed: datetime
    cell: Cell


class Series:
    """Displayed figures across releases."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def milestone(self, release: Release) -> int | None:
        """Return the milestone, in months, of a release's pool. None: asked on one day."""
        query = select(rounds.c.milestone).where(
            rounds.c.survey == release.survey, rounds.c.number == release.round_number
        )
        return self._connection.execute(query).scalar()

    def at(
        self, survey: str, tier: Tier, node_id: str, questions: Collection[str], until: datetime
    ) -> tuple[Displayed, ...]:
        """Return what a survey's releases of a tier displayed at a place before a moment.

        Oldest first, questions in the order of their ids.
        """
        query = (
            _shown(survey, tier)
            .where(
                releases.c.closed < until,
                release_cells.c.node_id == node_id,
                release_cells.c.question_id.in_(sorted(questions)),
            )
            .order_by(releases.c.closed, releases.c.name, release_cells.c.question_id)
        )
        return tuple(_displayed(row) for row in self._connection.execute(query))

    def last_before(
        self, release: Release, questions: Collection[str]
    ) -> dict[tuple[str, str], Displayed]:
        """Return the last figure of the same tier before a release, by question and place.

        Pools compare only with those of the same milestone: six months in is not three.
        """
        place = (release_cells.c.question_id, release_cells.c.node_id)
        newest = func.row_number().over(
            partition_by=place, order_by=(releases.c.closed.desc(), releases.c.name.desc())
        )
        mine = (rounds.c.survey == releases.c.survey) & (rounds.c.number == releases.c.round_number)
        ranked = (
            _shown(release.survey, release.tier)
            .outerjoin(rounds, mine)
            .add_columns(newest.label("place"))
            .where(
                releases.c.closed < release.closed,
                rounds.c.milestone.is_not_distinct_from(self.milestone(release)),
                release_cells.c.question_id.in_(sorted(questions)),
            )
            .subquery()
        )
        found = self._connection.execute(select(ranked).where(ranked.c.place == 1))
        return {(row.question_id, row.node_id): _displayed(row) for row in found}


def _shown(survey: str, tier: Tier) -> Select[Any]:
    return (
        select(releases.c.closed, *release_cells.c)
        .join(release_cells, release_cells.c.release_id == releases.c.id)
        .where(
            releases.c.survey == survey,
            releases.c.tier == str(tier),
            release_cells.c.shown.is_(True),
        )
    )


def _displayed(row: Row[Any]) -> Displayed:
    bound = Bound(row.bound) if row.bound else None
    cell = Cell(row.question_id, row.node_id, row.shown, row.value, bound, row.n_band)
    return Displayed(row.closed, cell)
