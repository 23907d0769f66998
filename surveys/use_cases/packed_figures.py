"""Figures for a pack: displayed cells, part by part, beside what was displayed before."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property

from surveys.model.packs import Audience, Figure, Place, Point, Row, Told, Trend
from surveys.model.questions import Choice, Item
from surveys.model.releases import Cell, Release
from surveys.model.tree import DIRECT, Tree
from surveys.rules.spans import span
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.store.series import Displayed

DEEPEST = 1  # services: a board and elected members are shown nothing below them


class Shown:
    """One release, as far as an audience is shown it."""

    def __init__(
        self, runtime: Runtime, db: Published, release: Release, audience: Audience
    ) -> None:
        self._runtime = runtime
        self._db = db
        self._audience = audience
        self.release = release

    @cached_property
    def tree(self) -> Tree:
        """The tree of its window."""
        return self._db.windows.tree(self.release.window_id)

    @cached_property
    def places(self) -> dict[str, Place]:
        """The parts told of, in tree order, by node."""
        deepest = None if self._audience is Audience.LEADERS else DEEPEST
        told = {node.id: _place(self.tree, node.id) for node in self.tree.nodes}
        return {
            node_id: place
            for node_id, place in told.items()
            if deepest is None or place.depth <= deepest
        }

    @property
    def closed(self) -> date:
        """The day on which its last round closed."""
        return self._day(self.release.closed)

    def shows(self, question: Item | Choice) -> bool:
        """Say whether any part told of is shown a question's figures."""
        measure = measures(question)[0]
        return any((measure, node_id) in self._cells for node_id in self.places)

    def told(self, question: Item | Choice) -> Told:
        """Return what it tells of one question, part by part."""
        rows = tuple(
            Row(place, self._figures(question, node_id)) for node_id, place in self.places.items()
        )
        release = self.release
        return Told(question, release.tier, self._day(release.opened), self.closed, rows)

    def _figures(self, question: Item | Choice, node_id: str) -> tuple[Figure, ...]:
        ids = measures(question)
        if (ids[0], node_id) not in self._cells:
            return ()
        found = [self._before.get((one, node_id)) for one in ids]
        if len({one.closed for one in found if one}) > 1 or None in found:
            found = [None] * len(ids)  # other options were offered then: nothing compares
        return tuple(
            self._figure(question, self._cells[one, node_id], before)
            for one, before in zip(ids, found, strict=True)
        )

    def _figure(self, question: Item | Choice, cell: Cell, before: Displayed | None) -> Figure:
        value, band = cell.value, cell.n_band
        if value is None or band is None:
            raise ValueError("a shown cell has a value and a band")
        return Figure(
            value=value,
            bound=cell.bound,
            n_band=band,
            span=span(question, cell),
            before=before.cell.value if before else None,
            before_date=self._day(before.closed) if before else None,
        )

    @cached_property
    def _cells(self) -> dict[tuple[str, str], Cell]:
        return {(one.question_id, one.node_id): one for one in self.release.cells if one.shown}

    @cached_property
    def _before(self) -> dict[tuple[str, str], Displayed]:
        return self._db.series.last_before(self.release, self.release.questions)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._runtime.policy.zone).date()


def measures(question: Item | Choice) -> tuple[str, ...]:
    """The ids under which a question's figures are published."""
    return (question.id,) if isinstance(question, Item) else question.measures


def trend_of(item: Item, displayed: Iterable[tuple[date, Cell]]) -> Trend | None:
    """Return one item's displayed values, oldest first. None: it was never displayed."""
    points = tuple(
        Point(on, cell.value, cell.bound, span(item, cell), cell.n_band or "")
        for on, cell in displayed
        if cell.value is not None
    )
    return Trend(points, item.scale.lo, item.scale.hi) if points else None


def _place(tree: Tree, node_id: str) -> Place:
    names = tuple(reversed([tree.by_id[one].name for one in tree.ancestors(node_id)]))
    is_direct = tree.by_id[node_id].name == DIRECT
    return Place(names[:-1] if is_direct else names, is_direct)
