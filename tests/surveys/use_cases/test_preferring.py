"""What people choose for themselves: hours of their own and no reminders; and unit hours."""

from datetime import UTC, datetime, timedelta

import pytest

from surveys.errors import HoursWrong, NotOnTheList, UnitUnknown
from surveys.model.deliveries import Delivery, Kind
from surveys.model.messages import Hours, Reminder
from surveys.model.people import Account
from surveys.model.surveys import Every
from surveys.runtime import Runtime
from surveys.use_cases import closing, delivering, enrolling, locating, preferring
from surveys.use_cases.home import home
from tests.conftest import MONDAY, Clock
from tests.organisation import account, enrol, open_round, people_file, send_everything
from tests.surveys.use_cases.running import LONGER, asked, live, run

TEAM = {"Children's Services/Duty/Team 1": 3}
USUAL = "Mon-Fri 09:00-17:00"
NIGHTS = "Sun-Thu 20:00-08:00"


@pytest.fixture
def runtime(sqlite_runtime: Runtime) -> Runtime:
    enrol(sqlite_runtime, TEAM)
    return sqlite_runtime


def due(runtime: Runtime, clock: Clock, kind: Kind) -> dict[str, datetime]:
    """When each person's message of a kind is due, by the employer's key."""
    now = clock()
    clock.move_to(now + timedelta(days=30))
    claimed = [one for one in delivering.claim(runtime, "test") if one.kind is kind]
    clock.move_to(now)
    with runtime.store.begin() as tx:
        return {tx.people.get(one.person_id).key: one.due_at for one in claimed}


def test_hours_of_ones_own_hold_until_they_are_given_up(runtime: Runtime, clock: Clock) -> None:
    assert preferring.hours_of(runtime, account(1)) == Hours(USUAL, None, "Europe/London")
    chosen = preferring.choose_hours(runtime, account(1), "  Sun-Thu   20:00-08:00 ")
    assert chosen == Hours(NIGHTS, NIGHTS, "Europe/London")
    open_round(runtime, clock)
    moments = due(runtime, clock, Kind.INVITATION)
    assert moments["E0001"] == datetime(2026, 9, 7, 19, tzinfo=UTC)
    assert moments["E0002"] == MONDAY
    assert preferring.choose_hours(runtime, account(1), None).own is None


def test_what_waits_already_keeps_to_hours_chosen_since(runtime: Runtime, clock: Clock) -> None:
    open_round(runtime, clock)
    (waiting, *_others) = delivering.claim(runtime, "test")
    with runtime.store.begin() as tx:
        slack_id = tx.people.get(waiting.person_id).accounts[0].slack_id
    assert delivering.wait_for_hours(runtime, waiting) == timedelta(0)
    preferring.choose_hours(runtime, Account("T0LOCAL", slack_id), "Wed 09:00-10:00")
    assert delivering.wait_for_hours(runtime, waiting) == timedelta(days=1, hours=23)


@pytest.mark.parametrize("wrong", ["", "nine to five", "Mon-Fri 09:00-09:00", "Mon," * 40])
def test_hours_that_cannot_be_read_are_refused_and_nothing_changes(
    runtime: Runtime, wrong: str
) -> None:
    preferring.choose_hours(runtime, account(1), NIGHTS)
    with pytest.raises(HoursWrong):
        preferring.choose_hours(runtime, account(1), wrong)
    with pytest.raises(HoursWrong):
        enrolling.keep_unit_hours(runtime, "Children's Services/Duty", wrong)
    assert preferring.hours_of(runtime, account(1)).own == NIGHTS
    assert preferring.hours_of(runtime, account(2)).now == USUAL


def test_a_stranger_chooses_nothing(runtime: Runtime) -> None:
    for choose in (
        lambda: preferring.choose_hours(runtime, account(99), NIGHTS),
        lambda: preferring.choose_reminders(runtime, account(99), wanted=False),
        lambda: preferring.hours_of(runtime, account(99)),
    ):
        with pytest.raises(NotOnTheList):
            choose()


def test_hours_of_a_unit_hold_below_it_and_outlive_an_import(runtime: Runtime) -> None:
    enrolling.keep_unit_hours(runtime, "Children's Services/Duty", NIGHTS)
    preferring.choose_hours(runtime, account(2), USUAL)
    enrolling.apply_people(runtime, people_file({"Children's Services/Duty/Team 1": 4}))
    enrolling.rename_unit(runtime, "Children's Services/Duty", "Night Duty")
    assert [preferring.hours_of(runtime, account(one)).now for one in (1, 2, 4)] == [
        NIGHTS,
        USUAL,
        NIGHTS,
    ]
    enrolling.keep_unit_hours(runtime, "Children's Services/Night Duty", None)
    assert preferring.hours_of(runtime, account(1)).now == USUAL
    with pytest.raises(UnitUnknown):
        enrolling.keep_unit_hours(runtime, "Children's Services/Nowhere", NIGHTS)


