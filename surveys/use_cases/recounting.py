"""Recounting: what was promised after results and how it went, as each reader may see it.

Figures are displayed cells of releases and nothing else.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import Final

from surveys.bank.kinds import YES
from surveys.errors import ActionUnknown
from surveys.model.actions import (
    Action,
    AtHome,
    Change,
    Displayed,
    Figure,
    Holder,
    Ledger,
    Named,
    Noticed,
    Promises,
    Said,
    Step,
    Subject,
    Told,
)
from surveys.model.people import Account, Person
from surveys.model.questions import Choice, CommentPrompt, Item
from surveys.model.releases import Tier
from surveys.model.surveys import WEEKLY_PULSE
from surveys.model.tree import DIRECT, Unit
from surveys.rules.actions import (
    NOTICED,
    SOON,
    around,
    hears_of_lateness,
    is_late,
    may_change,
    may_see,
    noticing_survey,
    sees_all,
)
from surveys.rules.cells import shown_nodes
from surveys.rules.disclosure import nearest_shown
from surveys.rules.forum.agenda import is_shown
from surveys.rules.paths import paths_by_id
from surveys.rules.seating import node_of
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.use_cases.admitting import is_author, reader
from surveys.use_cases.asked import definition_of, known_questions
from surveys.wording import _

_SAID_YES: Final = f"{NOTICED}:{YES}"
PAGE_SIZE: Final = 10
AT_HOME: Final = 3  # of each kind
IN_DIGEST: Final = 5


class Telling:
    """One reading of the record, in which nothing is looked up twice."""

    def __init__(self, runtime: Runtime, db: Published, *, by_path: bool = False) -> None:
        self._runtime, self._db, self._by_path = runtime, db, by_path
        self._people: dict[str, Person] = {}
        self._said: dict[Subject, Said] = {}
        self.today = self.day(runtime.now())

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Every part there ever was, parents before children."""
        return self._db.units.ever()

    @cached_property
    def parents(self) -> dict[str, str | None]:
        """Of each part there ever was, the one above it."""
        return {unit.id: unit.parent_id for unit in self.units}

    @cached_property
    def names(self) -> dict[str, str]:
        """What each part there ever was is called."""
        return (
            paths_by_id(self.units) if self._by_path else {one.id: one.name for one in self.units}
        )

    def day(self, at: datetime) -> date:
        """Return a moment's day where the organisation is."""
        return at.astimezone(self._runtime.policy.zone).date()

    def told(self, action: Action, reader: Person | None, *, whole: bool = False) -> Told:
        """Return one action as somebody reads it; `whole`: with its history. None: a script."""
        may = reader is None or may_change(reader, action, self.parents)
        steps = [self._step(one, names_who=may) for one in action.history] if whole else []
        return Told(
            action_id=action.id,
            part=self.names.get(action.unit_id, ""),
            said=self.said(action.subject),
            now=action.now,
            owner=self.named(action.now.owner),
            is_late=is_late(action.now, self.today),
            is_mine=reader is not None and action.now.owner.person_id == reader.id,
            may_change=may,
            steps=tuple(steps),
            noticed=self._noticed(action) if whole else None,
            may_ask=whole and reader is not None and is_author(reader),
        )

    def named(self, holder: Holder) -> Named:
        """Return who somebody is; whoever has left is a post and a part, and no name."""
        name = None
        if holder.person_id is not None:
            if holder.person_id not in self._people:
                self._people[holder.person_id] = self._db.people.get(holder.person_id)
            person = self._people[holder.person_id]
            name = person.name if person.active else None
        return Named(name, holder.post, self.names.get(holder.unit_id, ""))

    def said(self, subject: Subject) -> Said:
        """Return what people said, and what they say now, as displayed."""
        if subject not in self._said:
            self._said[subject] = self._found(subject)
        return self._said[subject]

    def _found(self, subject: Subject) -> Said:
        if subject.forum_question_id:
            return self._asked_in_forum(subject.forum_question_id)
        place = self.place(subject.node_id)
        release_id, measure = subject.release_id, subject.question_id
        found = self._db.releases.displayed(release_id, measure, subject.node_id)
        if found is None:
            return Said(None, measure, place)
        first, newest = found
        is_newer = newest.release_id != first.release_id
        return replace(
            self._asked(first, measure, place),
            figure=self._figure(first),
            since=self._figure(newest) if is_newer else None,
        )

    def _asked_in_forum(self, question_id: str) -> Said:
        found = self._db.forum_questions.find(question_id)
        words = _("a question that is not shown any more")
        if found is not None and found.text and is_shown(found):
            words = " ".join(found.text.split())
        return Said(None, words, _("Champions Forum"), is_asked=True)

    def place(self, node_id: str) -> str:
        """Return what the place of a figure is called."""
        unit_id, _colon, direct = node_id.partition(":")
        name = self.names.get(unit_id, "")
        return _("Direct staff of {name}").format(name=name) if direct == DIRECT else name

    def _noticed(self, action: Action) -> Noticed | None:
        """Return the share that noticed an action, from where its result stands or around it."""
        releases = self._db.releases
        release_id = releases.newest(noticing_survey(action.id), Tier.WEEKLY)
        window_id = releases.window_of(release_id) if release_id else None
        if release_id is None or window_id is None:
            return None
        tree = self._db.windows.tree(window_id)
        unit_id = action.subject.node_id.partition(":")[0] or action.unit_id
        node_id = node_of(tree, self.units, unit_id)
        release = releases.at(release_id, tuple(tree.ancestors(node_id)))
        own = {one.node_id: one for one in release.cells if one.question_id == _SAID_YES}
        place = nearest_shown(tree, shown_nodes(own.values(), _SAID_YES), node_id)
        if place is None or (value := own[place].value) is None:
            return None
        figure = Figure(value, own[place].bound, self.day(release.closed))
        return Noticed(self.place(place), figure)

    def _asked(self, found: Displayed, measure: str, place: str) -> Said:
        db, survey = self._db, found.survey
        revision = db.surveys.revision_asked(survey, found.round_number)
        title = None
        if survey != WEEKLY_PULSE and revision is not None:
            title = definition_of(self._runtime, db, survey, revision).title
        question_id, _colon, option_id = measure.partition(":")
        question = known_questions(self._runtime, db, survey, revision).get(question_id)
        if question is None or isinstance(question, CommentPrompt):
            return Said(title, measure, place)
        return asked(title, question, option_id, place)

    def _figure(self, found: Displayed) -> Figure:
        return Figure(found.value, found.bound, self.day(found.closed))

    def _step(self, change: Change, *, names_who: bool) -> Step:
        by = self.named(change.by) if names_who else None
        return Step(self.day(change.at), change.state, change.note, by)


