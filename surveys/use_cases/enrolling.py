"""Enrolling: who is in the list, where they sit, and pausing."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from surveys.errors import (
    NoAdministratorLeft,
    NotOnTheList,
    PauseTooShort,
    UnitNameTaken,
    UnitNameWrong,
    UnitUnknown,
)
from surveys.model.deliveries import Delivery, Kind
from surveys.model.people import Account, Person
from surveys.model.trail import COMMAND_LINE, ActKind
from surveys.model.tree import DIRECT, Unit
from surveys.rules.enrolment import ChangeKind, Plan, plan
from surveys.rules.paths import paths_by_id
from surveys.rules.people_file import LONGEST_FACT, PersonRow, people_in
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.shifts import checked_hours, shifts
from surveys.use_cases.trailing import note


def plan_people(runtime: Runtime, content: bytes) -> Plan:
    """Say what a people file would change. Raises PeopleFileUnreadable, PeopleFileWrong."""
    rows = people_in(content)
    with runtime.store.begin() as tx:
        return plan(tx.units.all(), tx.people.all(), rows, runtime.new_id)


def apply_people(runtime: Runtime, content: bytes, *, without_admin: bool = False) -> Plan:
    """Make the list say what a people file says, and queue a welcome for whoever has had none.

    `without_admin`: though it takes the last administrator. Raises PeopleFileUnreadable,
    PeopleFileWrong, NoAdministratorLeft: then nothing was changed.
    """
    rows = people_in(content)
    return apply_rows(runtime, rows, ActKind.PEOPLE_IMPORTED, without_admin=without_admin)


def apply_rows(
    runtime: Runtime, rows: Sequence[PersonRow], kind: ActKind, *, without_admin: bool = True
) -> Plan:
    """Make the list say what rows say, from wherever they came, and keep that it was done.

    `without_admin`: though they take the last administrator. Raises NoAdministratorLeft.
    """
    with runtime.store.begin() as tx:
        tx.proposals.hold()  # a file may change roles too
        planned = plan(tx.units.all(), tx.people.all(), rows, runtime.new_id)
        if planned.takes_last_administrator and not without_admin:
            raise NoAdministratorLeft
        for unit in planned.units:
            tx.units.save(unit)
        for person in planned.people:
            tx.people.save(person)
        for unit in planned.retired:
            tx.units.retire(unit.id)
        tx.retention.note_leaving(runtime.now())
        # A welcome that failed, at a mistyped account say, is owed to them still.
        welcome_anew(runtime, tx, planned.people)
        if not planned.is_empty:
            note(runtime, tx, COMMAND_LINE, kind, **counted(planned))
    return planned


def counted(planned: Plan) -> dict[str, int]:
    """Count whom a plan lists, changes and lists no more."""
    counts = planned.counts
    back = counts[ChangeKind.PERSON_REACTIVATED]
    return {
        "added": counts[ChangeKind.PERSON_ADDED] + back,
        "changed": counts[ChangeKind.PERSON_CHANGED],
        "left": counts[ChangeKind.PERSON_DEACTIVATED],
    }


def rename_unit(runtime: Runtime, path: str, name: str) -> None:
    """Give a part of the organisation another name. Raises UnitUnknown and others."""
    name = name.strip()
    if not name or "/" in name or name.casefold() == DIRECT or len(name) > LONGEST_FACT:
        raise UnitNameWrong(name)
    with runtime.store.begin() as tx:
        units = tx.units.all()
        paths = paths_by_id(units)
        found = [unit for unit in units if paths[unit.id] == path]
        if not found:
            raise UnitUnknown(path)
        unit = found[0]
        if any(_is_called(one, name, unit) for one in units):
            raise UnitNameTaken(name)
        tx.units.save(replace(unit, name=name))
        note(runtime, tx, COMMAND_LINE, ActKind.UNIT_RENAMED, before=unit.name, part=name)


def keep_unit_hours(runtime: Runtime, path: str, hours: str | None) -> None:
    """Give the people of a part of the organisation their hours; None: those of the part above.

    They hold for all below it, save where a person or a part has others. Raises UnitUnknown,
    HoursWrong.
    """
    kept = None if hours is None else checked_hours(hours)
    with runtime.store.begin() as tx:
        found = [unit_id for unit_id, one in paths_by_id(tx.units.all()).items() if one == path]
        if not found:
            raise UnitUnknown(path)
        tx.units.keep_hours(found[0], kept)
        note(runtime, tx, COMMAND_LINE, ActKind.UNIT_HOURS, part=path)


def pause_of(runtime: Runtime, caller: Account) -> tuple[date, date | None]:
    """Return today in the organisation's zone, and until when the caller is paused, if they are."""
    with runtime.store.begin() as tx:
        person = _person(tx, caller)
    today = runtime.now().astimezone(runtime.policy.zone).date()
    until = person.paused_until
    return today, until if until is not None and until > today else None


def pause(runtime: Runtime, caller: Account, until: date | None) -> date | None:
    """Ask the caller nothing before a date; None ends the pause.

    Raises NotOnTheList, and PauseTooShort for a date that is not later than today.
    """
    today = runtime.now().astimezone(runtime.policy.zone).date()
    with runtime.store.begin() as tx:
        person = _person(tx, caller)
        if until is not None and until <= today:
            raise PauseTooShort
        tx.people.pause(person.id, until)
    return until


def _person(tx: Transaction, caller: Account) -> Person:
    person = tx.people.find_by_account(caller.slack_id, caller.workspace)
    if person is None or not person.active:
        raise NotOnTheList
    return person


def welcome_anew(runtime: Runtime, tx: Transaction, people: Iterable[Person]) -> None:
    """Queue a welcome for those of some people who have had none, in place of one that failed."""
    chosen = tuple(people)
    tx.deliveries.forget_failed(Kind.WELCOME, (person.id for person in chosen))
    tx.deliveries.add(_welcomes(runtime, tx, chosen))


def _welcomes(runtime: Runtime, tx: Transaction, people: Iterable[Person]) -> list[Delivery]:
    shift_of, now = shifts(runtime, tx), runtime.now()
    return [
        Delivery(
            id=runtime.new_id(),
            kind=Kind.WELCOME,
            person_id=person.id,
            subject="",
            due_at=shift_of(person).next_moment(now),
        )
        for person in people
        if person.active and person.welcomed_at is None
    ]


def _is_called(other: Unit, name: str, unit: Unit) -> bool:
    is_beside = other.parent_id == unit.parent_id and other.id != unit.id
    return is_beside and other.name.casefold() == name.casefold()
