"""A workspace and a small bot of one's own for each test."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.local_slack import LocalSlack
from tests.bot.local_slack.samples import workspace


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    running = workspace()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def client(slack) -> WebClient:
    return WebClient(token="xoxb-local", base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def app(client) -> Iterator[App]:
    listeners = ThreadPoolExecutor(8)
    yield App(client=client, signing_secret="local-secret", listener_executor=listeners)
    listeners.shutdown()


@pytest.fixture
def connect(slack, app) -> Iterator[Callable[[], SocketModeHandler]]:
    handlers = []

    def connected() -> SocketModeHandler:
        handler = SocketModeHandler(app, "xapp-local")
        handlers.append(handler)
        handler.connect()
        assert slack.connected.wait(5)
        return handler

    yield connected
    for handler in handlers:
        handler.client.auto_reconnect_enabled = False
    slack.stop()  # first: a client that closes by itself waits for its own read to time out
    for handler in handlers:
        handler.close()


@pytest.fixture
def open_page(browser, slack) -> Iterator:
    contexts, wrong = [], []

    def opened(path: str = "/", width: int = 1200, **more) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(slack.address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []
