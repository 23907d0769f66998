"""The workspace as a server on this machine, started and stopped from Python."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import uvicorn
from starlette.routing import Router

from bot.local_slack.acting import Acting
from bot.local_slack.calls import Calls
from bot.local_slack.faults import Fault, Faults, Limits
from bot.local_slack.oauth import SharedApp
from bot.local_slack.people import BOT_USER, Channel, Guide, Member, UserGroup
from bot.local_slack.people_routes import PeopleRoutes
from bot.local_slack.signed_http import SignedHttp
from bot.local_slack.socket_mode import Sockets
from bot.local_slack.transport import Connections, OnlyHere
from bot.local_slack.web_api import Caller
from bot.local_slack.workspace import GENERAL, Search, Workspace
from bot.local_slack.workspace_routes import WorkspaceRoutes

HERE = "127.0.0.1"


class LocalSlack:
    """A small Slack workspace that speaks Slack's wire protocol to an unmodified bot."""

    def __init__(
        self,
        members: Iterable[Member] = (),
        *,
        team_id: str = "T0LOCAL",
        team_name: str = "Local workspace",
        bot_name: str = "Staff Voice",
        bot_token: str = "xoxb-local",  # noqa: S107 - a made-up token for this machine
        app_token: str = "xapp-local",  # noqa: S107 - a made-up token for this machine
        signing_secret: str = "local-secret",  # noqa: S107 - a made-up secret for this machine
        request_url: str | None = None,
        now: Callable[[], datetime] | None = None,
        calls_path: Path | None = None,
        guide: Sequence[Guide] = (),
        search: Search | None = None,
        notice: str | None = None,
        channels: Sequence[Channel] = (GENERAL,),
        user_groups: Sequence[UserGroup] = (),
        trigger_seconds: float = 3.0,
        ack_seconds: float = 3.0,
        limits: bool = False,
        told_address: str | None = None,
    ) -> None:
        self.workspace = Workspace((team_id, team_name), bot_name, now, trigger_seconds)
        self.workspace.members |= {each.id: each for each in members}
        self.workspace.groups = {each.id: each for each in user_groups}
        for channel in channels:
            self.workspace.open_channel(channel)
        self.guide, self.search, self.notice = guide, search, notice
        self.faults = Faults()
        self._sockets = None if request_url else Sockets(ack_seconds)
        self.connected = self._sockets.connected if self._sockets else threading.Event()
        self._calls = Calls(calls_path)
        tokens, pace = (bot_token, app_token), Limits() if limits else None
        self._caller = Caller(
            self.workspace, tokens, self._calls, self.faults, self._open_socket, pace
        )
        self._http = (request_url, signing_secret, ack_seconds)
        self._running: _Running | None = None
        self.address, self._told_address = "", told_address

    @property
    def api_url(self) -> str:
        """What the bot's SLACK_API_URL must be."""
        return f"{self.address}/api/"

    @property
    def guide(self) -> Sequence[Guide]:
        """The roles the page offers a newcomer."""
        return self.workspace.guide

    @guide.setter
    def guide(self, guide: Sequence[Guide]) -> None:
        self.workspace.guide = tuple(guide)
        self._tell("workspace")

    @property
    def search(self) -> Search | None:
        """What the page's search asks: words to pairs of a place and what was found there."""
        return self.workspace.search

    @search.setter
    def search(self, search: Search | None) -> None:
        self.workspace.search = search

    @property
    def notice(self) -> str | None:
        """One line at the top of the page; None shows none."""
        return self.workspace.notice

    @notice.setter
    def notice(self, notice: str | None) -> None:
        self.workspace.notice = notice
        self._tell("workspace")

    def start(self, port: int = 0) -> str:
        """Listen on this machine and give the address; port 0 takes any free one."""
        listening = socket.create_server((HERE, port), backlog=2048)
        self.address = f"http://{HERE}:{listening.getsockname()[1]}"
        self.workspace.address = self._told_address or self.address  # what the bot is told
        if self._sockets:
            self._sockets.address = self.workspace.address
        else:
            self.connected.set()  # a bot behind an address needs no connection of its own
        self._running = _Running(self._assemble, listening)
        self._running.start()
        return self.address

    def stop(self) -> None:
        """Let go of every connection and finish; harmless when it is not running."""
        running, self._running = self._running, None
        if running:
            running.stop()
        self._calls.close()

    def add_member(self, member: Member) -> None:
        """Let a person join, or change who they are; the bot is told."""
        known = self.workspace.members.get(member.id)
        self.workspace.members[member.id] = member
        self._event("user_change" if known else "team_join", member)

    def remove_member(self, member_id: str) -> None:
        """Let a person leave; the bot is told."""
        gone = replace(self.workspace.members[member_id], deleted=True)
        self.workspace.members[member_id] = gone
        self._event("user_change", gone)

    def fail(self, method: str, **fault: Any) -> None:
        """Spoil the next calls of a method; see `Fault` for how."""
        self.faults.add(Fault(method, **fault))

    def grant(self, *scopes: str) -> None:
        """Let the app have these scopes, and no other, as its next calls are told."""
        self._caller.scopes = scopes

    def share(self, app: SharedApp) -> None:
        """Let several workspaces install one app by themselves; to be said before they start."""
        app.join(self._caller)
        self._caller.shared = app

    def remove_app(self, *, tokens_only: bool = False) -> None:
        """Let an administrator take the app out of the workspace; the bot is told."""
        self._caller.tokens = ("", self._caller.tokens[1])
        revoked = {"type": "tokens_revoked", "tokens": {"bot": [BOT_USER]}}
        self._tell_bot(revoked if tokens_only else {"type": "app_uninstalled"})

    def kept(self) -> list[dict[str, Any]]:
        """Everything Slack itself would keep."""
        return self.workspace.kept()

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell connected bots to connect anew."""
        if self._running and self._sockets:
            self._running.do(self._sockets.disconnect(reason))

    def _open_socket(self) -> str:
        return self._sockets.open() if self._sockets else ""

    def _tell(self, about: str) -> None:
        if running := getattr(self, "_running", None):
            running.call(self.workspace.live.everyone, about)

    def _event(self, kind: str, member: Member) -> None:
        self._tell_bot({"type": kind, "user": member.as_user(self.workspace.team_id)})

    def _tell_bot(self, event: dict[str, Any]) -> None:
        if self._running and self._running.acting:
            self._running.call(self._running.acting.event, event)

    def _assemble(self) -> tuple[Acting, uvicorn.Config]:
        request_url, secret, seconds = self._http
        delivery = self._sockets or SignedHttp(str(request_url), secret, seconds)
        acting = Acting(self.workspace, delivery, self._calls)
        connections = Connections()
        workspace_routes = WorkspaceRoutes(self._caller, self._sockets, connections)
        routes = [*PeopleRoutes(acting).routes(), *workspace_routes.routes()]
        config = uvicorn.Config(
            OnlyHere(Router(routes)),
            http=connections.protocol(),
            ws="websockets-sansio",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=2,
        )
        return acting, config


class _Running:
    """The thread the server runs in."""

    def __init__(
        self, assemble: Callable[[], tuple[Acting, uvicorn.Config]], listening: socket.socket
    ) -> None:
        self.acting: Acting | None = None
        self._assemble = assemble
        self._listening = listening
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready = threading.Event()
        self._end: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, name="local-slack", daemon=True)

    def start(self) -> None:
        """Start the thread and wait until it serves."""
        self._thread.start()
        self._ready.wait(10)

    def stop(self) -> None:
        """End the server and wait for its thread."""
        if self._end:
            self.call(self._end.set)
        self._thread.join(10)

    def call(self, function: Callable[..., object], *arguments: object) -> None:
        """Have the server's own thread do something."""
        if self._loop:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(function, *arguments)

    def do(self, errand: Any) -> None:
        """Have the server's own thread do something that takes time, and wait for it."""
        if self._loop:
            asyncio.run_coroutine_threadsafe(errand, self._loop).result(10)

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        self.acting, config = self._assemble()
        server = uvicorn.Server(config)
        serving = asyncio.ensure_future(server.serve(sockets=[self._listening]))
        self._loop.call_soon(self._ready.set)
        await self._end.wait()
        self.acting.live.end()
        await self.acting.errands.end()
        await self.acting.delivery.close()
        server.should_exit = True
        await serving
