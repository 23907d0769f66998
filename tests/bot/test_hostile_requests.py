"""Whatever is sent to the bot: refused cheaply, logged without content, and the bot goes on."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import hypothesis
import pytest
from hypothesis.strategies import DrawFn, composite, sampled_from

from bot.local_slack.signed_http import FORM
from bot.serving import MOST_BYTES
from handlers import ids
from tests.bot.hostile import ODD, WORD, Service, common, payloads, places, service, signed, spoilt

Json = dict[str, Any]
TAP = json.dumps(payloads("r")["press"]).encode()
AT = payloads("r")
NESTED = b'{"a":' * 150_000


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with service(tmp_path_factory.mktemp("hostile")) as one:
        yield one
        assert WORD not in one.log.getvalue()
        assert "U0002" not in one.log.getvalue()
        assert one.is_well()


def untouched(one: Service) -> tuple[int, int]:
    return len(one.statements), one.called()


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "application/json"},
        signed(TAP, secret="guessed"),
        signed(TAP + b" "),
        signed(TAP, str(int(time.time()) - 301)),
        signed(TAP) | {"x-slack-signature": signed(TAP)["x-slack-signature"].upper()},
        signed(TAP) | {"x-slack-signature": signed(TAP)["x-slack-signature"][:-1]},
        signed(TAP) | {"x-slack-signature": ""},
        signed(TAP) | {"x-slack-signature": "v0=\xe9"},
        signed(TAP) | {"x-slack-request-timestamp": "1e9"},
    ],
)
def test_a_wrong_signature_reaches_neither_the_database_nor_slack(
    serving: Service, headers: dict[str, str]
) -> None:
    before = untouched(serving)
    done = serving.post(TAP, headers)
    assert (done.status_code, untouched(serving)) == (401, before)


def test_two_signatures_are_as_good_as_none(serving: Service) -> None:
    lines = b"".join(
        f"{name}: {value}\r\n".encode()
        for name, value in [*signed(TAP).items(), *signed(TAP, secret="guessed").items()]
    )
    assert b" 401 " in _raw(serving, lines + f"Content-Length: {len(TAP)}\r\n\r\n".encode() + TAP)


@pytest.mark.parametrize("length", [MOST_BYTES + 1, 10**12])
def test_an_oversized_body_is_refused_before_it_is_sent(serving: Service, length: int) -> None:
    before = untouched(serving)
    assert b" 413 " in _raw(serving, f"Content-Length: {length}\r\n\r\n".encode())
    assert untouched(serving) == before


def test_an_oversized_body_in_chunks_is_refused_once_it_is_too_large(serving: Service) -> None:
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    sent = b"Transfer-Encoding: chunked\r\n\r\n" + chunk * (2 * MOST_BYTES // 0x10000)
    assert b" 413 " in _raw(serving, sent)


def test_whoever_sends_slowly_holds_up_nobody(serving: Service) -> None:
    slow = [serving.connect() for _one in range(40)]  # more than threads that answer
    for one in slow:
        one.sendall(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{")
    assert serving.is_well()
    for one in slow:
        one.close()


def _raw(serving: Service, rest: bytes) -> bytes:
    with serving.connect() as line:
        with suppress(ConnectionError):  # it does not wait for the end
            line.sendall(b"POST /slack/events HTTP/1.1\r\nHost: x\r\n" + rest)
        return line.recv(4096)


def test_a_captured_request_brings_back_nothing_that_was_withdrawn(serving: Service) -> None:
    body = urlencode({"payload": json.dumps(payloads(serving.round_id)["form"])}).encode()
    headers = signed(body) | {"content-type": FORM}
    assert "Saved" in serving.post(body, headers).text
    withdraw(serving)
    assert ballots(serving) == 0
    before = untouched(serving)
    for _time in range(3):
        again = serving.post(body, headers)
        assert (again.status_code, untouched(serving)) == (409, before)
    assert ballots(serving) == 0
    late = signed(body, str(int(time.time()) - 301))
    assert serving.post(body, late).status_code == 401


def test_what_slack_repeats_by_itself_is_acknowledged_each_time(serving: Service) -> None:
    body = json.dumps(AT["event"]).encode()
    headers = signed(body)
    again = headers | {"x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"}
    assert [serving.post(body, one).status_code for one in (headers, again, again)] == [200] * 3


def withdraw(serving: Service) -> None:
    pressed = common("block_actions") | {
        "actions": [{"action_id": ids.WITHDRAW, "value": serving.round_id, "block_id": "b"}],
        "view": {"id": "V1", "type": "modal"},
    }
    assert serving.send(pressed).status_code == 200


def ballots(serving: Service) -> int:
    with serving.bot.runtime.store.begin() as tx:
        return int(tx.ballots.count(serving.round_id))


@pytest.mark.parametrize("team", ["T0OTHER", "", None, 7, ["T0LOCAL"]])
def test_another_workspace_costs_no_query_and_no_call(serving: Service, team: Any) -> None:
    before = untouched(serving)
    for payload in payloads(serving.round_id).values():
        user = {"id": "U0002", "name": WORD}
        elsewhere = payload | (
            {"team_id": team} if "team_id" in payload else {"team": {"id": team}}
        )
        done = serving.send(elsewhere | ({"user": user} if "user" in payload else {}))
        assert (done.status_code, done.text) == (200, "")
    assert untouched(serving) == before


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"7", b"\xff\xfe\0", b"payload=%7B", b"payload=null", b"\0" * 99,
     b"payload=%7B%22type%22%3A" + b"9" * 9000 + b"%7D", NESTED, b"payload=" + NESTED[:400_000],
     b'{"type":"event_callback","event":[]}'],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", ""])
def test_a_signed_body_without_sense_is_no_fault_of_the_server(
    serving: Service, body: bytes, kind: str
) -> None:
    stamp = str(int(time.time()) - len(kind))  # each is another request
    done = serving.post(body, signed(body, stamp) | {"content-type": kind})
    assert done.status_code in {200, 400, 404}


@composite
def payloads_in_disorder(draw: DrawFn) -> Json:
    payload = AT[draw(sampled_from(sorted(AT)))]
    way = draw(sampled_from(sorted(places(payload), key=repr)))
    odd = draw(sampled_from(ODD))
    return spoilt(payload, way, odd, dropped=draw(sampled_from([True, False, False])))


def test_a_payload_in_disorder_is_answered_and_the_bot_goes_on(serving: Service) -> None:
    @hypothesis.settings(max_examples=120)
    @hypothesis.given(payloads_in_disorder())
    def is_answered(payload: Json) -> None:
        done = serving.send(payload)
        assert done.status_code in {200, 400, 404}  # 404: nobody listens to such a thing
        assert done.status_code != 400 or "Nothing was saved. Reference " in done.text

    with serving.bot.runtime.store.begin() as tx:
        before = tx.people.all()
    is_answered()
    with serving.bot.runtime.store.begin() as tx:
        assert tx.people.all() == before
