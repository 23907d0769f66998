"""What a difference comes to: in counts, and whether too many would leave at once."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from surveys.errors import TooManyLeave
from surveys.model.people import Person
from surveys.model.syncing import PeopleChanged
from surveys.rules.enrolment import Change, ChangeKind, Plan
from surveys.wording import _

FEW: Final = 5  # people that may leave at once whatever their share
SHARE: Final = 0.2  # of everybody listed that may leave at once
_FIGURE: Final = 16  # hexadecimal digits: tells one difference from another
_OF_PARTS: Final = frozenset(
    {ChangeKind.UNIT_ADDED, ChangeKind.UNIT_RENAMED, ChangeKind.UNIT_RETIRED}
)


def check_share(planned: Plan, people: Sequence[Person]) -> None:
    """Refuse that over five leave at once, and a fifth of all. Raises TooManyLeave."""
    if too_many_leave(planned, people):
        left, listed = planned.counts[ChangeKind.PERSON_DEACTIVATED], _listed(people)
        says = _("{left} of {listed} people would leave the list at once")
        raise TooManyLeave(says.format(left=left, listed=listed))


def too_many_leave(planned: Plan, people: Sequence[Person]) -> bool:
    """Say whether over five leave at once, and a fifth of all."""
    left = planned.counts[ChangeKind.PERSON_DEACTIVATED]
    return left > FEW and left > SHARE * _listed(people)


def changed(planned: Plan, people: Sequence[Person]) -> PeopleChanged:
    """Count who would join, move, change otherwise and leave."""
    counts, seats = planned.counts, {one.id: one.unit_id for one in people if one.active}
    moved = sum(
        one.active and one.id in seats and seats[one.id] != one.unit_id for one in planned.people
    )
    return PeopleChanged(
        joined=counts[ChangeKind.PERSON_ADDED] + counts[ChangeKind.PERSON_REACTIVATED],
        moved=moved,
        otherwise=counts[ChangeKind.PERSON_CHANGED] - moved,
        left=counts[ChangeKind.PERSON_DEACTIVATED],
        parts=sum(counts[kind] for kind in _OF_PARTS),
        too_many_leave=too_many_leave(planned, people),
    )


def figure(planned: Plan) -> str:
    """Return a short figure that is the same for the same difference, and names nobody.

    Whoever is listed goes into it by their random id: once that is gone, not even somebody who
    guesses a name could try it out.
    """
    people = iter(planned.people)  # in the order of their changes
    lines = sorted(
        _line(one, one.what if one.kind in _OF_PARTS else _who(one, next(people)))
        for one in planned.changes
    )
    return sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:_FIGURE]


def _line(change: Change, what: str) -> str:
    return f"{change.kind}|{what}|{change.detail}"


def _who(change: Change, person: Person) -> str:
    """Somebody new has another id each time the difference is made."""
    return person.key if change.kind is ChangeKind.PERSON_ADDED else person.id


def _listed(people: Sequence[Person]) -> int:
    return sum(one.active for one in people)
