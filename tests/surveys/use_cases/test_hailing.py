"""Hailing: a manager hears of a milestone in their team a few days before it, once."""

import csv
import io
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

import pytest

from surveys.errors import NotOnTheList
from surveys.model.deliveries import Delivery, DeliveryState, Kind
from surveys.model.milestones import COLUMN_OF, Event, LandmarkNote
from surveys.model.people import Account
from surveys.model.questions import Answers
from surveys.model.restoring import Restore, Step
from surveys.model.surveys import Every
from surveys.runtime import Runtime
from surveys.use_cases import answering, delivering, enrolling, hailing, restoring, retaining
from tests.conftest import Clock
from tests.organisation import account, people_file, send_everything
from tests.surveys.use_cases.running import asked, run, tick

TEAM, OTHER = "Children's Services/Team 1", "Children's Services/Team 2"
TEAMS = {TEAM: 4, OTHER: 2}  # E0001 manages Team 1, E0005 Team 2
BEGIN = datetime(2026, 10, 27, 10, tzinfo=UTC)  # a Tuesday, two days after the clocks changed
HALF_A_YEAR = {3: {"start_date": "2026-05-02"}}  # on Monday 2 November
Changes = Mapping[int, Mapping[str, str]]


def listed(changes: Changes, teams: Mapping[str, int] = TEAMS) -> bytes:
    """A people file in which some people's cells are others."""
    rows = list(csv.DictReader(io.StringIO(people_file(teams).decode())))
    columns = dict.fromkeys([*rows[0], *COLUMN_OF.values()])
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), restval="")
    writer.writeheader()
    for number, row in enumerate(rows, 1):
        writer.writerow(row | changes.get(number, {}))
    return text.getvalue().encode()


def enrolled(runtime: Runtime, clock: Clock, changes: Changes = HALF_A_YEAR) -> None:
    clock.move_to(BEGIN)
    enrolling.apply_people(runtime, listed(changes))
    send_everything(runtime)


def notes(runtime: Runtime, owner: str = "test") -> dict[str, LandmarkNote | None]:
    """What is due now, by the manager's key; each arrives."""
    hailing.queue_notes(runtime)
    found = {}
    for one in delivering.claim(runtime, owner):
        if one.kind is Kind.MILESTONE:
            with runtime.store.begin() as tx:
                key = tx.people.get(one.person_id).key
            found[key] = said(runtime, one)
            delivering.sent(runtime, one, owner, "D1", "1.0")
    return found


def said(runtime: Runtime, one: Delivery) -> LandmarkNote | None:
    composed = delivering.compose(runtime, one)
    assert composed is None or isinstance(composed, LandmarkNote)
    return composed


def told(note: LandmarkNote | None) -> list[tuple[str, Event, int, date]]:
    return [(one.name, one.event, one.months, one.day) for one in note.lines] if note else []


def test_after_a_restore_nobody_hears_of_a_milestone_again(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    enrolled(sqlite_runtime, clock)
    clock.pass_(days=1)
    with sqlite_runtime.store.begin() as tx:
        tx.restores.add(Restore("r1", clock.at, clock.at, Step.BEGUN))
    restoring.settle(sqlite_runtime)
    assert notes(sqlite_runtime) == {}
    with sqlite_runtime.store.begin() as tx:
        counted = tx.deliveries.counts(Kind.MILESTONE)
    assert counted[DeliveryState.CANCELLED] == sum(counted.values()) == 1


def test_only_the_manager_of_the_very_team_hears_three_working_days_before(
    runtime: Runtime, clock: Clock
) -> None:
    enrolled(runtime, clock)
    assert notes(runtime) == {}  # four working days before
    clock.pass_(days=1)
    found = notes(runtime)
    assert found.keys() == {"E0001"}
    assert told(found["E0001"]) == [("Person 3", Event.START, 6, date(2026, 11, 2))]
    clock.pass_(days=1)
    assert notes(runtime) == {}
    assert hailing.queue_notes(runtime) == 0


def test_what_else_is_near_stands_in_the_same_message(runtime: Runtime, clock: Clock) -> None:
    changes = {
        2: {"back_from_leave": "2026-11-04", "on_leave_from": "2026-03-01"},
        3: {"probation_ends": "2026-11-02"},
        4: {"newly_qualified_from": "2026-08-10"},
        6: {"apprentice_from": "2026-11-02"},
    }
    enrolled(runtime, clock, changes)
    clock.pass_(days=1)
    found = notes(runtime)
    assert told(found["E0001"]) == [
        ("Person 3", Event.PROBATION, 0, date(2026, 11, 2)),
        ("Person 2", Event.BACK, 0, date(2026, 11, 4)),
    ]
    assert told(found["E0005"]) == [("Person 6", Event.APPRENTICE, 0, date(2026, 11, 2))]
    clock.pass_(days=8)
    assert [one[0] for one in told(notes(runtime)["E0001"])] == ["Person 4"]


def test_a_second_process_that_looks_at_the_same_time_queues_nothing(
    runtime: Runtime, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolled(runtime, clock)
    clock.pass_(days=1)
    with runtime.store.published() as db:
        seen = hailing._waiting(db, clock().date())
    assert hailing.queue_notes(runtime) == 1
    monkeypatch.setattr(hailing, "_waiting", lambda _db, _today: seen)
    assert hailing.queue_notes(runtime) == 0
    monkeypatch.undo()
    assert len(notes(runtime)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"unit": OTHER},
        {"start_date": "2020-01-06"},
        {"on_leave_from": "2026-10-29"},
    ],
    ids=["another team", "another day", "away"],
)
def test_what_no_longer_holds_is_left_out_and_an_empty_message_never_goes(
    sqlite_runtime: Runtime, clock: Clock, change: dict[str, str]
) -> None:
    enrolled(sqlite_runtime, clock)
    clock.pass_(days=1)
    assert hailing.queue_notes(sqlite_runtime) == 1
    enrolling.apply_people(sqlite_runtime, listed({3: {**HALF_A_YEAR[3], **change}}))
    hailing_of_others = {key: told(note) for key, note in notes(sqlite_runtime).items()}
    assert hailing_of_others.pop("E0001") == []
    assert all(name == "Person 3" for one in hailing_of_others.values() for name, *_rest in one)


