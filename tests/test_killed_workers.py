"""Workers killed with -9 at random, while Slack loses answers: nothing lost, nothing sent twice.

KILLED_DELIVERIES and KILLS make it as large as you like; 1000 and 100 take two minutes a database.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from bot.local_slack import LocalSlack, Member
from bot.schema import migrate
from handlers.ticks import keep_time
from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.rounds import RoundState
from surveys.runtime import Runtime
from surveys.use_cases import enrolling
from tests.conftest import FRIDAY, MONDAY, Clock
from tests.databases import open_postgres
from tests.killing import until
from tests.organisation import enrol, people_file
from tests.working import Workers, runtime_for

DELIVERIES = int(os.environ.get("KILLED_DELIVERIES", "120"))
KILLS = int(os.environ.get("KILLS", "15"))
A_WHILE = 60 + KILLS


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    members = [Member(f"U{n:04}", f"Person {n}") for n in range(1, DELIVERIES + 1)]
    one = LocalSlack(members)
    one.start()
    yield one
    one.stop()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/data/staff_voice.db"


@pytest.fixture
def empty_postgres_url(postgres_url: str) -> str:
    open_postgres(postgres_url).dispose()
    return postgres_url


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("database", "workers"), [("empty_postgres_url", 3), ("sqlite_url", 1)], ids=["three", "one"]
)
def test_every_message_arrives_once_however_many_workers_die(
    request: pytest.FixtureRequest, slack: LocalSlack, database: str, workers: int
) -> None:
    runtime = queue_welcomes(request.getfixturevalue(database))
    die_while_delivering(slack, runtime, workers, looks=True)
    arrived = messages(slack)
    assert len(arrived) == DELIVERIES
    assert set(arrived.values()) == {1}


def test_workers_that_never_look_would_send_some_twice(slack: LocalSlack, sqlite_url: str) -> None:
    runtime = queue_welcomes(sqlite_url)
    die_while_delivering(slack, runtime, 1, looks=False)
    assert max(messages(slack).values()) > 1


def queue_welcomes(url: str) -> Runtime:
    runtime = runtime_for(url, time.time())
    migrate(runtime.store.engine)
    enrolling.apply_people(runtime, people_file({"Children's Services/Team 1": DELIVERIES}))
    return runtime


def die_while_delivering(slack: LocalSlack, runtime: Runtime, workers: int, *, looks: bool) -> None:
    """Kill so many workers, each time with some of Slack's answers lost, then let all arrive.

    Workers that do not look are soon found out, and then it ends.
    """
    url = runtime.store.engine.url.render_as_string(hide_password=False)
    chance = Random(2)
    with Workers(url, slack, workers, looks=looks) as working:
        for _death in range(KILLS):
            slack.fail("chat.postMessage", drop_after_accept=True)
            slack.fail("chat.postMessage", **chance.choice([{"drop": True}, {"status": 502}]))
            time.sleep(chance.uniform(0.02, 0.2))
            working.kill_one()
            if not looks and max(messages(slack).values(), default=0) > 1:
                break
        else:
            until(lambda: all_sent(runtime), A_WHILE)
    runtime.store.close()


def all_sent(runtime: Runtime) -> bool:
    with runtime.store.begin() as tx:
        return tx.deliveries.counts(Kind.WELCOME)[DeliveryState.SENT] == DELIVERIES


def messages(slack: LocalSlack) -> Counter[str]:
    return Counter(one["channel"] for one in slack.kept() if one["kind"] == "message")


def test_bots_that_tick_together_open_and_close_each_round_once(
    runtime: Runtime, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    staff = enrol(runtime)
    together(runtime)
    clock.move_to(MONDAY)
    together(runtime)
    with runtime.store.begin() as tx:
        (opened,) = tx.rounds.open()
        assert sum(tx.deliveries.counts(Kind.INVITATION).values()) == staff
    clock.move_to(FRIDAY)
    together(runtime)
    with runtime.store.begin() as tx:
        assert [one.name for one in tx.releases.all()] == ["weekly-pulse/1/weekly"]
        assert tx.rounds.open() == ()
    assert runtime.store.keys.round_ids() == frozenset()
    assert opened.state is RoundState.OPEN
    assert [one.msg for one in caplog.records if one.msg == "fault"] == []


def together(runtime: Runtime) -> None:
    """Four bots do what is due at the same moment."""
    with ThreadPoolExecutor(4) as bots:
        for one in [bots.submit(keep_time, runtime) for _bot in range(4)]:
            one.result()
