"""Trailing: every administrative act is kept, in the transaction that does it, and read again."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Final

from surveys.errors import ForAdministratorsAlone
from surveys.model.people import Account, Person, Role
from surveys.model.trail import (
    BY_DAY,
    COMMAND_LINE,
    ITSELF,
    WITHOUT_SUBJECT,
    Act,
    ActKind,
    ActTold,
    TrailPage,
)
from surveys.rules.lifecycle import Step
from surveys.runtime import Runtime
from surveys.store.database import Published, Transaction
from surveys.use_cases.admitting import reader

A_PAGE: Final = 10
_PEOPLE: Final = ("person", "second")  # what of a subject is somebody's id
OF_STEP: Final = {
    Step.START: ActKind.SURVEY_STARTED,
    Step.PAUSE: ActKind.SURVEY_PAUSED,
    Step.RESUME: ActKind.SURVEY_RESUMED,
    Step.ARCHIVE: ActKind.SURVEY_ARCHIVED,
}
NOBODY: Final = "-"  # somebody of whom nothing is kept any more


def note(
    runtime: Runtime,
    tx: Transaction,
    actor: Person | str,
    kind: ActKind,
    **subject: str | int,
) -> Act:
    """Keep an act as the last thing a transaction does; `actor`: who, COMMAND_LINE or ITSELF.

    Of what HR records of leavers only the day is kept, and not of whom.
    """
    at = runtime.now()
    if kind in BY_DAY:
        at = datetime.combine(at.astimezone(runtime.policy.zone).date(), time(), tzinfo=UTC)
    told = {} if kind in WITHOUT_SUBJECT else {name: str(one) for name, one in subject.items()}
    who = actor.id if isinstance(actor, Person) else actor
    return tx.trail.add(at, who, kind, told)


def administrator(db: Published, caller: Account) -> Person:
    """Return who acts as an administrator. Raises NotOnTheList, ForAdministratorsAlone."""
    person = reader(db, caller)
    if Role.ADMIN not in person.roles:
        raise ForAdministratorsAlone
    return person


def read(runtime: Runtime, caller: Account, page: int) -> TrailPage:
    """Return one page, the newest acts first. Raises NotOnTheList, ForAdministratorsAlone."""
    with runtime.store.looking() as tx:
        administrator(tx, caller)
        pages = max(1, -(-tx.trail.count() // A_PAGE))
        chosen = min(max(page, 0), pages - 1)
        found = tx.trail.newest(chosen * A_PAGE, A_PAGE)
        names = _names(tx)
        return TrailPage(tuple(_told(runtime, one, names) for one in found), chosen, pages)


def since(runtime: Runtime, day: date | None) -> tuple[ActTold, ...]:
    """Return the acts of a day and after, the oldest first, for whoever runs the bot. None: all."""
    with runtime.store.looking() as tx:
        names = _names(tx)
        told = [_told(runtime, one, names) for one in tx.trail.whole().acts]
    return tuple(one for one in told if day is None or one.at.date() >= day)


def _names(db: Published) -> Mapping[str, str]:
    return {one.id: one.name for one in db.people.all()}


def _told(runtime: Runtime, act: Act, names: Mapping[str, str]) -> ActTold:
    is_person = act.actor not in (COMMAND_LINE, ITSELF)
    subject = {
        name: names.get(value, NOBODY) if name in _PEOPLE and value != COMMAND_LINE else value
        for name, value in act.subject.items()
    }
    by_day = act.kind in BY_DAY
    return ActTold(
        position=act.position,
        at=act.at if by_day else act.at.astimezone(runtime.policy.zone),
        by_day=by_day,
        actor=names.get(act.actor) if is_person else None,
        by="person" if is_person else act.actor,
        kind=act.kind,
        subject=subject,
    )
