"""Reconciling: each night Slack's own list mends what its events did not tell us.

Whether an account is open is Slack's to say, and is kept as it says. Who is on the list and where
they sit is the employer's: nothing of it changes here.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from surveys.model.people import Account
from surveys.model.syncing import Member
from surveys.rules.retention import night_of
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.locating import keep_gone, keep_present

LEASE: Final = timedelta(hours=1)  # then another process tries, the night being still quiet
A_DAY: Final = timedelta(days=1)
QUIET: Final = range(2, 5)  # hours in the organisation's zone


def begin(runtime: Runtime, workspace: str) -> bool:
    """Say whether a workspace, or everybody, is to be compared now, and by us."""
    now, zone = runtime.now(), runtime.policy.zone
    if now.astimezone(zone).hour not in QUIET:
        return False
    with runtime.store.begin() as tx:
        return tx.reconciliations.claim(workspace, night_of(now, zone), now, now + LEASE)


def failing(runtime: Runtime, tx: Transaction) -> int:
    """Count what is tried each night, and was done neither last night nor the night before."""
    now = runtime.now()
    return tx.reconciliations.failing(
        night_of(now, runtime.policy.zone) - A_DAY, now - 2 * A_DAY, now
    )


def reconcile(runtime: Runtime, workspace: str, members: Iterable[Member]) -> int:
    """Keep which accounts are open; return of how many that was news. Then the night is done.

    Whoever is back gets the welcome owed; an account that Slack does not tell of stays as it is.
    """
    told = {Account(workspace, one.slack_id): one for one in members}
    with runtime.store.looking() as tx:
        changed = [
            account
            for person in tx.people.all()
            if person.active
            for account in person.accounts
            if account in told and told[account].closed is not (account in person.closed)
        ]
    for account in changed:
        if told[account].closed:
            keep_gone(runtime, account)
        else:
            keep_present(runtime, account, told[account].zone)
    with runtime.store.begin() as tx:
        night = night_of(runtime.now(), runtime.policy.zone)
        tx.reconciliations.done(workspace, night)
    return len(changed)
