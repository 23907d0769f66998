"""Socket Mode: websockets the bot opened, and envelopes it acknowledges."""

import asyncio
import json
import threading
from collections import deque
from contextlib import suppress
from secrets import token_hex
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.local_slack.delivery import RETRIES, Errands, Json
from bot.local_slack.people import APP_ID
from bot.local_slack.refusals import BotDidNotAnswerError

WAIT_FOR_A_BOT = 60.0
PAUSE = 0.02


class Lost(Exception):
    """The connection an envelope went over was lost before it was acknowledged."""


class Sockets:
    """The bots that are connected; each envelope goes to one of them, in turn."""

    def __init__(self, ack_seconds: float) -> None:
        self.connected = threading.Event()
        self.address = ""
        self._ack_seconds = ack_seconds
        self._tickets: set[str] = set()
        self._sessions: deque[WebSocket] = deque()
        self._leaving: set[WebSocket] = set()
        self._errands = Errands()
        self._waiting: dict[str, tuple[WebSocket, asyncio.Future[Json]]] = {}
        self._arrived = asyncio.Event()

    def open(self) -> str:
        """A websocket address that one bot may connect to, once."""
        ticket = token_hex(16)
        self._tickets.add(ticket)
        return f"{self.address.replace('http', 'ws', 1)}/socket?ticket={ticket}&app_id={APP_ID}"

    async def attend(self, socket: WebSocket) -> None:
        """Serve one connected bot until it goes."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(4000)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        await socket.send_text(self._hello())
        self._sessions.append(socket)
        self._arrived.set()
        self.connected.set()
        for old in self._leaving:
            self._errands.run(self._part(old))
        self._leaving.clear()
        try:
            while True:
                self._acknowledged(socket, await socket.receive_text())
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            self._gone(socket)

    async def event(self, payload: Json) -> None:
        """Deliver an event, again when it was not acknowledged or its connection was lost."""
        for attempt, pause in enumerate((*RETRIES, 0.0)):
            try:
                reason = {"retry_attempt": attempt, "retry_reason": "timeout"} if attempt else {}
                await self._deliver("events_api", payload, WAIT_FOR_A_BOT, reason)
            except BotDidNotAnswerError:
                await asyncio.sleep(pause)
            else:
                return

    async def interaction(self, payload: Json) -> Json:
        """Deliver an interaction once."""
        return await self._deliver("interactive", payload, self._ack_seconds, {})

    async def command(self, payload: Json) -> Json:
        """Deliver a slash command once."""
        return await self._deliver("slash_commands", payload, self._ack_seconds, {})

    async def disconnect(self, reason: str) -> None:
        """Tell every connected bot to connect anew, as Slack does now and then."""
        for socket in tuple(self._sessions):
            self._leaving.add(socket)
            message = {"type": "disconnect", "reason": reason, "debug_info": {"host": "local"}}
            await socket.send_text(json.dumps(message))

    async def close(self) -> None:
        """Close every connection."""
        await self._errands.end()
        for socket in tuple(self._sessions):
            with suppress(RuntimeError, WebSocketDisconnect):
                await socket.close(1001)

    async def _part(self, old: WebSocket) -> None:
        while any(socket is old for socket, _ in self._waiting.values()):
            await asyncio.sleep(PAUSE)
        with suppress(RuntimeError, WebSocketDisconnect):
            await old.close(1000)

    async def _deliver(self, kind: str, payload: Json, wait: float, more: Json) -> Json:
        envelope_id = f"{token_hex(4)}-{token_hex(2)}-{token_hex(2)}-{token_hex(2)}-{token_hex(6)}"
        envelope = {"envelope_id": envelope_id, "type": kind, "accepts_response_payload": True}
        text = json.dumps(envelope | {"payload": payload} | more)
        try:
            while True:
                socket = await self._next(wait)
                answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
                self._waiting[envelope_id] = (socket, answer)
                if await self._sent(socket, text):
                    return await asyncio.wait_for(answer, self._ack_seconds)
                if answer.done():
                    answer.exception()  # that it was lost with the connection: it never left
        except (TimeoutError, Lost) as error:
            raise BotDidNotAnswerError from error
        finally:
            self._waiting.pop(envelope_id, None)

    async def _sent(self, socket: WebSocket, text: str) -> bool:
        """Send over a connection; False where it is closed already, so that nothing left us."""
        try:
            await socket.send_text(text)
        except (RuntimeError, WebSocketDisconnect):
            await asyncio.sleep(PAUSE)  # until whoever attends to it knows as well
            return False
        return True

    async def _next(self, wait: float) -> WebSocket:
        if not self._sessions:
            try:
                await asyncio.wait_for(self._arrived.wait(), wait)
            except TimeoutError as error:
                raise BotDidNotAnswerError from error
        self._sessions.rotate(-1)
        return self._sessions[0]

    def _acknowledged(self, socket: WebSocket, text: str) -> None:
        message: Any = json.loads(text)
        waiting = self._waiting.get(message.get("envelope_id", ""))
        # Nothing says that Slack listens elsewhere than where it asked.
        if waiting and waiting[0] is socket and not waiting[1].done():
            waiting[1].set_result(message.get("payload") or {})

    def _gone(self, socket: WebSocket) -> None:
        self._sessions.remove(socket)
        self._leaving.discard(socket)
        if not self._sessions:
            self._arrived.clear()
            self.connected.clear()
        for sent_over, answer in self._waiting.values():
            if sent_over is socket and not answer.done():
                answer.set_exception(Lost())

    def _hello(self) -> str:
        info = {"host": "local", "started": "", "build_number": 1, "approximate_connection_time": 0}
        count = len(self._sessions) + 1
        return json.dumps(
            {
                "type": "hello",
                "num_connections": count,
                "connection_info": {"app_id": APP_ID},
                "debug_info": info,
            }
        )
