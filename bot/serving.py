"""Running the bot until it is told to stop: Socket Mode, or signed HTTP behind a proxy."""

import hmac
import logging
import threading
import time
from binascii import a2b_qp
from collections.abc import Callable, Iterable
from functools import partial
from io import BytesIO
from typing import Any, Final

import waitress
from apscheduler.schedulers.background import BackgroundScheduler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk.errors import SlackApiError

from bot.app import LISTENING_THREADS, Bot
from bot.config import Config
from bot.doctor import hosts
from bot.draining import Channel, drain
from bot.health import Health, pages, telling
from bot.installing import nothing_here, with_pages
from bot.listening import listening
from bot.logs import OURS
from bot.manifest import EVENTS_PATH
from bot.once import Used, is_act
from bot.scheduler import start_ticking
from bot.sockets import Connection
from bot.stopping import in_time, waiting_to_be_stopped
from bot.watching import Watch, watched
from handlers.errors import record_fault
from handlers.views.notices import fault
from surveys.errors import SlackRefused, SocketBlocked
from surveys.model.auditing import Verdict
from surveys.rules import words
from surveys.use_cases.closing import finish
from surveys.use_cases.pacing import resume

HTTP_PATH: Final = EVENTS_PATH
MOST_BYTES: Final = 1_000_000  # four times the largest view
LIMITS: Final = {
    "ident": None,
    "max_request_body_size": MOST_BYTES,
    "max_request_header_size": 16_384,
    "inbuf_overflow": 2 * MOST_BYTES,  # else what people wrote would pass through a file
    "connection_limit": 500,  # whoever only holds connections open takes long to fill these,
    "channel_timeout": 30,  # and has each for seconds
    "cleanup_interval": 5,
    "asyncore_use_poll": True,  # the other way ends at the 1,024th open file
}
LONGEST_TIMESTAMP: Final = 12
SECONDS_A_SIGNATURE_IS_GOOD: Final = 300

WsgiEnvironment = dict[str, Any]
WsgiApp = Callable[[WsgiEnvironment, Any], Iterable[bytes]]
Tick = Callable[[], None]
Connected = tuple[Callable[[], None], Callable[[], bool]]  # to disconnect; whether we are connected

_log: Final = logging.getLogger(OURS)


class Serving:
    """A running bot: connected to Slack and ticking."""

    def __init__(self, bot: Bot, *, ticking: bool = True) -> None:
        """Connect and start. Raises SlackRefused, SocketBlocked."""
        self.bot = bot
        words.prepare()
        # A close that a crash cut short is finished before anything else happens.
        finish(bot.runtime)
        if bot.workspace:
            resume(bot.runtime, bot.workspace)  # our token was just taken
        self._disconnect, self.is_connected = _connected(bot)
        self._scheduler: BackgroundScheduler | None = None
        if ticking:
            self.begin_ticking()

    def begin_ticking(self, watch: Watch | None = None) -> None:
        """Do what is due from now on, every few seconds."""
        watch = watch or Watch(self.bot.runtime.now)  # at which nobody looks
        keep_time, deliver = watch.ticking(self.bot.keep_time), watch.counting(self.bot.deliver)
        ticks = (keep_time, deliver, self.bot.look_at_people, self.bot.make_packs, self.bot.back_up)
        self._scheduler = start_ticking(ticks, self.bot.config.tick_seconds)

    def stop(self) -> None:
        """Stop ticking, finish what was received, and give everything back."""
        self.bot.manner.stopping.set()  # posts in hand are finished, no others are begun
        if self._scheduler:
            self._scheduler.pause()
        self._disconnect()  # before the ticks in hand end: people wait for seconds only
        if self._scheduler:
            self._scheduler.shutdown(wait=True)
        self.bot.close()


def serve_until_stopped(bot: Bot, connected: Callable[[], None] = lambda: None) -> None:
    """Connect, say so, and run until the process is asked to end, or gives up by itself.

    Raises SlackRefused, SlackNotReached, SocketBlocked, SettingsWrong; SystemExit, when all is
    stopped, if it gave up.
    """
    wait = waiting_to_be_stopped()
    watch = Watch(bot.runtime.now, bot.config.socket_down_seconds, stopping=bot.manner.stopping)
    with telling(bot.config, pages(Health(bot.config, bot.runtime, watch))):
        serving = Serving(bot, ticking=False)
        connected()
        _log.info("started", extra={"mode": bot.config.mode})
        watch.connected = serving.is_connected
        with watched(watch):
            serving.begin_ticking(watch)
            wait()
            _log.info("stopping")
            with in_time():
                serving.stop()
            _log.info("stopped")


