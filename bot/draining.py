"""Ending an HTTP server so that every request that reached it is answered."""

import select
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from waitress.channel import HTTPChannel
from waitress.task import WSGITask

SECONDS_TO_ANSWER: Final = 10.0  # Slack itself has stopped waiting after three
SECONDS_TO_ARRIVE: Final = 2.0  # of what has begun to come in: nobody holds us up byte by byte
QUIET_SECONDS: Final = 0.2
SECONDS_TO_CLOSE: Final = 0.5
BETWEEN_LOOKS: Final = 0.01


class _Task(WSGITask):  # type: ignore[misc] # waitress has no types
    """A request's answer: while the server ends, it is the last on its connection."""

    def execute(self) -> None:
        if not self.channel.server.accepting:
            self.set_close_on_finish()  # says so in a header: a proxy sends the next one elsewhere
        super().execute()


class Channel(HTTPChannel):  # type: ignore[misc] # as above
    """A connection to the server, whose last answer says that it is the last."""

    task_class = _Task


def drain(server: Any, thread: threading.Thread) -> None:
    """Take no new connections, answer what has come in, and close. Takes 18 seconds at most.

    Whatever touches the server's sockets does so in the thread of its loop: elsewhere it could
    close what the loop waits on.
    """
    _in_its_thread(server, lambda: _listen_no_more(server))
    _wait_until_quiet(server)
    server.task_dispatcher.shutdown(cancel_pending=False)
    _in_its_thread(server, lambda: _close(server))
    thread.join(SECONDS_TO_CLOSE)


def _in_its_thread(server: Any, step: Callable[[], None]) -> None:
    done = threading.Event()

    def take_it() -> None:
        step()
        done.set()

    server.trigger.pull_trigger(take_it)
    done.wait(SECONDS_TO_CLOSE)


def _listen_no_more(server: Any) -> None:
    # Whoever the system has let in already would be cut off with the listening socket.
    while select.select([server.socket], [], [], 0)[0]:
        server.handle_accept()
    server.accepting = False
    server.del_channel()  # the loop goes on, to read what comes and send what is answered
    server.socket.close()


def _wait_until_quiet(server: Any) -> None:
    """Wait until nothing has been in hand for a moment."""
    began = quiet_since = time.monotonic()
    while (now := time.monotonic()) < began + SECONDS_TO_ANSWER:
        may_arrive = now < began + SECONDS_TO_ARRIVE
        if any(
            _is_busy(one, may_arrive=may_arrive) for one in list(server.active_channels.values())
        ):
            quiet_since = now
        elif now >= quiet_since + QUIET_SECONDS:
            return
        time.sleep(BETWEEN_LOOKS)


def _is_busy(connection: Any, *, may_arrive: bool) -> bool:
    is_arriving = connection.request is not None and may_arrive
    return bool(connection.requests or connection.total_outbufs_len or is_arriving)


def _close(server: Any) -> None:
    for connection in list(server.active_channels.values()):
        connection.handle_close()  # kept alive by its other end, it would keep us too
    server.close()
