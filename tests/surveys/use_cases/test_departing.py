"""Who leaves Slack is written to no more and asked nothing, until they are back."""

from datetime import timedelta

from surveys.model.deliveries import Kind
from surveys.model.people import Account
from surveys.runtime import Runtime
from surveys.use_cases import closing, delivering, enrolling, locating, opening
from tests.conftest import MONDAY, Clock
from tests.organisation import account, enrol, open_round, people_file, send_everything

TEAM = {"Children's Services/Team 1": 3}


def asked(runtime: Runtime, round_id: str) -> int:
    with runtime.store.begin() as tx:
        return len(tx.rounds.roster(round_id))


def test_whoever_has_gone_is_not_asked_and_is_asked_again_when_they_are_back(
    runtime: Runtime, clock: Clock
) -> None:
    enrol(runtime, TEAM)
    locating.keep_gone(runtime, account(3))
    first = open_round(runtime, clock)
    assert asked(runtime, first.id) == 2
    locating.keep_gone(runtime, account(3))  # told twice
    clock.move_to(MONDAY + timedelta(weeks=1))
    locating.keep_present(runtime, account(3), "Europe/London")
    closing.close_due(runtime)
    (second,) = opening.open_due(runtime)
    assert asked(runtime, second.id) == 3


def test_what_is_waiting_for_somebody_who_has_gone_is_not_sent(
    runtime: Runtime, clock: Clock
) -> None:
    enrol(runtime, TEAM)
    open_round(runtime, clock)
    locating.keep_gone(runtime, account(3))
    assert send_everything(runtime) == [Kind.INVITATION] * 2


def test_a_welcome_missed_meanwhile_comes_when_they_are_back(
    runtime: Runtime, clock: Clock
) -> None:
    enrolling.apply_people(runtime, people_file(TEAM))
    locating.keep_gone(runtime, account(3))
    assert send_everything(runtime) == [Kind.WELCOME] * 2
    locating.keep_present(runtime, account(3), None)
    locating.keep_present(runtime, account(3), None)  # told twice
    assert send_everything(runtime) == [Kind.WELCOME]


def test_who_has_another_account_is_written_to_there(runtime: Runtime, clock: Clock) -> None:
    lines = people_file({"Children's Services/Team 1": 1}).decode().splitlines()
    other = lines[1].replace("T0LOCAL,U0001", "T0OTHER,U0777")
    content = "\n".join([*lines, other]).encode()
    enrolling.apply_people(runtime, content)
    locating.keep_gone(runtime, account(1))
    (welcome,) = delivering.claim(runtime, "one")
    assert delivering.compose(runtime, welcome) is not None
    assert delivering.address(runtime, welcome, "T0LOCAL") == (Account("T0OTHER", "U0777"), None)
    assert enrolling.plan_people(runtime, content).is_empty  # the list knows nothing of Slack


def test_a_closed_account_is_looked_at_daily_and_an_open_one_monthly(
    runtime: Runtime, clock: Clock
) -> None:
    enrol(runtime, TEAM)
    for number in (1, 2):
        locating.keep_present(runtime, account(number), "Europe/London")
    locating.keep_gone(runtime, account(3))
    assert locating.unlocated(runtime, "T0LOCAL", 9) == ()
    clock.pass_(days=1, seconds=1)
    assert locating.unlocated(runtime, "T0LOCAL", 9) == (account(3),)
    locating.keep_gone(runtime, account(3))
    assert locating.unlocated(runtime, "T0LOCAL", 9) == ()
    clock.pass_(days=30)
    assert len(locating.unlocated(runtime, "T0LOCAL", 9)) == 3


def test_a_strangers_departure_changes_nothing(runtime: Runtime, clock: Clock) -> None:
    enrol(runtime, TEAM)
    locating.keep_gone(runtime, Account("T0LOCAL", "U9999"))
    locating.keep_present(runtime, Account("T0LOCAL", "U9999"), "Europe/London")
    with runtime.store.begin() as tx:
        assert all(one.is_on_slack and one.zone is None for one in tx.people.all())
