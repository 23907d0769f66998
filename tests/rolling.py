"""Bots replaced one after another while people answer, each through the next bot that is there."""

import asyncio
import http.client
import itertools
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bot.local_slack import LocalSlack, Member
from bot.local_slack.refusals import BotDidNotAnswerError
from bot.local_slack.signed_http import FORM, signature
from bot.serving import HTTP_PATH
from handlers import ids
from surveys.model.rounds import Round
from surveys.rules import sealing
from surveys.runtime import Runtime
from surveys.use_cases.asked import questions_of
from tests.bench.answering import SECRET, _payloads
from tests.bench.stage import Place, open_for_all
from tests.far_away import place_between
from tests.replicas import Parent, Replicas

Json = dict[str, Any]
SLACKS_PATIENCE = 3.0
BETWEEN_RENEWALS = 0.5


@dataclass
class Clicking:
    """What became of people's clicks. Those again: Slack showed a person that it had failed."""

    acked: int = 0
    again: int = 0
    late: int = 0  # of those: nobody acknowledged them in time, and their connection stood
    passed_on: int = 0  # by the proxy, to a bot that answers
    last: dict[int, int] = field(default_factory=dict)  # by person: the last turn acknowledged
    slowest: float = 0.0


class Crowd:
    """People who change their answers for as long as they are let."""

    def __init__(self, payloads: list[Json], pause: float) -> None:
        self._payloads, self._pause = payloads, pause
        self.found = Clicking()
        self.is_over = threading.Event()

    async def click(self, send: Any, clients: int) -> None:
        """Answer as everyone, over so many connections at a time, and again until it is over."""
        await asyncio.gather(*(self._client(send, one, clients) for one in range(clients)))

    async def _client(self, send: Any, first: int, clients: int) -> None:
        await asyncio.sleep(self._pause * first / clients)  # not all at the same moment
        for turn in itertools.count():
            for person in range(first, len(self._payloads), clients):
                began = time.monotonic()
                payload = scored(self._payloads[person], score_of(person, turn))
                while True:
                    try:
                        await send(payload)
                        break
                    except BotDidNotAnswerError as failed:  # they see it, and press again
                        self.found.again += 1
                        self.found.late += isinstance(failed.__cause__, TimeoutError)
                self.found.acked += 1
                self.found.last[person] = turn
                self.found.slowest = max(self.found.slowest, time.monotonic() - began)
                await asyncio.sleep(self._pause)
            if self.is_over.is_set():
                return


def score_of(person: int, turn: int) -> int:
    return 1 + (person + turn) % 5


def scored(payload: Json, score: int) -> Json:
    """A submission with another score for every question."""
    values = dict(payload["view"]["state"]["values"])
    for block in values:
        if block.startswith(f"{ids.ITEM}_"):
            chosen = {"type": "radio_buttons", "selected_option": {"value": str(score)}}
            values[block] = {ids.CHOICE: chosen}
    return payload | {"view": payload["view"] | {"state": {"values": values}}}


def proxied(ports: list[int], found: Clicking, pool: ThreadPoolExecutor) -> Any:
    """What a reverse proxy does: one connection a request, and the next bot where one is not."""
    turns = itertools.count()

    def pass_on(payload: Json) -> None:
        body, stamp = urlencode({"payload": json.dumps(payload)}).encode(), str(int(time.time()))
        headers = {
            "Content-Type": FORM,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(SECRET, stamp, body),
            "Connection": "close",
        }
        first = next(turns)
        for place in range(len(ports)):
            wire = http.client.HTTPConnection(
                "127.0.0.1", ports[(first + place) % len(ports)], timeout=SLACKS_PATIENCE
            )
            try:
                wire.request("POST", HTTP_PATH, body, headers)
                if wire.getresponse().status == 200:
                    return
            except (OSError, http.client.HTTPException):
                found.passed_on += 1
            finally:
                wire.close()
        raise BotDidNotAnswerError

    async def send(payload: Json) -> None:
        await asyncio.get_running_loop().run_in_executor(pool, pass_on, payload)

    return send


