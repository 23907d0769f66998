"""A real Bolt App in a local workspace: payloads go to App.dispatch, each way Slack has."""

import asyncio
import json
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

import uvicorn
from slack_bolt import App, BoltRequest, BoltResponse
from sqlalchemy import select

from bot import config as settings
from bot.app import Bot, build_bot
from bot.local_slack import LocalSlack, Member, Visitor
from bot.local_slack.acting import Acting
from bot.local_slack.signed_http import FORM, signature
from handlers import register
from surveys.store.tables import metadata
from surveys.use_cases import enrolling
from tests.conftest import MONDAY, THURSDAY, Clock
from tests.databases import hurry, sqlite_in
from tests.doors import wide_open
from tests.handlers.pasts import Past, forget_where_keys_are
from tests.organisation import people_file

Json = dict[str, Any]
SECRET = "local-secret"
WAYS = ("socket", "http", "http, acknowledged first")
STAFF = {"Children's Services/Team 1": 3}
STRANGER = "U9999"


class Dispatching:
    """Hands payloads to an app as its adapters do; keeps what was sent and what came back."""

    def __init__(self, way: str) -> None:
        self.way = way
        self.app: App | None = None
        self.sent: list[Json] = []
        self.responses: list[BoltResponse] = []

    def send(self, payload: Json) -> Json:
        assert self.app is not None
        self.sent.append(payload)
        response = self.app.dispatch(self._request(payload))
        self.responses.append(response)
        body = response.body if isinstance(response.body, str) else json.dumps(response.body)
        try:
            return dict(json.loads(body or "{}"))
        except ValueError:
            return {"text": body}

    def again(self, **changes: Any) -> Json:
        """Send the last payload once more, as a captured or impatient one would come."""
        return self.send({**self.sent[-1], **changes})

    def _request(self, payload: Json) -> BoltRequest:
        if self.way == "socket":
            return BoltRequest(mode="socket_mode", body=payload)
        kind = FORM
        if "command" in payload:
            body = urlencode(payload)
        elif payload["type"] == "event_callback":
            body, kind = json.dumps(payload), "application/json"
        else:
            body = urlencode({"payload": json.dumps(payload)})
        stamp = str(int(time.time()))
        headers = {
            "content-type": kind,
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": signature(SECRET, stamp, body.encode()),
        }
        return BoltRequest(body=body, headers=headers)

    async def event(self, payload: Json) -> None:
        await asyncio.to_thread(self.send, payload)

    async def interaction(self, payload: Json) -> Json:
        return await asyncio.to_thread(self.send, payload)

    async def command(self, payload: Json) -> Json:
        return await asyncio.to_thread(self.send, payload)

    async def close(self) -> None:
        return


class Workspace(LocalSlack):
    """A local workspace that hands its payloads over in this process."""

    def __init__(self, dispatching: Dispatching, **given: Any) -> None:
        super().__init__(request_url="http://127.0.0.1:9/", **given)
        self._dispatching = dispatching

    def _assemble(self) -> tuple[Acting, uvicorn.Config]:
        acting, config = super()._assemble()
        acting.delivery = self._dispatching
        return acting, config


