"""The pace of our calls: kept by every process together, obeyed when Slack asks for less."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.local_slack import LocalSlack, Member, Visitor
from handlers.delivering import deliver_due
from handlers.pacing import Manner
from surveys.model.deliveries import DeliveryState, Kind
from surveys.runtime import Runtime
from surveys.use_cases import delivering, enrolling, pacing
from tests.conftest import Clock, runtime_on, with_policy
from tests.killing import until
from tests.organisation import people_file

STAFF = 12


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    return tmp_path / "calls.jsonl"


@pytest.fixture
def slack(calls: Path) -> Iterator[LocalSlack]:
    members = [Member(f"U{n:04}", f"Person {n}") for n in range(1, STAFF + 1)]
    one = LocalSlack(members, calls_path=calls)
    one.start()
    yield one
    one.stop()


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return WebClient("xoxb-local", base_url=slack.api_url, timeout=5, retry_handlers=[])


@pytest.fixture
def runtime(sqlite_runtime: Runtime) -> Runtime:
    """A runtime whose clock goes."""
    going = at_any_hour(sqlite_runtime, lambda: datetime.now(UTC))
    going.store.engine.dispose()
    enrolling.apply_people(going, people_file({"Children's Services/Team 1": STAFF}))
    with going.store.begin() as tx:
        everything = tx.deliveries.claim(
            "anyone", datetime.max.replace(tzinfo=UTC), going.now(), 99
        )
        for one in everything:  # whatever the hour, their welcome is due
            tx.deliveries.put_back(one, "anyone", going.now(), ambiguous=False, error=None)
    return going


def at_any_hour(runtime: Runtime, now: Callable[[], datetime]) -> Runtime:
    return with_policy(runtime_on(runtime.store, now), hours="Mon-Sun 00:00-24:00")


def deliver(runtime: Runtime, client: WebClient, manner: Manner, owner: str = "one") -> int:
    return deliver_due(runtime, client, "T0LOCAL", owner, manner)


def received(slack: LocalSlack) -> list[int]:
    people = (f"U{n:04}" for n in range(1, STAFF + 1))
    return [len(Visitor(slack.address, person).messages()) for person in people]


def welcomes(runtime: Runtime) -> Counter[DeliveryState]:
    with runtime.store.begin() as tx:
        return Counter(tx.deliveries.counts(Kind.WELCOME))


def test_several_threads_and_processes_together_keep_one_pace(
    runtime: Runtime, client: WebClient, slack: LocalSlack
) -> None:
    manner = Manner(posts_a_minute=600, threads=3)
    began = time.monotonic()
    others = [
        threading.Thread(target=deliver, args=(runtime, client, manner, name))
        for name in ("one", "two")
    ]
    for other in others:
        other.start()
    for other in others:
        other.join()
    took = time.monotonic() - began
    assert received(slack) == [1] * STAFF
    assert took >= (STAFF - 1) * 60 / 600


def test_a_first_message_goes_to_the_person_and_opens_no_conversation_by_itself(
    runtime: Runtime, client: WebClient, slack: LocalSlack, calls: Path
) -> None:
    deliver(runtime, client, Manner(threads=2))
    assert "conversations.open" not in calls.read_text(encoding="utf-8")
    with runtime.store.begin() as tx:
        channels = {tx.people.channel(one) for each in tx.people.all() for one in each.accounts}
    assert channels == {f"D0U{n:04}" for n in range(1, STAFF + 1)}


def test_after_a_silence_the_conversation_is_opened_to_look_into_it(
    runtime: Runtime, client: WebClient, slack: LocalSlack, calls: Path
) -> None:
    slack.fail("chat.postMessage", drop_after_accept=True)
    deliver(runtime, client, Manner())
    with runtime.store.begin() as tx:
        (unclear,) = tx.deliveries.claim("one", datetime.max.replace(tzinfo=UTC), runtime.now(), 9)
        tx.deliveries.put_back(unclear, "one", runtime.now(), ambiguous=True, error=None)
    assert deliver(runtime, client, Manner()) == 1
    assert received(slack) == [1] * STAFF
    assert calls.read_text(encoding="utf-8").count('"conversations.open"') == 1


def test_being_told_to_wait_holds_for_every_process(
    runtime: Runtime, client: WebClient, slack: LocalSlack, calls: Path
) -> None:
    slack.fail("chat.postMessage", status=429, retry_after=30)
    assert deliver(runtime, client, Manner(600)) == 0
    assert deliver(runtime, client, Manner(600), "two") == 0
    assert calls.read_text(encoding="utf-8").count('"chat.postMessage"') == 1
    assert welcomes(runtime)[DeliveryState.PENDING] == STAFF
    (wait,) = delivering.overview(runtime).pauses
    assert (wait.method, wait.error) == ("chat.postMessage", "ratelimited")


@pytest.mark.parametrize("posts_a_minute", [0, 600])
def test_a_refused_token_pauses_its_workspace_until_the_next_start(
    runtime: Runtime, client: WebClient, slack: LocalSlack, clock: Clock, posts_a_minute: int
) -> None:
    slack.fail("chat.postMessage", error="token_revoked")
    still = at_any_hour(runtime, Clock(runtime.now()))  # no time passes
    assert deliver(still, client, Manner(posts_a_minute)) == 0
    assert deliver(still, client, Manner(posts_a_minute), "two") == 0
    (pause,) = delivering.overview(still).pauses
    assert (pause.method, pause.error, pause.workspace) == ("", "token_revoked", "T0LOCAL")
    assert delivering.overview(still).errors == {"token_revoked": 8}
    pacing.resume(still, "T0LOCAL")
    assert deliver(still, client, Manner()) == STAFF - 8  # those put back follow in a while


def test_stopping_finishes_the_posts_in_hand_and_leaves_the_rest_free_for_another(
    runtime: Runtime, client: WebClient, slack: LocalSlack
) -> None:
    manner = Manner(posts_a_minute=600, threads=2)
    working = threading.Thread(target=deliver, args=(runtime, client, manner))
    working.start()
    until(lambda: welcomes(runtime)[DeliveryState.SENT])
    manner.stopping.set()
    working.join(timeout=3)
    assert not working.is_alive()
    found = welcomes(runtime)
    assert found[DeliveryState.SENDING] == 0
    assert 0 < found[DeliveryState.SENT] < STAFF
    assert deliver(runtime, client, Manner(), "two") == found[DeliveryState.PENDING]
    assert received(slack) == [1] * STAFF