@contextmanager
def clicking(crowd: Crowd, slack: LocalSlack, ports: list[int], clients: int) -> Iterator[None]:
    """Let people click meanwhile: over the sockets of the workspace, or through a proxy."""
    with ThreadPoolExecutor(clients) as pool:
        assert slack._running
        loop = slack._running._loop
        assert loop
        sockets: Any = slack._sockets
        send = proxied(ports, crowd.found, pool) if sockets is None else sockets.interaction
        done = asyncio.run_coroutine_threadsafe(crowd.click(send, clients), loop)
        try:
            yield
        finally:
            crowd.is_over.set()
            done.result(60)


@dataclass(frozen=True)
class Rolls:
    """How many people click how often, each so many seconds apart, while how many are replaced.

    Where it `renews`, Slack asks every bot for another connection, as often as one would have been
    replaced, and no bot is.
    """

    people: int
    pause: float
    replicas: int = 2
    times: int = 1
    clients: int = 8
    away: float = 0.0  # seconds to Slack, one way
    renews: bool = False


def roll(parent: Parent, place: Place, mode: str, given: Rolls) -> Json:
    """Replace every bot so many times while people answer; say what became of their clicks."""
    people = given.people
    runtime, opened = open_for_all(place, people)
    payloads = _payloads(runtime, opened)
    members = [Member(f"U{n:04}", f"Person {n}") for n in range(1, people + 1)]
    slack = LocalSlack(
        members,
        ack_seconds=SLACKS_PATIENCE,
        request_url="http://127.0.0.1/" if mode == "http" else None,
    )
    slack.start()
    if given.away:
        assert slack._running
        slack._running.do(place_between(slack, given.away))
    crowd = Crowd(payloads, given.pause)
    began = time.monotonic()
    with Replicas(parent, place, slack, mode, given.replicas) as bots:
        with clicking(crowd, slack, bots.ports, given.clients):
            change(bots, slack, given)
        took = time.monotonic() - began
        lost = lost_of(runtime, opened, crowd.found)
    slack.stop()
    runtime.store.close()
    changed = given.replicas * given.times
    return {
        "mode": mode,
        "away_ms": round(given.away * 1000),
        "replaced": 0 if given.renews else changed,
        "renewed": changed if given.renews else 0,
        "a_second": round(crowd.found.acked / took),
        "lost": lost,
        "longest_stop_s": round(bots.longest_stop, 2),
        **told(crowd.found),
    }


def change(bots: Replicas, slack: LocalSlack, given: Rolls) -> None:
    """Replace every bot, one after another, or have them all connect anew."""
    for one in list(range(given.replicas)) * given.times:
        if given.renews:
            slack.disconnect()
            time.sleep(BETWEEN_RENEWALS)
        else:
            bots.replace(one)


def told(found: Clicking) -> Json:
    return {
        "acknowledged": found.acked,
        "pressed_again": found.again,
        "of_them_late": found.late,
        "passed_on": found.passed_on,
        "slowest_s": round(found.slowest, 2),
    }


def lost_of(runtime: Runtime, opened: Round, found: Clicking) -> int:
    """How many have no ballot, or one that says anything but what was last acknowledged."""
    key = runtime.store.keys.find(opened.id)
    assert key is not None
    with runtime.store.begin() as tx:
        ballots = {one.tag: one.box for one in tx.ballots.of(opened.id)}
        asked = {one.accounts[0].slack_id: one.id for one in tx.people.all()}
    with runtime.store.published() as db:
        layout = sealing.layout_of(questions_of(runtime, db, opened))
    lost = abs(len(ballots) - len(asked))
    for person, slack_id in enumerate(sorted(asked)):
        tag = sealing.tag(key, asked[slack_id])
        kept = sealing.unseal(key, opened.id, tag, ballots[tag], layout) if tag in ballots else None
        expected = score_of(person, found.last.get(person, -1))
        lost += kept is None or set(kept.scores.values()) != {expected}
    return lost
