"""Socket Mode's client, which looks at each message before anybody spends a thread on it."""

import json
import logging
import math
import socket
import threading
import time
from collections.abc import Callable
from queue import Empty
from typing import Any, Final, cast

from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.logs import OURS
from handlers.errors import record_fault

MOST_CHARACTERS: Final = 1_000_000  # as many as bytes over HTTP: four times the largest view
KINDS: Final = frozenset({"events_api", "interactive", "slash_commands"})
SECONDS_TO_LAST: Final = 1.0  # of a connection; one that ends sooner is not replaced at once
_SILENT: Final = frozenset({"hello", "disconnect"})  # what Slack says that is no envelope
_BYTES_AT_ONCE: Final = 65_536  # the library goes one call deeper for each, at most a thousand

_log: Final = logging.getLogger(OURS)


class Receiver(SocketModeClient):
    """The library's client, but for what becomes of a message, and of a connection that fails.

    The library hands whatever is an object on, tells nobody what it could not read, and stands
    still while it connects anew; and after a frame that it could not read it takes the rest of a
    connection for whatever it may be. `answer` is called for each envelope, in a thread of its own;
    `replace` when Slack is about to close the connection, and is to return at once.
    """

    def __init__(
        self,
        answer: Callable[[SocketModeRequest], None],
        replace: Callable[[], None],
        **given: Any,
    ) -> None:
        self.changed = threading.Condition()
        self.held = 0  # messages that came and are not done with
        self._answer, self._replace = answer, replace
        self._renewing = threading.Lock()
        self._connected_at = -math.inf  # seconds of a clock that only counts
        super().__init__(receive_buffer_size=_BYTES_AT_ONCE, **given)

    def enqueue_message(self, message: str) -> None:
        """Count what came, and leave it to whoever reads it."""
        with self.changed:
            self.held += 1
        super().enqueue_message(message)

    def process_message(self) -> None:
        """Read one message and have it answered; what is no envelope of Slack's goes no further."""
        try:
            message = self.message_queue.get(timeout=1)
        except Empty:
            return
        if message is None:  # said by whoever closes, so that this ends at once
            return
        envelope, kind = read(message)
        if envelope is not None:
            self.message_workers.submit(self._answered, envelope)
            return
        if kind == "disconnect":
            self._replace()
        elif kind not in _SILENT:
            _log.warning("envelope_refused", extra={"outcome": kind})
        self._done()

    def connect(self) -> None:
        """Connect; send each packet at once, and hear it when the other side has gone."""
        super().connect()
        self._connected_at = time.monotonic()
        session = self.current_session
        if session is not None:
            with session.sock_send_lock:  # which whoever closes it takes too
                if session.sock is not None:
                    # Else a goodbye waits here until the last acknowledgement has arrived there,
                    # and Slack, which has not heard it, goes on sending.
                    session.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    session.sock = cast("Any", _Hearing(session.sock))

    def _renew(self) -> None:
        """Connect anew beside whatever goes on, unless that is being done already."""
        if self._renewing.acquire(blocking=False):
            self.message_workers.submit(self._renewed)

    def _answered(self, envelope: SocketModeRequest) -> None:
        try:
            self._answer(envelope)
        except Exception as error:  # in what Bolt does before it asks our handler of errors
            record_fault(error, "request")
        finally:
            self._done()

    def _renewed(self) -> None:
        try:
            if not self.closed:
                self.connect_to_new_endpoint(force=True)
        except Exception as error:  # the old connection may last; else the library tries again
            connecting_failed(error)
        finally:
            self._renewing.release()

    def _done(self) -> None:
        with self.changed:
            self.held -= 1
            self.changed.notify_all()

    def _on_error(self, error: Exception) -> None:
        super()._on_error(error)
        if threading.current_thread() is self.current_session_runner.thread:
            self._lost()  # or a frame was cut short, and what follows it is no frame

    def _on_close(self, code: int, reason: str | None = None) -> None:
        self._lost()

    def _lost(self) -> None:
        """Connect anew at once, if it lasted; else leave that to the library, which waits first."""
        lasted = time.monotonic() - self._connected_at
        if self.auto_reconnect_enabled and lasted > SECONDS_TO_LAST:
            self._renew()
        else:
            self.disconnect()


class _Hearing:
    """A socket that says when the other side has ended, where the library would ask on and on."""

    def __init__(self, line: Any) -> None:
        self._line = line

    def recv(self, size: int) -> bytes:
        received: bytes = self._line.recv(size)
        if not received:
            raise ConnectionResetError
        return received

    def __getattr__(self, name: str) -> Any:
        return getattr(self._line, name)


def connecting_failed(error: Exception) -> None:
    """Log that another connection could not be had."""
    _log.warning("connecting_failed", extra={"error_type": type(error).__name__})


def read(message: str) -> tuple[SocketModeRequest | None, str]:
    """Return an envelope, or none and why: what Slack says beside envelopes, or what is wrong."""
    if len(message) > MOST_CHARACTERS:
        return None, "too_large"
    try:
        found = json.loads(message)
    except (ValueError, RecursionError):
        return None, "no_json"
    if not isinstance(found, dict):
        return None, "no_object"
    kind, name, payload = found.get("type"), found.get("envelope_id"), found.get("payload")
    if isinstance(kind, str) and kind in _SILENT:
        return None, kind
    if not isinstance(kind, str) or kind not in KINDS:
        return None, "unknown_type"
    if not isinstance(name, str) or not name:
        return None, "no_envelope_id"
    if not isinstance(payload, dict):
        return None, "no_payload"
    return SocketModeRequest(kind, name, payload), kind
