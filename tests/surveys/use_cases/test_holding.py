"""What is kept about somebody: everything under their name, and nothing of their answers."""

from datetime import date, timedelta

import pytest

from surveys.errors import NothingHeld, PersonNotFound
from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.people import Account
from surveys.runtime import Runtime
from surveys.use_cases import (
    answering,
    delivering,
    enrolling,
    holding,
    locating,
    opening,
    preferring,
)
from tests.conftest import MONDAY, Clock
from tests.organisation import (
    account,
    answer,
    close_round,
    enrol,
    open_round,
    people_file,
    send_everything,
)

TEAM = "Children's Services/Fostering/Team 1"


def test_everything_under_a_name_is_told(runtime: Runtime, clock: Clock) -> None:
    enrol(runtime, {TEAM: 3})
    closed = open_round(runtime, clock)
    send_everything(runtime)
    close_round(runtime, clock)
    clock.move_to(MONDAY + timedelta(weeks=1))
    (opened,) = opening.open_due(runtime)
    preferring.choose_hours(runtime, account(1), "Mon-Thu 10:00-15:00")
    preferring.choose_reminders(runtime, account(1), wanted=False)
    enrolling.pause(runtime, account(1), date(2026, 12, 1))
    locating.keep_zone(runtime, account(1), "Europe/Paris")
    told = holding.held_about_me(runtime, account(1))
    person = told.person
    assert (person.name, person.email) == ("Person 1", "person1@example.org")
    assert (told.unit, told.manages, told.left_on) == (TEAM, (TEAM,), None)
    assert (person.own_hours, person.reminders) == ("Mon-Thu 10:00-15:00", False)
    assert (person.paused_until, person.zone) == (date(2026, 12, 1), "Europe/Paris")
    assert [(one.asked_on, one.is_open) for one in told.rounds] == [
        (opened.local_date, True),
        (closed.local_date, False),
    ]
    assert [one.round_id for one in told.open_rounds] == [opened.id]
    assert told.messages[Kind.WELCOME] == {DeliveryState.SENT: 1}
    assert told.messages[Kind.INVITATION] == {DeliveryState.SENT: 1, DeliveryState.PENDING: 1}
    assert told == holding.held_about(runtime, "U0001")
    assert told == holding.held_about(runtime, " Person1@Example.ORG ")


def test_who_asked_to_be_asked_later_is_told_to_them_alone(runtime: Runtime, clock: Clock) -> None:
    enrol(runtime, {TEAM: 3})
    opened = open_round(runtime, clock)
    send_everything(runtime)
    answering.postpone(runtime, account(2), opened.id, answering.When.TODAY)
    clock.pass_(hours=4)
    delivering.queue_postponed(runtime)
    send_everything(runtime)
    assert holding.held_about_me(runtime, account(2)).messages[Kind.LATER]
    assert Kind.LATER not in holding.held_about(runtime, "U0002").messages


def test_what_is_told_is_the_same_answered_or_not(runtime: Runtime, clock: Clock) -> None:
    enrol(runtime, {TEAM: 3})
    opened = open_round(runtime, clock)
    send_everything(runtime)
    before = holding.held_about_me(runtime, account(2))
    answer(runtime, 2, opened, 4, "Paper")
    assert holding.held_about_me(runtime, account(2)) == before


def test_who_has_left_the_list_is_still_told(runtime: Runtime, clock: Clock) -> None:
    enrol(runtime, {TEAM: 3})
    clock.pass_(days=1)
    enrolling.apply_people(runtime, people_file({TEAM: 2}))
    told = holding.held_about_me(runtime, account(3))
    assert (told.person.active, told.left_on) == (False, clock().date())


def test_of_somebody_unknown_nothing_is_held(runtime: Runtime) -> None:
    enrol(runtime, {TEAM: 3})
    with pytest.raises(NothingHeld):
        holding.held_about_me(runtime, Account("T0LOCAL", "U9999"))
    with pytest.raises(PersonNotFound):
        holding.held_about(runtime, "U9999")
