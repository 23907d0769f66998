"""A bot that listens over HTTP as in earnest, and whatever is sent to it in spite."""

import io
import itertools
import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
from sqlalchemy import event

from bot import config as settings
from bot import logs
from bot.app import Bot, build_bot
from bot.local_slack import LocalSlack, Member
from bot.local_slack.signed_http import FORM, signature
from bot.serving import HTTP_PATH, Serving
from handlers import ids
from surveys.use_cases import enrolling
from tests.asking import open_survey, survey
from tests.attacks.canaries import logging_as_before
from tests.databases import hurry, sqlite_in
from tests.organisation import people_file, send_everything

Json = dict[str, Any]
SECRET = "local-secret"
WORD = "quaggahostile"  # in everything that is sent
TURNS = itertools.count()
TEAM = {"Children's Services/Team 1": 3}


@dataclass(frozen=True, repr=False)
class Service:
    """Where it listens, what it keeps, and what it did."""

    address: str
    bot: Bot
    round_id: str
    log: io.StringIO
    statements: list[str]  # of SQL
    calls: Path  # to Slack, one a line
    client: httpx.Client

    def post(self, body: bytes | str, headers: dict[str, str] | None = None) -> httpx.Response:
        content = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
        given = signed(content) if headers is None else headers
        coded = {name: value.encode("latin-1") for name, value in given.items()}
        return self.client.post(self.address, content=content, headers=coded)

    def send(self, payload: Json) -> httpx.Response:
        """Send an interaction as Slack does, no two of which are the same."""
        payload = payload | {"action_ts": str(next(TURNS))}
        body = urlencode({"payload": json.dumps(payload)})
        return self.post(body, signed(body.encode()) | {"content-type": FORM})

    def called(self) -> int:
        return len(self.calls.read_text("utf-8").splitlines())

    def connect(self) -> socket.socket:
        host, _colon, port = self.address.split("/")[2].partition(":")
        return socket.create_connection((host, int(port)), timeout=10)

    def is_well(self) -> bool:
        said = json.dumps({"type": "url_verification", "challenge": "still here"})
        done = self.post(said)
        return done.status_code == 200 and "still here" in done.text


def signed(body: bytes, stamp: str | None = None, secret: str = SECRET) -> dict[str, str]:
    stamp = str(int(time.time())) if stamp is None else stamp
    return {
        "content-type": "application/json",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature(secret, stamp, body),
    }


def begin(bot: Bot) -> str:
    """Let a bot have three people and an open round; return its id."""
    hurry(bot.runtime.store.engine)
    enrolling.apply_people(bot.runtime, people_file(TEAM))
    send_everything(bot.runtime)
    round_id = open_survey(bot.runtime, survey()).id
    send_everything(bot.runtime)
    return round_id


@contextmanager
def service(folder: Path) -> Iterator[Service]:
    """Run a bot with three people and an open round, whose log is at DEBUG."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = int(found.getsockname()[1])
    calls, log, statements = folder / "calls.jsonl", io.StringIO(), list[str]()
    slack = LocalSlack([Member("U0002", "Person 2")], request_url="http://x/", calls_path=calls)
    slack.start()
    config = settings.load(
        slack_bot_token="xoxb-local",
        slack_signing_secret=SECRET,
        slack_mode="http",
        slack_api_url=slack.api_url,
        http_port=port,
        database_url=sqlite_in(folder),
        key_dir=folder / "keys",
        _env_file=None,
    )
    bot = build_bot(config)
    engine, round_id = bot.runtime.store.engine, begin(bot)
    with logging_as_before():
        logs.start("DEBUG", log)
        serving = Serving(bot, ticking=False)
        event.listen(engine, "before_cursor_execute",
                     lambda *given: statements.append(given[2]))  # fmt: skip
        address = f"http://127.0.0.1:{port}{HTTP_PATH}"
        with httpx.Client(trust_env=False, verify=False) as client:
            yield Service(address, bot, round_id, log, statements, calls, client)
        serving.stop()
    slack.stop()


def common(kind: str) -> Json:
    user = {"id": "U0002", "team_id": "T0LOCAL", "name": WORD}
    return {"type": kind, "user": user, "team": {"id": "T0LOCAL"}, "trigger_id": "1.2",
            "api_app_id": "A1", "token": WORD}  # fmt: skip


def payloads(round_id: str) -> dict[str, Json]:
    """One of each kind that Slack sends."""
    values = {
        "text_why": {ids.CHOICE: {"type": "plain_text_input", "value": f"so {WORD}"}},
        "item_manager_acts": {ids.CHOICE: {"selected_option": {"value": "2"}}},
    }
    form = {"id": "V1", "type": "modal", "private_metadata": json.dumps({"round": round_id}),
            "state": {"values": values}, "blocks": [], "title": {"text": WORD}}  # fmt: skip
    pressed = {"action_id": ids.OPEN_FORM, "block_id": WORD, "value": round_id, "type": "button"}
    return {
        "press": common("block_actions") | {"actions": [pressed], "channel": {"id": "D1"}},
        "form": common("view_submission") | {"view": {**form, "callback_id": ids.SUBMIT_PULSE}},
        "choice": common("block_actions")
        | {"view": form, "actions": [{"action_id": ids.FORUM_STATE, "block_id": "b",
                                      "selected_option": {"value": WORD}}]},
        "search": common("block_suggestion")
        | {"view": form, "action_id": ids.THANKED_TEAM, "block_id": "b", "value": WORD},
        "shortcut": common("shortcut") | {"callback_id": ids.ASK_SHORTCUT},
        "event": {"type": "event_callback", "team_id": "T0LOCAL", "event_id": "Ev1",
                  "event": {"type": ids.HOME_OPENED, "tab": "home", "user": "U0002"}},
        "profile": {"type": "event_callback", "team_id": "T0LOCAL", "event_id": "Ev2",
                    "event": {"type": ids.USER_CHANGED,
                              "user": {"id": "U0002", "team_id": "T0LOCAL", "tz": WORD}}},
    }  # fmt: skip


ODD: tuple[Any, ...] = (
    None, "", [], {}, 0, -1, True, 10**30, 1.5, "\0", f"{WORD}\ud800", WORD * 2000,
    [None], {"": None}, [[[[]]]],
)  # fmt: skip


def places(thing: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a payload."""
    inside = thing.items() if isinstance(thing, dict) else enumerate(thing)
    for name, one in inside:
        yield (*way, name)
        if isinstance(one, dict | list):
            yield from places(one, (*way, name))


def spoilt(payload: Json, way: tuple[Any, ...], odd: Any, *, dropped: bool) -> Json:
    """The payload with another thing in one place, or with nothing there."""
    copy = json.loads(json.dumps(payload))
    at = copy
    for name in way[:-1]:
        at = at[name]
    if dropped:
        del at[way[-1]]
    else:
        at[way[-1]] = odd
    return dict(copy)