def _connected(bot: Bot) -> Connected:
    if bot.config.mode == "http":
        return _over_http(bot)
    disconnect, is_connected = _over_sockets(bot)
    if bot.workspaces is None:
        return disconnect, is_connected
    hang_up, _is_there = _over_http(bot)  # where workspaces install the app, and nothing else

    def leave() -> None:
        hang_up()
        disconnect()

    return leave, is_connected


def _over_sockets(bot: Bot) -> Connected:
    connection = Connection(bot)
    library = connection.line.client
    try:
        library.wss_uri = library.issue_new_wss_url()
        # The library says nothing of a host that is blocked, and tries again for ever.
        reached = hosts.reached(bot.config, library.wss_uri)
        if reached.verdict is Verdict.FAIL:
            connection.leave()
            raise SocketBlocked(f"{reached.evidence} {reached.remedy}".rstrip("."))
        connection.connect()
    except SlackApiError as error:
        raise SlackRefused(str(error.response.get("error", "error"))) from None
    except OSError as error:
        raise hosts.no_answer(bot.config, error) from None
    return connection.leave, connection.is_connected


def _over_http(bot: Bot) -> Connected:
    server: Any = waitress.create_server(
        _served(bot),
        sockets=[listening(bot.config.http_host, bot.config.http_port, "HTTP_HOST, HTTP_PORT")],
        threads=LISTENING_THREADS,
        **LIMITS,
    )
    server.channel_class = Channel
    thread = threading.Thread(target=server.run, name="http", daemon=True)
    thread.start()

    return partial(drain, server, thread), thread.is_alive


def _served(bot: Bot) -> WsgiApp:
    """Return what is answered over HTTP: Slack's requests, and pages of the installation."""
    served: WsgiApp = nothing_here
    if bot.config.mode == "http":
        slack = SlackRequestHandler(bot.app, path=HTTP_PATH)
        served = refusing_forgeries(slack, bot.config, bot.used)
    return with_pages(bot.runtime, bot.config, served) if bot.workspaces else served


def refusing_forgeries(slack: WsgiApp, config: Config, used: Used) -> WsgiApp:
    """Let through only what Slack signed in the last five minutes, and each act but once.

    Bolt checks too, but reads a body before its signature, and a timestamp that is no number
    takes it to the handler of errors, which acts.
    """
    secret = config.slack_signing_secret.get_secret_value() if config.slack_signing_secret else ""

    def guarded(environ: WsgiEnvironment, start_response: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "HEAD":  # its answer has no body: a next one would be it
            start_response("405 Method Not Allowed", [("allow", "POST"), ("content-length", "0")])
            return []
        body = environ["wsgi.input"].read()
        stamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
        signature = environ.get("HTTP_X_SLACK_SIGNATURE", "")
        if not is_signed(secret, stamp, signature, body):
            start_response("401 Unauthorized", [("content-type", "text/plain;charset=utf-8")])
            return [b"This request is not signed by Slack."]
        payload = payload_of(body)
        is_once = is_act(body, payload)
        if is_once and used.has(stamp, signature):
            start_response("409 Conflict", [("content-type", "text/plain;charset=utf-8")])
            return [b"This request was answered already. Please try again in Slack."]
        given = {"wsgi.input": BytesIO(payload), "CONTENT_LENGTH": str(len(payload))}
        try:
            return slack(environ | given, start_response)
        except Exception as error:  # in what Bolt does before it asks our handler of errors
            return _unreadable(error, start_response)
        finally:
            if is_once:
                used.add(stamp, signature)

    return guarded


def is_signed(secret: str, stamp: str, signature: str, body: bytes) -> bool:
    """Say whether a body was signed with a secret within five minutes of a stamp.

    Slack's library wants its body and its signature to be text, and fails where they are none.
    """
    if not (stamp.isdecimal() and stamp.isascii() and len(stamp) <= LONGEST_TIMESTAMP):
        return False
    if not secret or abs(time.time() - int(stamp)) > SECONDS_A_SIGNATURE_IS_GOOD:
        return False
    due = hmac.digest(secret.encode(), f"v0:{stamp}:".encode() + body, "sha256").hex()
    return hmac.compare_digest(f"v0={due}".encode(), signature.encode())


def _unreadable(error: Exception, start_response: Any) -> Iterable[bytes]:
    said = fault(record_fault(error, "request"))
    start_response("400 Bad Request", [("content-type", "text/plain;charset=utf-8")])
    return [said.encode()]


def payload_of(body: bytes) -> bytes:
    """Take the JSON out of a form that has no other field, and leave every other body as it is.

    Bolt accepts both. Reading such a form in Python is the dearest part of an answer, and what it
    is encoded in is quoted-printable with another sign, for which the library has a quick reader.
    """
    field, _equals, coded = body.partition(b"=")
    if field != b"payload" or not coded.startswith(b"%7B") or b"=" in coded or b"&" in coded:
        return body
    return a2b_qp(coded.replace(b"+", b" ").replace(b"%", b"="))
