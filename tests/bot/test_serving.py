"""Running the bot: connected in either mode, deaf to what Slack did not sign, stopped in order."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import hypothesis
import pytest
from hypothesis.strategies import booleans, text

from bot import config as settings
from bot.app import build_bot
from bot.config import Config
from bot.local_slack import LocalSlack, Member, Visitor
from bot.local_slack.signed_http import signature
from bot.serving import HTTP_PATH, MOST_BYTES, Serving, payload_of
from surveys.errors import SettingsWrong, SlackRefused
from surveys.use_cases import enrolling
from tests.handlers.dispatching import words
from tests.organisation import people_file

SECRET = "local-secret"
TEAM = {"Children's Services/Team 1": 1}
TAP = json.dumps({"type": "block_actions", "user": {"id": "U0001"}, "team": {"id": "T0LOCAL"},
                  "view": {"type": "modal", "id": "V1"}, "actions": [{"action_id": "pulse_open",
                  "block_id": "b", "value": "r"}], "trigger_id": "1.2"})  # fmt: skip


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def given(folder: Path, slack: LocalSlack, port: int, mode: str) -> dict[str, Any]:
    return {
        "slack_bot_token": "xoxb-local",
        "slack_app_token": "xapp-local",
        "slack_signing_secret": SECRET,
        "slack_mode": mode,
        "slack_api_url": slack.api_url,
        "http_port": port,
        "health_port": 0,
        "database_url": f"sqlite:///{folder}/data/staff_voice.db",
        "key_dir": str(folder / "keys"),
        "tick_seconds": 0.2,
        "working_hours": "Mon-Sun 00:00-24:00",
    }


@pytest.fixture(params=["socket", "http"])
def running(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LocalSlack]:
    """A bot that runs and ticks, and the workspace that it is connected to."""
    port = free_port()
    url = f"http://127.0.0.1:{port}{HTTP_PATH}" if request.param == "http" else None
    slack = LocalSlack([Member("U0001", "Person 1")], request_url=url)
    slack.start()
    config = settings.load(**given(tmp_path, slack, port, request.param), _env_file=None)
    bot = build_bot(config)
    enrolling.apply_people(bot.runtime, people_file(TEAM))
    serving = Serving(bot)
    yield slack
    serving.stop()
    slack.stop()


def test_a_running_bot_ticks_and_answers(running: LocalSlack) -> None:
    if running._sockets:
        assert running.connected.wait(10)
    person = Visitor(running.address, "U0001")
    person.until(lambda one: one.messages())
    assert "Nothing waits for you just now" in words(person.open_home())


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, LocalSlack]]:
    """The address of a bot that listens over HTTP, and the workspace it would act in."""
    folder, port = tmp_path_factory.mktemp("service"), free_port()
    calls = folder / "calls.jsonl"
    slack = LocalSlack([Member("U0001", "Person 1")], request_url="http://x/", calls_path=calls)
    slack.start()
    bot = build_bot(settings.load(**given(folder, slack, port, "http"), _env_file=None))
    serving = Serving(bot, ticking=False)
    yield f"http://127.0.0.1:{port}{HTTP_PATH}", slack
    serving.stop()
    slack.stop()
    methods = [json.loads(line).get("method") for line in calls.read_text("utf-8").splitlines()]
    assert set(methods) == {"auth.test"}  # nothing that was refused led to a call


def signed(body: str, stamp: str | None = None, secret: str = SECRET) -> dict[str, str]:
    stamp = str(int(time.time())) if stamp is None else stamp
    return {
        "content-type": "application/json",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature(secret, stamp, body.encode()),
    }


CHALLENGE = json.dumps({"type": "url_verification", "challenge": "still here"})
REFUSED: dict[str, dict[str, str]] = {
    "no signature": {"content-type": "application/json"},
    "another's signature": signed(TAP, secret="guessed"),
    "a signature of another body": signed("{}"),
    "a stale timestamp": signed(TAP, str(int(time.time()) - 3600)),
    "a timestamp to come": signed(TAP, str(int(time.time()) + 3600)),
    "a timestamp that is no number": signed(TAP, "yesterday"),
    "a number of another alphabet": signed(TAP, "1") | {"x-slack-request-timestamp": "\xb2"},
    "an endless timestamp": signed(TAP, "9" * 5000),
    "no timestamp": signed(TAP) | {"x-slack-request-timestamp": ""},
}


def is_well(address: str) -> bool:
    done = httpx.post(address, content=CHALLENGE, headers=signed(CHALLENGE), trust_env=False)
    return done.status_code == 200 and "still here" in done.text


@pytest.mark.parametrize("kind", REFUSED)
def test_what_slack_did_not_sign_is_refused_and_leads_to_nothing(
    service: tuple[str, LocalSlack], kind: str
) -> None:
    address, _slack = service
    headers = {name: value.encode("latin-1") for name, value in REFUSED[kind].items()}
    done = httpx.post(address, content=TAP, headers=headers, trust_env=False)
    assert done.status_code == 401
    assert done.text == "This request is not signed by Slack."
    assert is_well(address)


@pytest.mark.parametrize("body", ["", "{", "[]", "payload=%7B", "\0", "null"])
def test_a_body_without_sense_is_refused_before_it_is_read(
    service: tuple[str, LocalSlack], body: str
) -> None:
    address, _slack = service
    done = httpx.post(address, content=body, headers=signed(TAP), trust_env=False)
    assert done.status_code == 401
    assert is_well(address)


@hypothesis.given(text(), booleans())
def test_a_form_is_read_as_the_usual_library_reads_it(said: str, is_alone: bool) -> None:
    payload = json.dumps({"said": said}, ensure_ascii=False)
    body = urlencode({"payload": payload} | ({} if is_alone else {"more": said})).encode()
    assert payload_of(body) == (payload.encode() if is_alone else body)


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"payload=", b"payload=text", b"command=%7B", b"payload=%7B=3D", b"%7B"]
)
def test_what_is_no_form_of_one_payload_is_left_as_it_is(body: bytes) -> None:
    assert payload_of(body) == body


def test_an_oversized_body_is_refused(service: tuple[str, LocalSlack]) -> None:
    address, _slack = service
    body = "x" * (MOST_BYTES + 1)
    done = httpx.post(address, content=body, headers=signed(body), trust_env=False)
    assert done.status_code == 413
    assert is_well(address)


def test_other_paths_and_methods_show_nothing(service: tuple[str, LocalSlack]) -> None:
    address, _slack = service
    for method, path in (("GET", address), ("POST", f"{address}/more"), ("PUT", address)):
        done = httpx.request(method, path, headers=signed(""), trust_env=False)
        assert done.status_code == 404
        assert "server" not in done.headers


# No byte more than is read until it is refused: what is left unread resets a connection.
ODD = {
    "no request": (b"FOO\r\n\r\n", b" 400 "),
    "an endless line": (b"POST /".ljust(16_384, b"a"), b" 431 "),
    "an endless header": (b"POST / HTTP/1.1\r\nX: ".ljust(16_384, b"a"), b" 431 "),
    "a length below nothing": (b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", b" 400 "),
    "a length that is too much": (
        b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (MOST_BYTES + 1), b" 413 "
    ),
    "a chunk that is too much": (
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % (MOST_BYTES + 1)
        + b"x" * (MOST_BYTES + 1), b" 413 ",
    ),
    "a look at the head": (b"HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n", b" 405 "),
}  # fmt: skip


@pytest.mark.parametrize("kind", ODD)
def test_what_no_proxy_of_slack_sends_is_refused_and_harms_nothing(
    service: tuple[str, LocalSlack], kind: str
) -> None:
    address, _slack = service
    request, status = ODD[kind]
    with socket.create_connection(("127.0.0.1", httpx.URL(address).port)) as wire:
        wire.sendall(request)
        answer = b"".join(iter(lambda: wire.recv(65_536), b""))
    assert status in answer.splitlines()[0] + b" "
    assert b"<" not in answer
    assert is_well(address)


def test_a_body_in_chunks_is_read(service: tuple[str, LocalSlack]) -> None:
    address, _slack = service
    body = (one.encode() for one in CHALLENGE)
    done = httpx.post(address, content=body, headers=signed(CHALLENGE), trust_env=False)
    assert "still here" in done.text


def test_many_who_send_byte_by_byte_keep_nobody_waiting(service: tuple[str, LocalSlack]) -> None:
    address, _slack = service
    slow = [socket.create_connection(("127.0.0.1", httpx.URL(address).port)) for _n in range(150)]
    for one in slow:
        one.sendall(b"POST /slack/events HTTP/1.1\r\nContent-Length: 100\r\n\r\na")
    assert is_well(address)
    for one in slow:
        one.close()


def test_a_port_that_is_taken_is_said_to_be_so(tmp_path: Path) -> None:
    slack = LocalSlack(request_url="http://x/")
    slack.start()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        config = given(tmp_path, slack, taken.getsockname()[1], "http")
        bot = build_bot(settings.load(**config, _env_file=None))
        with pytest.raises(SettingsWrong) as refused:
            Serving(bot)
        assert "can't be listened on (Address already in use)." in refused.value.sentence
        bot.close()
    slack.stop()


def test_an_app_token_that_slack_does_not_accept_is_refused(tmp_path: Path) -> None:
    slack = LocalSlack()
    slack.start()
    config = given(tmp_path, slack, 0, "socket") | {"slack_app_token": "xapp-wrong"}
    bot = build_bot(settings.load(**config, _env_file=None))
    with pytest.raises(SlackRefused) as refused:
        Serving(bot)
    assert "Slack did not accept the connection (invalid_auth)" in refused.value.sentence
    bot.close()
    slack.stop()


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_a_process_that_is_asked_to_end_ends_well_and_soon(tmp_path: Path, mode: str) -> None:
    port = free_port()
    slack = LocalSlack(request_url=None if mode == "socket" else "http://x/")
    slack.start()
    values = given(tmp_path, slack, port, mode)
    kept = {name: value for name, value in os.environ.items() if name.lower() not in
            Config.model_fields}  # fmt: skip
    environment = kept | {name.upper(): str(value) for name, value in values.items()}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(Path(__file__).parents[2])},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _wait_until_up(slack, port, mode)
        process.send_signal(signal.SIGTERM)
        _out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        assert "Traceback" not in err
    finally:
        process.kill()
        slack.stop()
    assert not (tmp_path / "data" / "staff_voice.db-wal").exists()


def _wait_until_up(slack: LocalSlack, port: int, mode: str) -> None:
    if mode == "socket":
        assert slack.connected.wait(20)
        return
    for _try in range(400):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the bot did not listen")
