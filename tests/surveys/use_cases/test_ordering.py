"""Asking for a pack in Slack: who may, once, and never with what people wrote."""

import pytest

from bot.pack.files import files_of
from surveys.errors import NotYoursToHave, QuarterEmpty, QuarterNotOver, QuarterWrong
from surveys.model.deliveries import Delivery, DeliveryState, Kind
from surveys.model.packs import Audience
from surveys.runtime import Runtime
from surveys.use_cases import delivering, ordering, packing
from tests.conftest import Clock
from tests.organisation import account
from tests.packing import HR, LEADER, MANAGER, PSW, QUARTER, STAFF, a_quarter, give
from tests.published import SAID


@pytest.fixture
def runtime(sqlite_runtime: Runtime, clock: Clock) -> Runtime:
    a_quarter(sqlite_runtime, clock)
    return sqlite_runtime


def ask(runtime: Runtime, number: int, whom: str = "board", order_id: str = "o1") -> None:
    ordering.order(runtime, account(number), order_id, QUARTER, whom)


def claimed(runtime: Runtime) -> Delivery:
    found = ordering.claim(runtime, "one")
    assert found is not None
    return found


@pytest.mark.parametrize("whom", [Audience.BOARD, Audience.LEADERS])
def test_a_pack_that_goes_by_slack_has_no_comment_and_says_so(
    runtime: Runtime, whom: Audience
) -> None:
    ask(runtime, LEADER, whom)
    pack = ordering.gather(runtime, claimed(runtime))
    made = b"".join(files_of(pack).values()).decode("utf-8", "replace")
    with_comments = files_of(packing.pack(runtime, QUARTER, whom))
    assert SAID[0].encode() in b"".join(with_comments.values())
    assert SAID[0] not in made
    assert "this version has no comments, because it was sent in Slack" in made
    assert [survey.said for survey in pack.surveys] == [()]


@pytest.mark.parametrize("number", [MANAGER, STAFF])
@pytest.mark.parametrize("whom", Audience)
def test_managers_and_staff_are_made_none(runtime: Runtime, number: int, whom: str) -> None:
    with pytest.raises(NotYoursToHave):
        ask(runtime, number, whom)
    assert ordering.claim(runtime, "one") is None


def test_the_principal_social_worker_is_made_none_with_teams(runtime: Runtime) -> None:
    assert ordering.choices(runtime, account(PSW)).audiences == (Audience.BOARD, Audience.MEMBERS)
    with pytest.raises(NotYoursToHave):
        ask(runtime, PSW, Audience.LEADERS)
    ask(runtime, PSW, Audience.BOARD)
    assert claimed(runtime).kind is Kind.PACK


@pytest.mark.parametrize(
    ("quarter", "refusal"),
    [("2024-Q4", QuarterNotOver), ("2023-Q1", QuarterEmpty), ("", QuarterWrong)],
)
def test_a_forged_quarter_is_refused(
    runtime: Runtime, quarter: str, refusal: type[Exception]
) -> None:
    assert [one.name for one in ordering.choices(runtime, account(HR)).quarters] == [QUARTER]
    with pytest.raises(refusal):
        ordering.order(runtime, account(HR), "o1", quarter, "board")


def test_asked_twice_or_while_it_is_made_it_is_made_once(runtime: Runtime) -> None:
    for order_id in ("o1", "o1", "o2"):
        ask(runtime, HR, order_id=order_id)
    one = claimed(runtime)
    assert ordering.claim(runtime, "two") is None
    ordering.arrived(runtime, one, "one", "D1", None)
    ask(runtime, HR, order_id="o1")  # the same form once more, long after
    assert ordering.claim(runtime, "two") is None
    ask(runtime, HR, order_id="o3")
    assert ordering.claim(runtime, "two") is not None


def test_the_fan_out_of_messages_leaves_packs_alone_and_their_lease_holds(
    runtime: Runtime, clock: Clock
) -> None:
    ask(runtime, HR)
    while others := delivering.claim(runtime, "one"):
        assert all(one.kind is not Kind.PACK for one in others)
        for one in others:
            delivering.cancelled(runtime, one, "one")
    first = claimed(runtime)
    clock.pass_(seconds=ordering.LEASE.total_seconds() + 1)
    second = ordering.claim(runtime, "two")
    assert second is not None
    assert second.ambiguous
    assert not ordering.sharing(runtime, first, "one", ["F1"])
    assert ordering.sharing(runtime, second, "two", ["F2"])


def test_whoever_lost_their_role_is_told_once_that_it_will_not_come(runtime: Runtime) -> None:
    ask(runtime, HR)
    one = claimed(runtime)
    give(runtime, HR)
    with pytest.raises(NotYoursToHave):
        ordering.gather(runtime, one)
    for _twice in range(2):
        ordering.give_up(runtime, one, "one", "NotYoursToHave")
    with runtime.store.begin() as tx:
        counts = tx.deliveries.counts_to(one.person_id)
    assert counts[Kind.PACK] == {DeliveryState.FAILED: 1}
    assert counts[Kind.PACK_NOT_MADE] == {DeliveryState.PENDING: 1}
