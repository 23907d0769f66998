"""Series: what was displayed one release after another, in few queries however many they are.

A pack of five years speaks of hundreds of releases of thousands of cells each: it needs one place
of them all, or the last figure of every place, and never the whole.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from surveys.model.pictures import Week
from surveys.model.releases import Bound, Cell, Release, Tier
from surveys.store.tables import release_cells, release_turnout, releases, rounds


@dataclass(frozen=True)
class Past:
    """One shown figure, the dates of its release, and the response told at its place."""

    closed: datetime
    local_date: date
    cell: Cell
    rate: str | None  # None: none was told


class Series:
    """Past figures across releases."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def milestone(self, release: Release) -> int | None:
        """Return the milestone, in months, of a release's pool. None: asked on one day."""
        query = select(rounds.c.milestone).where(
            rounds.c.survey == release.survey, rounds.c.number == release.round_number
        )
        return self._connection.execute(query).scalar()

    def weeks(self, survey: str, tier: Tier, since: date, until: datetime) -> tuple[Week, ...]:
        """Return the releases of a tier dated since a day and closed before a moment."""
        query = (
            select(releases.c.local_date, releases.c.questions)
            .where(
                releases.c.survey == survey,
                releases.c.tier == str(tier),
                releases.c.local_date >= since,
                releases.c.closed < until,
            )
            .order_by(releases.c.closed, releases.c.name)
        )
        rows = self._connection.execute(query)
        return tuple(Week(row.local_date, frozenset(row.questions)) for row in rows)

    def at(
        self,
        survey: str,
        tier: Tier,
        node_id: str,
        questions: Collection[str],
        until: datetime,
        since: date = date.min,
    ) -> tuple[Past, ...]:
        """Return what a survey's releases of a tier displayed at a place before a moment.

        Oldest first, questions in the order of their ids. `since`: only releases dated from then.
        """
        query = (
            _shown(survey, tier)
            .where(
                releases.c.closed < until,
                releases.c.local_date >= since,
                release_cells.c.node_id == node_id,
                release_cells.c.question_id.in_(sorted(questions)),
            )
            .order_by(releases.c.closed, releases.c.name, release_cells.c.question_id)
        )
        return tuple(_past(row) for row in self._connection.execute(query))

    def before(
        self, release: Release, questions: Collection[str], since: date
    ) -> dict[tuple[str, str], tuple[Past, ...]]:
        """Return the figures of the same tier before a release, by question and place.

        Oldest first: those dated since a day, or else the last one. Pools compare
        only with those of the same milestone: six months in is not three.
        """
        mine = (rounds.c.survey == releases.c.survey) & (rounds.c.number == releases.c.round_number)
        place = (release_cells.c.question_id, release_cells.c.node_id)
        newest = func.row_number().over(
            partition_by=place, order_by=(releases.c.closed.desc(), releases.c.name.desc())
        )
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
        query = (
            select(ranked)
            .where((ranked.c.place == 1) | (ranked.c.local_date >= since))
            .order_by(ranked.c.place.desc())
        )
        found: dict[tuple[str, str], list[Past]] = {}
        for row in self._connection.execute(query):
            found.setdefault((row.question_id, row.node_id), []).append(_past(row))
        return {key: tuple(own) for key, own in found.items()}


def _shown(survey: str, tier: Tier) -> Select[Any]:
    at_the_place = (release_turnout.c.release_id == releases.c.id) & (
        release_turnout.c.node_id == release_cells.c.node_id
    )
    return (
        select(releases.c.closed, releases.c.local_date, release_turnout.c.rate, *release_cells.c)
        .join(release_cells, release_cells.c.release_id == releases.c.id)
        .outerjoin(release_turnout, at_the_place)
        .where(
            releases.c.survey == survey,
            releases.c.tier == str(tier),
            release_cells.c.shown.is_(True),
        )
    )


def _past(row: Row[Any]) -> Past:
    bound = Bound(row.bound) if row.bound else None
    cell = Cell(row.question_id, row.node_id, row.shown, row.value, bound, row.n_band)
    return Past(row.closed, row.local_date, cell, row.rate)
