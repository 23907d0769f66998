"""Packs asked for in Slack arrive once, whatever goes wrong, or their asker is told."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

import pytest
from slack_sdk import WebClient

from bot.local_slack import LocalSlack, Visitor
from handlers.delivering import deliver_due
from handlers.making import make_due
from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.packs import Pack
from surveys.runtime import Runtime
from surveys.store.tables import deliveries
from surveys.use_cases import ordering
from tests.conftest import Clock
from tests.organisation import account
from tests.packing import HR, QUARTER, a_quarter, give

FILES = {"p.html": b"<p>page</p>", "p.xlsx": b"sheet", "p-actions-priority.csv": b"Priority\n"}
ASKER = account(HR).slack_id


@pytest.fixture
def runtime(sqlite_runtime: Runtime, clock: Clock) -> Runtime:
    a_quarter(sqlite_runtime, clock)
    ordering.order(sqlite_runtime, account(HR), "o1", QUARTER, "board")
    return sqlite_runtime


def files_of(_pack: Pack) -> Mapping[str, bytes]:
    return FILES


def make(runtime: Runtime, client: WebClient, owner: str = "one") -> int:
    return make_due(runtime, client, "T0LOCAL", owner, files_of)


def until_done(runtime: Runtime, client: WebClient, clock: Clock) -> None:
    for _tick in range(6):
        make(runtime, client)
        clock.pass_(seconds=301)
    deliver_due(runtime, client, "T0LOCAL", "one")


def told(slack: LocalSlack) -> list[str]:
    """What the asker reads of packs: a message with files, or why there is none."""
    messages = Visitor(slack.address, ASKER).messages()
    packs = [one["text"] for one in messages if one.get("files")]
    return [*packs, *(one["text"] for one in messages if "could not be" in one["text"])]


def states(runtime: Runtime, kind: Kind = Kind.PACK) -> Counter[str]:
    with runtime.store.begin() as tx:
        return Counter({str(state): n for state, n in tx.deliveries.counts(kind).items() if n})


def test_a_pack_comes_as_one_message_with_its_files_and_the_care_it_needs(
    runtime: Runtime, client: WebClient, slack: LocalSlack
) -> None:
    assert make(runtime, client) == 1
    assert make(runtime, client) == 0
    (message,) = (one for one in Visitor(slack.address, ASKER).messages() if one.get("files"))
    assert [one["name"] for one in message["files"]] == [*FILES]
    assert [one["title"] for one in message["files"]] == [
        "2024-Q3: Pack to read and print",
        "2024-Q3: Pack as a workbook",
        "2024-Q3: Action plan by priority",
    ]
    assert "*The pack of 2024-Q3 for the board*" in message["text"]
    assert "It has no comments of staff, because Slack keeps what is sent" in message["text"]
    stored = slack.workspace.files.by_id
    assert [stored[one["id"]].content for one in message["files"]] == [*FILES.values()]


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
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
def test_whatever_goes_wrong_for_a_while_it_comes_once(
    runtime: Runtime,
    client: WebClient,
    slack: LocalSlack,
    clock: Clock,
    method: str,
    fault: dict[str, object],
) -> None:
    slack.fail(method, times=2, **fault)
    until_done(runtime, client, clock)
    assert len(told(slack)) == 1
    assert states(runtime) == {"sent": 1}


def test_a_process_that_died_after_sharing_is_followed_by_a_look_and_no_second_message(
    runtime: Runtime, client: WebClient, slack: LocalSlack, clock: Clock
) -> None:
    make(runtime, client)
    died = {"state": str(DeliveryState.SENDING), "owner": "dead"}  # before it was recorded
    lease = {"lease_until": clock() + timedelta(minutes=4)}
    with runtime.store.engine.begin() as connection:
        connection.execute(
            deliveries.update().where(deliveries.c.kind == "pack").values(died | lease)
        )
    clock.pass_(seconds=239)
    assert make(runtime, client, "two") == 0
    clock.pass_(seconds=2)
    assert make(runtime, client, "two") == 1
    assert len(told(slack)) == 1
    assert states(runtime) == {"sent": 1}


def test_a_process_that_dies_while_it_makes_one_leaves_it_to_the_next(
    runtime: Runtime, client: WebClient, slack: LocalSlack, clock: Clock
) -> None:
    def dies(_pack: Pack) -> Mapping[str, bytes]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_due(runtime, client, "T0LOCAL", "dead", dies)
    assert told(slack) == []
    clock.pass_(seconds=241)
    assert make(runtime, client) == 1
    assert len(told(slack)) == 1


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("missing_scope", "Slack does not let Staff Voice upload files yet"),
        ("file_uploads_disabled", "could not be made or sent"),
    ],
)
def test_a_refusal_of_files_is_told_in_a_sentence_and_holds_up_no_message(
    runtime: Runtime, client: WebClient, slack: LocalSlack, error: str, said: str
) -> None:
    slack.fail("files.getUploadURLExternal", error=error)
    assert make(runtime, client) == 0
    assert deliver_due(runtime, client, "T0LOCAL", "one") > 0
    (word,) = told(slack)
    assert said in word
    assert states(runtime) == {"failed": 1}


def test_a_fault_of_ours_is_tried_again_and_in_the_end_told(
    runtime: Runtime, client: WebClient, slack: LocalSlack, clock: Clock
) -> None:
    def fails(_pack: Pack) -> Mapping[str, bytes]:
        raise ZeroDivisionError

    for _tick in range(3):
        assert told(slack) == []
        make_due(runtime, client, "T0LOCAL", "one", fails)
        clock.pass_(seconds=61)
    deliver_due(runtime, client, "T0LOCAL", "one")
    assert [one.partition("could not")[0] for one in told(slack)] == [
        "The pack of 2024-Q3 you asked for "
    ]


def test_whoever_may_not_have_it_any_more_gets_no_file(
    runtime: Runtime, client: WebClient, slack: LocalSlack
) -> None:
    give(runtime, HR)
    before = len(slack.workspace.files.by_id)
    assert make(runtime, client) == 0
    assert len(slack.workspace.files.by_id) == before
    deliver_due(runtime, client, "T0LOCAL", "one")
    assert len(told(slack)) == 1
