"""Selecting: whom a survey leaves out for their hours, and for what a holiday moved near it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from surveys.model.asking import Came, Reason
from surveys.model.surveys import WEEKLY_PULSE, Every
from surveys.runtime import Runtime
from surveys.use_cases import authoring, opening, planning, preferring
from tests.conftest import MONDAY, Clock
from tests.organisation import account, enrol
from tests.surveys.use_cases.running import LONGER, asked, came, keys_in, left_out, live, run, tick

EVERYONE = {"E0001", "E0002", "E0003", "E0004"}


@pytest.fixture
def runtime(sqlite_runtime: Runtime) -> Runtime:
    enrol(sqlite_runtime, {"Children's Services/Team 1": 4})
    opening.open_due(sqlite_runtime)
    return sqlite_runtime


def test_whoever_works_only_while_it_is_closed_is_left_out_and_told_why(
    runtime: Runtime, clock: Clock
) -> None:
    preferring.choose_hours(runtime, account(2), "Sat-Sun 08:00-20:00")
    preferring.choose_hours(runtime, account(3), "Fri 15:00-23:00")  # its last hour
    assert planning.forecast(runtime, WEEKLY_PULSE).left_out == {Reason.NO_HOURS: 1}
    (pulse,) = live(runtime, clock, MONDAY)
    assert keys_in(runtime, pulse) == EVERYONE - {"E0002"}
    assert left_out(runtime, pulse) == {Reason.NO_HOURS: 1}
    clock.pass_(days=3)
    assert planning.why_not(runtime, WEEKLY_PULSE, "E0002") is Reason.NO_HOURS
    longer = asked(Every.ONCE, date(2026, 9, 11))
    run(runtime, longer)  # open over the weekend, and the pulse cost them nothing
    (opened,) = live(runtime, clock, MONDAY + timedelta(days=5))
    assert opened.survey == LONGER.id
    assert keys_in(runtime, opened) == {"E0002"}


def test_a_round_opened_late_leaves_out_whose_hours_are_over(
    runtime: Runtime, clock: Clock
) -> None:
    preferring.choose_hours(runtime, account(2), "Mon-Tue 09:00-17:00")
    clock.move_to(MONDAY + timedelta(days=2))  # nothing ran for two days
    (pulse,) = tick(runtime)
    assert left_out(runtime, pulse) == {Reason.NO_HOURS: 1}


def test_good_fridays_survey_and_the_next_fridays_ask_nobody_both(
    runtime: Runtime, clock: Clock
) -> None:
    clock.move_to(datetime(2027, 3, 25, 9, tzinfo=UTC))
    authoring.pause(runtime, WEEKLY_PULSE)
    run(runtime, asked(Every.ONCE, date(2027, 3, 26)), id="aaa", minutes=2)
    run(runtime, asked(Every.ONCE, date(2027, 4, 2)), id="bbb", minutes=2)
    live(runtime, clock, datetime(2027, 4, 2, 12, tzinfo=UTC))
    assert came(runtime, "aaa") == {date(2027, 3, 30): Came.ASKED}
    assert came(runtime, "bbb") == {date(2027, 4, 2): Came.NOBODY}
    assert planning.why_not(runtime, "bbb", "E0001") is Reason.ASKED_LATELY
