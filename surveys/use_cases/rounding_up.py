"""Rounding up: once a month, how many thank-yous were said, and words that people chose to share.

One count of the whole organisation, and never one of a person, a team or a manager.
"""

from datetime import date

from surveys.model.deliveries import Delivery, Kind
from surveys.model.people import Role
from surveys.model.thanks import RoundUp
from surveys.rules.thanking import TO_SAY_NO, month_after, month_to_tell, says_something, tellable
from surveys.runtime import Runtime
from surveys.store.database import Transaction


def tell_due(runtime: Runtime) -> bool:
    """Tell of the month that is over, from the first working day on; say whether it was now."""
    now = runtime.now()
    today = now.astimezone(runtime.policy.zone).date()
    month = month_to_tell(today)
    if month is None:
        return False
    with runtime.store.looking() as tx:
        if tx.thanks.is_told(month):
            return False  # as nearly always: nobody waits for the one who may write
    with runtime.store.begin() as tx:
        if tx.thanks.tell(month, month_after(month), today - TO_SAY_NO) is None:
            return False
        told = _round_up(tx, month)
        if told is not None and says_something(told):
            tx.deliveries.add(
                Delivery(runtime.new_id(), Kind.THANKS_MONTH, one.id, month.isoformat(), now)
                for one in tx.people.all()
                if one.active and Role.LEADER in one.roles
            )
    return True


def round_up_of(tx: Transaction, month: str) -> RoundUp | None:
    """Return what a message to a leader says. None: another month has been told since."""
    newest = newest_round_up(tx)
    return newest if newest and newest.month == date.fromisoformat(month) else None


def round_up_at_home(runtime: Runtime) -> RoundUp | None:
    """Return what everybody reads on Home. None: nothing was told last."""
    with runtime.store.looking() as tx:
        return newest_round_up(tx)


def newest_round_up(tx: Transaction) -> RoundUp | None:
    """Return the last month that was told. None: none, or there was nothing to tell."""
    told = _round_up(tx)
    return told if told is not None and says_something(told) else None


def _round_up(tx: Transaction, month: date | None = None) -> RoundUp | None:
    found = tx.thanks.told(month)
    if found is None:
        return None
    of, said, words = found
    return RoundUp(of, tellable(said), words)
