"""Pacing: whose turn it is to call Slack, among all the processes that share a workspace."""

from datetime import timedelta
from typing import Final

from surveys.runtime import Runtime
from surveys.store.paces import ALL_METHODS

NO_WAIT: Final = timedelta(0)


def take_turn(
    runtime: Runtime, workspace: str, method: str, gap: timedelta, patience: timedelta
) -> timedelta | None:
    """Reserve the next call of a method; return how long to wait for it.

    None: it would take longer than `patience`, so nothing was reserved.
    """
    now = runtime.now()
    with runtime.store.begin() as tx:
        turn = tx.paces.reserve(workspace, method, now, gap, now + patience)
    return None if turn is None else max(turn - now, NO_WAIT)


def closed_for(runtime: Runtime, workspace: str, method: str, *, told: bool = False) -> timedelta:
    """Say how long nobody may call a method, or `told`: how much longer Slack asked us to wait."""
    now = runtime.now()
    with runtime.store.begin() as tx:
        next_at = tx.paces.next_at(workspace, method, told=told)
    return NO_WAIT if next_at is None else max(next_at - now, NO_WAIT)


def slow_down(runtime: Runtime, workspace: str, method: str, wait: timedelta, error: str) -> None:
    """Let every process wait before it calls a method again: Slack asked for it."""
    with runtime.store.begin() as tx:
        tx.paces.hold_back(workspace, method, runtime.now() + wait, error)


def pause(runtime: Runtime, workspace: str, wait: timedelta, error: str) -> None:
    """Send nothing to a workspace for a while: Slack refused its token."""
    slow_down(runtime, workspace, ALL_METHODS, wait, error)


def resume(runtime: Runtime, workspace: str) -> None:
    """Send to a workspace again: Slack has just taken its token."""
    with runtime.store.begin() as tx:
        tx.paces.resume(workspace)
