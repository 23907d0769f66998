"""Shifts: the hours of the people in a transaction."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from surveys.errors import HoursWrong
from surveys.model.people import Person
from surveys.rules.hours import parse_pattern
from surveys.rules.shifts import Shift, inherited, shift_of
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.wording import _

LONGEST: Final = 100  # characters


def shifts(runtime: Runtime, tx: Transaction) -> Callable[[Person], Shift]:
    """Return what tells anybody's shift, by the hours of units as they are now."""
    by_unit = inherited(tx.units.with_hours())
    return lambda person: shift_of(person, by_unit, runtime.policy)


def checked_hours(text: str) -> str:
    """Return hours as they are kept. Raises HoursWrong."""
    said = " ".join(text.split())
    if len(said) > LONGEST:
        raise HoursWrong(_("they are longer than {most} characters").format(most=LONGEST))
    try:
        parse_pattern(said)
    except ValueError as error:
        raise HoursWrong(str(error)) from None
    return said


def in_their_hours(runtime: Runtime, tx: Transaction, person: Person, after: datetime) -> datetime:
    """Return the first moment of one person's hours at or after another, in UTC."""
    return shifts(runtime, tx)(person).next_moment(after)
