"""The surveys that come with Staff Voice."""

import re
from datetime import date
from pathlib import Path

import pytest

from surveys.bank.checking import minutes_needed, survey_warnings
from surveys.bank.questions import EMPLOYER_STANDARDS
from surveys.bank.ready import ready_files, ready_survey
from surveys.bank.surveys import read_survey
from surveys.bank.writing import survey_as_toml
from surveys.model.milestones import Event
from surveys.model.policy import Policy
from surveys.model.questions import Choice, CommentPrompt, Item, Style
from surveys.model.surveys import WEEKLY_PULSE, Audience, Every, Survey
from tests.surveys.bank.whole_surveys import BANK

ASKING = (
    "What keeps ",
    "What could ",
    "How ",
    "When did ",
    "Which ",
    "With ",
    "Do ",
    "About ",
    "What would ",
    "What should ",
)
STARTS = date(2026, 10, 5)
READY = {one: ready_survey(one, BANK, Policy(), STARTS) for one in ready_files()}


def every_of(survey_id: str) -> Every | None:
    calendar = READY[survey_id].calendar
    return calendar.every if calendar else None


def test_each_is_kept_under_its_files_name() -> None:
    assert {one.id for one in READY.values()} == set(READY)
    assert len(READY) == 14


def test_the_weekly_pulse_asks_what_the_bank_rotates_and_its_day_comes_from_the_settings() -> None:
    pulse = READY[WEEKLY_PULSE]
    assert (pulse.questions, pulse.calendar, pulse.reminder) == ((), None, False)


def test_each_comes_as_often_as_it_is_meant_to() -> None:
    assert every_of("health-check") is Every.YEARLY
    assert every_of("supervision") is Every.TWICE_YEARLY
    assert every_of("whistleblowing") is Every.YEARLY
    assert every_of("change-pulse") is Every.MONTHLY
    assert every_of("equipment-check") is Every.QUARTERLY
    newly = READY["newly-qualified"]
    assert newly.calendar is not None
    assert newly.calendar.months == (3, 6, 9)
    for pooled in (newly, READY["settling-in"]):
        assert pooled.is_pooled
        assert pooled.audience == Audience()  # whoever has the day is asked, and nobody else


def test_a_stay_interview_comes_for_each_way_to_be_here() -> None:
    stay = ("stay_keeps", "stay_leaving", "stay_recommend", "stay_change")
    events = {
        survey.calendar.event
        for survey in READY.values()
        if survey.calendar and set(stay) <= {one.id for one in survey.questions}
    }
    cohorts = (Event.PROBATION, Event.PLACEMENT, Event.STEP_UP, Event.APPRENTICE, Event.BACK)
    assert events == {Event.START, *cohorts}
    assert every_of("stay-interview") is Every.MILESTONE


def test_the_health_check_has_a_question_on_each_employer_standard() -> None:
    asked = [one.standard for one in READY["health-check"].questions if isinstance(one, Item)]
    for standard in EMPLOYER_STANDARDS:
        assert 1 <= asked.count(standard) <= 2, standard
    assert set(asked) == set(EMPLOYER_STANDARDS)


def test_speaking_up_asks_what_people_know_and_nothing_else() -> None:
    asked = READY["whistleblowing"].questions
    assert all(isinstance(one, Choice) and one.style is Style.YES_NO for one in asked)
    assert all(one.text.startswith("Do you know ") for one in asked)


@pytest.mark.parametrize("survey", READY.values(), ids=READY)
def test_the_minutes_said_are_the_minutes_it_takes(survey: Survey) -> None:
    assert survey_warnings(survey) == ()
    assert minutes_needed(survey.questions) <= survey.minutes <= 5


@pytest.mark.parametrize("survey", READY.values(), ids=READY)
def test_a_longer_survey_reminds_once(survey: Survey) -> None:
    assert survey.reminder == (survey.open_working_days > Policy().open_working_days)


@pytest.mark.parametrize("survey", READY.values(), ids=READY)
def test_every_question_is_short_plain_and_ends_as_a_sentence(survey: Survey) -> None:
    for question in survey.questions:
        said = question.text
        if isinstance(question, CommentPrompt):
            said = said.removesuffix(" Please name no child, family or colleague.")
        words = re.findall(r"[A-Za-z'-]+", said)
        assert len(words) <= 20, question.id
        assert sum(len(word) for word in words) / len(words) < 5.5, question.id
        asks = isinstance(question, CommentPrompt) or said.startswith(ASKING)
        assert said.endswith("?" if asks else "."), question.id


@pytest.mark.parametrize("survey", READY.values(), ids=READY)
def test_each_is_written_and_read_again(survey: Survey, tmp_path: Path) -> None:
    file = tmp_path / "again.toml"
    file.write_text(survey_as_toml(survey, BANK), encoding="utf-8")
    assert read_survey(file, BANK, Policy()) == survey


def test_no_question_has_one_id_and_two_meanings() -> None:
    seen: dict[str, object] = {}
    for survey in READY.values():
        for question in survey.questions:
            assert seen.setdefault(question.id, question) == question
