"""Locating: on whose clock each person works, and who is on Slack at all, as Slack tells it."""

from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from surveys.model.people import Account
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.enrolling import welcome_anew

GOOD_FOR: Final = timedelta(days=30)  # people move; Slack also tells us when they do
CLOSED_FOR: Final = timedelta(days=1)  # so that nobody who is back waits longer for a message


def unlocated(runtime: Runtime, workspace: str, most: int) -> tuple[Account, ...]:
    """Return some accounts of a workspace whose time zone we don't know, or not any more.

    Closed ones come again each day.
    """
    now = runtime.now()
    with runtime.store.begin() as tx:
        return tx.people.unlocated(workspace, now - GOOD_FOR, most, now - CLOSED_FOR)


def keep_zone(runtime: Runtime, account: Account, zone: str | None) -> None:
    """Keep what Slack says of an account's time zone; one that we don't know counts as none.

    An account that is not in the list is let pass: Slack tells of everyone in the workspace.
    """
    with runtime.store.begin() as tx:
        _keep_zone(runtime, tx, account, zone)


def keep_present(runtime: Runtime, account: Account, zone: str | None) -> None:
    """Keep that an account is open, and its time zone; whoever is back gets the welcome owed."""
    with runtime.store.begin() as tx:
        _keep_zone(runtime, tx, account, zone)
        if tx.people.keep_closed(account, runtime.now(), closed=False):
            person = tx.people.find_by_account(account.slack_id, account.workspace)
            welcome_anew(runtime, tx, [person] if person else [])


def keep_gone(runtime: Runtime, account: Account) -> None:
    """Keep that Slack has closed an account: nothing is sent to it until it is open again.

    Somebody who has no other is asked nothing meanwhile. They stay on the list, which is HR's.
    """
    now = runtime.now()
    with runtime.store.begin() as tx:
        if not tx.people.keep_closed(account, now, closed=True):
            tx.people.checked(account, now)


def _keep_zone(runtime: Runtime, tx: Transaction, account: Account, zone: str | None) -> None:
    tx.people.keep_zone(account, zone if _is_known(zone) else None, runtime.now())


def _is_known(zone: str | None) -> bool:
    try:
        return zone is not None and bool(ZoneInfo(zone).key)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder
        return False
