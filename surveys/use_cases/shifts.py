"""Shifts: the hours of the people in a transaction."""

from collections.abc import Callable
from datetime import datetime

from surveys.model.people import Person
from surveys.rules.shifts import Shift, inherited, shift_of
from surveys.runtime import Runtime
from surveys.store.database import Transaction


def shifts(runtime: Runtime, tx: Transaction) -> Callable[[Person], Shift]:
    """Return what tells anybody's shift, by the hours of units as they are now."""
    by_unit = inherited(tx.units.with_hours())
    return lambda person: shift_of(person, by_unit, runtime.policy)


def in_their_hours(runtime: Runtime, tx: Transaction, person: Person, after: datetime) -> datetime:
    """Return the first moment of one person's hours at or after another, in UTC."""
    return shifts(runtime, tx)(person).next_moment(after)
