"""Time zones from Slack: a few at each tick, at a pace, and never at the cost of a message."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.local_slack import LocalSlack, Member
from handlers.delivering import deliver_due
from handlers.locating import A_FEW, learn_zones
from handlers.pacing import Manner
from handlers.ticks import deliver
from surveys.runtime import Runtime
from surveys.use_cases import delivering, enrolling, locating
from tests.conftest import Clock
from tests.organisation import people_file

STAFF = 3
NEW_YORK = "America/New_York"


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    return tmp_path / "calls.jsonl"


@pytest.fixture
def slack(calls: Path) -> Iterator[LocalSlack]:
    members = [Member(f"U{n:04}", f"Person {n}", tz=NEW_YORK) for n in range(1, STAFF + 1)]
    one = LocalSlack(members, calls_path=calls)
    one.start()
    yield one
    one.stop()


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return WebClient("xoxb-local", base_url=slack.api_url, timeout=5, retry_handlers=[])


@pytest.fixture
def runtime(sqlite_runtime: Runtime) -> Runtime:
    enrolling.apply_people(sqlite_runtime, people_file({"Children's Services/Team 1": STAFF}))
    return sqlite_runtime


def learn(runtime: Runtime, client: WebClient, manner: Manner | None = None) -> int:
    return learn_zones(runtime, client, "T0LOCAL", manner)


def zones(runtime: Runtime) -> list[str | None]:
    with runtime.store.begin() as tx:
        return [person.zone for person in tx.people.all()]


def asked(calls: Path) -> int:
    return calls.read_text(encoding="utf-8").count('"users.info"')


def test_everyones_zone_is_asked_once_and_again_after_thirty_days(
    runtime: Runtime, client: WebClient, clock: Clock, calls: Path
) -> None:
    assert learn(runtime, client) == STAFF
    assert zones(runtime) == [NEW_YORK] * STAFF
    assert learn(runtime, client) == 0
    clock.pass_(days=31)
    assert learn(runtime, client) == STAFF
    assert asked(calls) == 2 * STAFF


def test_only_a_few_are_asked_at_a_tick(
    sqlite_runtime: Runtime, client: WebClient, calls: Path
) -> None:
    many = {"Children's Services/Team 1": A_FEW + 2}
    enrolling.apply_people(sqlite_runtime, people_file(many))
    assert learn(sqlite_runtime, client) == A_FEW
    assert learn(sqlite_runtime, client) == 2
    assert zones(sqlite_runtime)[STAFF:] == [None] * (A_FEW + 2 - STAFF)  # Slack knows three


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "retry_after": 60},
        {"status": 500},
        {"drop": True},
        {"error": "missing_scope"},
        {"error": "internal_error"},
    ],
)
def test_what_goes_wrong_leaves_the_organisations_zone_and_is_asked_again_later(
    runtime: Runtime, client: WebClient, clock: Clock, slack: LocalSlack, fault: dict[str, object]
) -> None:
    slack.fail("users.info", **fault)
    assert learn(runtime, client) == 0
    assert zones(runtime) == [None] * STAFF
    assert deliver_due(runtime, client, "T0LOCAL", "one") == STAFF  # no message waits for it
    clock.pass_(hours=1)
    assert learn(runtime, client) == STAFF


def test_an_app_that_may_not_ask_asks_no_more_for_an_hour(
    runtime: Runtime, client: WebClient, clock: Clock, slack: LocalSlack, calls: Path
) -> None:
    slack.fail("users.info", error="missing_scope", times=9)
    for _tick in range(5):
        deliver(runtime, client, "T0LOCAL", "one")
        clock.pass_(minutes=10)
    assert asked(calls) == 1
    (pause,) = delivering.overview(runtime).pauses
    assert (pause.method, pause.error) == ("users.info", "missing_scope")


def test_a_pace_of_our_own_is_kept(runtime: Runtime, client: WebClient) -> None:
    assert learn(runtime, client, Manner(posts_a_minute=240)) == STAFF
    with runtime.store.begin() as tx:
        next_at = tx.paces.next_at("T0LOCAL", "users.info")
    assert next_at is not None
    assert next_at - runtime.now() > timedelta(seconds=1.7)  # a hundred a minute, three taken


def test_a_tick_learns_zones_and_delivers(runtime: Runtime, client: WebClient) -> None:
    deliver(runtime, client, "T0LOCAL", "one")
    assert zones(runtime) == [NEW_YORK] * STAFF
    assert locating.unlocated(runtime, "T0LOCAL", 9) == ()