def test_a_day_put_off_a_little_reads_as_it_is_and_much_later_is_told_anew(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    runtime = sqlite_runtime
    enrolled(runtime, clock, {3: {"probation_ends": "2026-11-02"}})
    clock.pass_(days=1)
    assert hailing.queue_notes(runtime) == 1
    enrolling.apply_people(runtime, listed({3: {"probation_ends": "2026-11-03"}}))
    assert told(notes(runtime)["E0001"])[0][3] == date(2026, 11, 3)
    enrolling.apply_people(runtime, listed({3: {"probation_ends": "2027-02-02"}}))
    assert notes(runtime) == {}
    clock.move_to(datetime(2027, 1, 28, 10, tzinfo=UTC))
    assert told(notes(runtime)["E0001"])[0][3] == date(2027, 2, 2)
    clock.move_to(datetime(2027, 1, 29, 10, tzinfo=UTC))
    assert notes(runtime) == {}


def test_nobody_hears_who_is_away_paused_or_wants_none_and_nobody_hears_of_themselves(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    runtime = sqlite_runtime
    enrolled(runtime, clock, {**HALF_A_YEAR, 1: {"start_date": "2026-05-02"}})
    clock.pass_(days=1)
    hailing.choose_notes(runtime, account(1), wanted=False)
    assert notes(runtime) == {}
    hailing.choose_notes(runtime, account(1), wanted=True)
    enrolling.pause(runtime, account(1), date(2026, 10, 30))
    assert notes(runtime) == {}
    clock.pass_(days=2)  # the pause is over, and the day is still to come
    assert [one[0] for one in told(notes(runtime)["E0001"])] == ["Person 3"]
    with pytest.raises(NotOnTheList):
        hailing.choose_notes(runtime, Account("T0LOCAL", "U9999"), wanted=False)


def test_it_waits_for_their_hours_and_after_the_day_it_never_goes(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    runtime = sqlite_runtime
    enrolled(runtime, clock)
    clock.move_to(datetime(2026, 10, 28, 22, tzinfo=UTC))
    assert hailing.queue_notes(runtime) == 1
    (one,) = delivering.claim(runtime, "test")
    assert delivering.wait_for_hours(runtime, one) == timedelta(hours=11)  # nine, by winter time
    clock.move_to(datetime(2026, 11, 3, 9, tzinfo=UTC))
    assert said(runtime, one) is None


def test_the_same_is_said_whether_or_not_anybody_is_asked_or_answers(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    runtime = sqlite_runtime
    enrolled(runtime, clock, {3: {"newly_qualified_from": "2026-05-02"}})
    clock.pass_(days=1)
    hailing.queue_notes(runtime)
    (one,) = delivering.claim(runtime, "test")
    before = said(runtime, one)
    calendar = asked(Every.MILESTONE, date(2026, 10, 1), time(9), 6)
    run(runtime, calendar, minutes=2)
    clock.move_to(datetime(2026, 11, 2, 12, tzinfo=UTC))
    assert said(runtime, one) == before
    clock.pass_(seconds=-60)
    for pool in tick(runtime):
        answering.submit(runtime, account(3), pool.id, Answers(comments={"helps": "Nothing."}))
        assert said(runtime, one) == before
    assert before is not None
    assert before.lines[0].event is Event.QUALIFIED


def test_home_shows_the_month_of_ones_own_teams(sqlite_runtime: Runtime, clock: Clock) -> None:
    runtime = sqlite_runtime
    changes = {2: {"back_from_leave": "2026-11-20"}, 6: {"placement_from": "2026-11-02"}}
    enrolled(runtime, clock, {**HALF_A_YEAR, **changes})
    with runtime.store.published() as db:
        people = {one.key: one for one in db.people.all()}
    month = hailing.month_for(runtime, people["E0001"])
    assert hailing.month_for(runtime, people["E0003"]) is None
    assert month is not None
    assert [one.name for one in month.lines] == ["Person 3", "Person 2"]


def test_what_was_told_is_forgotten_a_month_after_and_with_the_person(
    runtime: Runtime, clock: Clock
) -> None:
    enrolled(runtime, clock, {**HALF_A_YEAR, 6: {"placement_from": "2026-11-02"}})
    clock.pass_(days=1)
    assert len(notes(runtime)) == 2
    with runtime.store.begin() as tx:
        gone, stays = (one.id for one in tx.people.all() if one.key in ("E0003", "E0006"))
        assert tx.milestones.counts_about(gone) == 1
    enrolling.apply_people(runtime, listed({}, {TEAM: 2, OTHER: 4}))
    enrolling.apply_people(runtime, listed({}, {TEAM: 2}))
    retaining.remove_leaver(runtime, "U0006")
    retaining.remove_leaver(runtime, "U0003")
    with runtime.store.begin() as tx:
        assert tx.milestones.counts_about(gone) == tx.milestones.counts_about(stays) == 0
        assert not any(one.dates for one in tx.people.all())
