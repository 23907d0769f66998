"""Until when a conversation with a leaver is open: their last day, or a release that counts it."""

from surveys.errors import LeavingOver, LeavingTold
from surveys.model.leaving import DECEASED, Conversation
from surveys.model.people import Person
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.listing_leavers import SAME_LEAVING, today_of


def refuse_if_over(runtime: Runtime, inside: Conversation) -> None:
    """Let nothing be changed after the last day. Raises LeavingOver."""
    if today_of(runtime) > inside.last_day:
        raise LeavingOver


def refuse_if_told(runtime: Runtime, tx: Transaction, person: Person) -> None:
    """Let nobody begin twice of one leaving, for which a release has taken their box already.

    Raises LeavingTold, or LeavingOver where the last day has passed as well.
    """
    leaver, today = tx.leavers.of(person.id), today_of(runtime)
    if leaver is None or leaver.last_day is None or leaver.reason == DECEASED:
        return
    if today <= leaver.last_day:
        raise LeavingTold
    if today <= leaver.last_day + SAME_LEAVING:
        raise LeavingOver


def is_another(runtime: Runtime, person: Person, inside: Conversation) -> bool:
    """Say whether somebody is still here after they were to leave: then they begin anew.

    After the day that HR recorded, only when it is too long ago to be of the same leaving.
    """
    over = inside.last_day + SAME_LEAVING if inside.is_confirmed else inside.last_day
    return person.active and today_of(runtime) > over
