"""Connections that can be cut, and requests that may come in: from this machine only."""

import asyncio
import socket
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

HERE = ("127.0.0.1", "localhost", "[::1]", "")


class Connections:
    """The open HTTP connections by the address at their other end."""

    def __init__(self) -> None:
        self._open: dict[Any, asyncio.Transport] = {}

    def protocol(self) -> type[H11Protocol]:
        """Uvicorn's HTTP protocol, which tells these connections of its own."""
        opened = self._open

        class Noted(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # narrower
                opened[transport.get_extra_info("peername")] = transport
                # asyncio sets this only for sockets that name their protocol; without it every
                # answer on a kept-alive connection waits 40 ms for the other end's acknowledgement.
                wire = transport.get_extra_info("socket")
                wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                super().connection_made(transport)

            def connection_lost(self, exc: Exception | None) -> None:
                opened.pop(self.transport.get_extra_info("peername"), None)
                super().connection_lost(exc)

        return Noted

    async def cut(self, request: Request) -> None:
        """Cut the connection a request came over, without an answer."""
        peer = request.client
        transport = self._open.get((peer.host, peer.port)) if peer else None
        if transport:
            transport.abort()
            while (await request.receive())["type"] != "http.disconnect":
                pass


class OnlyHere:
    """Refuses a request whose Host is not this machine, or that another web page made."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes from here."""
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        origin = headers.get(b"origin", "")
        host = headers.get(b"host", "")
        same = not origin or urlsplit(origin).netloc == host
        if same and (host.rpartition(":")[0] or host) in HERE:
            await self._app(scope, receive, send)
        else:
            await PlainTextResponse("Only from this machine.", 403)(scope, receive, send)
