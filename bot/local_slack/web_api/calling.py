"""One Web API call: its token, its arguments, a fault if one waits, its pace, its method."""

import asyncio
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.local_slack.block_kit.checking import Json
from bot.local_slack.calls import Calls
from bot.local_slack.faults import Fault, Faults, Limits
from bot.local_slack.oauth import ACCESS, REVOKE, UNINSTALL, SharedApp
from bot.local_slack.refusals import RefusedError
from bot.local_slack.web_api import chat, conversations, files, people, views
from bot.local_slack.web_api.arguments import read
from bot.local_slack.workspace import Workspace
from bot.manifest import scopes
from bot.scopes import needed

Method = Callable[[Workspace, Json], Json]
METHODS: dict[str, Method] = {
    "auth.test": people.auth_test,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.get_permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.join": conversations.join,
    "conversations.list": conversations.listed,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_direct,
    "files.completeUploadExternal": files.complete_upload,
    "files.delete": files.delete,
    "files.getUploadURLExternal": files.get_upload_url,
    "files.info": files.info,
    "team.info": people.team_info,
    "usergroups.list": people.groups,
    "usergroups.users.list": people.group_users,
    "users.info": people.info,
    "users.list": people.listed,
    "users.lookupByEmail": people.lookup_by_email,
    "views.open": views.open_view,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
}
OPEN_SOCKET = "apps.connections.open"


@dataclass(frozen=True)
class Answer:
    """What goes back to the caller; `drop` cuts the connection instead."""

    status: int
    body: Json
    headers: dict[str, str]
    drop: bool = False


@dataclass
class Caller:
    """Answers Web API calls for one workspace."""

    workspace: Workspace
    tokens: tuple[str, str]
    calls: Calls
    faults: Faults
    open_socket: Callable[[], str]
    limits: Limits | None = None
    scopes: tuple[str, ...] = field(default_factory=scopes)
    shared: SharedApp | None = None  # None: the bot was given its token

    async def answer(
        self, method: str, headers: dict[str, str], body: bytes, query: bytes
    ) -> Answer:
        """Answer one call."""
        try:
            arguments = read(headers.get("content-type", ""), body, query)
            token = self._token(headers, arguments)
            self.calls.received(method, without_secrets(arguments))
        except RefusedError as refusal:
            return _refused(refusal)
        fault = self.faults.take(method)
        if fault and fault.delay:
            await asyncio.sleep(fault.delay)
        spoiled = _spoiled(fault)
        if spoiled:
            return spoiled
        answer = self._called(method, token, arguments, _basic(headers))
        return (
            Answer(answer.status, {}, {}, drop=True)
            if fault and fault.drop_after_accept
            else answer
        )

    def _called(
        self, method: str, token: str | None, arguments: Json, basic: tuple[str, str] | None
    ) -> Answer:
        try:
            if method == ACCESS and self.shared:
                return Answer(200, {"ok": True} | self.shared.access(arguments, basic), {})
            self._authorise(method, token)
            seconds = self._pause(method, arguments)
            if seconds:
                return _limited(seconds)
            if method in (UNINSTALL, REVOKE) and self.shared:
                return Answer(200, {"ok": True} | self.shared.give_up(method, arguments, self), {})
            if method == OPEN_SOCKET:
                return Answer(200, {"ok": True, "url": self.open_socket()}, {})
            self._permit(method, arguments)
            carry_out = METHODS.get(method, _unknown)
            scopes = {"X-OAuth-Scopes": ",".join(self.scopes)}
            return Answer(200, {"ok": True} | carry_out(self.workspace, arguments), scopes)
        except RefusedError as refusal:
            return _refused(refusal)

    def _authorise(self, method: str, token: str | None) -> None:
        bot, app = self.tokens
        if not token:
            raise RefusedError("not_authed")
        if token not in (bot, app):
            raise RefusedError("invalid_auth")
        if token != (app if method == OPEN_SOCKET else bot):
            raise RefusedError("not_allowed_token_type")

    def _permit(self, method: str, arguments: Json) -> None:
        scope = needed(method, arguments)
        if scope and scope not in self.scopes:
            lacks = {"needed": scope, "provided": ",".join(self.scopes)}
            raise RefusedError("missing_scope", more=lacks)

    def _pause(self, method: str, arguments: Json) -> int:
        return self.limits.wait(method, arguments.get("channel")) if self.limits else 0

    @staticmethod
    def _token(headers: dict[str, str], arguments: Json) -> str | None:
        given: Any = arguments.pop("token", None)
        return bearer(headers) or given


def bearer(headers: Mapping[str, str]) -> str | None:
    """The token in a call's headers."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else None


def without_secrets(arguments: Json) -> Json:
    """What is written down of a call."""
    return {name: one for name, one in arguments.items() if name not in ("client_secret", "code")}


def _basic(headers: Mapping[str, str]) -> tuple[str, str] | None:
    scheme, _, coded = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    name, _, secret = b64decode(coded).decode().partition(":")
    return name, secret


def _unknown(_workspace: Workspace, _arguments: Json) -> Json:
    raise RefusedError("unknown_method")


def _spoiled(fault: Fault | None) -> Answer | None:
    if fault is None:
        return None
    if fault.drop:
        return Answer(500, {}, {}, drop=True)
    if fault.status == 429:
        return _limited(fault.retry_after or 1)
    if fault.error:
        return Answer(fault.status or 200, {"ok": False, "error": fault.error}, {})
    if fault.status:
        return Answer(fault.status, {"ok": False, "error": "internal_error"}, {})
    return None


def _limited(seconds: int) -> Answer:
    return Answer(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(seconds)})


def _refused(refusal: RefusedError) -> Answer:
    body: Json = {"ok": False, "error": refusal.error} | refusal.more
    if refusal.messages:
        body["response_metadata"] = {"messages": refusal.messages}
    return Answer(200, body, {})
