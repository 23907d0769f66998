"""Whatever comes over Socket Mode: refused before a thread is spent on it, and the bot goes on."""

import asyncio
import io
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import event

from bot import config as settings
from bot import envelopes, logs
from bot.app import Bot, build_bot
from bot.envelopes import MOST_CHARACTERS, Receiver, read
from bot.local_slack import LocalSlack, Member
from bot.sockets import Connection
from tests.attacks.canaries import logging_as_before
from tests.bot.hostile import WORD, begin, payloads
from tests.databases import sqlite_in
from tests.killing import until
from tests.stage import _briskly

Json = dict[str, Any]
DEEP = '{"a":' * 100_000
NESTED = json.loads('{"a":' * 400 + "1" + "}" * 400)


def envelope(**changed: Any) -> Json:
    whole = {"type": "interactive", "envelope_id": "e-1", "payload": {"type": WORD}}
    return {name: one for name, one in (whole | changed).items() if one != "left out"}


NONSENSE: list[tuple[str, str]] = [
    ("", "no_json"),
    (WORD, "no_json"),
    ("{" + WORD, "no_json"),
    (DEEP, "no_json"),
    ("[" * 100_000, "no_json"),
    (f'"{WORD}"', "no_object"),
    ('["envelope_id"]', "no_object"),
    ("null", "no_object"),
    ("7", "no_object"),
    ("{}", "unknown_type"),
    (json.dumps(envelope(type=WORD)), "unknown_type"),
    (json.dumps(envelope(type=None)), "unknown_type"),
    (json.dumps(envelope(type=["hello"])), "unknown_type"),
    (json.dumps(envelope(envelope_id="left out")), "no_envelope_id"),
    (json.dumps(envelope(envelope_id={})), "no_envelope_id"),
    (json.dumps(envelope(payload="left out")), "no_payload"),
    (json.dumps(envelope(payload=None)), "no_payload"),
    (json.dumps(envelope(payload=[{"type": WORD}])), "no_payload"),
    (json.dumps(envelope(payload=WORD)), "no_payload"),
    (json.dumps(envelope(payload={WORD: "x" * MOST_CHARACTERS})), "too_large"),
]


@pytest.mark.parametrize("number", range(len(NONSENSE)))
def test_what_is_no_envelope_is_told_by_its_kind_alone(number: int) -> None:
    said, why = NONSENSE[number]
    assert read(said) == (None, why)


@dataclass
class Line:
    """A bot connected to a workspace that may say anything to it."""

    bot: Bot
    slack: LocalSlack
    connection: Connection
    round_id: str
    log: io.StringIO
    statements: list[str] = field(default_factory=list)  # of SQL
    acknowledged: list[Json] = field(default_factory=list)

    @property
    def receiver(self) -> Receiver:
        return self.connection.line.client

    def say(self, *frames: str | bytes) -> None:
        sockets: Any = self.slack._sockets

        async def say_all() -> None:
            (session,) = sockets._sessions
            for one in frames:
                await (session.send_text(one) if isinstance(one, str) else session.send_bytes(one))

        assert self.slack._running
        self.slack._running.do(say_all())

    def answer(self, payload: Json) -> Json:
        """Send as Slack does, and wait for what it is answered."""
        assert self.slack._running
        assert self.slack._running._loop
        sockets: Any = self.slack._sockets
        sent = sockets.interaction(payload)
        answered = asyncio.run_coroutine_threadsafe(sent, self.slack._running._loop).result(10)
        return dict(answered)

    def is_well(self) -> bool:
        return "Saved" in json.dumps(self.answer(payloads(self.round_id)["form"]))

    def told(self, name: str) -> list[Json]:
        lines = [json.loads(one) for one in self.log.getvalue().splitlines()]
        return [one for one in lines if one.get("event") == name]

    def forget(self) -> None:
        self.statements.clear()
        self.log.truncate(0)
        self.log.seek(0)


@pytest.fixture(scope="module")
def connected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    folder = tmp_path_factory.mktemp("envelopes")
    slack = LocalSlack([Member("U0002", "Person 2")])
    slack.start()
    config = settings.load(
        slack_bot_token="xoxb-local",
        slack_app_token="xapp-local",
        slack_api_url=slack.api_url,
        database_url=sqlite_in(folder),
        key_dir=folder / "keys",
        _env_file=None,
    )
    bot = build_bot(config)
    engine, round_id = bot.runtime.store.engine, begin(bot)
    log = io.StringIO()
    with logging_as_before(), _briskly():
        logs.start("DEBUG", log)
        one = Line(bot, slack, Connection(bot), round_id, log)
        event.listen(engine, "before_cursor_execute",
                     lambda *given: one.statements.append(given[2]))  # fmt: skip
        sockets: Any = slack._sockets
        acknowledged = sockets._acknowledged
        sockets._acknowledged = lambda socket, text: (
            one.acknowledged.append(json.loads(text)),
            acknowledged(socket, text),
        )[1]
        one.connection.connect()
        assert slack.connected.wait(10)
        yield one
        began = time.monotonic()
        one.connection.leave()
        assert time.monotonic() - began < 5  # nothing that was refused is waited for
    bot.close()
    slack.stop()


