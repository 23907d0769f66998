"""Installing the app in a workspace: the two addresses that a browser opens, and no other.

Nothing of what comes along is logged but how it ended. No name of whoever installs is kept.
"""

import hmac
import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import parse_qs, urljoin

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.oauth import AuthorizeUrlGenerator

from bot.config import Config
from bot.install_pages import HEADERS, installed_page, refused_page
from bot.manifest import INSTALL_PATH, REDIRECT_PATH, scopes
from bot.slack_client import slack_client
from handlers.errors import record_fault
from handlers.views.notices import fault
from surveys.errors import (
    InstallDeclined,
    InstalledForAll,
    InstallLinkSpent,
    InstallRefused,
    NotInstalledBySlack,
    WorkspaceNotAllowed,
)
from surveys.model.workspaces import Workspace
from surveys.runtime import Runtime
from surveys.use_cases import installing

COOKIE: Final = "staff-voice-install"
LONGEST: Final = 500  # characters of what comes back: a code, a state
WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]
_FAULTS: Final = (SlackApiError, SlackClientError, OSError)
_log: Final = logging.getLogger("staff_voice")


def with_pages(runtime: Runtime, config: Config, other: WsgiApp) -> WsgiApp:
    """Answer a browser at the two addresses; everything else goes to another application."""
    pages = {INSTALL_PATH: _send_to_slack, REDIRECT_PATH: _come_back}

    def answering(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = pages.get(environ.get("PATH_INFO", ""))
        if answer is None or environ.get("REQUEST_METHOD") != "GET":
            return other(environ, start_response)
        language = config.locale.replace("_", "-")
        try:
            status, headers, body = answer(runtime, config, environ)
        except InstallRefused as refusal:
            _log.warning("install", extra={"outcome": type(refusal).__name__})
            again = (
                None if isinstance(refusal, WorkspaceNotAllowed) else _ours(config, INSTALL_PATH)
            )
            status, headers = "403 Forbidden", [("set-cookie", _cookie(config, ""))]
            body = refused_page(language, refusal.sentence, again)
        except Exception as error:  # its message could hold what the browser brought
            status, headers = "500 Internal Server Error", []
            body = refused_page(language, fault(record_fault(error, "install")), None)
        start_response(status, [*HEADERS, *headers])
        return [body]

    return answering


def nothing_here(_environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer that there is nothing: with Socket Mode, Slack does not call us."""
    start_response("404 Not Found", [("content-type", "text/plain;charset=utf-8")])
    return [b"Nothing is here."]


_Answer = tuple[str, list[tuple[str, str]], bytes]


def _send_to_slack(runtime: Runtime, config: Config, _environ: dict[str, Any]) -> _Answer:
    state = installing.begin(runtime)
    to_slack = AuthorizeUrlGenerator(
        client_id=str(config.slack_client_id),
        scopes=scopes(sync=config.sync_file is not None),
        redirect_uri=_ours(config, REDIRECT_PATH),
        authorization_url=urljoin(config.slack_api_url, "/oauth/v2/authorize"),
    ).generate(state)
    return "302 Found", [("location", to_slack), ("set-cookie", _cookie(config, state))], b""


def _come_back(runtime: Runtime, config: Config, environ: dict[str, Any]) -> _Answer:
    brought = parse_qs(environ.get("QUERY_STRING", ""))
    state, code, error = (_one(brought, name) for name in ("state", "code", "error"))
    # Begun in this very browser: nobody can be led into finishing what another began.
    if not state or not hmac.compare_digest(state.encode(), _carried(environ).encode()):
        raise InstallLinkSpent
    installing.take_back(runtime, state)
    if error or not code:
        raise InstallDeclined if error == "access_denied" else NotInstalledBySlack(_word(error))
    given = _Given.of(config, code)
    workspace = given.check(runtime, config)
    installing.keep(runtime, workspace, given.token)
    _log.info("install", extra={"outcome": "installed"})
    body = installed_page(config.locale.replace("_", "-"), workspace.name, workspace.id)
    return "200 OK", [("set-cookie", _cookie(config, ""))], body


@dataclass(frozen=True)
class _Given:
    """What Slack gave for a code."""

    answer: dict[str, Any]
    client: WebClient  # with the new token

    @property
    def token(self) -> str:
        return str(self.client.token)

    @classmethod
    def of(cls, config: Config, code: str) -> "_Given":
        """Exchange a code. Raises NotInstalledBySlack."""
        try:
            answer = slack_client(config).oauth_v2_access(
                client_id=str(config.slack_client_id),
                client_secret=_secret(config),
                code=code,
                redirect_uri=_ours(config, REDIRECT_PATH),
            )
        except _FAULTS as error:
            raise NotInstalledBySlack(_reason(error)) from None
        given = dict(answer.data) if isinstance(answer.data, dict) else {}
        token = given.pop("access_token", None)
        if not isinstance(token, str) or given.get("token_type") != "bot":
            raise NotInstalledBySlack(_word(""))
        return cls(given, slack_client(config, token))

    def check(self, runtime: Runtime, config: Config) -> Workspace:
        """Return the workspace that the token is for, if it may be; else take the app out of it.

        Raises InstalledForAll, WorkspaceNotAllowed, NotInstalledBySlack.
        """
        team = self.answer.get("team") or {}
        if self.answer.get("is_enterprise_install") or not team.get("id"):
            self._take_out(config)
            raise InstalledForAll
        if team["id"] not in config.allowed:
            self._take_out(config)
            raise WorkspaceNotAllowed
        if self.answer.get("refresh_token"):
            self._take_out(config)
            raise NotInstalledBySlack("token_rotation")  # tokens that end are not renewed here
        try:
            who = self.client.auth_test()
        except _FAULTS as error:
            raise NotInstalledBySlack(_reason(error)) from None
        if who.get("team_id") != team["id"]:
            raise NotInstalledBySlack("team_id")
        return Workspace(
            id=str(team["id"]),
            name=str(team.get("name") or team["id"])[:200],
            bot_id=str(who.get("bot_id") or ""),
            bot_user=str(who.get("user_id") or ""),
            scopes=tuple(str(self.answer.get("scope") or "").replace(",", " ").split()),
            enterprise=(self.answer.get("enterprise") or {}).get("id"),
            installed_at=runtime.now(),
            token=None,  # it is sealed as it is kept
        )

    def _take_out(self, config: Config) -> None:
        """Have Slack remove the app: no token of a workspace that is none of ours is to be left."""
        uninstall(self.client, config)


def uninstall(client: WebClient, config: Config) -> bool:
    """Have Slack remove the app from the workspace of a client; say whether it did.

    Where it lets no bot do that, at least the token is revoked.
    """
    named = {"client_id": str(config.slack_client_id), "client_secret": _secret(config)}
    try:
        client.apps_uninstall(**named)
    except _FAULTS as error:
        _log.warning("uninstall", extra={"outcome": _reason(error)})
        return _revoke(client)
    return True


def _revoke(client: WebClient) -> bool:
    try:
        client.auth_revoke()
    except _FAULTS as error:
        _log.warning("revoke", extra={"outcome": _reason(error)})
        return False
    return True


def _secret(config: Config) -> str:
    secret = config.slack_client_secret
    return secret.get_secret_value() if secret else ""


def _ours(config: Config, path: str) -> str:
    return f"{config.public_url}{path}"


def _one(brought: dict[str, list[str]], name: str) -> str:
    values = brought.get(name, [])
    return values[0] if len(values) == 1 and len(values[0]) <= LONGEST else ""


def _carried(environ: dict[str, Any]) -> str:
    try:
        found = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _cookie(config: Config, value: str) -> str:
    """Return a cookie for the way to Slack and back; an empty one ends it."""
    seconds = int(installing.GOOD_FOR.total_seconds()) if value else 0
    secure = "; Secure" if str(config.public_url).startswith("https:") else ""
    return f"{COOKIE}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"


def _reason(error: Exception) -> str:
    if isinstance(error, SlackApiError):
        return _word(str(error.response.get("error", "")))
    return type(error).__name__


def _word(code: str) -> str:
    """Return a code of Slack's; whatever else came in its place is not repeated."""
    return code if re.fullmatch(r"\w{1,60}", code) else "unexpected_answer"
