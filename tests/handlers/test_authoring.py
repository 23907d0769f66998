"""What authors meet when something goes wrong, and what nobody else can do: real payloads."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.local_slack.block_kit import problems
from handlers import ids, payloads
from surveys.model.authoring import Place
from surveys.model.milestones import Event
from surveys.model.surveys import KeptSurvey, SurveyState
from surveys.use_cases import authoring
from tests.authoring import DETAILS, SURVEY, Author, author_of
from tests.handlers.dispatching import WAYS, Scene, buttons, scene, words

STAFF = {"Children's Services/Assessment/Team 1": 4, "Children's Services/Fostering": 2}
AUTHOR, OTHER, SOMEBODY = 2, 3, 4
MEANWHILE = "Somebody changed this survey at the same time"
NOT_AN_AUTHOR = "Surveys are looked after by HR and administrators"
QUESTION = {"text": "What lacks?", "label": "What lacks", "options": "Desk\nLamp"}


@pytest.fixture(params=WAYS[:2])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, request.param, STAFF, authors=(AUTHOR, OTHER)) as one:
        yield one


@pytest.fixture
def author(stage: Scene) -> Author:
    """An author in the editor of a survey with one question."""
    one = author_of(stage, AUTHOR)
    one.begin()
    one.add("choices", **QUESTION)
    return one


def kept(stage: Scene) -> KeptSurvey:
    return authoring.show(stage.bot.runtime, SURVEY)


def test_nobody_but_authors_sees_surveys_on_home(stage: Scene) -> None:
    for number, sees in ((AUTHOR, True), (OTHER, True), (SOMEBODY, False), (1, False)):
        home = stage.person(number).open_home()
        assert (ids.NEW_SURVEY in buttons(home)) is sees
        assert ("Surveys" in words(home)) is sees


def test_whoever_forges_an_authors_click_is_refused(stage: Scene, author: Author) -> None:
    author.press(ids.OVERVIEW, "Coverage")
    author.press(ids.SEND_TO_ME, "on its way")
    click = copy.deepcopy(stage.dispatching.sent[-1])
    before = stage.kept()
    forger = stage.person(SOMEBODY)
    forger.command()
    click |= {"user": stage.dispatching.sent[-1] and {"id": "U0004", "team_id": "T0LOCAL"}}
    click["trigger_id"] = "none"
    for action, block in (
        (ids.SEND_TO_ME, "looks"),
        (ids.ARCHIVE, "steps"),
        (ids.PAUSE_SURVEY, "steps"),
        (ids.CLOSE_EARLY, "steps"),
    ):
        click["actions"][0] |= {"action_id": action, "block_id": block}
        stage.dispatching.send(click)
    assert stage.kept() == before
    said = [one["text"] for one in forger.messages() if one["is_ephemeral"]]
    assert len(said) == 4
    assert all(one.startswith(NOT_AN_AUTHOR) for one in said)


def test_whoever_forges_a_search_finds_nothing(stage: Scene) -> None:
    payload: dict[str, Any] = {
        "type": "block_suggestion",
        "user": {"id": "U0004", "team_id": "T0LOCAL"},
        "team": {"id": "T0LOCAL"},
        "action_id": ids.CHOICE,
        "block_id": ids.UNITS,
        "value": "team",
    }
    assert stage.dispatching.send(payload) == {"options": []}
    payload["user"] = {"id": "U0002", "team_id": "T0LOCAL"}
    (offered,) = stage.dispatching.send(payload)["options"]
    assert offered["text"]["text"] == "Assessment/Team 1"


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({ids.PURPOSE: "No full stop"}, ids.PURPOSE, "Please write one sentence"),
        ({ids.PURPOSE: "One. Two."}, ids.PURPOSE, "Please write one sentence"),
        ({ids.TITLE: "   "}, ids.TITLE, "required"),
        ({ids.OPEN_DAYS: "61"}, ids.OPEN_DAYS, "60"),
    ],
)
def test_what_is_wrong_with_a_survey_is_said_beneath_its_field(
    stage: Scene, changed: dict[str, str], field: str, sentence: str
) -> None:
    one = author_of(stage, AUTHOR)
    one.home()
    one.press(ids.NEW_SURVEY, ids.SUBMIT_NEW, where="home")
    one.submit({ids.BEGIN_FROM: "-"}, ids.SUBMIT_DETAILS)
    before = stage.kept()
    said = one.refused({**DETAILS, **changed})
    assert said.keys() == {field}
    assert sentence in said[field]
    assert stage.kept() == before
    one.submit(DETAILS, "No question yet")  # nothing typed was lost


def test_what_is_wrong_with_a_question_is_said_beneath_its_fields(
    stage: Scene, author: Author
) -> None:
    before = stage.kept()
    author.press(ids.ADD_QUESTION, ids.SUBMIT_KIND)
    author.submit({ids.KIND: "choice"}, ids.SUBMIT_QUESTION)
    said = author.refused({"text": "What lacks?", "label": "Desk", "options": "Desk\nDesk"})
    assert said["text"] == "Another question reads the same."
    assert said["label"] == "Please use two to five words."
    assert said["options"] == "'Desk' is offered twice."
    assert stage.kept() == before
    author.submit({"text": "Where?", "label": "Where they sit", "options": "A\nB"}, "2. Where?")


def test_what_another_field_makes_impossible_is_said_over_the_form(
    stage: Scene, author: Author
) -> None:
    author.press(ids.DETAILS, ids.SUBMIT_DETAILS)
    author.submit({ids.OPEN_DAYS: "15"}, "open for 15 working days")
    author.press(ids.CALENDAR, ids.SUBMIT_CALENDAR)
    author.press(ids.DATES, "It would open on", value="weekly", block_id=ids.EVERY)
    author.submit({}, "It can be open for 1 to 5 working days, so that it closes in time.")
    assert author.visitor.close_modal()["callback_id"] == ids.SUBMIT_CALENDAR
    assert kept(stage).survey.calendar is None


def test_a_date_that_has_passed_is_refused_beneath_it(stage: Scene, author: Author) -> None:
    author.press(ids.CALENDAR, ids.SUBMIT_CALENDAR)
    author.press(ids.DATES, "No date lies ahead", value="2026-09-02", block_id=ids.STARTS)
    assert author.refused({}).keys() == {ids.STARTS}
    author.press(ids.DATES, "It would open on", value="2026-09-21", block_id=ids.STARTS)
    author.submit({}, "Once, on Monday 21 September 2026 at 10:00")


def test_milestones_are_asked_for_where_they_are_chosen(stage: Scene, author: Author) -> None:
    author.press(ids.CALENDAR, ids.SUBMIT_CALENDAR)
    author.press(ids.DATES, "Months count from", value="milestone", block_id=ids.EVERY)
    for wrong in ("9, 3", "three", "0", "3; 500"):
        assert author.refused({ids.MONTHS: wrong}).keys() == {ids.MONTHS}
    author.submit({ids.MONTHS: "3 6,9"}, "3, 6 and 9 months after each person's start")
    author.press(ids.OVERVIEW, "Coverage")
    author.press(ids.START, "3, 6 and 9 months after")


def test_months_may_count_from_another_day_and_from_the_day_itself(
    stage: Scene, author: Author
) -> None:
    author.press(ids.CALENDAR, ids.SUBMIT_CALENDAR)
    author.press(ids.DATES, "Months count from", value="milestone", block_id=ids.EVERY)
    author.press(ids.DATES, "probation", value="probation", block_id=ids.MILESTONE_EVENT)
    author.submit({ids.MONTHS: "0"}, "On the last day of their probation, from")
    survey = kept(stage).survey
    assert survey.calendar is not None
    assert (survey.calendar.event, survey.calendar.months) == (Event.PROBATION, (0,))


def test_a_second_author_who_was_slower_is_refused_and_loses_nothing_typed(
    stage: Scene, author: Author
) -> None:
    author.press(ids.DETAILS, ids.SUBMIT_DETAILS)
    faster = author_of(stage, OTHER)
    faster.manage()
    faster.press(ids.EDITOR, "Questions")
    faster.press(ids.DETAILS, ids.SUBMIT_DETAILS)
    faster.submit({ids.TITLE: "Faster"}, "Faster")
    author.submit({ids.TITLE: "Slower"}, MEANWHILE)
    assert kept(stage).survey.title == "Faster"
    form = author.visitor.close_modal()
    assert form is not None
    assert form["state"]["values"][ids.TITLE][ids.CHOICE]["value"] == "Slower"


def test_a_page_that_is_out_of_date_says_so_and_stays(stage: Scene, author: Author) -> None:
    author.add("text", text="What else?")
    faster = author_of(stage, OTHER)
    faster.manage()
    faster.press(ids.ARCHIVE, "It is in the archive.")
    for action, more in (
        (ids.QUESTION, {"value": "up:what_else", "block_id": "question_1"}),
        (ids.QUESTION, {"value": "down:what_lacks", "block_id": "question_0"}),
    ):
        author.press(action, "This survey is in the archive", **more)
        assert author.visitor.close_modal()["callback_id"] == ids.SURVEY_PAGE
    author.press(ids.OVERVIEW, "In the archive")
    left = {ids.PREVIEW, ids.SEND_TO_ME, ids.COVERAGE, ids.HELP}
    assert buttons(author.visitor.modal()) == left


@pytest.mark.parametrize(
    ("first", "again", "sentence"),
    [
        (ids.PAUSE_SURVEY, "It is paused.", "This survey is paused"),
        (ids.RESUME_SURVEY, "It goes on.", "This survey runs already"),
        (ids.ARCHIVE, "It is in the archive.", "This survey is in the archive"),
    ],
)
def test_a_second_click_on_a_step_is_refused_clearly(
    stage: Scene, author: Author, first: str, again: str, sentence: str
) -> None:
    author.choose_dates()
    author.press(ids.OVERVIEW, "Coverage")
    author.press(ids.START, ids.SUBMIT_START)
    author.submit({}, "It is started.")
    if first == ids.RESUME_SURVEY:
        author.press(ids.PAUSE_SURVEY, "It is paused.")
    slower = author_of(stage, OTHER)
    slower.manage()
    author.press(first, again)
    state = kept(stage).state
    slower.press(first, sentence)
    assert kept(stage).state is state


def test_a_form_handed_in_twice_is_kept_once(stage: Scene, author: Author) -> None:
    author.add("text", text="What else?")
    before = stage.kept()["survey_revisions"]
    assert stage.dispatching.again().get("response_action") is None
    assert stage.kept()["survey_revisions"] == before


def test_starting_twice_starts_once(stage: Scene, author: Author) -> None:
    author.choose_dates()
    author.press(ids.OVERVIEW, "Coverage")
    author.press(ids.START, ids.SUBMIT_START)
    author.submit({}, "It is started.")
    again = stage.dispatching.again()
    assert "This survey runs already" in words(again["view"])
    assert kept(stage).state is SurveyState.RUNNING


def test_a_change_that_is_kept_is_never_called_unsaved(stage: Scene, author: Author) -> None:
    stage.slack.fail("views.update", status=500, error="internal_error", times=3)
    stage.slack.fail("views.publish", error="ratelimited", status=429, times=3)
    author.press(ids.DETAILS, ids.SUBMIT_DETAILS)
    said = author.visitor.submit({ids.TITLE: "Kept all the same"})
    assert said.errors == {}
    assert kept(stage).survey.title == "Kept all the same"
    assert "wrong" not in words(author.visitor.modal())
    author.visitor.until(lambda one: any(line["is_ephemeral"] for line in one.messages()))
    (line,) = [one["text"] for one in author.visitor.messages() if one["is_ephemeral"]]
    assert line.startswith("That is done")


def test_a_click_that_comes_too_late_opens_nothing_and_says_so(
    stage: Scene, author: Author
) -> None:
    author.visitor.close_modal(everything=True)
    stage.slack.fail("views.open", error="expired_trigger_id")
    author.visitor.press(ids.MANAGE, where="home", value=SURVEY)
    said = author.visitor.until(
        lambda one: next((m["text"] for m in one.messages() if m["is_ephemeral"]), None)
    )
    assert said == "That took too long, and nothing was saved. Please tap again."


def test_views_carry_ids_and_nothing_that_anybody_wrote(stage: Scene, author: Author) -> None:
    place = payloads.place_metadata(Place(SURVEY, kept(stage).revision))
    modal = author.visitor.modal()
    assert modal is not None
    assert modal["private_metadata"] == place
    author.press(ids.ADD_QUESTION, ids.SUBMIT_KIND)
    for shown in stage.dispatching.sent:
        carried = shown.get("view", {}).get("private_metadata", "")
        assert "move>" not in carried
        assert "Shows what" not in carried


def test_a_long_list_is_searched_through_slack(tmp_path: Path) -> None:
    teams = {f"Children's Services/Service/Team {n}": 1 for n in range(101)}
    with scene(tmp_path, "socket", teams, authors=(AUTHOR,)) as stage:
        one = author_of(stage, AUTHOR)
        one.begin()
        one.press(ids.AUDIENCE, ids.SUBMIT_AUDIENCE)
        found = one.visitor.search(ids.UNITS, "team 77")
        assert [option["text"]["text"] for option in found] == ["Service/Team 77"]
        one.submit({ids.UNITS: [found[0]["value"]]}, "Everyone in Team 77")
        again = one.press(ids.AUDIENCE, ids.SUBMIT_AUDIENCE)
        assert problems({k: again[k] for k in ("type", "title", "blocks", "submit")}, "modal") == []
        assert again["state"]["values"][ids.UNITS][ids.CHOICE]["selected_options"] == found