@dataclass(frozen=True)
class Scene:
    """The bot, the workspace, the clock, and the way between them."""

    bot: Bot
    slack: LocalSlack
    clock: Clock
    dispatching: Dispatching

    def person(self, number: int = 2, patience: float = 10.0) -> Visitor:
        return Visitor(self.slack.address, f"U{number:04}", patience=patience)

    def open_round(self) -> None:
        """Let Monday come, and with it the first invitations."""
        self.bot.tick()
        self.clock.move_to(MONDAY)
        self.bot.tick()

    def kept(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of the database."""
        with self.bot.runtime.store.engine.connect() as connection:
            return {
                table.name: [tuple(row) for row in connection.execute(select(table))]
                for table in metadata.sorted_tables
            }


Life = Callable[[Scene], object]


def nothing_more(stage: Scene) -> None:
    """Live on no further than the welcome."""


@contextmanager
def scene(
    folder: Path,
    way: str,
    staff: Mapping[str, int] = STAFF,
    authors: Collection[int] = (),
    life: Life = nothing_more,
    **more: Any,
) -> Iterator[Scene]:
    """Start a workspace of a few people and a stranger, who have had their welcome and a life.

    What they lived through is lived once and remembered, as a bot that starts again finds it;
    so it is said to each in no way of Slack's, and to no log of a test's.
    """
    past = _past(life, tuple(staff.items()), tuple(authors))
    past.put_into(folder)
    with _begun(folder, way, staff, past.at, **more) as one:
        past.tell(one.slack)
        yield one


@cache
def _past(life: Life, staff: tuple[tuple[str, int], ...], authors: tuple[int, ...]) -> Past:
    with TemporaryDirectory() as folder:
        with _begun(Path(folder), WAYS[0], dict(staff)) as one:
            enrolling.apply_people(one.bot.runtime, people_file(dict(staff), authors=authors))
            one.bot.tick()
            life(one)
            forget_where_keys_are(one.bot.runtime.store)
        return Past.of(Path(folder), one.slack, one.clock())


@contextmanager
def _begun(
    folder: Path, way: str, staff: Mapping[str, int], at: datetime = THURSDAY, **more: Any
) -> Iterator[Scene]:
    clock, dispatching = Clock(at), Dispatching(way)
    members = [Member(f"U{n:04}", f"Person {n}") for n in range(1, sum(staff.values()) + 1)]
    slack = Workspace(dispatching, members=[*members, Member(STRANGER, "Stranger")], now=clock)
    slack.start()
    bot = build_bot(
        settings.load(
            slack_bot_token="xoxb-local",
            slack_app_token="xapp-local",
            slack_signing_secret=SECRET,
            slack_mode="socket" if way == "socket" else "http",
            slack_api_url=slack.api_url,
            database_url=sqlite_in(folder),
            key_dir=folder / "keys",
            _env_file=None,
            **more,
        ),
        clock,
    )
    hurry(bot.runtime.store.engine)
    dispatching.app = _acknowledging_first(bot) if way == WAYS[2] else bot.app
    try:
        yield Scene(bot, slack, clock, dispatching)
    finally:
        bot.close()
        slack.stop()


def _acknowledging_first(bot: Bot) -> App:
    app = App(
        name="staff-voice",  # else Bolt reads every source file on the stack to find one
        client=bot.app.client,
        signing_secret=SECRET,
        process_before_response=False,
        token_verification_enabled=False,
        raise_error_for_unhandled_request=False,
        listener_executor=bot.listeners,
    )
    register(app, bot.runtime, wide_open())
    return app


def words(shown: Json | None) -> str:
    """Everything a person reads of a view or a message."""
    assert shown is not None
    return "\n".join(_texts({name: shown.get(name) for name in ("title", "text", "blocks")}))


def buttons(shown: Json | None) -> set[str]:
    assert shown is not None
    return {one["action_id"] for block in shown["blocks"] for one in block.get("elements", ())
            if "action_id" in one}  # fmt: skip


def chosen(form: Json | None) -> dict[str, Any]:
    """What is set in a form as it opens."""
    assert form is not None
    found = {}
    for block in form["blocks"]:
        element = block.get("element", {})
        if "initial_option" in element:
            found[block["block_id"]] = element["initial_option"]["value"]
        elif "initial_options" in element:
            found[block["block_id"]] = [one["value"] for one in element["initial_options"]]
        elif "initial_value" in element:
            found[block["block_id"]] = element["initial_value"]
    return found


def _texts(thing: object) -> list[str]:
    if isinstance(thing, list):
        return [text for one in thing for text in _texts(one)]
    if isinstance(thing, dict):
        return [
            text
            for name, one in thing.items()
            for text in ([one] if name == "text" and isinstance(one, str) else _texts(one))
        ]
    return []
