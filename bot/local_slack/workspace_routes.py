"""Routes for the whole workspace: the Web API, the page itself, faults, and what is kept."""

import json
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from bot.local_slack.faults import Fault, Limits
from bot.local_slack.oauth import passed_on
from bot.local_slack.people_routes import refusal
from bot.local_slack.refusals import RefusedError
from bot.local_slack.responses import ResponseUrl
from bot.local_slack.socket_mode import Sockets
from bot.local_slack.transport import Connections
from bot.local_slack.web_api import Caller
from bot.local_slack.web_api.calling import bearer
from bot.local_slack.web_api.chat import respond

PAGE = Path(__file__).parent / "page"
POLICY = "default-src 'self'; img-src 'self' data: http: https:; frame-ancestors 'none'"
PAGE_HEADERS = {"Cache-Control": "no-cache", "Content-Security-Policy": POLICY}


class WorkspaceRoutes:
    """Everything that is not one person's."""

    def __init__(self, caller: Caller, sockets: Sockets | None, connections: Connections) -> None:
        self._caller = caller
        self._workspace = caller.workspace
        self._sockets = sockets
        self._connections = connections

    def routes(self) -> list[BaseRoute]:
        """Every route."""
        pages = [Route(f"/{name}", self._page) for name in ("", "find", "kept")]
        return [
            Route("/api/{method}", self._call, methods=["GET", "POST"]),
            WebSocketRoute("/socket", self._socket),
            Route("/respond/{ticket}", self._respond, methods=["POST"]),
            Route("/upload/{ticket}", self._upload, methods=["POST", "PUT"]),
            Route("/files/{file}", self._file),
            *pages,
            *(self._caller.shared.routes() if self._caller.shared else ()),
            Mount("/page", StaticFiles(directory=PAGE)),
            Route("/workspace", self._about),
            Route("/search", self._search),
            Route("/kept.json", self._kept),
            Route("/faults", self._faults, methods=["GET", "POST", "DELETE"]),
            Route("/limits", self._limits, methods=["POST"]),
            Route("/disconnect", self._disconnect, methods=["POST"]),
        ]

    async def _call(self, request: Request) -> Response:
        shared = self._caller.shared
        address = shared.neighbour(bearer(request.headers), self._caller) if shared else None
        if address:
            return await passed_on(address, request)
        answer = await self._caller.answer(
            request.path_params["method"],
            dict(request.headers),
            await request.body(),
            request.scope["query_string"],
        )
        if answer.drop:
            await self._connections.cut(request)
        return JSONResponse(answer.body, answer.status, answer.headers)

    async def _socket(self, socket: WebSocket) -> None:
        if self._sockets is None:
            await socket.close(4000)
        else:
            await self._sockets.attend(socket)

    async def _respond(self, request: Request) -> Response:
        leads_to = self._workspace.responses.use(request.path_params["ticket"])
        if not isinstance(leads_to, ResponseUrl):
            return PlainTextResponse(leads_to, 404)
        try:
            given = json.loads(await request.body())
            self._caller.calls.received("response_url", given)
            respond(self._workspace, leads_to, given)
        except RefusedError as error:
            return JSONResponse({"ok": False, "error": error.error}, 400)
        except ValueError:
            return JSONResponse({"ok": False, "error": "invalid_payload"}, 400)
        return PlainTextResponse("ok")

    async def _upload(self, request: Request) -> Response:
        taken = self._workspace.files.upload(request.path_params["ticket"], await request.body())
        return PlainTextResponse("OK", 200) if taken else PlainTextResponse("refused", 400)

    async def _file(self, request: Request) -> Response:
        bot, _ = self._caller.tokens
        file = self._workspace.files.by_id.get(request.path_params["file"])
        if file is None or request.headers.get("authorization") != f"Bearer {bot}":
            return refusal("There is no such file here.", 404)
        return Response(file.content, media_type=file.mimetype)

    async def _page(self, request: Request) -> Response:
        name = request.url.path.strip("/") or "index"
        return FileResponse(PAGE / f"{name}.html", headers=PAGE_HEADERS)

    async def _about(self, _request: Request) -> Response:
        workspace = self._workspace
        guide = [
            {
                "title": each.title,
                "member_id": each.member_id,
                "name": member.name if (member := workspace.person(each.member_id)) else "",
                "steps": [{"text": step.text, "href": step.href} for step in each.steps],
            }
            for each in workspace.guide
        ]
        ready = self._sockets is None or self._sockets.connected.is_set()
        return JSONResponse(
            {
                "team": workspace.team_name,
                "notice": workspace.notice,
                "guide": guide,
                "command": workspace.command,
                "bot_connected": ready,
                "can_search": workspace.search is not None,
                "now": workspace.clock.now().isoformat(),
            }
        )

    async def _search(self, request: Request) -> Response:
        words = request.query_params.get("words", "").strip()
        if not words or self._workspace.search is None:
            return JSONResponse({"found": []})
        found = await run_in_threadpool(self._workspace.search, words)
        return JSONResponse({"found": [{"place": where, "what": what} for where, what in found]})

    async def _kept(self, _request: Request) -> Response:
        return JSONResponse({"kept": self._workspace.kept()})

    async def _faults(self, request: Request) -> Response:
        faults = self._caller.faults
        if request.method == "POST":
            given: dict[str, Any] = json.loads(await request.body())
            try:
                faults.add(Fault(**given))
            except TypeError as error:
                return refusal(f"That is not a fault: {error}", 400)
        elif request.method == "DELETE":
            faults.clear()
        return JSONResponse({"faults": [each.as_json() for each in faults.waiting]})

    async def _limits(self, request: Request) -> Response:
        on = bool(json.loads(await request.body()).get("on"))
        self._caller.limits = Limits() if on else None
        return JSONResponse({"on": on})

    async def _disconnect(self, request: Request) -> Response:
        given = json.loads(await request.body() or b"{}")
        if self._sockets:
            await self._sockets.disconnect(given.get("reason", "refresh_requested"))
        return JSONResponse({"ok": True})
