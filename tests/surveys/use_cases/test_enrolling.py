"""Enrolling: the list follows the file, welcomes go out once, units keep their ids, pauses hold."""

from datetime import UTC, date, datetime

import pytest

from surveys.errors import (
    NotOnTheList,
    PauseTooShort,
    PeopleFileUnreadable,
    PeopleFileWrong,
    UnitNameTaken,
    UnitNameWrong,
    UnitUnknown,
)
from surveys.model.deliveries import Kind
from surveys.model.people import Account
from surveys.runtime import Runtime
from surveys.use_cases import enrolling
from tests.conftest import Clock
from tests.organisation import account, people_file, send_everything

TEAMS = {"Children's Services/Team 1": 3, "Children's Services/Team 2": 2}


def welcomes(runtime: Runtime) -> dict[str, int]:
    with runtime.store.begin() as tx:
        counts = tx.deliveries.counts(Kind.WELCOME)
    return {str(state): n for state, n in counts.items() if n}


def names(runtime: Runtime) -> list[str]:
    with runtime.store.begin() as tx:
        return [unit.name for unit in tx.units.all()]


def test_a_plan_changes_nothing(runtime: Runtime) -> None:
    assert len(enrolling.plan_people(runtime, people_file(TEAMS)).people) == 5
    with runtime.store.begin() as tx:
        assert tx.people.all() == ()
        assert tx.units.ever() == ()


def test_a_list_is_applied_once_and_everyone_welcomed_once(runtime: Runtime) -> None:
    for _time in range(2):
        planned = enrolling.apply_people(runtime, people_file(TEAMS))
    assert planned.is_empty
    assert welcomes(runtime) == {"pending": 5}
    send_everything(runtime)
    enrolling.apply_people(runtime, people_file(TEAMS | {"Children's Services/Team 3": 1}))
    assert welcomes(runtime) == {"pending": 1, "sent": 5}


def test_a_wrong_list_changes_nothing(runtime: Runtime) -> None:
    enrolling.apply_people(runtime, people_file(TEAMS))
    wrong = people_file({"Children's Services/Team 9": 6}).replace(b"2020-01-06", b"soon", 1)
    for content, refusal in ((wrong, PeopleFileWrong), (b"", PeopleFileUnreadable)):
        for use in (enrolling.plan_people, enrolling.apply_people):
            with pytest.raises(refusal):
                use(runtime, content)
    assert names(runtime) == ["Children's Services", "Team 1", "Team 2"]


def test_whoever_the_list_no_longer_names_is_no_longer_asked(runtime: Runtime) -> None:
    enrolling.apply_people(runtime, people_file(TEAMS))
    enrolling.apply_people(runtime, people_file({"Children's Services/Team 1": 3}))
    with runtime.store.begin() as tx:
        assert [person.active for person in tx.people.all()] == [True] * 3 + [False] * 2
    assert names(runtime) == ["Children's Services", "Team 1"]


def test_a_welcome_waits_for_working_hours(runtime: Runtime, clock: Clock) -> None:
    clock.move_to(datetime(2026, 9, 4, 20, 0, tzinfo=UTC))  # Friday evening
    enrolling.apply_people(runtime, people_file(TEAMS))
    assert send_everything(runtime) == []
    clock.move_to(datetime(2026, 9, 7, 7, 59, tzinfo=UTC))
    assert send_everything(runtime) == []
    clock.move_to(datetime(2026, 9, 7, 8, 0, tzinfo=UTC))  # Monday, nine in London
    assert send_everything(runtime) == [Kind.WELCOME] * 5


def test_a_part_keeps_its_id_through_a_new_name(runtime: Runtime) -> None:
    enrolling.apply_people(runtime, people_file(TEAMS))
    with runtime.store.begin() as tx:
        before = {unit.id for unit in tx.units.all()}
    enrolling.rename_unit(runtime, "Children's Services/Team 1", "  Early Help  ")
    assert names(runtime) == ["Children's Services", "Early Help", "Team 2"]
    with runtime.store.begin() as tx:
        assert {unit.id for unit in tx.units.all()} == before
    enrolling.rename_unit(runtime, "Children's Services/Early Help", "early help")
    assert "early help" in names(runtime)


@pytest.mark.parametrize("name", ["", "   ", "a/b", "direct", "Direct ", "x" * 201])
def test_a_name_no_part_can_have_is_refused(runtime: Runtime, name: str) -> None:
    enrolling.apply_people(runtime, people_file(TEAMS))
    with pytest.raises(UnitNameWrong):
        enrolling.rename_unit(runtime, "Children's Services/Team 1", name)


def test_a_name_that_is_taken_beside_it_is_refused(runtime: Runtime) -> None:
    enrolling.apply_people(runtime, people_file(TEAMS))
    for name in ("Team 2", " Team 2 ", "TEAM 2"):
        with pytest.raises(UnitNameTaken):
            enrolling.rename_unit(runtime, "Children's Services/Team 1", name)
    with pytest.raises(UnitUnknown):
        enrolling.rename_unit(runtime, "Team 1", "Team 3")


def test_a_pause_holds_until_its_date(runtime: Runtime, clock: Clock) -> None:
    enrolling.apply_people(runtime, people_file(TEAMS))
    until = date(2026, 9, 30)
    assert enrolling.pause(runtime, account(2), until) == until
    assert enrolling.pause_of(runtime, account(2)) == (date(2026, 9, 3), until)
    clock.move_to(datetime(2026, 9, 29, 23, 30, tzinfo=UTC))  # the 30th in London
    assert enrolling.pause_of(runtime, account(2)) == (until, None)


def test_a_pause_ends_at_once_when_its_person_says_so(runtime: Runtime) -> None:
    enrolling.apply_people(runtime, people_file(TEAMS))
    enrolling.pause(runtime, account(2), date(2026, 9, 30))
    assert enrolling.pause(runtime, account(2), None) is None
    assert enrolling.pause_of(runtime, account(2))[1] is None


@pytest.mark.parametrize("until", [date(2026, 9, 3), date(2020, 1, 1)])
def test_a_pause_until_today_or_earlier_is_refused_and_changes_nothing(
    runtime: Runtime, until: date
) -> None:
    enrolling.apply_people(runtime, people_file(TEAMS))
    enrolling.pause(runtime, account(2), date(2026, 9, 30))
    with pytest.raises(PauseTooShort):
        enrolling.pause(runtime, account(2), until)
    assert enrolling.pause_of(runtime, account(2))[1] == date(2026, 9, 30)


def test_the_shortest_pause_ends_tomorrow(runtime: Runtime) -> None:
    enrolling.apply_people(runtime, people_file(TEAMS))
    tomorrow = date(2026, 9, 4)
    assert enrolling.pause(runtime, account(2), tomorrow) == tomorrow


def test_a_stranger_cannot_pause(runtime: Runtime) -> None:
    for use in (lambda one: enrolling.pause(runtime, one, None),
                lambda one: enrolling.pause_of(runtime, one)):  # fmt: skip
        with pytest.raises(NotOnTheList):
            use(Account("T0LOCAL", "U9999"))


def test_a_pause_survives_the_next_list(runtime: Runtime) -> None:
    enrolling.apply_people(runtime, people_file(TEAMS))
    enrolling.pause(runtime, account(2), date(2026, 9, 30))
    enrolling.apply_people(runtime, people_file({"Children's Services/Team 1": 4}))
    assert enrolling.pause_of(runtime, account(2))[1] == date(2026, 9, 30)
