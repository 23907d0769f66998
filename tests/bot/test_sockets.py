"""Leaving Socket Mode: what is in hand is acknowledged first, and what comes later left alone."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import SecretStr
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.local_slack import LocalSlack
from bot.local_slack.refusals import BotDidNotAnswerError
from bot.sockets import Connection
from tests.killing import until
from tests.stage import _briskly

PRESS = {
    "type": "view_submission",
    "team": {"id": "T0LOCAL"},
    "user": {"id": "U0001"},
    "view": {"type": "modal", "id": "V1", "callback_id": "form", "state": {"values": {}}},
}


class Slow:
    """A bot whose listener waits until it is let go on."""

    def __init__(self, slack: LocalSlack) -> None:
        self.began, self.may_end = threading.Event(), threading.Event()
        self.times = 0
        client = WebClient("xoxb-local", base_url=slack.api_url)
        app = App(client=client, token_verification_enabled=False)
        app.view("form")(self._listen)
        config = SimpleNamespace(slack_app_token=SecretStr("xapp-local"))
        bot: Any = SimpleNamespace(app=app, config=config)
        with _briskly():
            self.connection = Connection(bot)
            self.connection.connect()
        assert slack.connected.wait(10)

    def _listen(self, ack: Any) -> None:
        self.times += 1
        self.began.set()
        assert self.may_end.wait(10)
        ack(response_action="clear")


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    one = LocalSlack()
    one.start()
    yield one
    one.stop()


def press(slack: LocalSlack) -> "Future[Any]":
    assert slack._running
    assert slack._running._loop
    sockets: Any = slack._sockets
    return asyncio.run_coroutine_threadsafe(sockets.interaction(PRESS), slack._running._loop)


def leave_while_busy(slack: LocalSlack, bot: Slow, leave: Any) -> "Future[Any]":
    """Press, begin to leave while the listener works, and only then let it end."""
    pressed = press(slack)
    assert bot.began.wait(10)
    leaving = threading.Thread(target=leave)
    leaving.start()
    leaving.join(0.3)
    assert leaving.is_alive()
    bot.may_end.set()
    leaving.join(10)
    assert not leaving.is_alive()
    return pressed


def test_what_is_in_hand_is_acknowledged_before_we_go(slack: LocalSlack) -> None:
    bot = Slow(slack)
    pressed = leave_while_busy(slack, bot, bot.connection.leave)
    assert pressed.result(5) == {"response_action": "clear"}
    until(lambda: not slack.connected.is_set())


def test_bolts_own_way_of_going_would_cut_the_acknowledgement_off(slack: LocalSlack) -> None:
    bot = Slow(slack)
    pressed = leave_while_busy(slack, bot, bot.connection.line.close)
    with pytest.raises(BotDidNotAnswerError):
        pressed.result(5)


def test_what_has_reached_us_and_is_not_read_yet_is_acknowledged_too(slack: LocalSlack) -> None:
    bot = Slow(slack)
    is_reading, may_read = threading.Event(), threading.Event()

    def read_slowly(_message: str) -> None:
        is_reading.set()
        assert may_read.wait(10)

    bot.connection.line.client.on_message_listeners.insert(0, read_slowly)
    bot.may_end.set()
    first = press(slack)
    assert is_reading.wait(10)
    second = press(slack)  # which lies in the socket until the first is read
    leaving = threading.Thread(target=bot.connection.leave)
    leaving.start()
    leaving.join(0.1)
    may_read.set()
    assert (first.result(5), second.result(5)) == ({"response_action": "clear"},) * 2
    leaving.join(10)


def test_what_we_say_waits_for_nothing_that_we_said_before(slack: LocalSlack) -> None:
    session = Slow(slack).connection.line.client.current_session
    assert session is not None
    wire: Any = session.sock
    until(lambda: wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1)


def test_when_slack_asks_for_another_connection_both_are_read_and_answered(
    slack: LocalSlack,
) -> None:
    bot = Slow(slack)
    old = bot.connection.line
    held = press(slack)
    assert bot.began.wait(10)
    slack.disconnect("warning")
    slack.disconnect("refresh_requested")  # Slack may say both
    until(lambda: bot.connection.line is not old)
    bot.may_end.set()
    assert press(slack).result(5) == held.result(5) == {"response_action": "clear"}
    until(lambda: not old.is_connected())
    assert press(slack).result(5) == {"response_action": "clear"}
    assert bot.times == 3
    bot.connection.leave()
    until(lambda: not slack.connected.is_set())


def test_what_comes_after_the_goodbye_is_not_acted_upon(slack: LocalSlack) -> None:
    bot = Slow(slack)
    bot.connection.leave()
    late = SocketModeRequest(type="interactive", envelope_id="e", payload=PRESS)
    line = bot.connection.line
    line.handle(line.client, late)
    assert bot.times == 0


def test_a_connection_whose_first_ping_nobody_answers_does_not_stand_for_ever(
    slack: LocalSlack,
) -> None:
    connection = Slow(slack).connection
    connection.line.client.auto_reconnect_enabled = False
    session = connection.line.client.current_session
    assert session is not None
    session.last_ping_pong_time = None
    assert connection.is_connected()
    assert session.last_ping_pong_time is not None  # from now on it may grow old
    session.last_ping_pong_time -= 60
    session.check_state()
    assert not connection.is_connected()
    connection.leave()
