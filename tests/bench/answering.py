"""Answers durably committed, beside a bare Bolt app that only acknowledges the same requests."""

import asyncio
import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bot.local_slack import LocalSlack
from bot.local_slack.signed_http import FORM, signature
from bot.serving import HTTP_PATH
from handlers import ids
from handlers.views.answering import answer_form
from surveys.model.questions import Answers
from surveys.model.rounds import Round
from surveys.rules import sealing
from surveys.runtime import Runtime
from surveys.use_cases import answering
from surveys.use_cases.asked import questions_of
from tests.bench.stage import Place, Row, free_port, open_for_all
from tests.organisation import pulse_answers

CLIENTS = 32
SECRET = "local-secret"
Json = dict[str, Any]


def measure(place: Place, mode: str, people: int, runs: int = 2) -> Row:
    """One row: the bot's rate and the bare app's, turn by turn, and what the bot kept."""
    runtime, opened = open_for_all(place, people)
    payloads = _payloads(runtime, opened)
    took: dict[str, list[float]] = {"bare": [], "bot": []}
    waits: list[float] = []
    for _run in range(runs):
        for kind in took:
            each, seconds = _run_one(place, mode, kind, payloads)
            took[kind].append(len(payloads) / seconds)
            waits += each if kind == "bot" else []
    kept = _kept(runtime, opened, people)
    runtime.store.close()
    bare, ours = statistics.median(took["bare"]), statistics.median(took["bot"])
    cuts = statistics.quantiles(waits, n=100)
    return {
        "mode": mode,
        "database": place.url.partition(":")[0].partition("+")[0],
        "answers": people,
        "bare_per_s": round(bare),
        "bot_per_s": round(ours),
        "ratio": round(ours / bare, 2),
        "p50_ms": round(cuts[49] * 1000, 1),
        "p99_ms": round(cuts[98] * 1000, 1),
        "lost_or_doubled": people - kept,
    }


def _kept(runtime: Runtime, opened: Round, people: int) -> int:
    """How many people have exactly the answer that they sent."""
    key = runtime.store.keys.find(opened.id)
    assert key is not None
    with runtime.store.begin() as tx:
        ballots = {one.tag: one.box for one in tx.ballots.of(opened.id)}
        asked = {one.accounts[0].slack_id: one.id for one in tx.people.all()}
    assert len(ballots) == people
    with runtime.store.published() as db:
        layout = sealing.layout_of(questions_of(runtime, db, opened))
    right = 0
    for number, slack_id in enumerate(sorted(asked)):
        tag = sealing.tag(key, asked[slack_id])
        found = sealing.unseal(key, opened.id, tag, ballots[tag], layout)
        right += found == _answers(opened.questions, number)
    return right


def _answers(questions: Sequence[str], number: int) -> Answers:
    return pulse_answers(dict.fromkeys(questions, 1 + number % 5), f"number {number}")


def _payloads(runtime: Runtime, opened: Round) -> list[Json]:
    """Everyone's submission, as Slack sends it: the whole view and what was put in."""
    with runtime.store.begin() as tx:
        accounts = sorted(
            (one.accounts[0] for one in tx.people.all()), key=lambda one: one.slack_id
        )
    view = answer_form(answering.recall(runtime, accounts[0], opened.id))
    team = {"id": accounts[0].workspace, "domain": "local"}
    return [
        {
            "type": "view_submission",
            "team": team,
            "user": {"id": one.slack_id, "team_id": one.workspace, "name": "somebody"},
            "api_app_id": "A0LOCAL",
            "token": "local",
            "trigger_id": f"{number}.1.abc",
            "view": view | {"id": f"V{number}", "state": {"values": _state(opened, number)}},
            "response_urls": [],
        }
        for number, one in enumerate(accounts)
    ]


def _state(opened: Round, number: int) -> Json:
    answers = _answers(opened.questions, number)
    state: Json = {
        f"{ids.ITEM}_{item}": {
            ids.CHOICE: {"type": "radio_buttons", "selected_option": {"value": str(score)}}
        }
        for item, score in answers.scores.items()
    }
    state[ids.COMMENT] = {
        ids.CHOICE: {"type": "plain_text_input", "value": answers.comments["comment"]}
    }
    return state


@contextmanager
def _serving(kind: str, environment: dict[str, str]) -> Iterator[None]:
    root = Path(__file__).parents[2]
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.serving", kind],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=root,
        env=os.environ | environment,
        text=True,
    )
    with server:
        assert server.stdout is not None
        assert server.stdin is not None
        assert server.stdout.readline() == "ready\n", "the server did not start"
        yield
        server.stdin.close()
        server.wait(30)


def _run_one(place: Place, mode: str, kind: str, payloads: list[Json]) -> tuple[list[float], float]:
    slack = LocalSlack(ack_seconds=30)
    slack.start()
    port = free_port()
    environment = {
        "SLACK_BOT_TOKEN": "xoxb-local",
        "SLACK_APP_TOKEN": "xapp-local",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_MODE": mode,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": place.url,
        "KEY_DIR": str(place.keys),
        "HTTP_PORT": str(port),
    }
    try:
        with _serving(kind, environment):
            if mode == "http":
                return _over_http(port, payloads)
            assert slack.connected.wait(10)
            return _over_sockets(slack, payloads)
    finally:
        slack.stop()


def _over_http(port: int, payloads: list[Json]) -> tuple[list[float], float]:
    stamp = str(int(time.time()))
    bodies = [urlencode({"payload": json.dumps(one)}).encode() for one in payloads]
    signed = [(body, signature(SECRET, stamp, body)) for body in bodies]

    def send(share: Sequence[tuple[bytes, str]]) -> list[float]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        waits = []
        for body, sign in share:
            headers = {
                "Content-Type": FORM,
                "X-Slack-Request-Timestamp": stamp,
                "X-Slack-Signature": sign,
            }
            began = time.perf_counter()
            connection.request("POST", HTTP_PATH, body, headers)
            answer = connection.getresponse()
            answer.read()
            waits.append(time.perf_counter() - began)
            assert answer.status == 200
        connection.close()
        return waits

    shares = list(_shared(signed))
    with ThreadPoolExecutor(CLIENTS) as clients:
        began = time.perf_counter()
        waits = [one for share in clients.map(send, shares) for one in share]
        return waits, time.perf_counter() - began


def _shared(signed: list[Any]) -> Iterator[list[Any]]:
    return (signed[start::CLIENTS] for start in range(CLIENTS))


def _over_sockets(slack: LocalSlack, payloads: list[Json]) -> tuple[list[float], float]:
    sockets, running = slack._sockets, slack._running
    assert sockets is not None
    assert running is not None
    assert running._loop is not None

    async def client(share: list[Json]) -> list[float]:
        waits = []
        for payload in share:
            began = time.perf_counter()
            await sockets.interaction(payload)
            waits.append(time.perf_counter() - began)
        return waits

    async def everyone() -> list[list[float]]:
        return await asyncio.gather(*(client(share) for share in _shared(payloads)))

    began = time.perf_counter()
    waits = asyncio.run_coroutine_threadsafe(everyone(), running._loop).result(300)
    return [one for share in waits for one in share], time.perf_counter() - began
