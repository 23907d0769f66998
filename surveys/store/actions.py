"""What is done after results. A change is added and never altered; the newest is how it stands."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, or_, select
from sqlalchemy.exc import IntegrityError

from surveys.model.actions import OPEN, Action, ActionState, Change, Heard, Holder, Post, Subject
from surveys.store.tables import action_changes, actions

_LAST = (
    select(action_changes.c.action_id, func.max(action_changes.c.version).label("version"))
    .group_by(action_changes.c.action_id)
    .subquery("newest")
)
_IS_NEWEST = (action_changes.c.action_id == _LAST.c.action_id) & (
    action_changes.c.version == _LAST.c.version
)


class Actions:
    """What was promised."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, action_id: str, unit_id: str, subject: Subject, first: Change) -> bool:
        """Keep a new action; False when there is one of that id already."""
        new = {
            "id": action_id,
            "unit_id": unit_id,
            "kind": str(subject.kind),
            "release_id": subject.release_id or None,
            "question_id": subject.question_id or None,
            "node_id": subject.node_id or None,
            "forum_question_id": subject.forum_question_id or None,
        }
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(actions).values(new))
        except IntegrityError:
            return False
        return self.change(action_id, first)

    def change(self, action_id: str, change: Change) -> bool:
        """Keep a change; False when another of that version was kept before it."""
        new = {
            "action_id": action_id,
            "version": change.version,
            "changed_at": change.at,
            "by_id": change.by.person_id,
            "by_post": str(change.by.post),
            "by_unit_id": change.by.unit_id,
            "owner_id": change.owner.person_id,
            "owner_post": str(change.owner.post),
            "owner_unit_id": change.owner.unit_id,
            "what": change.what,
            "outcome": change.outcome,
            "measure": change.measure,
            "due": change.due,
            "state": str(change.state),
            "note": change.note,
        }
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(action_changes).values(new))
        except IntegrityError:
            return False
        return True

    def find(self, action_id: str) -> Action | None:
        """Return one action. None: there is none of that id."""
        found = self._listed(actions.c.id == action_id, whole=True)
        return found[0] if found else None

    def all(self, *, whole: bool = False) -> tuple[Action, ...]:
        """Return every action, by id, as it stands; `whole`: with its history."""
        return self._listed(whole=whole)

    def of_parts(self, unit_ids: Collection[str], owner_id: str) -> tuple[Action, ...]:
        """Return, as they stand, actions for some parts and those that one person ever owned."""
        owned = select(action_changes.c.action_id).where(action_changes.c.owner_id == owner_id)
        return self._listed(or_(actions.c.unit_id.in_(list(unit_ids)), actions.c.id.in_(owned)))

    def due_by(self, day: date, since: date) -> tuple[Action, ...]:
        """Return, as they stand, the actions still open and due between two days or on them."""
        newest = select(action_changes.c.action_id).join(_LAST, _IS_NEWEST)
        due = newest.where(
            action_changes.c.state.in_([str(one) for one in OPEN]),
            action_changes.c.due.between(since, day),
        )
        return self._listed(actions.c.id.in_(due))

    def of(self, person_id: str) -> tuple[int, int]:
        """Return how many actions name somebody as owner now or earlier, and how many changes."""
        owned = select(func.count(action_changes.c.action_id.distinct())).where(
            action_changes.c.owner_id == person_id
        )
        made = select(func.count()).where(action_changes.c.by_id == person_id)
        counts = (self._connection.execute(one).scalar() for one in (owned, made))
        first, second = (int(one or 0) for one in counts)
        return first, second

    def _listed(self, *chosen: ColumnElement[bool], whole: bool = False) -> tuple[Action, ...]:
        rows = self._connection.execute(select(actions).where(*chosen).order_by(actions.c.id)).all()
        changes: dict[str, list[Change]] = {row.id: [] for row in rows}
        query = select(action_changes).join(actions).where(*chosen)
        if not whole:
            query = query.join(_LAST, _IS_NEWEST)
        for row in self._connection.execute(query.order_by(action_changes.c.version)):
            changes[row.action_id].append(_change(row))
        return tuple(_action(row, tuple(changes[row.id])) for row in rows if changes[row.id])


def _action(row: Row[Any], history: tuple[Change, ...]) -> Action:
    subject = Subject(
        Heard(row.kind),
        row.release_id or "",
        row.question_id or "",
        row.node_id or "",
        row.forum_question_id or "",
    )
    return Action(row.id, row.unit_id, subject, history)


def _change(row: Row[Any]) -> Change:
    return Change(
        version=row.version,
        at=row.changed_at,
        by=Holder(row.by_id, Post(row.by_post), row.by_unit_id),
        owner=Holder(row.owner_id, Post(row.owner_post), row.owner_unit_id),
        what=row.what,
        outcome=row.outcome,
        measure=row.measure,
        due=row.due,
        state=ActionState(row.state),
        note=row.note,
    )
