"""Figures displayed before a release, at the same places."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, ScalarSelect, exists, func, select

from surveys.model.figures import Displayed
from surveys.model.releases import Bound, Release
from surveys.store.tables import release_cells, releases, rounds


class Figures:
    """The published figures, read along time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def displayed_before(
        self, release: Release, questions: Collection[str], since: date
    ) -> dict[tuple[str, str], list[Displayed]]:
        """Return the figures of the same tier displayed before a release, by question and node.

        Oldest first: those of releases dated that day or later; where there are none, the last one.
        Pools compare only with those of the same milestone.
        """
        found: dict[tuple[str, str], list[Displayed]] = {}
        for row in self._figures(release, questions, releases.c.local_date >= since):
            found.setdefault((row.question_id, row.node_id), []).append(_displayed(row))
        shown = {(one.question_id, one.node_id) for one in release.cells if one.shown}
        missing = {place for place in shown - found.keys() if place[0] in questions}
        for row in self._last_figures(release, {question for question, _node in missing}):
            if (row.question_id, row.node_id) in missing:
                found[row.question_id, row.node_id] = [_displayed(row)]
        return found

    def milestones(self) -> dict[tuple[str, int], int]:
        """Return the milestone, in months, of each round that belongs to one, by survey and number.

        What is not in it belongs to none.
        """
        query = select(rounds.c.survey, rounds.c.number, rounds.c.milestone).where(
            rounds.c.milestone.is_not(None)
        )
        return {(row.survey, row.number): row.milestone for row in self._connection.execute(query)}

    def _figures(
        self, release: Release, questions: Collection[str], *chosen: Any
    ) -> Iterable[Row[Any]]:
        if not questions:
            return ()
        query = (
            select(*release_cells.c, releases.c.local_date)
            .join(releases, release_cells.c.release_id == releases.c.id)
            .where(*_before(release, questions), *chosen)
            .order_by(releases.c.closed)
        )
        return self._connection.execute(query)

    def _last_figures(self, release: Release, questions: Collection[str]) -> Iterable[Row[Any]]:
        of = (release_cells.c.question_id, release_cells.c.node_id)
        last = (
            select(*of, func.max(releases.c.closed).label("closed"))
            .join(releases, release_cells.c.release_id == releases.c.id)
            .where(*_before(release, questions))
            .group_by(*of)
            .subquery()
        )
        newest = exists().where(
            last.c.question_id == release_cells.c.question_id,
            last.c.node_id == release_cells.c.node_id,
            last.c.closed == releases.c.closed,
        )
        return self._figures(release, questions, newest)


def milestone_of(survey: Any, number: Any) -> ScalarSelect[int | None]:
    """Return the milestone, in months, of the round of a survey and a number; null: it has none."""
    mine = (rounds.c.survey == survey, rounds.c.number == number)
    return select(rounds.c.milestone).where(*mine).scalar_subquery()


def _before(release: Release, questions: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    """What marks the figures displayed of some questions in the same tier before a release."""
    return (
        releases.c.survey == release.survey,
        releases.c.tier == str(release.tier),
        releases.c.closed < release.closed,
        milestone_of(releases.c.survey, releases.c.round_number).is_not_distinct_from(
            milestone_of(release.survey, release.round_number)
        ),
        release_cells.c.question_id.in_(list(questions)),
        release_cells.c.shown.is_(True),
    )


def _displayed(row: Row[Any]) -> Displayed:
    return Displayed(row.value, Bound(row.bound) if row.bound else None, row.n_band, row.local_date)
