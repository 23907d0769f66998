"""Reporting: digests, the Home tab and results, all from what was published and nothing else."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from surveys.model.messages import Digest, Part, ResultLine, Section
from surveys.model.people import Person, Role
from surveys.model.policy import ROUNDS_A_WINDOW
from surveys.model.releases import Cell, Release, Tier
from surveys.model.tree import DIRECT, Tree
from surveys.rules.disclosure import nearest_shown
from surveys.rules.schedule import closing, next_opening
from surveys.rules.scoring import conversation_about
from surveys.rules.seating import leaf_of, node_of
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.wording import _


def digest(runtime: Runtime, person_id: str, release_id: str) -> Digest:
    """Return what one manager or leader reads of one release."""
    with runtime.store.published() as db:
        person, release = db.people.get(person_id), db.releases.get(release_id)
        return _digest(runtime, db, release, _managed(db, person, release))


def latest_for_staff(runtime: Runtime, person: Person, tier: Tier) -> Digest | None:
    """Return what one person reads of the newest release about where they sit. None: none yet."""
    with runtime.store.published() as db:
        release = db.releases.latest("weekly-pulse", tier)
        if release is None:
            return None
        tree = db.windows.tree(release.window_id)
        return _digest(runtime, db, release, [leaf_of(tree, db.units.ever(), person.unit_id)])


def results(runtime: Runtime) -> list[dict[str, Any]]:
    """Return every cell ever published, for scripts: releases in order, parts in tree order."""
    with runtime.store.published() as db:
        rows: list[dict[str, Any]] = []
        for release in db.releases.all():
            tree = db.windows.tree(release.window_id)
            cells = {(one.question_id, one.node_id): one for one in release.cells}
            rows += [
                _row(runtime, release, tree, cells[question, node.id])
                for question in release.questions
                for node in tree.nodes
            ]
        return rows


def _row(runtime: Runtime, release: Release, tree: Tree, cell: Cell) -> dict[str, Any]:
    return {
        "release": release.name,
        "tier": str(release.tier),
        "opened": release.opened.isoformat(),
        "closed": release.closed.isoformat(),
        "question": cell.question_id,
        "driver": runtime.bank.item_by_id[cell.question_id].driver_id,
        "node": tree.path(cell.node_id),
        "shown": cell.shown,
        "value": cell.value,
        "bound": str(cell.bound) if cell.bound else None,
        "n_band": cell.n_band,
    }


def _managed(db: Published, person: Person, release: Release) -> list[str]:
    tree, units = db.windows.tree(release.window_id), db.units.ever()
    nodes = [tree.root] if Role.LEADER in person.roles else []
    nodes += [node_of(tree, units, unit_id) for unit_id in person.manages]
    return list(dict.fromkeys(nodes))


def _digest(runtime: Runtime, db: Published, release: Release, nodes: list[str]) -> Digest:
    tree = db.windows.tree(release.window_id)
    cells = {(one.question_id, one.node_id): one for one in release.cells if one.shown}
    parts = tuple(_part(runtime, db, release, tree, cells, node) for node in nodes)
    lines = [line for part in parts for section in part.sections for line in section.lines]
    closed = release.closed.astimezone(runtime.policy.zone).date()
    return Digest(
        tier=release.tier,
        opened=release.opened.astimezone(runtime.policy.zone).date(),
        closed=closed,
        parts=parts,
        next_team_release=_next_team_release(runtime, release),
        conversation=conversation_about(lines, runtime.bank.driver_by_id),
        thresholds=runtime.policy.thresholds,
    )


def _part(
    runtime: Runtime,
    db: Published,
    release: Release,
    tree: Tree,
    cells: dict[tuple[str, str], Cell],
    node_id: str,
) -> Part:
    lines: dict[str, list[ResultLine]] = {}
    for question in _in_order(runtime, release):
        shown = frozenset(node for asked, node in cells if asked == question)
        place = nearest_shown(tree, shown, node_id)
        if place is not None:
            cell = cells[question, place]
            lines.setdefault(place, []).append(_line(runtime, db, release, cell))
    nearest_first = sorted(lines, key=lambda place: -tree.depth(place))
    node = tree.by_id[node_id]
    return Part(
        unit_id=node.id,
        unit_name=_name(tree, node_id),
        sections=tuple(
            _section(release, tree, cells, place, lines[place]) for place in nearest_first
        ),
        is_team=tree.is_leaf(node_id),
    )


def _in_order(runtime: Runtime, release: Release) -> list[str]:
    """Return the questions as asked; those of a quarter by driver, the weightiest first."""
    if release.tier is Tier.WEEKLY:
        return list(release.questions)
    weight = {driver.id: place for place, driver in enumerate(runtime.bank.drivers)}
    items = runtime.bank.item_by_id
    headline = runtime.bank.headline.id
    return sorted(
        release.questions, key=lambda one: (one != headline, weight[items[one].driver_id])
    )


def _section(
    release: Release,
    tree: Tree,
    cells: dict[tuple[str, str], Cell],
    place: str,
    lines: Iterable[ResultLine],
) -> Section:
    said = tuple(lines)
    rates = {one.node_id: one.rate for one in release.turnout}
    bands = [cells[line.item.id, place].n_band or "" for line in said]
    return Section(
        node_id=place,
        name=_name(tree, place),
        is_direct=tree.by_id[place].name == DIRECT,
        lines=said,
        n_band=_smallest(bands),
        rate=rates.get(place),
    )


def _smallest(bands: list[str]) -> str:
    """Return one band that is true of every figure."""
    smallest = min(bands, key=lambda band: int(re.split(r"\D", band)[0]))
    same = len(set(bands)) == 1
    return smallest if same else _("{band} or more").format(band=smallest)


def _line(runtime: Runtime, db: Published, release: Release, cell: Cell) -> ResultLine:
    item = runtime.bank.item_by_id[cell.question_id]
    if cell.value is None:
        raise ValueError("a shown cell has a value")
    by_driver = release.tier is Tier.QUARTERLY
    driver = runtime.bank.driver_by_id[item.driver_id].name if by_driver else None
    found = db.releases.last_shown(release, cell.question_id, cell.node_id)
    if found is None:
        return ResultLine(item, cell.value, cell.bound, None, None, driver)
    earlier, last = found
    return ResultLine(item, cell.value, cell.bound, last.value, earlier.local_date, driver)


def _name(tree: Tree, node_id: str) -> str:
    node = tree.by_id[node_id]
    return tree.by_id[node.parent_id or node_id].name if node.name == DIRECT else node.name


def _next_team_release(runtime: Runtime, release: Release) -> date:
    """Return when the last round of the window closes, or of the next when this was the last."""
    left = ROUNDS_A_WINDOW - 1 - release.round_number % ROUNDS_A_WINDOW
    opens_at = release.closed
    for _week in range(left or ROUNDS_A_WINDOW):
        opens_at = next_opening(opens_at, runtime.policy)
    return closing(opens_at, runtime.policy).astimezone(runtime.policy.zone).date()
