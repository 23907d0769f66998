"""Socket Mode, and leaving it so that nothing that came over it is lost."""

import os
import struct
import time
from typing import Any, Final

from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.app import LISTENING_THREADS, Bot
from bot.envelopes import Receiver

SECONDS_TO_ANSWER: Final = 10.0  # Slack itself has stopped waiting after three
SECONDS_FOR_THE_FAREWELL: Final = 1.0
SECONDS_BETWEEN_PINGS: Final = 10.0
BETWEEN_LOOKS: Final = 0.01
GOING_AWAY: Final = 1001
_CLOSE: Final = 0x88  # a last frame that closes (RFC 6455, section 5.5.1)
_MASKED: Final = 0x80


class Connection(SocketModeHandler):
    """Bolt's connection, which knows what it holds.

    Bolt's own way of closing drops what was received and not begun, and cuts off the
    acknowledgement of what was: somebody's answer would be kept, and they be told it was not.
    Slack cannot be asked to send no more, only to close; and after a close nothing can be
    acknowledged. So we wait for a moment in which we hold nothing, and close in that moment.
    """

    client: Receiver

    def __init__(self, bot: Bot) -> None:
        token = bot.config.slack_app_token
        self.app, self.app_token = bot.app, token.get_secret_value() if token else ""
        self._is_deaf = False
        self.client = Receiver(
            lambda envelope: self.handle(self.client, envelope),
            app_token=self.app_token,
            logger=bot.app.logger,
            web_client=bot.app.client,  # so that SLACK_API_URL reaches this client too
            proxy=bot.app.client.proxy,
            ping_interval=SECONDS_BETWEEN_PINGS,
            concurrency=LISTENING_THREADS,
        )

    def handle(self, client: Any, req: SocketModeRequest) -> None:
        """Answer an envelope; one that came after our farewell is Slack's to send elsewhere."""
        with self.client.changed:
            if self._is_deaf:
                return
        super().handle(client, req)

    def is_connected(self) -> bool:
        """Say whether the connection stands, as far as anybody can tell."""
        library = self.client
        session = library.current_session
        if session is not None and session.last_ping_pong_time is None:
            # The library finds out that nobody answers its pings only after a first answer, so a
            # connection that died young would stand for ever: its age counts from now.
            session.last_ping_pong_time = time.time()
        return bool(library.is_connected())

    def leave(self) -> None:
        """Answer what we hold, say goodbye, and close. Takes 12 seconds at the very most."""
        library = self.client
        library.auto_reconnect_enabled = library.default_auto_reconnect_enabled = False
        with library.changed:
            library.changed.wait_for(lambda: library.held == 0, SECONDS_TO_ANSWER)
            # Still holding the lock: whatever comes from here on was sent after our goodbye.
            self._is_deaf = library.held == 0
            said = self._say_goodbye()
        until = time.monotonic() + SECONDS_FOR_THE_FAREWELL
        # The library closes at Slack's goodbye; closing at the same time as it does would fail.
        while said and library.is_connected() and time.monotonic() < until:
            time.sleep(BETWEEN_LOOKS)
        library.closed = True
        library.message_queue.put(None)  # else its reader waits a second for another message
        self.close()  # type: ignore[no-untyped-call] # Bolt leaves it untyped

    def _say_goodbye(self) -> bool:
        session = self.client.current_session
        if session is None:
            return False
        mask = os.urandom(4)
        code = struct.pack("!H", GOING_AWAY)
        masked = bytes(byte ^ key for byte, key in zip(code, mask, strict=False))
        with session.sock_send_lock:
            if session.sock is None:
                return False
            try:
                session.sock.send(bytes([_CLOSE, _MASKED | len(code)]) + mask + masked)
            except OSError:
                return False
        return True
