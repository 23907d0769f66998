"""Posting a message: every way it can go, told apart exactly."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.local_slack import LocalSlack, Member, Visitor
from handlers.sending import (
    Arrived,
    Delayed,
    Message,
    Outcome,
    Refused,
    open_conversation,
    post,
)

PATIENCE = 3  # seconds: a busy machine is not a slow Slack
HELLO = Message("Hello", [{"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}])


@pytest.fixture(scope="module")
def slack() -> Iterator[LocalSlack]:
    one = LocalSlack([Member("U1", "One")])
    one.start()
    yield one
    one.stop()


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    slack.faults.clear()
    slack.workspace.conversations.between(["U1"]).messages.clear()
    return WebClient("xoxb-local", base_url=slack.api_url, timeout=PATIENCE, retry_handlers=[])


@pytest.fixture
def channel(client: WebClient) -> str:
    opened = open_conversation(client, "U1")
    assert isinstance(opened, str)
    return opened


def posted(client: WebClient, channel: str, *, look_first: bool = False) -> Outcome:
    return post(client, channel, HELLO, "delivery-1", look_first=look_first)


def received(slack: LocalSlack) -> int:
    return len(Visitor(slack.address, "U1").messages())


def test_a_message_arrives_with_nothing_in_its_metadata_but_a_random_id(
    slack: LocalSlack, client: WebClient, channel: str
) -> None:
    outcome = posted(client, channel)
    assert isinstance(outcome, Arrived)
    (message,) = slack.workspace.conversations.between(["U1"]).messages
    assert message.ts == outcome.ts
    assert message.metadata == {
        "event_type": "staff_voice_delivery",
        "event_payload": {"id": "delivery-1"},
    }


def test_when_slack_asks_us_to_wait_nothing_else_is_tried(
    slack: LocalSlack, client: WebClient, channel: str
) -> None:
    slack.fail("chat.postMessage", status=429, retry_after=17)
    assert posted(client, channel) == Delayed(17, ambiguous=False, error="ratelimited", stop=True)
    assert received(slack) == 0


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_fault_of_slacks_leaves_open_whether_the_message_arrived(
    slack: LocalSlack, client: WebClient, channel: str, status: int
) -> None:
    slack.fail("chat.postMessage", status=status)
    outcome = posted(client, channel)
    assert isinstance(outcome, Delayed)
    assert (outcome.ambiguous, outcome.stop) == (True, False)


@pytest.mark.parametrize("code", ["internal_error", "fatal_error", "service_unavailable"])
def test_a_fault_that_slack_names_is_as_unclear(
    slack: LocalSlack, client: WebClient, channel: str, code: str
) -> None:
    slack.fail("chat.postMessage", error=code)
    assert posted(client, channel) == Delayed(5, ambiguous=True, error=code, stop=False)


def test_a_connection_dropped_after_the_message_was_taken_leads_to_a_look_and_no_second_one(
    slack: LocalSlack, client: WebClient, channel: str
) -> None:
    slack.fail("chat.postMessage", drop_after_accept=True)
    outcome = posted(client, channel)
    assert isinstance(outcome, Delayed)
    assert outcome.ambiguous
    assert isinstance(posted(client, channel, look_first=True), Arrived)
    assert received(slack) == 1


def test_a_connection_dropped_before_that_leads_to_a_look_and_then_the_message(
    slack: LocalSlack, client: WebClient, channel: str
) -> None:
    slack.fail("chat.postMessage", drop=True)
    outcome = posted(client, channel)
    assert isinstance(outcome, Delayed)
    assert outcome.ambiguous
    assert isinstance(posted(client, channel, look_first=True), Arrived)
    assert received(slack) == 1


def test_a_silence_is_unclear(slack: LocalSlack, client: WebClient, channel: str) -> None:
    client.timeout = 1
    slack.fail("chat.postMessage", delay=PATIENCE + 0.5)
    outcome = posted(client, channel)
    assert isinstance(outcome, Delayed)
    assert (outcome.ambiguous, outcome.stop, outcome.error) == (True, False, "TimeoutError")


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive"])
def test_a_refused_token_stops_everything_for_a_while_and_loses_nothing(
    slack: LocalSlack, client: WebClient, channel: str, code: str
) -> None:
    slack.fail("chat.postMessage", error=code)
    assert posted(client, channel) == Delayed(300, ambiguous=False, error=code, stop=True)


@pytest.mark.parametrize("code", ["channel_not_found", "is_archived", "user_disabled"])
def test_a_person_who_cannot_be_written_to_is_refused_for_good(
    slack: LocalSlack, client: WebClient, channel: str, code: str
) -> None:
    slack.fail("chat.postMessage", error=code)
    assert posted(client, channel) == Refused(code)


def test_blocks_that_slack_does_not_take_are_refused_for_good(
    client: WebClient, channel: str
) -> None:
    wrong = Message("Hello", [{"type": "no_such_block"}])
    assert post(client, channel, wrong, "delivery-1", look_first=False) == Refused("invalid_blocks")


def test_a_look_that_fails_posts_nothing(
    slack: LocalSlack, client: WebClient, channel: str
) -> None:
    faults = ({"status": 500}, {"drop": True}, {"status": 429, "retry_after": 3})
    for fault in faults:
        slack.fail("conversations.history", **fault)
        outcome = posted(client, channel, look_first=True)
        assert isinstance(outcome, Delayed)
        assert outcome.ambiguous  # still: the look did not tell
    assert received(slack) == 0


def test_a_page_in_place_of_slacks_answer_is_no_refusal(
    client: WebClient, channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "<!DOCTYPE html><p>Bad gateway, please come back later, and more words than a code has"
    for status, wait in ((200, 5), (502, 5), (429, 30)):
        answer = {"status": status, "headers": {"Retry-After": "soon"}, "body": page}
        monkeypatch.setattr(
            client, "_perform_urllib_http_request", lambda answer=answer, **_: answer
        )
        outcome = posted(client, channel)
        assert isinstance(outcome, Delayed)
        assert outcome.seconds == wait
        assert outcome.error in {"unexpected_answer", "ratelimited"}


def test_a_conversation_that_cannot_be_opened_says_why_and_is_never_unclear(
    slack: LocalSlack, client: WebClient
) -> None:
    slack.fail("conversations.open", error="user_not_found")
    assert open_conversation(client, "U1") == Refused("user_not_found")
    slack.fail("conversations.open", status=429, retry_after=9)
    assert open_conversation(client, "U1") == Delayed(
        9, ambiguous=False, error="ratelimited", stop=True
    )
    slack.fail("conversations.open", drop=True)
    outcome = open_conversation(client, "U1")
    assert isinstance(outcome, Delayed)
    assert (outcome.ambiguous, outcome.stop) == (False, False)
