"""Reporting: digests, the Home tab and results, all from what was published and nothing else."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Final

from surveys.bank.conversations import conversations
from surveys.model.actions import Promises
from surveys.model.messages import (
    Digest,
    Line,
    OtherPage,
    OtherResults,
    Part,
    ResultLine,
    Section,
    is_of_comments,
)
from surveys.model.people import Account, Person, Role
from surveys.model.policy import ROUNDS_A_WINDOW
from surveys.model.questions import Choice, Item
from surveys.model.releases import Cell, Release, Tier
from surveys.model.surveys import WEEKLY_PULSE
from surveys.model.tree import DIRECT, Tree, Unit
from surveys.rules.disclosure import nearest_shown
from surveys.rules.recurrence import next_occurrence
from surveys.rules.rows import result_row
from surveys.rules.schedule import closing_after
from surveys.rules.scoring import conversation_about
from surveys.rules.seating import leaf_of, node_of
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.use_cases.admitting import reader
from surveys.use_cases.asked import about_release, asked_under
from surveys.use_cases.comparing import Past, scored
from surveys.use_cases.reading import Reading
from surveys.use_cases.scheduling import calendar_of
from surveys.use_cases.supporting import this_week
from surveys.wording import _

PAGE_SIZE: Final = 10


def digest(runtime: Runtime, person_id: str, release_id: str) -> Digest:
    """Return what one manager or leader reads of one release."""
    with runtime.store.published() as db:
        person, units = db.people.get(person_id), db.units.ever()
        nodes = partial(_managed, units, person)
        message = _digest(*_opened(runtime, db, release_id, nodes))
        if message.tier is not Tier.WEEKLY:
            return message
        return replace(message, coming=this_week(runtime, db))


def digest_for(runtime: Runtime, caller: Account, release_id: str) -> Digest:
    """Return what the caller reads of one release: of what they manage, else of where they sit.

    Raises NotOnTheList, LookupError.
    """
    with runtime.store.published() as db:
        person, units = reader(db, caller), db.units.ever()

        def nodes(tree: Tree) -> list[str]:
            return _managed(units, person, tree) or [leaf_of(tree, units, person.unit_id)]

        message = _digest(*_opened(runtime, db, release_id, nodes))
        manages = person.manages or Role.LEADER in person.roles
        return replace(message, promises=Promises()) if manages else message


def scores_for(
    runtime: Runtime, db: Published, person: Person, release_id: str
) -> Iterator[tuple[Section, ResultLine]]:
    """Yield the scores that whoever manages reads of one release, each with where it stands."""
    managed = partial(_managed, db.units.ever(), person)
    reading, nodes = _opened(runtime, db, release_id, managed)
    scores = [one for one in reading.questions if isinstance(one, Item)]
    for node in nodes:
        for one in _part(reading, node, scores).sections:
            yield from ((one, line) for line in one.lines if isinstance(line, ResultLine))


def latest_for_staff(
    runtime: Runtime, person: Person, tier: Tier, survey: str = WEEKLY_PULSE
) -> Digest | None:
    """Return what one person reads of the newest release about where they sit. None: none yet."""
    with runtime.store.published() as db:
        release_id, units = db.releases.newest(survey, tier), db.units.ever()
        if release_id is None:
            return None

        def sits(tree: Tree) -> list[str]:
            return [leaf_of(tree, units, person.unit_id)]

        return _digest(*_opened(runtime, db, release_id, sits))


def other_surveys(runtime: Runtime) -> tuple[OtherResults, ...]:
    """Return every survey but the weekly pulse of which something was published, newest first."""
    with runtime.store.published() as db:
        return tuple(
            OtherResults(
                survey_id,
                db.surveys.get(survey_id).survey.title,
                closed.astimezone(runtime.policy.zone).date(),
            )
            for survey_id, closed in db.releases.surveys()
            if survey_id != WEEKLY_PULSE
        )


def page_of_surveys(runtime: Runtime, caller: Account, page: int = 0) -> OtherPage:
    """Return a page of what `other_surveys` returns. Raises NotOnTheList."""
    with runtime.store.published() as db:
        reader(db, caller)
    found = other_surveys(runtime)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(max(page, 0), pages - 1)
    return OtherPage(found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE], page, pages)


def results_for_staff(runtime: Runtime, caller: Account, survey: str) -> tuple[Digest, ...]:
    """Return the newest releases of a survey about the caller's place, the organisation's first.

    Empty: nothing of it was published yet. Raises NotOnTheList.
    """
    with runtime.store.published() as db:
        person = reader(db, caller)
    newest = (latest_for_staff(runtime, person, tier, survey) for tier in Tier)
    return tuple(one for one in newest if one is not None)


def results(runtime: Runtime) -> list[dict[str, Any]]:
    """Return every cell ever published, for scripts: releases in order, parts in tree order.

    Every measure of a release has a row for every part: where it never stands, a hidden one.
    """
    with runtime.store.published() as db:
        rows: list[dict[str, Any]] = []
        past = Past(db)
        for release in db.releases.all():
            tree = db.windows.tree(release.window_id)
            asked = asked_under(runtime, db, release)
            changed = past.changes_in(release, scored(asked))
            cells = {(one.question_id, one.node_id): one for one in release.cells}
            rows += [
                result_row(release, tree, question, cell, changed.get((measure, node.id)))
                for measure, question in asked.items()
                for node in tree.nodes
                for cell in [cells.get((measure, node.id)) or _hidden(measure, node.id)]
            ]
        return rows


def _hidden(measure: str, node_id: str) -> Cell:
    return Cell(measure, node_id, shown=False)


def _managed(units: Sequence[Unit], person: Person, tree: Tree) -> list[str]:
    nodes = [tree.root] if Role.LEADER in person.roles else []
    nodes += [node_of(tree, units, unit_id) for unit_id in person.manages]
    return list(dict.fromkeys(nodes))


def _opened(
    runtime: Runtime, db: Published, release_id: str, nodes_in: Callable[[Tree], list[str]]
) -> tuple[Reading, list[str]]:
    """Open a release at the nodes of a reader and above, where their figures may stand.

    The rest of it, which may be a hundred times as much, is not read. Raises LookupError.
    """
    window_id = db.releases.window_of(release_id)
    if window_id is None:
        raise LookupError(release_id)
    tree = db.windows.tree(window_id)
    nodes = nodes_in(tree)
    places = {place for node in nodes for place in tree.ancestors(node)}
    return Reading(runtime, db, db.releases.at(release_id, places), tree), nodes


def _digest(reading: Reading, nodes: list[str]) -> Digest:
    runtime, db, release = reading.runtime, reading.db, reading.release
    parts = tuple(_part(reading, node, reading.questions) for node in nodes)
    lines = [line for part in parts for section in part.sections for line in section.lines]
    return Digest(
        about=about_release(runtime, db, release),
        tier=release.tier,
        opened=release.opened.astimezone(runtime.policy.zone).date(),
        closed=release.closed.astimezone(runtime.policy.zone).date(),
        parts=parts,
        next_team_release=_next_team_release(runtime, db, release),
        conversation=conversation_about(lines, conversations(), release.round_number),
        thresholds=runtime.policy.thresholds,
        release_id=release.id,
    )


def _part(reading: Reading, node_id: str, questions: Iterable[Item | Choice]) -> Part:
    tree = reading.tree
    lines: dict[str, list[Line]] = {}
    for question in questions:
        place = nearest_shown(tree, reading.shown(question), node_id)
        if place is not None:
            lines.setdefault(place, []).append(reading.line(question, place))
    nearest_first = sorted(lines, key=lambda place: -tree.depth(place))
    node = tree.by_id[node_id]
    return Part(
        unit_id=node.id,
        unit_name=_name(tree, node_id),
        sections=tuple(_section(reading, place, lines[place]) for place in nearest_first),
        is_team=tree.is_leaf(node_id),
    )


def _section(reading: Reading, place: str, lines: Iterable[Line]) -> Section:
    said = tuple(lines)
    answered = [line for line in said if not is_of_comments(line)] or said
    return Section(
        node_id=place,
        name=_name(reading.tree, place),
        is_direct=reading.tree.by_id[place].name == DIRECT,
        lines=said,
        n_band=_smallest([reading.band(line, place) for line in answered]),
        rate=reading.rate(place),
    )


def _smallest(bands: list[str]) -> str:
    """Return one band that is true of every figure."""
    smallest = min(bands, key=lambda band: int(re.split(r"\D", band)[0]))
    same = len(set(bands)) == 1
    return smallest if same else _("{band} or more").format(band=smallest)


def _name(tree: Tree, node_id: str) -> str:
    node = tree.by_id[node_id]
    return tree.by_id[node.parent_id or node_id].name if node.name == DIRECT else node.name


def _next_team_release(runtime: Runtime, db: Published, release: Release) -> date | None:
    """Return when the last round of the window closes, or of the next when this was the last.

    None: no pulse, so its calendar is its author's; or nothing more is planned.
    """
    kept = db.surveys.find(WEEKLY_PULSE) if release.survey == WEEKLY_PULSE else None
    calendar = calendar_of(kept) if kept else None
    if kept is None or calendar is None:
        return None
    left = ROUNDS_A_WINDOW - 1 - release.round_number % ROUNDS_A_WINDOW
    opens_at = release.closed
    for _round in range(left or ROUNDS_A_WINDOW):
        following = next_occurrence(calendar, opens_at)
        if following is None:
            return None
        opens_at = following.opens_at
    at, days = runtime.policy.closing_time, kept.survey.open_working_days
    opened = opens_at.astimezone(calendar.zone).date()
    return closing_after(opened, days, at, calendar.zone).astimezone(calendar.zone).date()
