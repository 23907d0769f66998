"""Socket Mode, and leaving a connection so that nothing that came over it is lost."""

import os
import select
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk.socket_mode.builtin.connection import Connection as Session
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.app import LISTENING_THREADS, Bot
from bot.envelopes import Receiver, connecting_failed

SECONDS_TO_ANSWER: Final = 10.0  # Slack itself has stopped waiting after three
SECONDS_FOR_THE_FAREWELL: Final = 1.0
SECONDS_BETWEEN_PINGS: Final = 10.0
SECONDS_FOR_SLACK_TO_CLOSE: Final = 30.0  # "about 10 seconds" after its warning, as documented
BETWEEN_LOOKS: Final = 0.01
GOING_AWAY: Final = 1001
_CLOSE: Final = 0x88  # a last frame that closes (RFC 6455, section 5.5.1)
_MASKED: Final = 0x80


class Connection:
    """The bot's connection to Slack, which is another one now and then.

    Slack asks for another every few hours. The library would close the old one as soon as the new
    one stands, wait for up to three seconds until it may, and read neither meanwhile: presses
    came too late, and others were cut off in their middle. So both are read, each by its own
    line, until Slack closes the old one.
    """

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._lock = threading.Lock()
        self._is_over = False
        self._renewal: threading.Thread | None = None
        self._ending: list[Line] = []  # which Slack is about to close
        self.line = Line(bot, self._renew)

    def connect(self) -> None:
        """Connect. Raises SlackApiError, OSError."""
        self.line.connect()  # type: ignore[no-untyped-call] # Bolt leaves it untyped

    def is_connected(self) -> bool:
        """Say whether the connection stands, as far as anybody can tell."""
        return self.line.is_connected()

    def leave(self) -> None:
        """Answer what we hold, say goodbye, and close. Takes 13 seconds at the very most."""
        with self._lock:
            self._is_over = True
            lines = [self.line, *self._ending]
            renewal = self._renewal
        leaving = [threading.Thread(target=one.leave) for one in lines]
        for one in leaving:
            one.start()
        for one in leaving:
            one.join()
        if renewal is not None:
            renewal.join(SECONDS_FOR_THE_FAREWELL)

    def _renew(self, old: "Line") -> None:
        """Put another line in place of one that Slack is about to close. Returns at once."""
        with self._lock:
            is_renewing = self._renewal is not None and self._renewal.is_alive()
            if self._is_over or is_renewing or old is not self.line:
                return  # Slack may ask twice
            self._renewal = threading.Thread(target=self._replace, args=[old], daemon=True)
            self._renewal.start()

    def _replace(self, old: "Line") -> None:
        old.come_back(may=False)  # Slack may close it as soon as the new line stands
        new = Line(self._bot, self._renew)
        try:
            new.connect()  # type: ignore[no-untyped-call] # Bolt leaves it untyped
        except Exception as error:  # the old connection may last; else the library tries again
            connecting_failed(error)
        with self._lock:
            if new.is_connected() and not self._is_over:
                self.line, ended = new, old
                self._ending.append(old)
            else:
                ended = new
                old.come_back(may=not self._is_over)
        if ended is new:
            new.leave()
        else:
            threading.Thread(target=self._end, args=[old], daemon=True).start()

    def _end(self, old: "Line") -> None:
        old.end()
        with self._lock:
            self._ending.remove(old)


class Line(SocketModeHandler):
    """One connection at a time, which knows what it holds.

    Bolt's own way of closing drops what was received and not begun, and cuts off the
    acknowledgement of what was: somebody's answer would be kept, and they be told it was not.
    Slack cannot be asked to send no more, only to close; and after a close nothing can be
    acknowledged. So we wait for a moment in which we hold nothing and nothing waits to be read,
    and close in that moment.
    """

    client: Receiver

    def __init__(self, bot: Bot, renew: Callable[["Line"], None]) -> None:
        token = bot.config.slack_app_token
        self.app, self.app_token = bot.app, token.get_secret_value() if token else ""
        self._is_leaving = self._is_deaf = False
        self.client = Receiver(
            lambda envelope: self.handle(self.client, envelope),
            lambda: renew(self),
            app_token=self.app_token,
            logger=bot.app.logger,
            web_client=bot.app.client,  # so that SLACK_API_URL reaches this client too
            proxy=bot.app.client.proxy,
            ping_interval=SECONDS_BETWEEN_PINGS,
            concurrency=LISTENING_THREADS,
        )

    def handle(self, client: Any, req: SocketModeRequest) -> None:
        """Answer an envelope; of one that came after our farewell, its sender sees it failed."""
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

    def come_back(self, *, may: bool) -> None:
        """Let the library connect again once this connection is closed, or not."""
        self.client.auto_reconnect_enabled = self.client.default_auto_reconnect_enabled = may

    def end(self) -> None:
        """Answer what comes until Slack closes, as it said it would; else leave by ourselves."""
        until = time.monotonic() + SECONDS_FOR_SLACK_TO_CLOSE
        session = self.client.current_session
        while session is not None and session.is_active() and time.monotonic() < until:
            time.sleep(BETWEEN_LOOKS)
        self.leave()

    def leave(self) -> None:
        """Answer what we hold, say goodbye, and close. Takes 12 seconds at the very most."""
        library = self.client
        with library.changed:
            if self._is_leaving:
                return
            self._is_leaving = True
        self.come_back(may=False)
        until = time.monotonic() + SECONDS_TO_ANSWER
        while not self._has_parted(may_wait=time.monotonic() < until):
            time.sleep(BETWEEN_LOOKS)
        until = time.monotonic() + SECONDS_FOR_THE_FAREWELL
        # The library closes at Slack's goodbye; closing at the same time as it does would fail.
        while library.is_connected() and time.monotonic() < until:
            time.sleep(BETWEEN_LOOKS)
        library.closed = True
        library.message_queue.put(None)  # else its reader waits a second for another message
        self.close()  # type: ignore[no-untyped-call] # Bolt leaves it untyped

    def _has_parted(self, *, may_wait: bool) -> bool:
        """Say goodbye, unless we hold something and may wait; say whether we did, or need not."""
        session = self.client.current_session
        if session is None:
            return True
        # The library closes a socket only with the second of these locks.
        with self.client.changed, session.sock_send_lock:
            if session.sock is None:
                self._is_deaf = True
                return True
            if may_wait and (self.client.held > 0 or not _is_read_out(session)):
                return False
            # Still holding the lock: whatever comes from here on cannot be acknowledged.
            self._is_deaf = self.client.held == 0
            with suppress(OSError):
                session.sock.send(_goodbye())
        return True


def _is_read_out(session: Session) -> bool:
    """Say whether the library waits for Slack to say something, and it has said nothing."""
    wire = session.sock
    if not session.sock_receive_lock.locked() or wire is None:
        return False  # it is busy with what it has read
    is_pending = getattr(wire, "pending", lambda: 0)  # TLS may hold what it has read
    return not is_pending() and not select.select([wire], [], [], 0)[0]


def _goodbye() -> bytes:
    mask = os.urandom(4)
    code = struct.pack("!H", GOING_AWAY)
    masked = bytes(byte ^ key for byte, key in zip(code, mask, strict=False))
    return bytes([_CLOSE, _MASKED | len(code)]) + mask + masked
