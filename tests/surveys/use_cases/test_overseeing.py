"""What an author sees of every survey, and of one."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from surveys.errors import NotAnAuthor, SurveyUnknown
from surveys.model.asking import Reason
from surveys.model.surveys import (
    WEEKLY_PULSE,
    Audience,
    Calendar,
    Every,
    SurveyState,
    Tenure,
)
from surveys.runtime import Runtime
from surveys.use_cases import (
    authoring,
    closing,
    delivering,
    drafting,
    enrolling,
    opening,
    overseeing,
)
from surveys.use_cases.home import home
from tests.authors import (
    AUTHOR,
    NOBODY_SPECIAL,
    ONE,
    SCALE,
    SOON,
    TEXT,
    draft,
    enrol_authors,
    place_of,
    renamed,
)
from tests.conftest import MONDAY, Clock, with_policy
from tests.organisation import account, send_everything

ID = "after-the-move"


@pytest.fixture
def staffed(sqlite_runtime: Runtime) -> Runtime:
    enrol_authors(sqlite_runtime)
    return sqlite_runtime


def listed(runtime: Runtime, page: int | str = 0) -> list[str]:
    shown = home(runtime, AUTHOR, page)
    assert shown is not None
    assert shown.surveys is not None
    return [one.survey.id for one in shown.surveys.briefs]


def test_nobody_but_authors_sees_the_list(staffed: Runtime) -> None:
    shown = home(staffed, NOBODY_SPECIAL)
    assert shown is not None
    assert shown.surveys is None
    with pytest.raises(NotAnAuthor):
        overseeing.survey_page(staffed, NOBODY_SPECIAL, WEEKLY_PULSE)
    with pytest.raises(NotAnAuthor):
        overseeing.driver_coverage(staffed, NOBODY_SPECIAL, WEEKLY_PULSE)


def test_what_runs_comes_first_and_the_archive_last(staffed: Runtime) -> None:
    opening.due_surveys(staffed)  # the pulse begins by itself
    for title in ("Apples", "Berries", "Cherries", "Dates"):
        kept = drafting.begin_blank(staffed, AUTHOR, renamed(title))
        drafting.add_question(staffed, AUTHOR, place_of(kept), TEXT)
        kept = authoring.show(staffed, kept.survey.id)
        drafting.keep_calendar(staffed, AUTHOR, place_of(kept), SOON)
    authoring.archive(staffed, "apples")
    for one in ("cherries", "dates"):
        authoring.start(staffed, one)
    authoring.pause(staffed, "cherries")
    assert listed(staffed) == ["dates", WEEKLY_PULSE, "cherries", "berries", "apples"]


def test_ten_surveys_stand_on_a_page(staffed: Runtime) -> None:
    for number in range(21):
        drafting.begin_blank(staffed, AUTHOR, renamed(f"Survey {number:02}"))
    assert listed(staffed) == [f"survey-{n:02}" for n in range(10)]
    assert listed(staffed, 2) == listed(staffed, "survey-20") == ["survey-20"]
    assert listed(staffed, 99) == ["survey-20"]
    assert listed(staffed, -1) == listed(staffed, "nowhere") == listed(staffed)


def test_an_open_round_shows_deliveries_and_never_answers(runtime: Runtime, clock: Clock) -> None:
    enrol_authors(runtime)
    authoring.start(runtime, draft(runtime, TEXT).survey.id)
    for number in (48, 49):
        enrolling.pause(runtime, account(number), date(2027, 1, 1))
    soon = with_policy(runtime, welcome_working_days=0)
    opened = opening.open_now(soon, ID)
    (before,) = overseeing.survey_page(runtime, AUTHOR, ID).brief.opened
    assert before.left_out == ((Reason.AWAY, 2),)
    assert (before.round_id, before.sent, before.of) == (opened.id, 0, 47)
    clock.at = opened.opens_at + timedelta(hours=2)
    send_everything(runtime)
    (after,) = overseeing.survey_page(runtime, AUTHOR, ID).brief.opened
    assert (after.sent, after.of) == (47, 47)
    assert after.closes_at == opened.closes_at
    closing.close_now(runtime, ID)
    assert overseeing.survey_page(runtime, AUTHOR, ID).brief.opened == ()


def test_a_message_of_no_use_any_more_is_not_waited_for(staffed: Runtime) -> None:
    authoring.start(staffed, draft(staffed, TEXT).survey.id)
    opening.open_now(with_policy(staffed, welcome_working_days=0), ID)
    for one in delivering.claim(staffed, "test"):
        delivering.cancelled(staffed, one, "test")
    (opened,) = overseeing.survey_page(staffed, AUTHOR, ID).brief.opened
    assert (opened.sent, opened.of) == (0, 49 - delivering.BATCH)


def test_the_next_four_dates_move_off_closed_offices(staffed: Runtime) -> None:
    monthly = replace(SOON, every=Every.MONTHLY, starts=date(2026, 10, 25))
    draft(staffed, TEXT, calendar=monthly)
    page = overseeing.survey_page(staffed, AUTHOR, ID)
    assert [(f"{one.at:%a %d %b %H:%M}", one.named.day) for one in page.dates] == [
        ("Mon 26 Oct 10:00", 25),
        ("Wed 25 Nov 10:00", 25),
        ("Tue 29 Dec 10:00", 25),
        ("Mon 25 Jan 10:00", 25),
    ]
    assert page.brief.next_at == page.dates[0].at


@pytest.mark.parametrize("state", [SurveyState.PAUSED, SurveyState.ARCHIVED])
def test_what_does_not_run_has_no_next_date(staffed: Runtime, state: SurveyState) -> None:
    authoring.start(staffed, draft(staffed, TEXT).survey.id)
    {SurveyState.PAUSED: authoring.pause, SurveyState.ARCHIVED: authoring.archive}[state](
        staffed, ID
    )
    assert overseeing.survey_page(staffed, AUTHOR, ID).brief.next_at is None


def test_a_zone_is_named_where_it_is_not_the_organisations(staffed: Runtime) -> None:
    kept = draft(staffed, TEXT)
    assert overseeing.survey_page(staffed, AUTHOR, ID).brief.zone is None
    paris = Calendar(Every.ONCE, date(2026, 9, 21), time(10), ZoneInfo("Europe/Paris"))
    drafting.keep_calendar(staffed, AUTHOR, place_of(kept), paris)
    brief = overseeing.survey_page(staffed, AUTHOR, ID).brief
    assert brief.zone == "Europe/Paris"
    assert brief.next_at is not None
    assert brief.next_at.hour == 10


def test_each_time_a_page_is_shown_its_button_is_another(staffed: Runtime) -> None:
    draft(staffed, TEXT)
    first, second = (overseeing.survey_page(staffed, AUTHOR, ID) for _time in range(2))
    assert first.press != second.press


def test_coverage_tells_when_each_driver_was_last_asked_about(
    staffed: Runtime, clock: Clock
) -> None:
    authoring.start(staffed, draft(staffed, SCALE, ONE).survey.id)
    before = {one.driver.id: one for one in overseeing.driver_coverage(staffed, AUTHOR, ID)}
    assert {one.last for one in before.values()} == {None}
    assert [one for one in before if before[one].is_here] == ["tools"]
    opening.open_due(staffed)
    clock.move_to(MONDAY)
    opening.open_due(staffed)  # the pulse
    clock.move_to(MONDAY + timedelta(days=14))
    opening.open_survey(staffed, ID)
    covered = {one.driver.id: one for one in overseeing.driver_coverage(staffed, AUTHOR, ID)}
    assert covered["tools"].last == date(2026, 9, 21)
    assert covered["wellbeing"].last == date(2026, 9, 7)
    assert sum(one.rounds for one in covered.values()) == 5  # four of the pulse, and one


def test_a_milestone_that_nobody_in_the_audience_reaches_is_remarked_on(staffed: Runtime) -> None:
    kept = draft(staffed, TEXT, calendar=replace(SOON, every=Every.MILESTONE, months=(3, 12, 24)))
    first_year = Audience(tenure=Tenure(0, 12))
    drafting.keep_audience(staffed, AUTHOR, place_of(kept), first_year)
    (remark,) = overseeing.survey_page(staffed, AUTHOR, ID).remarks
    assert remark.startswith("The milestones at 12, 24 months ask nobody:")


def test_a_survey_that_is_not_kept_has_no_page(staffed: Runtime) -> None:
    with pytest.raises(SurveyUnknown):
        overseeing.survey_page(staffed, AUTHOR, "nowhere")
