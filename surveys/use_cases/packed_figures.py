"""Figures for a pack: displayed cells, part by part, beside what was displayed before."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cached_property

from surveys.model.figures import Change
from surveys.model.packs import Audience, Figure, Place, Point, Row, Told, Trend
from surveys.model.questions import Choice, Item
from surveys.model.releases import Cell, Release, Tier
from surveys.model.tree import DIRECT, Tree
from surveys.rules.changes import QUARTER
from surveys.rules.intervals import interval
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.store.series import Past
from surveys.use_cases.asked import asked_under
from surveys.use_cases.comparing import changes_in

DEEPEST = 1  # services: a board and elected members are shown nothing below them
Key = tuple[str, str]  # a measure and a node


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
        told = {node.id: _place(self.tree, node.id) for node in self.tree.nodes}
        return {one: place for one, place in told.items() if is_told(place, self._audience)}

    @cached_property
    def questions(self) -> tuple[Item | Choice, ...]:
        """What it tells of, in its own order."""
        return tuple({one.id: one for one in self._asked.values()}.values())

    @cached_property
    def rates(self) -> dict[str, str]:
        """The response told, by node."""
        return {one.node_id: one.rate for one in self.release.turnout}

    @property
    def closed(self) -> date:
        """The day on which its last round closed."""
        return self._day(self.release.closed)

    def shows(self, question: Item | Choice) -> bool:
        """Say whether any part told of is shown a question's figures."""
        measure = measures(question)[0]
        return any((measure, node_id) in self._cells for node_id in self.places)

    def told(self, question: Item | Choice) -> Told:
        """Return what it tells of one question, part by part.

        A round, and a share, is for services: a part below them has a row only where it shows.
        """
        release = self.release
        is_for_teams = release.tier is Tier.QUARTERLY and isinstance(question, Item)
        rows = (
            Row(place, self._figures(question, node_id)) for node_id, place in self.places.items()
        )
        told = (one for one in rows if is_for_teams or one.figures or one.place.depth <= DEEPEST)
        return Told(question, release.tier, self._day(release.opened), self.closed, tuple(told))

    def _figures(self, question: Item | Choice, node_id: str) -> tuple[Figure, ...]:
        ids = measures(question)
        if (ids[0], node_id) not in self._cells:
            return ()
        past = [self._before.get((one, node_id), ()) for one in ids]
        last = [own[-1] if own else None for own in past]
        if len({one.closed for one in last if one}) > 1:
            last = [None] * len(ids)  # other options were offered then: nothing compares
        return tuple(
            self._figure(question, (one, node_id), before)
            for one, before in zip(ids, last, strict=True)
        )

    def _figure(self, question: Item | Choice, key: Key, before: Past | None) -> Figure:
        cell = self._cells[key]
        value, band = _shown_value(cell)
        is_found = isinstance(question, Choice) and question.is_found
        rate = None if is_found else self.rates.get(cell.node_id)  # few who answer write
        return Figure(
            value=value,
            bound=cell.bound,
            n_band=band,
            interval=interval(question, cell, rate),
            before=before.cell.value if before else None,
            before_date=self._day(before.closed) if before else None,
            verdict=self._verdicts.get(key),
        )

    @cached_property
    def _verdicts(self) -> Mapping[Key, Change]:
        return changes_in(self._runtime, self._db, self.release)

    @cached_property
    def _asked(self) -> dict[str, Item | Choice]:
        return asked_under(self._runtime, self._db, self.release)

    @cached_property
    def _cells(self) -> dict[Key, Cell]:
        return {(one.question_id, one.node_id): one for one in self.release.cells if one.shown}

    @cached_property
    def _before(self) -> dict[Key, tuple[Past, ...]]:
        since = self.release.local_date - QUARTER
        return self._db.series.before(self.release, self.release.questions, since)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._runtime.policy.zone).date()


def is_told(place: Place, audience: Audience) -> bool:
    """Say whether an audience is told of a part at all."""
    return audience is Audience.LEADERS or place.depth <= DEEPEST


def measures(question: Item | Choice) -> tuple[str, ...]:
    """The ids under which a question's figures are published."""
    return (question.id,) if isinstance(question, Item) else question.measures


def trend_of(item: Item, past: Iterable[tuple[date, Past]]) -> Trend | None:
    """Return one item's displayed values, oldest first. None: it was never displayed."""
    points = []
    for on, one in past:
        value, band = _shown_value(one.cell)
        points.append(Point(on, value, one.cell.bound, interval(item, one.cell, one.rate), band))
    return Trend(tuple(points), item.scale.lo, item.scale.hi) if points else None


def _shown_value(cell: Cell) -> tuple[float, str]:
    if cell.value is None or cell.n_band is None:
        raise ValueError("a shown cell has a value and a band")
    return cell.value, cell.n_band


def _place(tree: Tree, node_id: str) -> Place:
    names = tuple(reversed([tree.by_id[one].name for one in tree.ancestors(node_id)]))
    is_direct = tree.by_id[node_id].name == DIRECT
    return Place(names[:-1] if is_direct else names, is_direct)
