"""Several workspaces: whose token a request is answered with, and whom each tick writes to."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.config import Config
from bot.slack_client import slack_client
from surveys.model.workspaces import Reach, Workspace
from surveys.runtime import Runtime
from surveys.use_cases import installing

_log: Final = logging.getLogger("staff_voice")


@dataclass(frozen=True)
class Reached:
    """One workspace that a tick writes to."""

    client: WebClient
    workspace: str
    reach: Reach | None  # None: there is no other


class Workspaces:
    """The workspaces in which the app is installed now, as the database tells at each moment.

    What another process installs or is told is known here at once: only opened boxes are
    remembered, each as long as it is the one in the database.
    """

    def __init__(self, runtime: Runtime, config: Config) -> None:
        self._runtime, self._config = runtime, config
        self._opened: dict[str, tuple[Workspace, str]] = {}

    def authorise(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """Return with what a request of a workspace is answered. None: it is none of ours."""
        # One of a whole organisation's installation names no workspace.
        found = None
        if team_id in self._config.allowed:
            found = installing.find(self._runtime, str(team_id))
        token = self._token(str(team_id), found)
        if found is None or token is None:
            _log.warning("workspace_unknown", extra={"outcome": "refused"})
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=found.bot_user,
            bot_id=found.bot_id,
            bot_token=token,
            bot_scopes=",".join(found.scopes),
        )

    def reached(self) -> tuple[Reached, ...]:
        """Return every workspace to write to, in the order in which people are sought there."""
        tokens = dict(self._tokens())
        order = tuple(one for one in self._config.allowed if one in tokens)
        return tuple(
            Reached(
                slack_client(self._config, tokens[one]),
                one,
                Reach(one, order, has_channel=one == self._config.allowed[0]),
            )
            for one in order
        )

    def _tokens(self) -> Iterator[tuple[str, str]]:
        for workspace in installing.installed(self._runtime):
            token = self._token(workspace.id, workspace)
            if token is not None:
                yield workspace.id, token

    def _token(self, workspace_id: str, found: Workspace | None) -> str | None:
        if found is None or found.token is None:
            self._opened.pop(workspace_id, None)
            return None
        known = self._opened.get(workspace_id)
        if known is not None and known[0].token == found.token:
            return known[1]
        token = installing.token_of(self._runtime, found)
        if token is None:
            _log.error("token_unreadable", extra={"outcome": "key_missing"})
            return None
        self._opened[workspace_id] = (found, token)
        return token


def authorising(workspaces: Workspaces) -> Any:
    """Return what Bolt asks for each request; it goes by the names of the arguments."""

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        return workspaces.authorise(enterprise_id, team_id)

    return authorize


def unreadable(runtime: Runtime, known: Sequence[Workspace]) -> tuple[str, ...]:
    """Return which of these workspaces have a token that does not open."""
    return tuple(
        one.id for one in known if one.is_installed and installing.token_of(runtime, one) is None
    )