@pytest.fixture
def line(connected: Line, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    monkeypatch.setattr(envelopes, "SECONDS_TO_LAST", 0.0)
    connected.forget()
    yield connected
    assert connected.is_well()
    until(lambda: connected.receiver.held == 0)
    assert WORD not in connected.log.getvalue()
    assert "U0002" not in connected.log.getvalue()


def test_what_is_no_envelope_costs_no_query_and_is_not_acknowledged(line: Line) -> None:
    before = len(line.acknowledged)
    line.say(*(said for said, _why in NONSENSE), WORD.encode(), b"\xff\0")
    until(lambda: len(line.told("envelope_refused")) == len(NONSENSE))
    assert Counter(one["outcome"] for one in line.told("envelope_refused")) == Counter(
        why for _said, why in NONSENSE
    )
    assert (len(line.acknowledged), line.statements) == (before, [])


def test_a_second_hello_is_nothing_to_speak_of(line: Line) -> None:
    session = line.receiver.session_id()
    line.say(json.dumps({"type": "hello", "num_connections": WORD}), '{"type":"hello"}')
    assert line.is_well()
    assert line.receiver.session_id() == session
    assert line.told("envelope_refused") == []


@pytest.mark.parametrize("team", ["T0OTHER", "", None, 7, ["T0LOCAL"]])
def test_another_workspace_is_answered_with_nothing(line: Line, team: Any) -> None:
    for payload in payloads(line.round_id).values():
        place = {"team_id": team} if "team_id" in payload else {"team": {"id": team}}
        user = {"user": {"id": "U0002", "name": WORD}} if "user" in payload else {}
        assert line.answer(payload | place | user) == {}
    assert line.statements == []


def test_an_envelope_that_comes_twice_is_kept_once_and_acknowledged_twice(line: Line) -> None:
    form = payloads(line.round_id)["form"]
    said = json.dumps(envelope(envelope_id="twice", payload=form))
    line.say(said, said)
    until(lambda: len([one for one in line.acknowledged if one["envelope_id"] == "twice"]) == 2)
    first, second = (one for one in line.acknowledged if one["envelope_id"] == "twice")
    assert first == second
    with line.bot.runtime.store.begin() as tx:
        assert tx.ballots.count(line.round_id) == 1


@pytest.mark.parametrize(
    "payload",
    [{}, NESTED, {"type": "block_actions", "actions": []}, {"type": "event_callback", "event": 7},
     {"type": "view_submission", "view": WORD, "team": {"id": "T0LOCAL"}}],
)  # fmt: skip
def test_a_payload_without_sense_is_a_fault_of_ours_or_nobodys(line: Line, payload: Json) -> None:
    line.say(json.dumps(envelope(payload=payload)))
    until(lambda: line.receiver.held == 0)
    assert all(one["step"] in {"request", "listener"} for one in line.told("fault"))


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "link_disabled", WORD, None])
def test_however_often_slack_says_to_connect_anew_it_is_done(line: Line, reason: Any) -> None:
    old, sockets = line.connection.line, line.slack._sockets
    assert sockets
    (session,) = sockets._sessions
    line.say(*[json.dumps(envelope(type="disconnect", reason=reason))] * 20)
    until(lambda: line.connection.line is not old)
    assert line.is_well()
    assert len(sockets._sessions) == 2  # both are read until Slack closes the old one
    assert line.slack._running
    line.slack._running.do(session.close(1000))
    until(lambda: len(sockets._sessions) == 1 and not old.is_connected())
    assert line.is_well()


def test_after_a_frame_that_cannot_be_read_the_connection_is_a_new_one(line: Line) -> None:
    old = line.receiver.session_id()
    session: Any = line.receiver.current_session
    session.on_message_listener = lambda _text: b"\xff".decode()  # as the library decodes a frame
    line.say(WORD)
    until(lambda: line.receiver.session_id() != old and line.receiver.is_connected())


@pytest.mark.parametrize("how", ["a goodbye", "without a word", "a cut"])
def test_a_connection_that_ends_is_followed_by_the_next_at_once(line: Line, how: str) -> None:
    old = line.receiver.session_id()
    sockets: Any = line.slack._sockets

    async def end() -> None:
        (session,) = sockets._sessions
        if how == "a goodbye":
            await session.close(1000)
        elif how == "a cut":
            session._send.__self__.transport.abort()
        else:
            session._send.__self__.transport.close()

    assert line.slack._running
    line.slack._running.do(end())
    until(lambda: line.receiver.session_id() != old and line.receiver.is_connected(), 3.0)
    until(lambda: len(sockets._sessions) == 1)