def test_a_zone_told_by_slack_moves_the_hours(runtime: Runtime, clock: Clock) -> None:
    locating.keep_zone(runtime, account(1), "America/New_York")
    open_round(runtime, clock)
    moments = due(runtime, clock, Kind.INVITATION)
    assert moments["E0001"] == MONDAY + timedelta(hours=4)  # nine in the morning there
    assert preferring.hours_of(runtime, account(1)).zone == "America/New_York"


@pytest.mark.parametrize("zone", [None, "", "Mars/Olympus", "../etc/passwd", "Europe"])
def test_a_zone_nobody_knows_leaves_the_organisations(runtime: Runtime, zone: str | None) -> None:
    locating.keep_zone(runtime, account(1), zone)
    assert preferring.hours_of(runtime, account(1)).zone == "Europe/London"
    assert account(1) not in locating.unlocated(runtime, "T0LOCAL", 9)


def test_a_zone_is_good_for_thirty_days_and_strangers_are_let_pass(
    runtime: Runtime, clock: Clock
) -> None:
    everyone = [account(number) for number in (1, 2, 3)]
    assert list(locating.unlocated(runtime, "T0LOCAL", 9)) == everyone
    assert locating.unlocated(runtime, "T0OTHER", 9) == ()
    for one in (*everyone, account(99)):
        locating.keep_zone(runtime, one, "Europe/Paris")
    clock.pass_(days=30)
    assert locating.unlocated(runtime, "T0LOCAL", 9) == ()
    clock.pass_(seconds=1)
    assert list(locating.unlocated(runtime, "T0LOCAL", 2)) == everyone[:2]


def reminders(runtime: Runtime, clock: Clock, at: datetime) -> list[tuple[Delivery, object]]:
    clock.move_to(at)
    claimed = [one for one in delivering.claim(runtime, "test") if one.kind is Kind.REMINDER]
    return [(one, delivering.compose(runtime, one)) for one in claimed]


def test_everyone_asked_is_reminded_alike_a_working_day_before_the_closing(
    runtime: Runtime, clock: Clock
) -> None:
    run(runtime, asked(Every.ONCE, MONDAY.date()), open_working_days=5)
    (longer,) = live(runtime, clock, MONDAY)
    send_everything(runtime)
    assert reminders(runtime, clock, datetime(2026, 9, 10, 7, 59, tzinfo=UTC)) == []
    told = reminders(runtime, clock, datetime(2026, 9, 10, 8, 0, tzinfo=UTC))
    assert len(told) == 3
    (composed,) = {what for _, what in told}
    assert composed == Reminder(
        longer.id,
        LONGER.title,
        longer.closes_at.astimezone(runtime.policy.zone),
        longer.thresholds,
    )


def test_whoever_wants_no_reminders_gets_none_until_they_undo_it(
    runtime: Runtime, clock: Clock
) -> None:
    run(runtime, asked(Every.ONCE, MONDAY.date()), open_working_days=5)
    live(runtime, clock, MONDAY)
    send_everything(runtime)
    preferring.choose_reminders(runtime, account(1), wanted=False)
    preferring.choose_reminders(runtime, account(2), wanted=False)
    preferring.choose_reminders(runtime, account(2), wanted=True)
    told = reminders(runtime, clock, datetime(2026, 9, 10, 9, 0, tzinfo=UTC))
    with runtime.store.begin() as tx:
        keys = {tx.people.get(one.person_id).key: what for one, what in told}
    assert {key for key, what in keys.items() if what is None} == {"E0001"}
    model = home(runtime, account(1))
    assert model is not None
    assert model.wants_reminders is False


@pytest.mark.parametrize(("days", "count"), [(1, 0), (2, 0), (3, 3)])
def test_a_round_too_short_for_one_has_no_reminder(
    runtime: Runtime, clock: Clock, days: int, count: int
) -> None:
    run(runtime, asked(Every.ONCE, MONDAY.date()), open_working_days=days)
    (longer,) = live(runtime, clock, MONDAY)
    with runtime.store.begin() as tx:
        assert sum(tx.deliveries.counts(Kind.REMINDER, longer.id).values()) == count


def test_a_round_that_closed_early_reminds_nobody(runtime: Runtime, clock: Clock) -> None:
    run(runtime, asked(Every.ONCE, MONDAY.date()), open_working_days=5)
    live(runtime, clock, MONDAY)
    send_everything(runtime)
    closing.close_now(runtime)
    told = reminders(runtime, clock, datetime(2026, 9, 10, 9, 0, tzinfo=UTC))
    assert [what for _, what in told] == [None] * 3


def test_a_survey_whose_author_wants_no_reminder_has_none(runtime: Runtime, clock: Clock) -> None:
    run(runtime, asked(Every.ONCE, MONDAY.date()), reminder=False)
    (longer,) = live(runtime, clock, MONDAY)
    with runtime.store.begin() as tx:
        assert sum(tx.deliveries.counts(Kind.REMINDER, longer.id).values()) == 0


def test_a_weekly_pulse_reminds_nobody(runtime: Runtime, clock: Clock) -> None:
    opened = open_round(runtime, clock)
    with runtime.store.begin() as tx:
        assert sum(tx.deliveries.counts(Kind.REMINDER, opened.id).values()) == 0
