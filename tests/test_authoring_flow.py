"""An HR lead runs a survey from Slack, from the first click to the archive: a real Bolt App."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from handlers import ids
from surveys.model.authoring import Details
from surveys.model.surveys import KeptSurvey, SurveyState
from surveys.use_cases import drafting
from tests.authoring import SURVEY, Author, author_of
from tests.conftest import MONDAY
from tests.handlers.dispatching import WAYS, Scene, buttons, chosen, scene, words
from tests.organisation import account

STAFF = {"Children's Services/Assessment/Team 1": 14, "Children's Services/Assessment/Team 2": 12}
AUTHOR, OTHER_AUTHOR, SOMEBODY = 2, 3, 4


@pytest.fixture(params=WAYS)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, request.param, STAFF, authors=(AUTHOR, OTHER_AUTHOR)) as one:
        yield one


@pytest.fixture
def author(stage: Scene) -> Author:
    return author_of(stage, AUTHOR)


def kept(stage: Scene, survey: str = SURVEY) -> KeptSurvey:
    with stage.bot.runtime.store.begin() as tx:
        return tx.surveys.get(survey)


def test_a_survey_lives_from_the_first_click_to_the_archive(stage: Scene, author: Author) -> None:
    author.begin()
    author.add_every_kind()
    author.press(ids.AUDIENCE, ids.SUBMIT_AUDIENCE)
    author.submit({ids.FAMILIES: ["social worker"], ids.TENURE_FROM: "3"}, "who started 3 months")
    author.press(ids.CALENDAR, ids.SUBMIT_CALENDAR)
    author.press(ids.DATES, "21 September 2026", value="2026-09-21", block_id=ids.STARTS)
    author.press(ids.DATES, "Wednesday 21 October 2026", value="monthly", block_id=ids.EVERY)
    author.submit({}, "Every month from Monday 21 September 2026, at 10:00")
    preview = words(author.press(ids.PREVIEW, "Who would be asked"))
    assert "26 people would be asked on Monday 21 September 2026." in preview
    assert "8. Anything else?" in preview
    author.press(ids.TRIAL_FORM, ids.SUBMIT_PRETEND)
    author.visitor.close_modal()
    author.press(ids.OVERVIEW, "Coverage")
    author.press(ids.START, ids.SUBMIT_START)
    author.submit({}, "It is started.")
    assert kept(stage).state is SurveyState.RUNNING
    stage.bot.tick()
    stage.clock.move_to(MONDAY + timedelta(days=14))
    stage.bot.tick()
    assert "26 of 26 invitations delivered" in author.home()
    author.manage()
    author.press(ids.CLOSE_EARLY, "The round is closed.")
    author.press(ids.ARCHIVE, "It is in the archive.")
    assert kept(stage).state is SurveyState.ARCHIVED
    assert ids.EDITOR not in buttons(author.visitor.modal())


def test_a_ready_survey_is_taken_changed_and_its_questions_ordered(
    stage: Scene, author: Author
) -> None:
    author.home()
    author.press(ids.NEW_SURVEY, ids.SUBMIT_NEW, where="home")
    author.submit({ids.BEGIN_FROM: "equipment-check"}, "1. The phone")
    author.press(ids.QUESTION, "2. The phone", value="down:kit_ready", block_id="question_0")
    author.press(ids.QUESTION, "1. The phone", value="up:kit_ready", block_id="question_1")
    author.press(ids.QUESTION, ids.SUBMIT_QUESTION, value="edit:hours_lost", block_id="question_3")
    author.submit({"text": "How much time?", ids.REQUIRED: [ids.REQUIRED]}, "4. How much time?")
    author.press(ids.QUESTION, ids.SUBMIT_REMOVAL, value="remove:kit_ready", block_id="question_0")
    author.submit({}, "3. How much time?")
    survey = kept(stage, "equipment-check").survey
    assert [one.id for one in survey.questions][1:3] == ["lets_you_down", "hours_lost"]
    assert survey.required == {"hours_lost"}
    assert "Equipment check*: Draft" in author.home()


def test_a_preview_comes_as_a_message_whose_form_keeps_nothing(
    stage: Scene, author: Author
) -> None:
    author.begin()
    author.add_every_kind()
    author.press(ids.OVERVIEW, "Coverage")
    author.press(ids.SEND_TO_ME, "on its way")
    assert stage.dispatching.again() == {}  # a second click on the same button
    author.press(ids.SEND_TO_ME, "on its way")
    author.visitor.close_modal(everything=True)
    stage.bot.tick()
    *_welcome, first, second = author.visitor.messages()
    for message in (first, second):
        assert "This is a preview, for you alone." in words(message)
        assert "*After the &lt;move&gt;*" in words(message)
    before = stage.kept()
    author.press(f"{ids.TRIAL}_4", ids.SUBMIT_PRETEND, message_ts=first["ts"])
    assert chosen(author.visitor.modal())["item_a_working_office"] == "4"
    author.submit({"text_anything_else": "Nothing."}, "Nothing was kept")
    author.visitor.close_modal(everything=True)
    author.press(f"{ids.TRIAL}_{ids.OPEN_FORM}", ids.SUBMIT_PRETEND, message_ts=second["ts"])
    author.visitor.close_modal(everything=True)
    author.press(ids.TRIAL_LATER, "In a real message", message_ts=second["ts"])
    assert stage.kept() == before


def test_home_shows_ten_surveys_at_a_time(stage: Scene, author: Author) -> None:
    for number in range(12):
        details = Details(f"Survey {number:02}", "Shows something.", 1, 5, reminder=False)
        drafting.begin_blank(stage.bot.runtime, account(AUTHOR), details)
    stage.bot.tick()
    assert "Page 1 of 2" in author.home()
    author.visitor.press(f"{ids.SURVEYS_PAGE}_on", where="home")
    author.visitor.until(lambda one: "Page 2 of 2" in words(one.home()))
    assert "Survey 11" in words(author.visitor.home())
    author.press(ids.MANAGE, "Survey 11", where="home", value="survey-11")
    author.press(ids.ARCHIVE, "It is in the archive.")
    author.visitor.until(lambda one: "Survey 11*: In the archive" in words(one.home()))
    author.visitor.close_modal(everything=True)
    author.visitor.press(f"{ids.SURVEYS_PAGE}_back", where="home")
    author.visitor.until(lambda one: "Page 1 of 2" in words(one.home()))


def test_pausing_and_resuming_change_what_comes_next(stage: Scene, author: Author) -> None:
    author.home()
    author.press(ids.MANAGE, "Weekly pulse", where="home", value="weekly-pulse")
    assert ids.SEND_TO_ME in buttons(author.visitor.modal())
    author.press(ids.PAUSE_SURVEY, "It is paused.")
    assert "Nothing opens until it is resumed." in words(author.visitor.modal())
    stage.clock.move_to(MONDAY)
    stage.bot.tick()
    assert len(stage.person(SOMEBODY).messages()) == 1  # the welcome, and no question
    author.press(ids.RESUME_SURVEY, "It goes on.")
    assert "Opens next on Monday 14 September 2026" in words(author.visitor.modal())
    author.press(ids.COVERAGE, "What was asked about when")
    author.press(ids.OVERVIEW, "Coverage")
    author.press(ids.EDITOR, "takes its questions from the question bank")
    author.press(ids.CALENDAR, ids.SUBMIT_CALENDAR)
    author.press(ids.DATES, "at 09:30", value="09:30", block_id=ids.AT)
    author.submit({}, "Every week from")
    author.press(ids.PREVIEW, "Scores each week")
    author.press(ids.TRIAL_FORM, "A pretend pulse")
