"""The life of a survey: which step may follow which, and what a change may not change."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from surveys.errors import (
    PulseStays,
    SurveyArchived,
    SurveyDatePassed,
    SurveyHasNoDate,
    SurveyNotStarted,
    SurveyPausedAlready,
    SurveyRefused,
    SurveyRunsAlready,
)
from surveys.model.policy import LONDON
from surveys.model.questions import Choice, CommentPrompt, Item, Option, Question
from surveys.model.surveys import WEEKLY_PULSE, Calendar, Every, KeptSurvey, SurveyState
from surveys.rules.lifecycle import (
    Step,
    changed_meanings,
    check_dates,
    date_remarks,
    state_after,
)
from tests.surveys.store.test_surveys import SURVEY

DRAFT, RUNNING, PAUSED, ARCHIVED = SurveyState
START, PAUSE, RESUME, ARCHIVE = Step


@pytest.mark.parametrize(
    ("state", "step", "after"),
    [
        (DRAFT, START, RUNNING),
        (RUNNING, PAUSE, PAUSED),
        (PAUSED, RESUME, RUNNING),
        (DRAFT, ARCHIVE, ARCHIVED),
        (RUNNING, ARCHIVE, ARCHIVED),
        (PAUSED, ARCHIVE, ARCHIVED),
    ],
)
def test_a_step_leads_on(state: SurveyState, step: Step, after: SurveyState) -> None:
    assert state_after(step, KeptSurvey(SURVEY, state, 1)) is after


@pytest.mark.parametrize(
    ("state", "step", "refusal"),
    [
        (DRAFT, PAUSE, SurveyNotStarted),
        (DRAFT, RESUME, SurveyNotStarted),
        (RUNNING, START, SurveyRunsAlready),
        (RUNNING, RESUME, SurveyRunsAlready),
        (PAUSED, START, SurveyPausedAlready),
        (PAUSED, PAUSE, SurveyPausedAlready),
        *((ARCHIVED, step, SurveyArchived) for step in Step),
    ],
)
def test_a_step_that_leads_nowhere_is_refused(
    state: SurveyState, step: Step, refusal: type[SurveyRefused]
) -> None:
    with pytest.raises(refusal):
        state_after(step, KeptSurvey(SURVEY, state, 1))


@pytest.mark.parametrize("state", [RUNNING, PAUSED])
def test_the_weekly_pulse_never_goes_into_the_archive(state: SurveyState) -> None:
    pulse = KeptSurvey(replace(SURVEY, id=WEEKLY_PULSE), state, 1)
    with pytest.raises(PulseStays) as refused:
        state_after(ARCHIVE, pulse)
    assert "pause it instead" in refused.value.sentence
    assert state_after(PAUSE if state is RUNNING else RESUME, pulse)


def test_a_survey_that_could_never_be_asked_is_refused() -> None:
    once = Calendar(Every.ONCE, date(2026, 9, 7), time(10), LONDON)
    at_ten = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
    with pytest.raises(SurveyHasNoDate):
        check_dates(replace(SURVEY, calendar=None), at_ten)
    with pytest.raises(SurveyDatePassed):
        check_dates(replace(SURVEY, calendar=once), at_ten)
    check_dates(replace(SURVEY, calendar=once), at_ten.replace(hour=8))
    check_dates(replace(SURVEY, calendar=replace(once, every=Every.YEARLY)), at_ten)


def test_a_day_that_moves_off_a_weekend_has_not_passed_before_the_day_it_moves_to() -> None:
    sunday = Calendar(Every.ONCE, date(2026, 9, 6), time(10), LONDON)
    survey = replace(SURVEY, calendar=sunday)
    noon = datetime(2026, 9, 6, 12, 0, tzinfo=UTC)
    check_dates(survey, noon)
    assert date_remarks(survey, noon) == ()
    assert date_remarks(replace(survey, calendar=None), noon) == ()
    monday = noon + timedelta(days=1)
    with pytest.raises(SurveyDatePassed):
        check_dates(survey, monday)
    (remark,) = date_remarks(survey, monday)
    assert remark == "The only day of this survey has passed; choose another before it starts."


def changed(place: int, question: Question) -> tuple[str, ...]:
    questions = list(SURVEY.questions)
    questions[place] = question
    return changed_meanings([SURVEY], replace(SURVEY, questions=tuple(questions)))


def test_another_kind_scale_direction_or_choice_is_another_question() -> None:
    item, choice, prompt = SURVEY.questions
    assert isinstance(item, Item)
    assert isinstance(choice, Choice)
    assert changed(0, replace(item, direction=-1)) == ("kit_ready",)
    assert changed(0, replace(item, scale=replace(item.scale, hi=6))) == ("kit_ready",)
    turned = replace(item.scale, labels=item.scale.labels[::-1])
    assert changed(0, replace(item, scale=turned)) == ("kit_ready",)
    assert changed(0, CommentPrompt("kit_ready", "?")) == ("kit_ready",)
    more = (*choice.options, Option("desk", "Desk"))
    assert changed(1, replace(choice, options=more)) == ("missing_kit",)
    assert changed(2, replace(item, id="other_kit")) == ("other_kit",)
    assert prompt.id == "other_kit"


def test_words_may_be_mended_and_questions_come_and_go() -> None:
    item, choice, _prompt = SURVEY.questions
    assert isinstance(item, Item)
    assert isinstance(choice, Choice)
    assert changed(0, replace(item, text="The kit I need is here.")) == ()
    labelled = tuple(replace(one, label=one.label.upper()) for one in choice.options)
    assert changed(1, replace(choice, options=labelled)) == ()
    assert changed(0, CommentPrompt("new_id", "?")) == ()


def test_a_meaning_is_held_to_every_earlier_revision() -> None:
    item = SURVEY.questions[0]
    assert isinstance(item, Item)
    without = replace(SURVEY, questions=SURVEY.questions[1:])
    turned = replace(SURVEY, questions=(replace(item, direction=-1),))
    assert changed_meanings([SURVEY, without], turned) == ("kit_ready",)
