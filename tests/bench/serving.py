"""A server to measure: the whole bot, or a bare Bolt app that only acknowledges.

`python -m tests.bench.serving bot|bare`, its settings in the environment; it runs until its input
ends.
"""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import waitress
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler

from bot import config as settings
from bot import logs
from bot.app import LISTENING_THREADS, build_bot
from bot.config import Config
from bot.serving import HTTP_PATH, Serving
from bot.slack_client import slack_client
from handlers import ids


def _bot(config: Config) -> None:
    serving = Serving(build_bot(config), ticking=False)
    _until_told(serving.stop)


def _bare(config: Config) -> None:
    secret = config.slack_signing_secret
    app = App(
        client=slack_client(config),
        signing_secret=secret.get_secret_value() if secret else "",
        process_before_response=config.mode == "http",
        token_verification_enabled=False,
        listener_executor=ThreadPoolExecutor(LISTENING_THREADS),
    )
    app.view(ids.SUBMIT_PULSE)(_acknowledge)
    if config.mode == "socket":
        token = config.slack_app_token
        handler: Any = SocketModeHandler(
            app, token.get_secret_value() if token else None, concurrency=LISTENING_THREADS,
            web_client=app.client,
        )  # fmt: skip
        handler.connect()
        _until_told(handler.close)
        return
    server: Any = waitress.create_server(
        SlackRequestHandler(app, path=HTTP_PATH),
        host=config.http_host,
        port=config.http_port,
        threads=LISTENING_THREADS,
        ident=None,
    )
    threading.Thread(target=server.run, daemon=True).start()
    _until_told(server.close)


def _acknowledge(ack: Ack) -> None:
    ack()


def _until_told(stop: Any) -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.read()
    stop()


if __name__ == "__main__":
    given = settings.load(_env_file=None)
    logs.start("ERROR")
    {"bot": _bot, "bare": _bare}[sys.argv[1]](given)