def asked(title: str | None, question: Item | Choice, option_id: str, place: str) -> Said:
    """Return what a figure is of; `option_id` is read of a choice alone."""
    if isinstance(question, Choice):
        labels = {one.id: one.label for one in question.options}
        return Said(title, question.label, place, labels.get(option_id, option_id))
    top, is_lower = question.scale.hi, question.direction < 0
    return Said(title, question.label, place, top=top, lower_is_better=is_lower)


def at_home(runtime: Runtime, person: Person) -> AtHome:
    """Return what somebody's Home tab says of actions."""
    with runtime.store.published() as db:
        telling = Telling(runtime, db)
        seen = _newest_first(_seen(db, telling, person))
        soon = [one for one in seen if one.now.due <= telling.today + SOON]
        later = [one for one in seen if one.now.due > telling.today + SOON]
        return AtHome(
            newest=tuple(telling.told(one, person) for one in seen[:AT_HOME]),
            in_all=len(seen),
            promises=_promises(telling, person, later, AT_HOME),
            may_record=_records(person),
            pressing=_promises(telling, person, soon, AT_HOME),
        )


def promises_of(runtime: Runtime, person_id: str) -> Promises:
    """Return what somebody promised and is still open, and what others have overdue below them."""
    with runtime.store.published() as db:
        person, telling = db.people.get(person_id), Telling(runtime, db)
        return _promises(telling, person, _seen(db, telling, person), IN_DIGEST)


def ledger(runtime: Runtime, caller: Account, page: int = 0) -> Ledger:
    """Return a page of the actions that the caller may see. Raises NotOnTheList."""
    with runtime.store.published() as db:
        person, telling = reader(db, caller), Telling(runtime, db)
        seen = _newest_first(_seen(db, telling, person))
        pages = max(1, -(-len(seen) // PAGE_SIZE))
        page = min(max(page, 0), pages - 1)
        shown = seen[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
        told = tuple(telling.told(one, person) for one in shown)
        return Ledger(told, page, pages, _records(person))


def one_action(runtime: Runtime, caller: Account, action_id: str) -> Told:
    """Return one action with its history. Raises NotOnTheList, ActionUnknown."""
    with runtime.store.published() as db:
        person, telling = reader(db, caller), Telling(runtime, db)
        action = db.actions.find(action_id)
        if action is None or not may_see(person, action, telling.parents):
            raise ActionUnknown
        return telling.told(action, person, whole=True)


def every_action(runtime: Runtime) -> tuple[Told, ...]:
    """Return every action with its history, parts in tree order and by path, then by their day."""
    with runtime.store.published() as db:
        telling = Telling(runtime, db, by_path=True)
        order = {unit_id: place for place, unit_id in enumerate(telling.names)}
        found = sorted(
            db.actions.all(whole=True), key=lambda one: (order[one.unit_id], one.now.due, one.id)
        )
        return tuple(telling.told(one, None, whole=True) for one in found)


def _seen(db: Published, telling: Telling, person: Person) -> list[Action]:
    parents = telling.parents
    if _records(person):
        found = db.actions.all()
    else:
        found = db.actions.of_parts([*around(parents, person.unit_id)], person.id)
    return [one for one in found if may_see(person, one, parents)]


def _records(person: Person) -> bool:
    return sees_all(person) or bool(person.manages)


def _promises(telling: Telling, person: Person, seen: Iterable[Action], most: int) -> Promises:
    waiting = sorted((one for one in seen if one.now.is_open), key=lambda one: one.now.due)
    mine = [one for one in waiting if one.now.owner.person_id == person.id]
    late = [
        one
        for one in waiting
        if is_late(one.now, telling.today) and hears_of_lateness(person, one, telling.parents)
    ]
    return Promises(
        tuple(telling.told(one, person) for one in mine[:most]),
        tuple(telling.told(one, person) for one in late[:most]),
        len(mine),
        len(late),
    )


def _newest_first(found: Iterable[Action]) -> list[Action]:
    return sorted(found, key=lambda one: (one.now.at, one.id), reverse=True)
