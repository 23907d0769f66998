"""An organisation with something of everything in it, behind a real Bolt App without a network.

It is put back as it was after each try, so every try finds the same.
"""

import json
import sqlite3
import traceback
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.listener_matcher.builtins import BuiltinListenerMatcher
from slack_sdk import WebClient
from slack_sdk.web.base_client import BaseClient

import handlers.drawing
import handlers.errors
from handlers import register
from handlers.door import Door
from surveys.runtime import Runtime
from surveys.store.database import Store, open_database
from tests.authorising import life
from tests.authorising.people import OURS
from tests.conftest import Clock, runtime_on, taken
from tests.databases import hurry, sqlite_in

Json = dict[str, Any]
FORM = "application/x-www-form-urlencoded"


@dataclass
class Came:
    """What one request led to."""

    status: int = 200
    answer: Any = None  # what Slack was answered, read as JSON where it is
    calls: list[tuple[str, Json]] = field(default_factory=list)
    refusal: str | None = None  # the name of what was raised. None: nothing was
    sentence: str | None = None
    faults: list[str] = field(default_factory=list)  # of ours, whatever was said about them

    @property
    def views(self) -> list[Json]:
        """Every view that was shown."""
        found = [one["view"] for _method, one in self.calls if "view" in one]
        if isinstance(self.answer, dict) and "view" in self.answer:
            found.append(self.answer["view"])
        return [json.loads(one) if isinstance(one, str) else one for one in found]

    @property
    def messages(self) -> list[Json]:
        return [one for _method, one in self.calls if "blocks" in one]

    @cached_property
    def shown(self) -> str:
        """All that anybody was shown, as text."""
        return json.dumps([self.answer, [one for _method, one in self.calls]])


class World:
    """The app, what is kept, and a way to put it back."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, Clock()
        url = sqlite_in(folder)
        self.file = folder / "data/staff_voice.db"
        store = Store(hurry(open_database(url)), taken(folder / "keys"))
        self.runtime: Runtime = runtime_on(store, self.clock)
        self.came = Came()
        self.app = App(
            client=WebClient("xoxb-local", base_url="http://127.0.0.1:9/"),
            request_verification_enabled=False,  # done before Bolt: tests/bot/test_serving.py
            signing_secret="local",
            process_before_response=True,
            token_verification_enabled=False,
            raise_error_for_unhandled_request=False,
        )
        door = Door(frozenset({OURS}).__contains__, 1_000_000, lambda: 0.0, b"key")
        register(self.app, self.runtime, door)

    def live(self) -> None:
        """Let everything happen that people could act on, and remember it."""
        life.live(self.runtime, self.clock)
        self.runtime.store.settle()
        self._watching = sqlite3.connect(self.file, check_same_thread=False)
        self._watching.execute("PRAGMA synchronous=OFF")
        self._before = sqlite3.connect(":memory:")
        self._watching.backup(self._before)
        self._keys = {one: one.read_bytes() for one in (self.folder / "keys").iterdir()}
        self._version = self._now()
        self.dump = self._dumped(self._before)

    def send(self, payload: Json) -> Came:
        """Hand a payload to the app; return what came of it."""
        self.came = came = Came()
        response = self.app.dispatch(_request(payload))
        came.status = response.status
        try:
            came.answer = json.loads(response.body or "null")
        except ValueError:
            came.answer = response.body
        return came

    def moved(self) -> bool:
        """Say whether anything was committed, or a key made or destroyed."""
        keys = {one: one.read_bytes() for one in (self.folder / "keys").iterdir()}
        return keys != self._keys or self._now() != self._version

    def changed(self) -> bool:
        """Say whether any row or key is other than before."""
        return self.moved() and self._dumped(self._watching) != self.dump

    def put_back(self) -> None:
        """Make every row and key as it was."""
        for one in set((self.folder / "keys").iterdir()) - set(self._keys):
            one.unlink()
        for one, content in self._keys.items():
            if not one.exists() or one.read_bytes() != content:
                one.write_bytes(content)
        if self._now() != self._version:
            self._before.backup(self._watching)
            self._version = self._now()

    def close(self) -> None:
        self.runtime.store.close()
        self._watching.close()
        self._before.close()

    def _now(self) -> int:
        return int(self._watching.execute("PRAGMA data_version").fetchone()[0])

    def _dumped(self, connection: sqlite3.Connection) -> list[Any]:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return [
            (name, sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr))
            for (name,) in sorted(names.fetchall())
        ]


@contextmanager
def world(folder: Path) -> Iterator[World]:
    """Build it, with a Slack that says yes to everything and remembers what it was asked."""
    with pytest.MonkeyPatch.context() as patch:
        one = World(folder)

        def call(_self: BaseClient, method: str, **given: Any) -> Json:
            asked = given.get("json") or given.get("params") or given.get("data") or {}
            if method != "auth.test":
                one.came.calls.append((method, {k: v for k, v in asked.items() if v is not None}))
            return Answered(_ANSWERS.get(method, {"ok": True, "ts": "1.0", "channel": "D1"}))

        explain = handlers.errors.sentence_for

        def listening(error: Exception) -> str:
            one.came.refusal = type(error).__name__
            one.came.sentence = explain(error)
            return one.came.sentence

        record = handlers.errors.record_fault

        def faulty(error: BaseException, step: str) -> str:
            one.came.faults.append("".join(traceback.format_exception(error)))
            return record(error, step)

        patch.setattr(handlers.errors, "record_fault", faulty)
        patch.setattr(BaseClient, "api_call", call)
        patch.setattr(BuiltinListenerMatcher, "matches", matches)
        patch.setattr(handlers.errors, "sentence_for", listening)
        # Home is drawn again after every change; who sees what on it is tried by opening it.
        patch.setattr(handlers.drawing, "draw_home", lambda *_given, **_more: None)
        one.live()
        with closing(one):
            yield one


def matches(matcher: BuiltinListenerMatcher, request: BoltRequest, _: BoltResponse) -> bool:
    """Ask a matcher of Bolt what Bolt asks it, without what else a listener could be given."""
    assert matcher.arg_names == ["body"]
    return bool(matcher.func(request.body))


class Answered(dict[str, Any]):
    """What Slack answers, as its client gives it."""

    headers: Mapping[str, str] = MappingProxyType({})


_ANSWERS: dict[str, Json] = {
    "auth.test": {"ok": True, "team_id": OURS, "user_id": "U0BOT", "bot_id": "B0BOT"},
    "conversations.open": {"ok": True, "channel": {"id": "D1"}},
    "chat.getPermalink": {"ok": True, "permalink": "https://local.slack.com/archives/C1/p1"},
}


def _request(payload: Json) -> BoltRequest:
    if "command" in payload:
        return BoltRequest(body=urlencode(payload), headers={"content-type": FORM})
    # Interactions come to Bolt as bot/serving.py leaves them: JSON out of its form.
    return BoltRequest(body=json.dumps(payload), headers={"content-type": "application/json"})
