"""Everything that was ever published."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from surveys.model.actions import Displayed
from surveys.model.releases import Bound, Cell, Release, ReleasedComment, Standing, Tier, Turnout
from surveys.store.comments import Comments
from surveys.store.figures import milestone_of
from surveys.store.tables import release_cells, release_turnout, releases


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

    def newest(self, survey: str, tier: Tier) -> str | None:
        """Return the id of the newest release of a tier. None: there is none yet."""
        query = (
            select(releases.c.id)
            .where(releases.c.survey == survey, releases.c.tier == str(tier))
            .order_by(releases.c.closed.desc())
            .limit(1)
        )
        return self._connection.execute(query).scalar()

    def window_of(self, release_id: str) -> str | None:
        """Return the window whose tree a release shows. None: there is no such release."""
        query = select(releases.c.window_id).where(releases.c.id == release_id)
        return self._connection.execute(query).scalar()

    def at(self, release_id: str, node_ids: Collection[str]) -> Release:
        """Return one release with its cells and its turnout of some places alone.

        Raises LookupError.
        """
        row = self._connection.execute(select(releases).where(releases.c.id == release_id)).first()
        if row is None:
            raise LookupError(release_id)
        cells, turnout = (
            self._connection.execute(
                select(table).where(
                    table.c.release_id == release_id, table.c.node_id.in_(list(node_ids))
                )
            )
            for table in (release_cells, release_turnout)
        )
        return _release(row, cells, turnout)

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

    def closed_since(self, moment: datetime) -> tuple[tuple[str, str, Tier, datetime], ...]:
        """Return id, survey, tier and closing of the releases since a moment, the newest first."""
        query = (
            select(releases.c.id, releases.c.survey, releases.c.tier, releases.c.closed)
            .where(releases.c.closed >= moment)
            .order_by(releases.c.closed.desc(), releases.c.name)
        )
        rows = self._connection.execute(query)
        return tuple((row.id, row.survey, Tier(row.tier), row.closed) for row in rows)

    def closings(self) -> tuple[datetime, ...]:
        """Return when the last round of each release closed, each moment once."""
        query = select(releases.c.closed).distinct()
        return tuple(self._connection.execute(query).scalars())

    def in_window(self, window_id: str) -> tuple[Release, ...]:
        """Return the weekly releases of a window, oldest first."""
        return self._listed(releases.c.window_id == window_id, releases.c.tier == str(Tier.WEEKLY))

    def between(self, moment: datetime, until: datetime) -> tuple[Release, ...]:
        """Return the releases, of any survey, that closed from a moment on and before another."""
        return self._listed(releases.c.closed >= moment, releases.c.closed < until)

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
        self, before: Release, question_ids: Collection[str], node_id: str
    ) -> dict[str, tuple[date, Cell]]:
        """Return the last figures of the same tier displayed here before a release, and their days.

        By question; nothing of one that was not displayed. Pools compare only with those of the
        same milestone: six months in is not three.
        """
        newest_first = func.row_number().over(
            partition_by=release_cells.c.question_id, order_by=releases.c.closed.desc()
        )
        query = (
            select(releases.c.local_date, *release_cells.c, newest_first.label("place"))
            .join(release_cells, release_cells.c.release_id == releases.c.id)
            .where(
                releases.c.survey == before.survey,
                releases.c.tier == str(before.tier),
                releases.c.closed < before.closed,
                milestone_of(releases.c.survey, releases.c.round_number).is_not_distinct_from(
                    milestone_of(before.survey, before.round_number)
                ),
                release_cells.c.question_id.in_(list(question_ids)),
                release_cells.c.node_id == node_id,
                release_cells.c.shown.is_(True),
            )
            .subquery()
        )
        rows = self._connection.execute(select(query).where(query.c.place == 1))
        return {row.question_id: (row.local_date, _cell(row)) for row in rows}

    def displayed(
        self, release_id: str, question_id: str, node_id: str
    ) -> tuple[Displayed, Displayed] | None:
        """Return a displayed figure, and the newest of its tier displayed at the same place.

        They are one where none is newer. None: the first is not displayed.
        """
        row = self._connection.execute(select(releases).where(releases.c.id == release_id)).first()
        if row is None:
            return None
        query = (
            select(releases, release_cells.c.value, release_cells.c.bound)
            .join(release_cells, release_cells.c.release_id == releases.c.id)
            .where(
                releases.c.survey == row.survey,
                releases.c.tier == row.tier,
                release_cells.c.question_id == question_id,
                release_cells.c.node_id == node_id,
                release_cells.c.shown.is_(True),
            )
        )
        own = self._connection.execute(query.where(releases.c.id == release_id)).first()
        if own is None:
            return None
        same_milestone = milestone_of(releases.c.survey, releases.c.round_number)
        later = query.where(
            releases.c.closed >= row.closed,
            same_milestone.is_not_distinct_from(milestone_of(row.survey, row.round_number)),
        )
        newest = self._connection.execute(later.order_by(releases.c.closed.desc()).limit(1)).one()
        return _displayed(own), _displayed(newest)

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
        return _release(row, cells, turnout)


def _release(row: Row[Any], cells: Iterable[Row[Any]], turnout: Iterable[Row[Any]]) -> Release:
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


def _displayed(row: Row[Any]) -> Displayed:
    bound = Bound(row.bound) if row.bound else None
    return Displayed(row.id, row.survey, row.round_number, row.closed, row.value, bound)


def _cell(row: Row[Any]) -> Cell:
    return Cell(
        question_id=row.question_id,
        node_id=row.node_id,
        shown=row.shown,
        value=row.value,
        bound=Bound(row.bound) if row.bound else None,
        n_band=row.n_band,
    )
