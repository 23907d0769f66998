"""What a survey would look like and reach, before anybody is asked."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from surveys.errors import NotAnAuthor, SurveyChangedMeanwhile, SurveyUnknown, SurveyWrong
from surveys.model.asking import Reason
from surveys.model.deliveries import Kind
from surveys.model.previews import Level, Promise, Result, Trial
from surveys.model.questions import Answers
from surveys.model.surveys import WEEKLY_PULSE, Audience, Every
from surveys.runtime import Runtime
from surveys.use_cases import authoring, delivering, drafting, enrolling, opening, previewing
from tests.authors import (
    AUTHOR,
    DETAILS,
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
from tests.conftest import Clock
from tests.organisation import account

ID = "after-the-move"
MILESTONES = replace(SOON, every=Every.MILESTONE, months=(3, 81), starts=date(2026, 9, 3))


@pytest.fixture
def staffed(sqlite_runtime: Runtime) -> Runtime:
    enrol_authors(sqlite_runtime)
    return sqlite_runtime


def unit_id(runtime: Runtime, name: str) -> str:
    with runtime.store.begin() as tx:
        return next(one.id for one in tx.units.all() if one.name == name)


def sent(runtime: Runtime) -> list[Trial]:
    found = []
    while claimed := delivering.claim(runtime, "test"):
        for one in claimed:
            told = delivering.compose(runtime, one)
            delivering.sent(runtime, one, "test", "D1", "1.0")
            if one.kind is Kind.PREVIEW:
                assert isinstance(told, Trial)
                found.append(told)
    return found


def test_it_counts_who_would_be_asked_by_the_rules_that_choose_them(runtime: Runtime) -> None:
    enrol_authors(runtime)
    kept = draft(runtime, TEXT)
    fostering = Audience(units=(unit_id(runtime, "Fostering"),))
    drafting.keep_audience(runtime, AUTHOR, place_of(kept), fostering)
    enrolling.pause(runtime, account(30), date(2026, 10, 1))
    seen = previewing.preview(runtime, AUTHOR, ID)
    assert (seen.asked, seen.on) == (23, date(2026, 9, 21))
    assert seen.left_out == ((Reason.NOT_IN_AUDIENCE, 25), (Reason.AWAY, 1))
    authoring.start(runtime, ID)
    assert previewing.preview(runtime, AUTHOR, ID).asked == 23
    with runtime.store.begin() as tx:
        assert tx.rounds.open() == ()  # looking asks nobody


def test_before_it_starts_its_author_learns_whom_it_would_ask(staffed: Runtime) -> None:
    kept = draft(staffed, TEXT, calendar=replace(SOON, starts=date(2026, 9, 4)))
    before = previewing.reach(staffed, AUTHOR, ID)
    assert (before.asked, before.on, before.left_out) == (49, date(2026, 9, 4), ())
    agency = Audience(contracts=("agency",))
    drafting.keep_audience(staffed, AUTHOR, place_of(kept), agency)
    before = previewing.reach(staffed, AUTHOR, ID)
    assert (before.asked, before.left_out) == (0, ((Reason.NOT_IN_AUDIENCE, 49),))
    assert before.is_nobody
    with pytest.raises(NotAnAuthor):
        previewing.reach(staffed, NOBODY_SPECIAL, ID)


def test_burden_counts_too(staffed: Runtime, clock: Clock) -> None:
    draft(staffed, TEXT, calendar=replace(SOON, starts=date(2026, 9, 8)))
    opening.open_due(staffed)
    clock.pass_(days=4, hours=2)
    opening.open_due(staffed)  # Monday's pulse, as nothing longer runs yet
    seen = previewing.preview(staffed, AUTHOR, ID)
    assert (seen.asked, seen.left_out) == (0, ((Reason.ASKED_LATELY, 49),))


def test_without_a_date_it_counts_as_of_today(staffed: Runtime) -> None:
    draft(staffed, TEXT, calendar=None)
    seen = previewing.preview(staffed, AUTHOR, ID)
    assert (seen.asked, seen.on) == (0, None)
    assert seen.left_out == ((Reason.NOT_WELCOMED, 49),)


def test_it_says_what_could_be_shown_where(staffed: Runtime) -> None:
    draft(staffed, SCALE, ONE, TEXT)
    seen = previewing.preview(staffed, AUTHOR, ID)
    assert seen.response == 0.6
    nowhere_else = (Level(0, 1, 1, 0), Level(1, 2, 0, 0))
    assert seen.promises == (
        Promise(Result.SCORES, (Level(0, 1, 1, 1), Level(1, 2, 0, 2), Level(2, 5, 0, 5))),
        Promise(Result.SHARES, nowhere_else),
        Promise(Result.WORDS, nowhere_else),
    )


def test_choices_of_one_team_are_promised_nowhere(staffed: Runtime) -> None:
    kept = draft(staffed, ONE)
    team = Audience(units=(unit_id(staffed, "Team 5"),))
    drafting.keep_audience(staffed, AUTHOR, place_of(kept), team)
    seen = previewing.preview(staffed, AUTHOR, ID)
    assert (seen.asked, seen.promises) == (12, (Promise(Result.SHARES, ()),))


def test_a_choice_by_attribute_is_one_figure(staffed: Runtime) -> None:
    kept = draft(staffed, TEXT)
    by_contract = Audience(contracts=("permanent",))
    drafting.keep_audience(staffed, AUTHOR, place_of(kept), by_contract)
    seen = previewing.preview(staffed, AUTHOR, ID)
    assert seen.is_whole_only
    assert seen.promises == (Promise(Result.WORDS, (Level(0, 1, 1, 0),)),)


def test_a_milestones_survey_counts_all_whom_it_is_for(staffed: Runtime) -> None:
    draft(staffed, TEXT, calendar=MILESTONES)
    seen = previewing.preview(staffed, AUTHOR, ID)
    assert (seen.asked, seen.left_out, seen.is_whole_only) == (49, (), True)


def test_a_draft_without_questions_has_nothing_to_look_at(staffed: Runtime) -> None:
    place = place_of(draft(staffed, calendar=None))
    assert previewing.preview(staffed, AUTHOR, ID).invitation is None
    with pytest.raises(SurveyWrong):
        previewing.send_to_me(staffed, AUTHOR, place, "press")
    with pytest.raises(SurveyWrong):
        previewing.trial_form(staffed, AUTHOR, place)


def test_the_pulse_can_be_looked_at_too(staffed: Runtime) -> None:
    opening.due_surveys(staffed)
    seen = previewing.preview(staffed, AUTHOR, WEEKLY_PULSE)
    assert seen.invitation is not None
    assert seen.invitation.about is None
    assert seen.asked == 49
    assert [one.result for one in seen.promises] == [Result.SCORES, Result.WORDS]
    form = previewing.trial_form(staffed, AUTHOR, place_of(_pulse(staffed)))
    assert form.round_id is None


def test_one_press_is_one_message_and_the_next_is_another(runtime: Runtime) -> None:
    enrol_authors(runtime)
    place = place_of(draft(runtime, TEXT))
    for press in ("one", "one", "two"):
        previewing.send_to_me(runtime, AUTHOR, place, press)
    assert len(sent(runtime)) == 2
    previewing.send_to_me(runtime, AUTHOR, place, "one")
    assert sent(runtime) == []


def test_a_preview_shows_what_was_seen_though_it_changed_since(staffed: Runtime) -> None:
    kept = draft(staffed, ONE)
    previewing.send_to_me(staffed, AUTHOR, place_of(kept), "press")
    drafting.keep_details(staffed, AUTHOR, place_of(kept), renamed("Another"))
    (message,) = sent(staffed)
    assert message.invitation.about is not None
    assert message.invitation.about.title == "After the move"
    form = previewing.trial_form(staffed, AUTHOR, message.place, 1)
    assert form.about is not None
    assert form.about.title == "After the move"
    assert form.chosen == Answers(picks={"where_they_sit": ("there",)})
    assert form.round_id is None


def test_a_preview_comes_at_once_at_any_hour(staffed: Runtime, clock: Clock) -> None:
    place = place_of(draft(staffed, SCALE))
    clock.pass_(hours=14)
    previewing.send_to_me(staffed, AUTHOR, place, "press")
    (claimed,) = delivering.claim(staffed, "test")
    assert delivering.wait_for_hours(staffed, claimed) == timedelta(0)


def test_a_preview_is_for_nobody_who_has_left(staffed: Runtime) -> None:
    previewing.send_to_me(staffed, AUTHOR, place_of(draft(staffed, SCALE)), "press")
    (claimed,) = delivering.claim(staffed, "test")
    with staffed.store.begin() as tx:
        tx.people.save(replace(tx.people.get(claimed.person_id), active=False))
    assert delivering.compose(staffed, claimed) is None


def test_its_invitation_closes_when_the_round_would(staffed: Runtime, clock: Clock) -> None:
    late = replace(SOON, at=time(19), zone=ZoneInfo("America/New_York"))
    kept = draft(staffed, TEXT, calendar=late)
    for_a_day = replace(DETAILS, open_working_days=1)
    drafting.keep_details(staffed, AUTHOR, place_of(kept), for_a_day)
    authoring.start(staffed, ID)
    seen = previewing.preview(staffed, AUTHOR, ID)
    assert seen.invitation is not None
    clock.move_to(datetime(2026, 9, 21, 23, tzinfo=UTC))
    (opened,) = opening.open_survey(staffed, ID)
    assert seen.invitation.closes_at == opened.closes_at > opened.opens_at


def test_nobody_else_looks_at_a_draft(staffed: Runtime) -> None:
    place = place_of(draft(staffed, SCALE))
    for step in (
        lambda: previewing.preview(staffed, NOBODY_SPECIAL, ID),
        lambda: previewing.send_to_me(staffed, NOBODY_SPECIAL, place, "press"),
        lambda: previewing.trial_form(staffed, NOBODY_SPECIAL, place),
    ):
        with pytest.raises(NotAnAuthor):
            step()


def test_what_is_not_there_is_refused(staffed: Runtime) -> None:
    later = replace(place_of(draft(staffed, SCALE)), revision=99)
    for step in (
        lambda: previewing.send_to_me(staffed, AUTHOR, later, "press"),
        lambda: previewing.trial_form(staffed, AUTHOR, later),
    ):
        with pytest.raises(SurveyChangedMeanwhile):
            step()
    with pytest.raises(SurveyUnknown):
        previewing.preview(staffed, AUTHOR, "nowhere")


def _pulse(runtime: Runtime) -> object:
    return authoring.show(runtime, WEEKLY_PULSE)
