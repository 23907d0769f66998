"""Locating: on whose clock each person works, as Slack tells it."""

from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from surveys.model.people import Account
from surveys.runtime import Runtime

GOOD_FOR: Final = timedelta(days=30)  # people move; Slack also tells us when they do


def unlocated(runtime: Runtime, workspace: str, most: int) -> tuple[Account, ...]:
    """Return some accounts of a workspace whose time zone we don't know, or not any more."""
    with runtime.store.begin() as tx:
        return tx.people.unlocated(workspace, runtime.now() - GOOD_FOR, most)


def keep_zone(runtime: Runtime, account: Account, zone: str | None) -> None:
    """Keep what Slack says of an account's time zone; one that we don't know counts as none.

    An account that is not in the list is let pass: Slack tells of everyone in the workspace.
    """
    with runtime.store.begin() as tx:
        tx.people.keep_zone(account, zone if _is_known(zone) else None, runtime.now())


def _is_known(zone: str | None) -> bool:
    try:
        return zone is not None and bool(ZoneInfo(zone).key)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder
        return False
