"""Taking back: whoever wrote a thank-you withdraws it; whom it is about keeps it out of sight."""

from surveys.errors import ThanksGone
from surveys.model.people import Account, Person
from surveys.model.thanks import Given, ThanksState, ThankYou
from surveys.rules.thanking import is_within
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.admitting import reader
from surveys.use_cases.conveying import team_of


def given(runtime: Runtime, caller: Account) -> tuple[Given, ...]:
    """Return what the caller wrote and can still change, newest first. Raises NotOnTheList."""
    with runtime.store.looking() as tx:
        person = reader(tx, caller)
        return tuple(
            Given(
                one.id,
                one.day,
                one.words or one.shared or "",
                one.state is ThanksState.BACK,
                one.shared is not None,
                tuple(sorted(tx.people.get(each).name for each in tx.thanks.receivers(one.id)))
                if one.unit_id is None
                else (),
                team_of(tx, one.unit_id),
            )
            for one in tx.thanks.written_by(person.id)
        )


def withdraw(runtime: Runtime, caller: Account, thanks_id: str) -> None:
    """Send no more of a thank-you, count it no more, and keep it out of the round-up.

    Raises NotOnTheList, ThanksGone.
    """
    with runtime.store.begin() as tx:
        one = own(tx, reader(tx, caller), thanks_id)
        if not tx.thanks.leave_out(one.id):
            raise ThanksGone
        tx.thanks.put(one.id, ThanksState.WITHDRAWN)


def leave_out(runtime: Runtime, caller: Account, thanks_id: str) -> None:
    """Keep words out of the round-up, as whoever is thanked in them asks.

    Raises NotOnTheList, ThanksGone.
    """
    with runtime.store.begin() as tx:
        person = reader(tx, caller)
        one = tx.thanks.find(thanks_id)
        if one is None or not _concerns(tx, person, one) or not tx.thanks.leave_out(one.id):
            raise ThanksGone


def _concerns(tx: Transaction, person: Person, one: ThankYou) -> bool:
    if person.id == one.sender_id or person.id in tx.thanks.receivers(one.id):
        return True
    parents = {unit.id: unit.parent_id for unit in tx.units.ever()}
    return one.unit_id is not None and is_within(parents, person, one.unit_id)


def own(tx: Transaction, person: Person, thanks_id: str) -> ThankYou:
    """Return what somebody wrote. Raises ThanksGone."""
    one = tx.thanks.find(thanks_id)
    if one is None or one.sender_id != person.id:
        raise ThanksGone
    return one
