"""Monday's report to administrators: once, in their hours, in counts of what happened by itself."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from surveys.model.auditing import Judgement, Verdict
from surveys.model.deliveries import Delivery, DeliveryState, Kind
from surveys.model.home import Trouble
from surveys.model.people import Role
from surveys.model.surveys import WEEKLY_PULSE
from surveys.model.watching import Seen, WeekReport
from surveys.runtime import Runtime
from surveys.use_cases import delivering, enrolling, opening, watching
from tests.conftest import MONDAY, Clock
from tests.organisation import people_file, send_everything

TEAM = {"Children's Services/Team 1": 4}
ADMIN = 2
SUNDAY_NIGHT = datetime(2026, 9, 6, 22, 59, tzinfo=UTC)  # a minute before Monday in London
EIGHT = datetime(2026, 9, 7, 7, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 9, 9, 9, 0, tzinfo=UTC)


def listed(runtime: Runtime) -> None:
    enrolling.apply_people(runtime, people_file(TEAM, others={ADMIN: "admin"}))
    send_everything(runtime)
    opening.open_due(runtime)


def report(runtime: Runtime) -> WeekReport | None:
    (delivery,) = (one for one in delivering.claim(runtime, "test") if one.kind is Kind.SELF_REPORT)
    told = delivering.compose(runtime, delivery)
    assert told is None or isinstance(told, WeekReport)
    return told


@pytest.mark.parametrize(
    ("at", "queued"),
    [
        (SUNDAY_NIGHT, 0),
        (EIGHT - timedelta(minutes=1), 0),
        (EIGHT, 1),
        (MONDAY + timedelta(days=1), 1),
        (WEDNESDAY, 0),
    ],
)
def test_administrators_are_told_from_monday_morning_until_tuesday_is_over(
    runtime: Runtime, clock: Clock, at: datetime, queued: int
) -> None:
    listed(runtime)
    clock.move_to(at)
    assert watching.queue_reports(runtime) == queued
    assert watching.queue_reports(runtime) == 0  # once, however often the clock ticks
    with runtime.store.begin() as tx:
        found = tx.deliveries.counts(Kind.SELF_REPORT)
        assert sum(found.values()) == queued
        assert [one.key for one in tx.people.with_role(Role.ADMIN)] == ["E0002"]


def test_a_report_waits_for_its_readers_hours(sqlite_runtime: Runtime, clock: Clock) -> None:
    listed(sqlite_runtime)
    clock.move_to(EIGHT)
    watching.queue_reports(sqlite_runtime)
    (delivery,) = delivering.claim(sqlite_runtime, "test")
    assert delivering.wait_for_hours(sqlite_runtime, delivery) == timedelta(hours=1)


def test_a_report_counts_what_was_sent_what_failed_and_what_comes(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    wrong = Judgement(Verdict.FAIL, "The disk is full.", "Make room.")
    runtime = replace(sqlite_runtime, seen=lambda: Seen(since=EIGHT, wrong=(wrong,)))
    listed(runtime)
    with runtime.store.begin() as tx:
        person = tx.people.all()[0].id
        tx.deliveries.add([Delivery("x", Kind.INVITATION, person, "r", clock())])
        (lost,) = tx.deliveries.claim("test", clock(), clock(), 1)
        tx.deliveries.failed(lost, "test", "user_not_found")
    clock.move_to(MONDAY)
    watching.queue_reports(runtime)
    told = report(runtime)
    assert told is not None
    assert (told.sent, told.refused) == (4, {"user_not_found": 1})
    assert (Trouble.REFUSED, 1) in told.troubles
    assert (told.wrong, told.missed) == ((wrong,), ())
    assert told.next_closing is None
    assert told.next_opening is not None
    assert told.next_opening == (None, MONDAY)
    assert told.help_by > date(2026, 1, 1)


def test_a_date_that_nothing_ran_for_is_told(sqlite_runtime: Runtime, clock: Clock) -> None:
    listed(sqlite_runtime)
    clock.move_to(MONDAY + timedelta(weeks=2))
    opening.open_due(sqlite_runtime)
    watching.queue_reports(sqlite_runtime)
    told = report(sqlite_runtime)
    assert told is not None
    ((missed,), closing) = (told.missed, told.next_closing)
    assert missed.dates == (date(2026, 9, 14),)
    assert closing is not None


def test_whoever_is_no_administrator_any_more_is_told_nothing(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    listed(sqlite_runtime)
    clock.move_to(MONDAY)
    watching.queue_reports(sqlite_runtime)
    enrolling.apply_people(sqlite_runtime, people_file(TEAM), without_admin=True)
    assert report(sqlite_runtime) is None


def test_what_is_watched_counts_only_what_happens_by_itself(runtime: Runtime, clock: Clock) -> None:
    listed(runtime)
    clock.move_to(MONDAY)
    opening.open_due(runtime)
    with runtime.store.begin() as tx:
        person = tx.people.all()[0].id
        tx.deliveries.add([Delivery("x", Kind.TALK, person, "leaver", clock())])
        (first, *_rest) = tx.deliveries.claim("test", clock(), clock(), 8)
    delivering.put_back(runtime, first, "test", timedelta(0), ambiguous=True, error="timeout")
    clock.pass_(hours=2)
    found = watching.watched(runtime)
    assert {kind for kind, _state in found.messages} == {Kind.WELCOME, Kind.INVITATION}
    assert found.messages[Kind.WELCOME, DeliveryState.SENT] == 4
    unfinished = {
        state: n for (kind, state), n in found.messages.items() if kind is Kind.INVITATION
    }
    assert sum(unfinished.values()) == 4
    assert found.overdue == 4
    assert (found.rounds_open, found.rounds_overdue, found.surveys_overdue) == (1, 0, 0)
    assert WEEKLY_PULSE not in str(found)
