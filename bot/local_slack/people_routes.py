"""The page's own interface: what one person sees and does, over HTTP."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.local_slack import seeing
from bot.local_slack.acting import Acting
from bot.local_slack.live import END, Watch
from bot.local_slack.people import Member
from bot.local_slack.pressing import Wanted
from bot.local_slack.refusals import BotDidNotAnswerError, NotPossibleError

Json = dict[str, Any]
Deed = Callable[[Member, Json], Awaitable[Json]]
PATIENCE = 1.5
NOBODY = "There is nobody here with that id."
SILENCE = "Staff Voice did not answer in time. Please try again."


def refusal(sentence: str, status: int) -> JSONResponse:
    """What the page is told when something did not work."""
    return JSONResponse({"ok": False, "error": sentence}, status)


class PeopleRoutes:
    """Routes under /people/{person}: reading is GET, doing is POST with a JSON object."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self._workspace = acting.workspace

    def routes(self) -> list[BaseRoute]:
        """Every route, the busiest first."""
        does: dict[str, Deed] = {
            "press": self._press,
            "submit": self._submit,
            "close": self._close,
            "home": self._open_home,
            "command": self._command,
            "opened": self._opened,
            "shortcut": self._shortcut,
            "say": self._say,
            "suggest": self._suggest,
            "move": self._move,
        }
        doing = [
            Route(f"/people/{{person}}/{name}", self._doing(deed), methods=["POST"])
            for name, deed in does.items()
        ]
        sees = {
            "messages": self._messages,
            "modal": lambda person, _: {"view": seeing.modal(self._workspace, person)},
            "home": lambda person, _: {"view": seeing.home(self._workspace, person)},
            "conversations": self._conversations,
        }
        seen = [
            Route(f"/people/{{person}}/{name}", self._seeing(see)) for name, see in sees.items()
        ]
        live = WebSocketRoute("/people/{person}/live", self._live)
        files = Route("/people/{person}/files/{file}", self._file)
        return [*doing, *seen, live, files, Route("/people", self._people)]

    def _doing(self, deed: Deed) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            person = self._workspace.person(request.path_params["person"])
            if person is None:
                return refusal(NOBODY, 404)
            try:
                given = json.loads(await request.body() or b"{}")
                done = await deed(person, given)
            except NotPossibleError as error:
                return refusal(str(error), 400)
            except BotDidNotAnswerError:
                return refusal(SILENCE, 504)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                return refusal(f"The request is not as documented: {error!r}", 400)
            modal = seeing.modal(self._workspace, person)
            return JSONResponse({"ok": True, "modal": modal} | done)

        return endpoint

    def _seeing(self, see: Callable[[Member, Request], Json]) -> Callable[..., Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            person = self._workspace.person(request.path_params["person"])
            if person is None:
                return refusal(NOBODY, 404)
            try:
                return JSONResponse(see(person, request))
            except NotPossibleError as error:
                return refusal(str(error), 403)

        return endpoint

    async def _press(self, person: Member, given: Json) -> Json:
        view = self._workspace.views.top(person.id)
        values = given.pop("values", None)
        if view and values:
            self._acting.enter(view, values)
        patience = float(given.pop("patience", PATIENCE))
        await self._acting.press(person, Wanted(**given), patience)
        return {}

    async def _submit(self, person: Member, given: Json) -> Json:
        return {"errors": await self._acting.submit(person, given.get("values", {}))}

    async def _suggest(self, person: Member, given: Json) -> Json:
        words = str(given.get("value", ""))
        return {"options": await self._acting.suggest(person, given["block_id"], words)}

    async def _close(self, person: Member, given: Json) -> Json:
        await self._acting.close(person, everything=bool(given.get("everything")))
        return {}

    async def _open_home(self, person: Member, given: Json) -> Json:
        await self._acting.open_tab(person, "home", float(given.get("patience", PATIENCE)))
        return {"view": seeing.home(self._workspace, person)}

    async def _opened(self, person: Member, given: Json) -> Json:
        await self._acting.open_tab(person, given.get("tab", "messages"), 0)
        return {}

    async def _command(self, person: Member, given: Json) -> Json:
        line = (given.get("command", self._workspace.command), given.get("text", ""))
        await self._acting.command(person, line, given.get("channel"))
        return {}

    async def _shortcut(self, person: Member, given: Json) -> Json:
        await self._acting.shortcut(person, given["callback_id"])
        return {}

    async def _say(self, person: Member, given: Json) -> Json:
        self._acting.say(person, given["text"], given.get("channel"))
        return {}

    async def _move(self, person: Member, given: Json) -> Json:
        self._acting.move(person, given["tz"])
        return {}

    def _messages(self, person: Member, request: Request) -> Json:
        query = request.query_params
        limit = int(query["limit"]) if query.get("limit", "").isdigit() else None
        return {"messages": seeing.messages(self._workspace, person, query.get("channel"), limit)}

    def _conversations(self, person: Member, _request: Request) -> Json:
        return {"conversations": seeing.conversations(self._workspace, person)}

    async def _people(self, _request: Request) -> Response:
        found = [
            {"id": each.id, "name": each.name, "title": each.title, "tz": each.tz}
            for each in self._workspace.members.values()
            if self._workspace.person(each.id)
        ]
        return JSONResponse({"people": found})

    async def _live(self, socket: WebSocket) -> None:
        person = socket.path_params["person"]
        if self._workspace.person(person) is None:
            await socket.close(4004)
            return
        await socket.accept()
        with self._workspace.live.watching(person) as watch:
            leaving = asyncio.ensure_future(_left(socket, watch))
            with suppress(WebSocketDisconnect, RuntimeError):
                while END not in (changed := await watch.wait(None)):
                    await socket.send_text(json.dumps(changed))
                await socket.close(1001)
            leaving.cancel()

    async def _file(self, request: Request) -> Response:
        person = self._workspace.person(request.path_params["person"])
        if person is None:
            return refusal(NOBODY, 404)
        try:
            file = seeing.file(self._workspace, person, request.path_params["file"])
        except NotPossibleError as error:
            return refusal(str(error), 404)
        sealed = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
        return Response(file.content, media_type=file.mimetype, headers=sealed)


async def _left(socket: WebSocket, watch: Watch) -> None:
    with suppress(WebSocketDisconnect):
        while True:
            await socket.receive_text()
    watch.tell(END)
