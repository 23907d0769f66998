"""Preferring: what a person chooses for themselves, their hours and whether they are reminded."""

from surveys.errors import NotOnTheList
from surveys.model.messages import Hours
from surveys.model.people import Account, Person
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.shifts import checked_hours, shifts


def hours_of(runtime: Runtime, caller: Account) -> Hours:
    """Return when the caller is asked things. Raises NotOnTheList."""
    with runtime.store.begin() as tx:
        return _hours(runtime, tx, _person(tx, caller))


def choose_hours(runtime: Runtime, caller: Account, hours: str | None) -> Hours:
    """Ask the caller only in hours of their own; None: in their usual ones again.

    What is waiting to be sent waits for the new hours. Raises NotOnTheList, HoursWrong.
    """
    kept = None if hours is None else checked_hours(hours)
    with runtime.store.begin() as tx:
        tx.people.keep_hours(_person(tx, caller).id, kept)
        return _hours(runtime, tx, _person(tx, caller))


def choose_reminders(runtime: Runtime, caller: Account, *, wanted: bool) -> None:
    """Let reminders reach the caller, or none of any survey ever. Raises NotOnTheList."""
    with runtime.store.begin() as tx:
        tx.people.keep_reminders(_person(tx, caller).id, wanted=wanted)


def _hours(runtime: Runtime, tx: Transaction, person: Person) -> Hours:
    shift = shifts(runtime, tx)(person)
    return Hours(now=shift.hours, own=person.own_hours, zone=shift.zone.key)


def _person(tx: Transaction, caller: Account) -> Person:
    person = tx.people.find_by_account(caller.slack_id, caller.workspace)
    if person is None or not person.active:
        raise NotOnTheList
    return person
