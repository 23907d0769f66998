"""A workspace that the tests of a file share, and a client that finds it empty."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.local_slack import LocalSlack, Member

PEOPLE = 49


@pytest.fixture(scope="module")
def slack() -> Iterator[LocalSlack]:
    one = LocalSlack([Member(f"U{n:04}", f"Person {n}") for n in range(1, PEOPLE + 1)])
    one.start()
    yield one
    one.stop()


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    slack.faults.clear()
    for conversation in slack.workspace.conversations.by_id.values():
        conversation.messages.clear()
    return WebClient("xoxb-local", base_url=slack.api_url, timeout=2, retry_handlers=[])
