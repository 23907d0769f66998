"""An app that workspaces install by themselves: the page where one agrees, its code, its token.

Several local workspaces may share one. Each has its own address, people and events; the Web API of
each answers calls with any of their tokens, as Slack's one address does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

import httpx
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.local_slack.people import APP_ID, BOT_USER
from bot.local_slack.refusals import RefusedError

if TYPE_CHECKING:
    from bot.local_slack.web_api import Caller

Json = dict[str, Any]
ACCESS, UNINSTALL, REVOKE = "oauth.v2.access", "apps.uninstall", "auth.revoke"


@dataclass(frozen=True)
class _Code:
    team: str
    redirect_uri: str
    scope: str


@dataclass
class SharedApp:
    """What Slack knows of an app that is installed in several local workspaces."""

    client_id: str = "1.2"
    client_secret: str = "local-client-secret"  # noqa: S105 - a made-up secret for this machine
    redirect_url: str = ""
    callers: dict[str, "Caller"] = field(default_factory=dict)
    whole_organisation: bool = False  # what is agreed to is for an Enterprise Grid organisation
    _codes: dict[str, _Code] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def join(self, caller: "Caller") -> None:
        """Let a workspace install the app; until it has, it has no bot token."""
        caller.tokens = ("", caller.tokens[1])
        self.callers[caller.workspace.team_id] = caller

    def routes(self) -> list[BaseRoute]:
        """The page where one agrees."""
        return [Route("/oauth/v2/authorize", self._page), Route("/oauth/v2/agree", self._agree)]

    def neighbour(self, token: str | None, here: "Caller") -> str | None:
        """The address of another workspace that knows a token. None: there is none."""
        for caller in self.callers.values():
            if caller is not here and token and token == caller.tokens[0]:
                return caller.workspace.address
        return None

    def access(self, arguments: Json, basic: tuple[str, str] | None) -> Json:
        """oauth.v2.access: a code for a token, once."""
        self._check(arguments, basic)
        code = self._codes.pop(arguments.get("code", ""), None)
        if code is None:
            raise RefusedError("invalid_code")
        if code.redirect_uri != arguments.get("redirect_uri"):
            raise RefusedError("bad_redirect_uri")
        caller = self.callers[code.team]
        token = f"xoxb-{code.team.lower()}-{next(self._numbers)}-secret"
        caller.tokens = (token, caller.tokens[1])
        caller.scopes = tuple(code.scope.split(","))
        team: Json | None = {"id": code.team, "name": caller.workspace.team_name}
        return {
            "access_token": token,
            "token_type": "bot",
            "scope": code.scope,
            "bot_user_id": BOT_USER,
            "app_id": APP_ID,
            "team": None if self.whole_organisation else team,
            "enterprise": {"id": "E0LOCAL", "name": "All"} if self.whole_organisation else None,
            "is_enterprise_install": self.whole_organisation,
            "authed_user": {"id": "U0INSTALLER"},
        }

    def give_up(self, method: str, arguments: Json, caller: "Caller") -> Json:
        """apps.uninstall, auth.revoke."""
        if method == UNINSTALL:
            self._check(arguments, None)
        caller.tokens = ("", caller.tokens[1])
        return {"revoked": True}

    def _check(self, arguments: Json, basic: tuple[str, str] | None) -> None:
        named = (arguments.get("client_id"), arguments.get("client_secret"))
        if (self.client_id, self.client_secret) not in (named, basic):
            raise RefusedError("bad_client_secret")

    def _agreed(self, team: str, redirect_uri: str, scope: str) -> str:
        code = f"{next(self._numbers)}.{team}.code"
        self._codes[code] = _Code(team, redirect_uri, scope)
        return code

    async def _page(self, request: Request) -> Response:
        query = dict(parse_qsl(request.url.query))
        wrong = query.get("client_id") != self.client_id
        if wrong or query.get("redirect_uri") != self.redirect_url:
            return HTMLResponse("<p>invalid_client_id or bad_redirect_uri</p>", 400)
        links = "".join(
            f'<li><a href="/oauth/v2/agree?{escape(urlencode(query | {"team": team}))}">'
            f"Allow in {escape(caller.workspace.team_name)}</a></li>"
            for team, caller in self.callers.items()
        )
        cancel = f'<li><a href="/oauth/v2/agree?{escape(urlencode(query))}">Cancel</a></li>'
        return HTMLResponse(
            '<!doctype html><html lang="en"><title>Install an app</title><h1>Staff Voice wants'
            f" to be installed</h1><p>It asks for: {escape(query.get('scope', ''))}</p>"
            f"<ul>{links}{cancel}</ul></html>"
        )

    async def _agree(self, request: Request) -> Response:
        query = dict(parse_qsl(request.url.query))
        back: Json = {"state": query.get("state", "")}
        if query.get("team") in self.callers:
            scope = query.get("scope", "")
            back["code"] = self._agreed(query["team"], query["redirect_uri"], scope)
        else:
            back["error"] = "access_denied"
        return RedirectResponse(f"{self.redirect_url}?{urlencode(back)}", 302)


async def passed_on(address: str, request: Request) -> Response:
    """Have a neighbour answer a call with a token of its own."""
    headers = {name: request.headers[name] for name in ("authorization", "content-type")
               if name in request.headers}  # fmt: skip
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:  # noqa: S501 - plain HTTP on this machine
        answer = await client.request(
            request.method,
            f"{address}{request.url.path}?{request.url.query}",
            content=await request.body(),
            headers=headers,
        )
    kept = {name: answer.headers[name] for name in ("x-oauth-scopes", "retry-after", "content-type")
            if name in answer.headers}  # fmt: skip
    return Response(answer.content, answer.status_code, kept)
