"""Hearing from Slack that a workspace removed the app: its token is destroyed, the others go on."""

import logging
from datetime import UTC, datetime
from typing import Any, Final

from handlers import payloads
from surveys.runtime import Runtime
from surveys.use_cases import installing

_log: Final = logging.getLogger("staff_voice")


def hear_uninstalled(body: dict[str, Any], runtime: Runtime) -> None:
    """Forget the token of a workspace that removed the app."""
    _forget(body, runtime)


def hear_revoked(body: dict[str, Any], runtime: Runtime) -> None:
    """Do the same where the bot's own token was revoked; those of people are none of ours."""
    if payloads.is_bot_revoked(body):
        _forget(body, runtime)


def _forget(body: dict[str, Any], runtime: Runtime) -> None:
    told_at = datetime.fromtimestamp(payloads.event_second(body), UTC)
    if installing.removed(runtime, payloads.team(body), told_at):
        _log.warning("workspace_removed", extra={"outcome": "token_destroyed"})
