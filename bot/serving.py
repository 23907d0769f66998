"""Running the bot until it is told to stop: Socket Mode, or signed HTTP behind a proxy."""

import signal
import threading
from collections.abc import Callable
from typing import Any, Final

import waitress
from apscheduler.schedulers.background import BackgroundScheduler
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk.errors import SlackApiError

from bot.app import LISTENING_THREADS, Bot
from bot.scheduler import start_ticking
from surveys.errors import SlackRefused
from surveys.use_cases.closing import finish

HTTP_PATH: Final = "/slack/events"


class Serving:
    """A running bot: connected to Slack and ticking."""

    def __init__(self, bot: Bot, *, ticking: bool = True) -> None:
        """Connect and start. Raises SlackRefused."""
        self.bot = bot
        # A close that a crash cut short is finished before anything else happens.
        finish(bot.runtime)
        self._disconnect = (_over_sockets if bot.config.mode == "socket" else _over_http)(bot)
        self._scheduler: BackgroundScheduler | None = None
        if ticking:
            self.begin_ticking()

    def begin_ticking(self) -> None:
        """Do what is due from now on, every few seconds."""
        self._scheduler = start_ticking(self.bot.tick, self.bot.config.tick_seconds)

    def stop(self) -> None:
        """Stop ticking, finish what was received, and give everything back."""
        if self._scheduler:
            self._scheduler.shutdown(wait=True)
        self._disconnect()
        self.bot.close()


def serve_until_stopped(bot: Bot) -> None:
    """Run until the process is asked to end."""
    stopped = threading.Event()
    for signal_ in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_, lambda *_: stopped.set())
    serving = Serving(bot)
    stopped.wait()
    serving.stop()


def _over_sockets(bot: Bot) -> Callable[[], None]:
    token = bot.config.slack_app_token
    handler = SocketModeHandler(
        bot.app,
        app_token=token.get_secret_value() if token else None,
        web_client=bot.app.client,  # so that SLACK_API_URL reaches this client too
        concurrency=LISTENING_THREADS,
    )
    try:
        handler.connect()  # type: ignore[no-untyped-call] # Bolt leaves it untyped
    except (SlackApiError, OSError) as error:
        raise SlackRefused(_reason(error)) from None
    return lambda: handler.close()  # type: ignore[no-untyped-call] # as above


def _over_http(bot: Bot) -> Callable[[], None]:
    slack = SlackRequestHandler(bot.app, path=HTTP_PATH)
    server: Any = waitress.create_server(
        slack,
        host=bot.config.http_host,
        port=bot.config.http_port,
        threads=LISTENING_THREADS,
        ident=None,
        max_request_body_size=1_000_000,
    )
    thread = threading.Thread(target=server.run, name="http", daemon=True)
    thread.start()

    def disconnect() -> None:
        server.close()
        server.task_dispatcher.shutdown()
        thread.join(timeout=10)

    return disconnect


def _reason(error: Exception) -> str:
    if isinstance(error, SlackApiError):
        return str(error.response.get("error", "error"))
    return type(error).__name__
