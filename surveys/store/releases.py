"""Everything that was ever published."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, ScalarSelect, exists, func, insert, select

from surveys.model.figures import Displayed
from surveys.model.releases import Bound, Cell, Release, ReleasedComment, Standing, Tier, Turnout
from surveys.store.comments import Comments
from surveys.store.tables import release_cells, release_turnout, releases, rounds


class Releases:
    """The published record."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, release: Release, said: Iterable[ReleasedComment] = ()) -> None:
        """Publish a release. Raises IntegrityError when its name was published already."""
        self._connection.execute(
            insert(releases).values(
                id=release.id,
                name=release.name,
                survey=release.survey,
                tier=str(release.tier),
                window_id=release.window_id,
                round_number=release.round_number,
                local_date=release.local_date,
                opened=release.opened,
                closed=release.closed,
                questions=list(release.questions),
            )
        )
        self._add_rows(release)
        Comments(self._connection).add(tuple(said))

    def get(self, release_id: str) -> Release:
        """Return one release. Raises LookupError."""
        return self._listed(releases.c.id == release_id)[0]

    def all(self) -> tuple[Release, ...]:
        """Return every release, oldest first."""
        return self._listed()

    def latest(self, survey: str, tier: Tier) -> Release | None:
        """Return the newest release of a tier. None: there is none yet."""
        query = (
            select(releases)
            .where(releases.c.survey == survey, releases.c.tier == str(tier))
            .order_by(releases.c.closed.desc())
            .limit(1)
        )
        row = self._connection.execute(query).first()
        return self._release(row) if row else None

    def surveys(self) -> tuple[tuple[str, datetime], ...]:
        """Return the surveys with a release and when their newest closed, newest first."""
        newest = func.max(releases.c.closed)
        query = (
            select(releases.c.survey, newest.label("closed"))
            .group_by(releases.c.survey)
            .order_by(newest.desc(), releases.c.survey)
        )
        return tuple((row.survey, row.closed) for row in self._connection.execute(query))

    def in_window(self, window_id: str) -> tuple[Release, ...]:
        """Return the weekly releases of a window, oldest first."""
        return self._listed(releases.c.window_id == window_id, releases.c.tier == str(Tier.WEEKLY))

    def of_teams_since(self, moment: datetime) -> tuple[Release, ...]:
        """Return the releases of teams, of any survey, that closed after a moment."""
        return self._listed(releases.c.tier == str(Tier.QUARTERLY), releases.c.closed > moment)

    def standing_since(self, moment: datetime, questions: Iterable[str]) -> tuple[Standing, ...]:
        """Return where releases, of any survey, that closed after a moment show some questions."""
        query = (
            select(
                releases.c.survey,
                releases.c.tier,
                releases.c.window_id,
                releases.c.round_number,
                release_cells.c.question_id,
                release_cells.c.node_id,
            )
            .join(release_cells, release_cells.c.release_id == releases.c.id)
            .where(
                releases.c.closed > moment,
                release_cells.c.question_id.in_(list(questions)),
                release_cells.c.shown.is_(True),
            )
            .order_by(releases.c.closed, releases.c.name, release_cells.c.question_id)
        )
        nodes: dict[tuple[str, str, str, int, str], set[str]] = {}
        for row in self._connection.execute(query):
            nodes.setdefault(tuple(row)[:5], set()).add(row.node_id)
        return tuple(
            Standing(survey, Tier(tier), window_id, number, question, frozenset(own))
            for (survey, tier, window_id, number, question), own in nodes.items()
        )

    def last_shown(
        self, before: Release, question_id: str, node_id: str
    ) -> tuple[Release, Cell] | None:
        """Return the last figure of the same tier displayed here before a release.

        Pools compare only with those of the same milestone: six months in is not three.
        """
        query = (
            select(releases, *release_cells.c)
            .join(release_cells, release_cells.c.release_id == releases.c.id)
            .where(*_before(before, [question_id]), release_cells.c.node_id == node_id)
            .order_by(releases.c.closed.desc())
            .limit(1)
        )
        row = self._connection.execute(query).first()
        return (self._release(row), _cell(row)) if row else None

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

    def _add_rows(self, release: Release) -> None:
        cells = [
            {
                "release_id": release.id,
                "question_id": cell.question_id,
                "node_id": cell.node_id,
                "shown": cell.shown,
                "value": cell.value,
                "bound": str(cell.bound) if cell.bound else None,
                "n_band": cell.n_band,
            }
            for cell in release.cells
        ]
        turnout = [
            {"release_id": release.id, "node_id": one.node_id, "rate": one.rate}
            for one in release.turnout
        ]
        if cells:
            self._connection.execute(insert(release_cells), cells)
        if turnout:
            self._connection.execute(insert(release_turnout), turnout)

    def _listed(self, *chosen: Any) -> tuple[Release, ...]:
        query = select(releases).where(*chosen).order_by(releases.c.closed, releases.c.name)
        return tuple(self._release(row) for row in self._connection.execute(query).all())

    def _release(self, row: Row[Any]) -> Release:
        cells = self._connection.execute(
            select(release_cells).where(release_cells.c.release_id == row.id)
        )
        turnout = self._connection.execute(
            select(release_turnout).where(release_turnout.c.release_id == row.id)
        )
        return Release(
            id=row.id,
            name=row.name,
            survey=row.survey,
            tier=Tier(row.tier),
            window_id=row.window_id,
            round_number=row.round_number,
            local_date=row.local_date,
            opened=row.opened,
            closed=row.closed,
            questions=tuple(row.questions),
            cells=tuple(_cell(one) for one in cells),
            turnout=tuple(Turnout(one.node_id, one.rate) for one in turnout),
        )


def _before(release: Release, questions: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    """What marks the figures displayed of some questions in the same tier before a release."""
    return (
        releases.c.survey == release.survey,
        releases.c.tier == str(release.tier),
        releases.c.closed < release.closed,
        _milestone(releases.c.survey, releases.c.round_number).is_not_distinct_from(
            _milestone(release.survey, release.round_number)
        ),
        release_cells.c.question_id.in_(list(questions)),
        release_cells.c.shown.is_(True),
    )


def _displayed(row: Row[Any]) -> Displayed:
    return Displayed(row.value, Bound(row.bound) if row.bound else None, row.n_band, row.local_date)


def _milestone(survey: Any, number: Any) -> ScalarSelect[int | None]:
    mine = (rounds.c.survey == survey, rounds.c.number == number)
    return select(rounds.c.milestone).where(*mine).scalar_subquery()


def _cell(row: Row[Any]) -> Cell:
    return Cell(
        question_id=row.question_id,
        node_id=row.node_id,
        shown=row.shown,
        value=row.value,
        bound=Bound(row.bound) if row.bound else None,
        n_band=row.n_band,
    )
