"""A workspace at a distance: whatever goes over a socket takes its time, each way."""

import asyncio
import socket
from typing import Any

from bot.local_slack import LocalSlack

MOST_BYTES = 65_536


async def place_between(slack: LocalSlack, seconds: float) -> None:
    """From now on, bots connect to a workspace that is so many seconds away."""
    sockets: Any = slack._sockets
    behind = int(sockets.address.rpartition(":")[2])

    async def between(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", behind)
        for one in (writer, back):
            one.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.gather(_carry(reader, back, seconds), _carry(there, writer, seconds))
        back.close()
        writer.close()

    server = await asyncio.start_server(between, "127.0.0.1", 0)
    sockets.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def _carry(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float
) -> None:
    """Carry all that comes from one end to the other, later."""
    clock = asyncio.get_running_loop().time
    under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def arrive() -> None:
        data = b"something"
        while data:
            due, data = await under_way.get()
            await asyncio.sleep(max(0.0, due - clock()))
            if data:
                writer.write(data)
            elif not writer.is_closing():
                writer.write_eof()

    arriving = asyncio.ensure_future(arrive())
    data = b"something"
    while data:
        try:
            data = await reader.read(MOST_BYTES)
        except OSError:
            data = b""
        under_way.put_nowait((clock() + seconds, data))
    await arriving
