"""What is next for each role, from what was published and recorded; for staff nothing of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from surveys.model.actions import ActionState
from surveys.model.context import Measure
from surveys.model.home import NOTHING_NEXT, Missing, NextUp, Trouble, Unasked, Worsened
from surveys.model.messages import Home
from surveys.model.people import Account, Role
from surveys.model.quarters import Quarter
from surveys.model.surveys import Audience
from surveys.runtime import Runtime
from surveys.use_cases import authoring, delivering, drafting, noting, opening
from surveys.use_cases.home import home
from tests.acting import change, publish, record
from tests.asking import open_survey, survey
from tests.authors import SOON, TEXT, place_of, renamed
from tests.conftest import Clock
from tests.organisation import account, enrol

LEADER, MANAGER, STAFF, HR, ADMIN = 1, 10, 12, 14, 15
WHOLE = "Children's Services"
LOW = Worsened("How people are", WHOLE, is_direct=False)


@pytest.fixture
def runtime(sqlite_runtime: Runtime) -> Runtime:
    enrol(sqlite_runtime)
    return sqlite_runtime


def given(runtime: Runtime, number: int, role: Role) -> None:
    """Let somebody hold a role."""
    with runtime.store.begin() as tx:
        person = tx.people.find_by_account(account(number).slack_id, "T0LOCAL")
        assert person is not None
        tx.people.save(replace(person, roles=frozenset({role})))


def shown(runtime: Runtime, number: int) -> Home:
    model = home(runtime, account(number))
    assert model is not None
    return model


def next_up(runtime: Runtime, number: int) -> NextUp:
    return shown(runtime, number).next_up


def fall(runtime: Runtime) -> None:
    """Publish weeks that are alike, and then one in which the organisation fell, just now."""
    for number, value in enumerate((3.6, 3.6, 3.6, 3.6, 3.6, 2.6)):
        publish(runtime, number, value)


def test_staff_are_told_of_nothing_that_others_look_after(runtime: Runtime) -> None:
    fall(runtime)
    drafting.begin_blank(runtime, hr(runtime), renamed("Berries"))
    model = shown(runtime, STAFF)
    assert (model.next_up, model.to_check, model.surveys) == (NOTHING_NEXT, None, None)
    assert model == shown(runtime, STAFF + 1)  # whoever sits in the same place


def hr(runtime: Runtime) -> Account:
    given(runtime, HR, Role.HR)
    return account(HR)


@pytest.mark.parametrize("number", [LEADER, MANAGER])
def test_whoever_manages_is_told_of_the_weeks_results_and_of_what_fell(
    runtime: Runtime, number: int
) -> None:
    fall(runtime)
    found = next_up(runtime, number)
    assert [one.release_id for one in found.to_read] == ["week-5"]
    assert (found.worse, found.worse_in_all) == ((LOW,), 1)


def test_what_fell_is_no_longer_told_where_something_was_recorded_after_it(
    runtime: Runtime, clock: Clock
) -> None:
    fall(runtime)
    record(runtime, account(MANAGER), "Team 2", said="week-5:how_are_you")
    assert next_up(runtime, MANAGER).worse == ()
    assert next_up(runtime, LEADER).worse == ()  # the team is theirs too
    assert next_up(runtime, 26).worse == (LOW,)  # the manager of a team beside it
    clock.pass_(days=8)
    assert next_up(runtime, LEADER).to_read == ()


def test_their_promises_are_pressing_a_week_before_their_day_and_after_it(
    runtime: Runtime, clock: Clock
) -> None:
    publish(runtime)
    due = clock().date() + timedelta(days=8)
    told = record(runtime, account(MANAGER), "Team 2", due=due)
    for days, mine, later, late in ((0, 0, 1, 0), (1, 1, 0, 0), (8, 1, 0, 1)):
        clock.pass_(days=days)
        told_at_home = shown(runtime, MANAGER).actions
        assert told_at_home is not None
        pressing = told_at_home.pressing
        assert (pressing.mine_in_all, told_at_home.promises.mine_in_all) == (mine, later)
        leader = shown(runtime, LEADER).actions
        assert leader is not None
        assert leader.pressing.late_in_all == late
    change(runtime, account(MANAGER), told, state=ActionState.DONE)
    actions = shown(runtime, MANAGER).actions
    assert actions is not None
    assert actions.pressing.mine == ()


def test_hr_is_told_of_drafts_and_of_a_survey_that_finds_nobody(runtime: Runtime) -> None:
    author = hr(runtime)
    for title in ("Apples", "Berries", "Cherries", "Dates", "Elderberries"):
        kept = drafting.begin_blank(runtime, author, renamed(title))
        if title == "Apples":
            kept = drafting.add_question(runtime, author, place_of(kept), TEXT)
            whom = Audience(job_families=("astronaut",))
            kept = drafting.keep_audience(runtime, author, place_of(kept), whom)
            drafting.keep_calendar(runtime, author, place_of(kept), SOON)
            authoring.start(runtime, "apples")
    found = next_up(runtime, HR)
    assert found.unasked[:2] == (
        Unasked("apples", "Apples", is_draft=False),
        Unasked("berries", "Berries", is_draft=True),
    )
    assert (len(found.unasked), found.unasked_in_all) == (3, 5)
    given(runtime, ADMIN, Role.ADMIN)
    assert next_up(runtime, ADMIN).unasked == ()


def test_hr_is_told_which_figures_of_the_last_quarter_are_missing(runtime: Runtime) -> None:
    given(runtime, HR, Role.HR)
    second = Quarter(2026, 2)  # it is September
    assert next_up(runtime, HR).missing is None  # nothing was published in it
    publish(runtime, -6)
    assert next_up(runtime, HR).missing == Missing(second, tuple(Measure))
    noting.note(runtime, second.name, WHOLE, {Measure.TURNOVER: 12.5, Measure.CASELOAD: 17})
    noting.note(runtime, "2026-Q1", WHOLE, dict.fromkeys(Measure, 1.0))
    noting.note(runtime, second.name, f"{WHOLE}/Fostering", dict.fromkeys(Measure, 1.0))
    left = (Measure.PERMANENT, Measure.VACANCIES)
    assert next_up(runtime, HR).missing == Missing(second, left)
    noting.note(runtime, second.name, WHOLE, dict.fromkeys(left, 1.0))
    assert next_up(runtime, HR).missing is None


def test_an_administrator_is_told_what_does_not_happen_by_itself(
    runtime: Runtime, clock: Clock
) -> None:
    given(runtime, ADMIN, Role.ADMIN)
    checked = replace(runtime.support, reviewed=clock().date())
    runtime = replace(runtime, support=checked)
    opening.open_due(runtime)  # the pulse gets its schedule
    assert next_up(runtime, ADMIN).troubles == ()
    opened = open_survey(runtime, survey(), until=clock() + timedelta(days=2))
    first, second, *_others = delivering.claim(runtime, "test")
    for one in (first, second):
        delivering.failed(runtime, one, "test", "user_disabled")
    clock.move_to(opened.closes_at + timedelta(days=4))
    troubles = dict(next_up(runtime, ADMIN).troubles)
    assert troubles.pop(Trouble.NOT_SENT) > 0
    assert troubles == {Trouble.NOT_ASKED: 1, Trouble.NOT_CLOSED: 1, Trouble.REFUSED: 2}
    assert next_up(runtime, HR).troubles == ()
    clock.move_to(opened.closes_at + timedelta(days=400))
    assert Trouble.HELP_UNCHECKED in dict(next_up(runtime, ADMIN).troubles)
    assert Trouble.REFUSED not in dict(next_up(runtime, ADMIN).troubles)
