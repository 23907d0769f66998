"""Opening: on schedule and once, for those who may be asked, and again when a key is lost."""

from datetime import UTC, date, datetime, timedelta

import pytest

from surveys.errors import NobodyToAsk, RoundAlreadyOpen
from surveys.model.deliveries import Kind
from surveys.model.policy import ROUNDS_A_WINDOW
from surveys.model.rounds import Seat
from surveys.rules.hours import is_inside, parse_pattern
from surveys.runtime import Runtime
from surveys.use_cases import closing, delivering, enrolling, opening
from tests.conftest import MONDAY, Clock
from tests.organisation import account, enrol, open_round, people_file, send_everything

TEAM = {"Children's Services/Team 1": 3}


@pytest.fixture
def runtime(sqlite_runtime: Runtime) -> Runtime:
    enrol(sqlite_runtime, TEAM)
    return sqlite_runtime


def roster(runtime: Runtime, round_id: str) -> tuple[Seat, ...]:
    with runtime.store.begin() as tx:
        return tx.rounds.roster(round_id)


def test_a_round_opens_once_on_its_day(runtime: Runtime, clock: Clock) -> None:
    opened = open_round(runtime, clock)
    assert opened.opens_at == MONDAY
    assert opened.number == 0
    assert opening.open_due(runtime) == ()
    assert len(runtime.store.keys.round_ids()) == 1


def test_nothing_opens_before_its_time(runtime: Runtime, clock: Clock) -> None:
    opening.open_due(runtime)
    clock.move_to(MONDAY - timedelta(seconds=1))
    assert opening.open_due(runtime) == ()


def test_after_an_outage_only_the_last_round_missed_is_opened(
    runtime: Runtime, clock: Clock
) -> None:
    opening.open_due(runtime)
    clock.move_to(MONDAY + timedelta(weeks=3, hours=5))
    (opened,) = opening.open_due(runtime)
    assert opened.opens_at == MONDAY + timedelta(weeks=3)
    assert opened.number == 0


def test_a_round_whose_whole_week_was_missed_is_not_opened(runtime: Runtime, clock: Clock) -> None:
    opening.open_due(runtime)
    clock.move_to(MONDAY + timedelta(days=5))  # Saturday
    assert opening.open_due(runtime) == ()
    clock.move_to(MONDAY + timedelta(weeks=1))
    assert len(opening.open_due(runtime)) == 1


def test_a_holiday_makes_a_round_end_when_the_next_begins(runtime: Runtime, clock: Clock) -> None:
    clock.move_to(datetime(2026, 12, 18, 12, 0, tzinfo=UTC))
    opening.open_due(runtime)  # the schedule has moved on; let it catch up
    opening.open_due(runtime)
    clock.move_to(datetime(2026, 12, 21, 10, 0, tzinfo=UTC))
    (opened,) = opening.open_due(runtime)
    assert opened.closes_at == datetime(2026, 12, 29, 10, 0, tzinfo=UTC)


def test_only_whoever_may_be_asked_is_in_the_roster(runtime: Runtime, clock: Clock) -> None:
    enrolling.pause(runtime, account(1), date(2026, 9, 30))
    enrolling.apply_people(runtime, people_file({"Children's Services/Team 1": 5}))
    opened = open_round(runtime, clock)  # the two new ones have had no welcome yet
    with runtime.store.begin() as tx:
        keys = {person.id: person.key for person in tx.people.all()}
    assert {keys[seat.person_id] for seat in roster(runtime, opened.id)} == {"E0002", "E0003"}


def test_a_roster_stays_as_it_was_whoever_comes_or_goes(runtime: Runtime, clock: Clock) -> None:
    opened = open_round(runtime, clock)
    before = roster(runtime, opened.id)
    enrolling.apply_people(runtime, people_file({"Children's Services/Team 9": 2}))
    assert roster(runtime, opened.id) == before


def test_a_second_round_by_hand_is_refused_while_one_is_open(
    runtime: Runtime, clock: Clock
) -> None:
    open_round(runtime, clock)
    with pytest.raises(RoundAlreadyOpen):
        opening.open_now(runtime)


def test_with_nobody_to_ask_nothing_is_kept(runtime: Runtime, clock: Clock) -> None:
    clock.pass_(days=1)
    for number in (1, 2, 3):
        enrolling.pause(runtime, account(number), date(2027, 1, 1))
    with pytest.raises(NobodyToAsk):
        opening.open_now(runtime)
    with runtime.store.begin() as tx:
        assert tx.rounds.open() == ()
        assert tx.windows.find("weekly-pulse", 0) is None
    assert runtime.store.keys.round_ids() == frozenset()


def test_everyone_is_asked_in_their_own_hours(runtime: Runtime, clock: Clock) -> None:
    rows = people_file(TEAM).decode().splitlines()
    patterns = ["working_pattern", "Sun-Thu 20:00-08:00", "Tue 13:00-17:00", ""]
    content = "\n".join(f"{row},{pattern}" for row, pattern in zip(rows, patterns, strict=True))
    enrolling.apply_people(runtime, content.encode())
    opened = open_round(runtime, clock)
    clock.move_to(opened.closes_at - timedelta(minutes=1))
    claimed = [one for one in delivering.claim(runtime, "one") if one.kind is Kind.INVITATION]
    with runtime.store.begin() as tx:
        for one in claimed:
            pattern = tx.people.get(one.person_id).working_pattern or runtime.policy.hours
            assert is_inside(parse_pattern(pattern), one.due_at, runtime.policy.zone)
    assert len(claimed) == 3


def test_a_quarter_of_rounds_shares_one_window_and_the_next_begins_another(
    runtime: Runtime, clock: Clock
) -> None:
    windows = []
    clock.move_to(MONDAY)
    for _week in range(ROUNDS_A_WINDOW + 1):
        windows.append(opening.open_now(runtime).window_id)
        closing.close_now(runtime)
        clock.pass_(weeks=1)
    assert len(set(windows[:ROUNDS_A_WINDOW])) == 1
    assert windows[-1] != windows[0]


def test_a_lost_key_leads_to_the_same_questions_again_until_the_same_time(
    runtime: Runtime, clock: Clock
) -> None:
    opened = open_round(runtime, clock)
    send_everything(runtime)
    runtime.store.keys.destroy(opened.id)
    clock.pass_(days=1)
    closing.void_unreadable(runtime)
    with runtime.store.begin() as tx:
        (again,) = tx.rounds.open()
    assert (again.questions, again.closes_at, again.repeats) == (
        opened.questions,
        opened.closes_at,
        True,
    )
    assert closing.finish(runtime)
    assert runtime.store.keys.round_ids() == {again.id}


def test_a_key_lost_until_after_the_closing_leads_to_nothing_more(
    runtime: Runtime, clock: Clock
) -> None:
    opened = open_round(runtime, clock)
    runtime.store.keys.destroy(opened.id)
    clock.move_to(opened.closes_at)
    assert closing.close_due(runtime) == ()
    assert [one.id for one in closing.void_unreadable(runtime)] == [opened.id]
    with runtime.store.begin() as tx:
        assert tx.rounds.open() == ()
    clock.pass_(days=3)
    (opened_again,) = opening.open_due(runtime)
    assert opened_again.number == opened.number
