"""The questions of a survey: added, changed, moved and taken out by its author."""

from dataclasses import replace

import pytest

from surveys.errors import (
    SurveyWrong,
)
from surveys.model.authoring import Kind, Written
from surveys.runtime import Runtime
from surveys.use_cases import authoring, drafting, opening
from tests.authors import (
    AUTHOR,
    ONE,
    SCALE,
    TEXT,
    draft,
    enrol_authors,
    place_of,
)
from tests.conftest import with_policy

ID = "after-the-move"


@pytest.fixture
def staffed(sqlite_runtime: Runtime) -> Runtime:
    enrol_authors(sqlite_runtime)
    return sqlite_runtime


def ids(kept: object) -> list[str]:
    return [one.id for one in kept.survey.questions]


@pytest.mark.parametrize(
    ("written", "field"),
    [
        (replace(SCALE, label="Desk"), "label"),
        (replace(SCALE, text=""), "text"),
        (replace(SCALE, driver_id="desks"), "driver"),
        (replace(SCALE, scale_id=None, choices=("a", "b")), "labels"),
        (replace(ONE, choices=("a",)), "options"),
        (replace(ONE, choices=("a", "a")), "options"),
        (Written(Kind.RECOMMEND, "A friend?", "Tell a friend", "tools", low="x" * 80), "low"),
        (replace(ONE, text=TEXT.text), "text"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_in_its_field(
    staffed: Runtime, written: Written, field: str
) -> None:
    place = place_of(draft(staffed, TEXT))
    with pytest.raises(SurveyWrong) as refused:
        drafting.add_question(staffed, AUTHOR, place, written)
    assert field in {one.field for one in refused.value.problems}
    assert authoring.show(staffed, ID).revision == place.revision


def test_a_draft_may_lack_its_questions_until_it_starts(staffed: Runtime) -> None:
    kept = draft(staffed, TEXT)
    empty = drafting.remove_question(staffed, AUTHOR, place_of(kept), "what_else")
    with pytest.raises(SurveyWrong, match="needs a question"):
        authoring.start(staffed, ID)
    drafting.add_question(staffed, AUTHOR, place_of(empty), TEXT)
    running = authoring.start(staffed, ID)
    with pytest.raises(SurveyWrong, match="needs a question"):
        drafting.remove_question(staffed, AUTHOR, place_of(running), "what_else")


def test_a_question_called_as_one_of_ours_gets_an_id_of_its_own(staffed: Runtime) -> None:
    kept = draft(staffed, replace(SCALE, label="Kit ready"), replace(ONE, label="Comment tone"))
    assert ids(kept) == ["kit_ready_2", "comment_tone_2"]


def test_a_question_is_changed_in_its_place(staffed: Runtime) -> None:
    kept = draft(staffed, SCALE, TEXT, ONE)
    mended = replace(TEXT, text="What else?!", required=True)
    kept = drafting.change_question(staffed, AUTHOR, place_of(kept), "what_else", mended)
    assert ids(kept) == ["a_fine_desk", "what_else", "where_they_sit"]
    assert kept.survey.questions[1].text == "What else?!"
    assert kept.survey.required == {"what_else"}
    kept = drafting.change_question(staffed, AUTHOR, place_of(kept), "what_else", TEXT)
    assert kept.survey.required == frozenset()


def test_a_question_moves_up_and_down_and_stays_at_the_ends(staffed: Runtime) -> None:
    kept = draft(staffed, SCALE, TEXT, ONE)
    for question, by, order in (
        ("what_else", -1, ["what_else", "a_fine_desk", "where_they_sit"]),
        ("what_else", -1, ["what_else", "a_fine_desk", "where_they_sit"]),
        ("a_fine_desk", 1, ["what_else", "where_they_sit", "a_fine_desk"]),
        ("a_fine_desk", 1, ["what_else", "where_they_sit", "a_fine_desk"]),
    ):
        kept = drafting.move_question(staffed, AUTHOR, place_of(kept), question, by)
        assert ids(kept) == order


def test_a_question_of_the_bank_keeps_its_words(staffed: Runtime) -> None:
    kept = draft(staffed, TEXT)
    kept = drafting.add_from_bank(staffed, AUTHOR, place_of(kept), ["comment", "kit_ready", "no"])
    assert ids(kept) == ["what_else", "kit_ready", "comment"]
    other = replace(SCALE, text="My own words.", required=True)
    kept = drafting.change_question(staffed, AUTHOR, place_of(kept), "kit_ready", other)
    assert kept.survey.questions[1] == staffed.bank.item_by_id["kit_ready"]
    assert kept.survey.required == {"kit_ready"}


def test_a_question_that_was_asked_begins_anew_with_other_choices(staffed: Runtime) -> None:
    kept = draft(staffed, SCALE, ONE)
    kept = drafting.change_question(
        staffed, AUTHOR, place_of(kept), "a_fine_desk", replace(SCALE, scale_id="ease")
    )
    assert ids(kept) == ["a_fine_desk", "where_they_sit"]  # nobody was asked yet
    running = authoring.start(staffed, ID)
    opening.open_now(with_policy(staffed, welcome_working_days=0), ID)
    kept = drafting.change_question(
        staffed, AUTHOR, place_of(running), "a_fine_desk", replace(SCALE, text="A word mended.",
        scale_id="ease"),
    )  # fmt: skip
    assert ids(kept) == ["a_fine_desk", "where_they_sit"]
    kept = drafting.change_question(staffed, AUTHOR, place_of(kept), "a_fine_desk", SCALE)
    kept = drafting.change_question(
        staffed, AUTHOR, place_of(kept), "where_they_sit", replace(ONE, choices=("Here", "Away"))
    )
    assert ids(kept) == ["a_fine_desk_2", "where_they_sit_2"]


def test_a_name_that_was_asked_is_not_given_to_another_question(staffed: Runtime) -> None:
    running = authoring.start(staffed, draft(staffed, SCALE, TEXT).survey.id)
    opening.open_now(with_policy(staffed, welcome_working_days=0), ID)
    kept = drafting.remove_question(staffed, AUTHOR, place_of(running), "a_fine_desk")
    kept = drafting.add_question(staffed, AUTHOR, place_of(kept), replace(SCALE, direction=-1))
    assert ids(kept) == ["what_else", "a_fine_desk_2"]
