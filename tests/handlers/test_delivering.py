"""Delivering what is due: everything arrives, nothing arrives twice, whatever goes wrong."""

from collections import Counter
from datetime import timedelta

import pytest
from slack_sdk import WebClient
from sqlalchemy import select

from bot.local_slack import LocalSlack, Visitor
from handlers.delivering import deliver_due
from handlers.locating import learn_zones
from surveys.model.deliveries import DeliveryState, Kind
from surveys.runtime import Runtime
from surveys.store.tables import accounts, deliveries
from surveys.use_cases import delivering, enrolling
from tests.conftest import Clock
from tests.organisation import people_file

STAFF = 5


@pytest.fixture
def runtime(sqlite_runtime: Runtime) -> Runtime:
    enrolling.apply_people(sqlite_runtime, people_file({"Children's Services/Team 1": STAFF}))
    return sqlite_runtime


def deliver(runtime: Runtime, client: WebClient, owner: str = "one") -> int:
    return deliver_due(runtime, client, "T0LOCAL", owner)


def states(runtime: Runtime) -> Counter[str]:
    with runtime.store.begin() as tx:
        counts = tx.deliveries.counts(Kind.WELCOME)
    return Counter({str(state): n for state, n in counts.items() if n})


def received(slack: LocalSlack) -> list[int]:
    people = (f"U{n:04}" for n in range(1, STAFF + 1))
    return [len(Visitor(slack.address, person).messages()) for person in people]


def until_done(runtime: Runtime, client: WebClient, clock: Clock) -> None:
    for _tick in range(20):
        deliver(runtime, client)
        clock.pass_(seconds=60)


def test_everyone_gets_theirs_once_however_often_we_look(
    runtime: Runtime, client: WebClient, slack: LocalSlack
) -> None:
    assert deliver(runtime, client) == STAFF
    assert deliver(runtime, client) == 0
    assert received(slack) == [1] * STAFF
    with runtime.store.begin() as tx:
        assert all(person.welcomed_at == runtime.now() for person in tx.people.all())


@pytest.mark.parametrize(
    "fault",
    [
        {"drop": True},
        {"drop_after_accept": True},
        {"status": 500},
        {"error": "internal_error"},
        {"status": 429, "retry_after": 30},
        {"error": "invalid_auth"},
    ],
    ids=lambda fault: next(iter(fault)),
)
def test_whatever_goes_wrong_for_a_while_everyone_gets_theirs_once(
    runtime: Runtime, client: WebClient, slack: LocalSlack, clock: Clock, fault: dict[str, object]
) -> None:
    slack.fail("chat.postMessage", times=3, **fault)
    until_done(runtime, client, clock)
    assert received(slack) == [1] * STAFF
    assert states(runtime) == {"sent": STAFF}


def test_being_asked_to_wait_puts_everything_back_and_tries_nobody_else(
    runtime: Runtime, client: WebClient, slack: LocalSlack, clock: Clock
) -> None:
    slack.fail("chat.postMessage", status=429, retry_after=30)
    assert deliver(runtime, client) == 0
    assert states(runtime) == {"pending": STAFF}
    clock.pass_(seconds=29)
    assert deliver(runtime, client) == 0
    clock.pass_(seconds=1)
    assert deliver(runtime, client) == STAFF


def test_a_process_that_died_after_posting_is_followed_by_a_look_and_no_second_message(
    runtime: Runtime, client: WebClient, slack: LocalSlack, clock: Clock
) -> None:
    slack.fail("chat.postMessage", drop_after_accept=True, times=STAFF)
    deliver(runtime, client)
    with runtime.store.engine.begin() as connection:  # as if nothing had been recorded
        connection.execute(
            deliveries.update().values(
                state=str(DeliveryState.SENDING),
                owner="dead",
                ambiguous=False,
                lease_until=clock() + timedelta(seconds=40),
            )
        )
    clock.pass_(seconds=39)
    assert deliver(runtime, client) == 0
    clock.pass_(seconds=2)
    assert deliver(runtime, client) == STAFF
    assert received(slack) == [1] * STAFF


def test_a_slow_batch_is_not_posted_by_two_processes(
    runtime: Runtime, client: WebClient, slack: LocalSlack, clock: Clock
) -> None:
    claimed = delivering.claim(runtime, "slow")
    clock.pass_(seconds=41)
    assert deliver(runtime, client, "quick") == STAFF
    assert not any(delivering.hold(runtime, one, "slow") for one in claimed)


def test_a_lease_is_made_anew_before_it_runs_low(runtime: Runtime, clock: Clock) -> None:
    claimed = delivering.claim(runtime, "slow")
    clock.pass_(seconds=35)
    assert delivering.hold(runtime, claimed[0], "slow")
    clock.pass_(seconds=10)
    taken = delivering.claim(runtime, "quick")
    assert {one.id for one in taken} == {one.id for one in claimed[1:]}
    assert all(one.ambiguous for one in taken)


def test_a_conversation_that_is_gone_is_opened_anew(
    runtime: Runtime, client: WebClient, slack: LocalSlack
) -> None:
    with runtime.store.engine.begin() as connection:
        connection.execute(accounts.update().values(channel="D0GONE"))
    assert deliver(runtime, client) == STAFF
    with runtime.store.engine.connect() as connection:
        channels = connection.execute(select(accounts.c.channel)).scalars().all()
    assert "D0GONE" not in channels


def test_a_person_slack_does_not_know_is_recorded_and_holds_up_nobody(
    runtime: Runtime, client: WebClient, slack: LocalSlack, clock: Clock
) -> None:
    slack.fail("chat.postMessage", error="channel_not_found")
    until_done(runtime, client, clock)
    assert states(runtime) == {"sent": STAFF - 1, "failed": 1}
    with runtime.store.engine.connect() as connection:
        failed = deliveries.c.state == str(DeliveryState.FAILED)
        assert connection.execute(select(deliveries.c.error).where(failed)).scalar() == (
            "channel_not_found"
        )


@pytest.mark.parametrize("code", ["user_not_found", "user_disabled", "channel_not_found"])
def test_whom_slack_reaches_no_more_is_sent_nothing_until_it_says_they_are_back(
    runtime: Runtime, client: WebClient, slack: LocalSlack, clock: Clock, code: str
) -> None:
    slack.fail("chat.postMessage", error=code)
    assert deliver(runtime, client) == STAFF - 1
    with runtime.store.begin() as tx:
        (gone,) = [one for one in tx.people.all() if not one.is_on_slack]
    learn_zones(runtime, client, "T0LOCAL")
    assert deliver(runtime, client) == 0
    clock.pass_(days=1, seconds=1)
    learn_zones(runtime, client, "T0LOCAL")  # Slack knows them: it was a passing fault
    with runtime.store.begin() as tx:
        assert tx.people.get(gone.id).is_on_slack
    clock.pass_(days=3)  # over the weekend
    assert deliver(runtime, client) == 1
    assert states(runtime) == {"sent": STAFF}


def test_a_refused_token_closes_nobodys_account(
    runtime: Runtime, client: WebClient, slack: LocalSlack
) -> None:
    slack.fail("chat.postMessage", error="account_inactive")
    assert deliver(runtime, client) == 0
    with runtime.store.begin() as tx:
        assert all(one.is_on_slack for one in tx.people.all())


def test_a_person_without_an_account_is_recorded(runtime: Runtime, client: WebClient) -> None:
    with runtime.store.engine.begin() as connection:
        connection.execute(accounts.delete().where(accounts.c.slack_id == "U0001"))
    assert deliver(runtime, client) == STAFF - 1
    assert states(runtime)["failed"] == 1
