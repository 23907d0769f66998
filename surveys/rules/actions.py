"""Actions: what is late, who is reminded when, who may see and change what."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from surveys.model.actions import Action, ActionState, Change, Heard, Holder, Post, Text
from surveys.model.deliveries import Kind
from surveys.model.people import Person, Role
from surveys.rules.forum.duties import looks_after

SOON: Final = timedelta(days=7)  # before the day, its owner is reminded
# After the day, an owner who was not told yet still is: well before records of messages go, so
# that nobody is told twice.
STILL: Final = timedelta(days=14)
FURTHEST: Final = timedelta(days=3 * 366)  # a promise for later is none

NOTICED: Final = "noticed"  # the one question of a survey about an action
_ID: Final = 13  # characters of an action's id that are in its survey's, which may have 40

Parents = Mapping[str, str | None]  # of each part of the organisation, the one above it


def around(parents: Parents, unit_id: str) -> Iterator[str]:
    """Yield a part, then those above it up to the organisation."""
    current: str | None = unit_id
    while current is not None:
        yield current
        current = parents.get(current)


def noticing_survey(action_id: str) -> str:
    """Return the id of the survey that asks whether people noticed an action."""
    return f"{NOTICED}-{action_id[:_ID].lower()}"


def is_late(change: Change, today: date) -> bool:
    """Say whether something promised was to be done before today and is not."""
    return change.is_open and change.due < today


def reminder(change: Change, today: date) -> Kind | None:
    """Return which reminder its owner should have by now. None: neither, or it is too late."""
    if not change.is_open or change.owner.person_id is None:
        return None
    if change.due - SOON <= today <= change.due:
        return Kind.ACTION_SOON
    if change.due < today <= change.due + STILL:
        return Kind.ACTION_LATE
    return None


def sees_all(person: Person) -> bool:
    """Say whether every part of the organisation is this person's to act on."""
    return bool(person.roles & {Role.LEADER, Role.HR})


def may_record(
    person: Person, unit_id: str, parents: Parents, *, is_of_forum: bool = False
) -> bool:
    """Say whether somebody may record an action for a part: their own, below it, or as HR any."""
    if is_of_forum and looks_after(person):
        return True
    return sees_all(person) or not {*around(parents, unit_id)}.isdisjoint(person.manages)


def may_see(person: Person, action: Action, parents: Parents) -> bool:
    """Say whether somebody reads an action: of their own part and above, or theirs to act on."""
    is_around = action.unit_id in around(parents, person.unit_id)
    managed = (action.unit_id in around(parents, one) for one in person.manages)
    return is_around or may_change(person, action, parents) or any(managed)


def may_change(person: Person, action: Action, parents: Parents) -> bool:
    """Say whether somebody may change an action: who may record it, and who promised it."""
    is_of_forum = action.subject.kind is Heard.FORUM
    is_owner = action.now.owner.person_id == person.id
    return is_owner or may_record(person, action.unit_id, parents, is_of_forum=is_of_forum)


def follows(action: Action, question_id: str, node_id: str, release_ids: Collection[str]) -> bool:
    """Say whether an action answers a figure of some releases: it is open, or says so itself."""
    subject = action.subject
    is_about = (subject.question_id, subject.node_id) == (question_id, node_id)
    return is_about and (action.now.is_open or subject.release_id in release_ids)


def is_on_path(parents: Parents, unit_id: str, own: Collection[str]) -> bool:
    """Say whether a part is one of somebody's own, or lies above or below one of them."""
    above = any(unit_id in around(parents, one) for one in own)
    return above or not {*around(parents, unit_id)}.isdisjoint(own)


def hears_of_lateness(person: Person, action: Action, parents: Parents) -> bool:
    """Say whether somebody is told that another's action is overdue: who manages around it."""
    if action.now.owner.person_id == person.id:
        return False
    places = (action.unit_id, action.now.owner.unit_id)
    return any(may_record(person, one, parents) for one in places)


def post_of(person: Person, unit_id: str, parents: Parents) -> Holder:
    """Return what somebody is to a part: their post, and the part that they hold it in."""
    if Role.LEADER in person.roles:
        *_below, whole = around(parents, person.unit_id)
        return Holder(person.id, Post.LEADER, whole)
    managed = [one for one in around(parents, unit_id) if one in person.manages]
    if managed or person.manages:
        return Holder(person.id, Post.MANAGER, (managed or person.manages)[0])
    post = Post.HR if Role.HR in person.roles else Post.STAFF
    return Holder(person.id, post, person.unit_id)


def needed(state: ActionState) -> Collection[Text]:
    """Return the texts that an action can't do without: why, where it does not go ahead."""
    why = {Text.NOTE} if state is ActionState.NOT_GOING_AHEAD else set()
    return {Text.WHAT, *why}


def is_fitting(due: date, before: Change | None, today: date) -> bool:
    """Say whether a day may be promised: not a past one, unless it was promised before."""
    if before is not None and before.due == due:
        return True
    return today <= due <= today + FURTHEST


def is_same(one: Change, other: Change) -> bool:
    """Say whether two changes say the same, whenever they were made."""
    said = ("owner", "what", "outcome", "measure", "due", "state", "note")
    is_equal = all(getattr(one, name) == getattr(other, name) for name in said)
    return is_equal and one.by.person_id == other.by.person_id
