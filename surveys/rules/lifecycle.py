"""The life of a survey: which step may follow which, and what a change may not change.

draft --start--> running <--resume/pause--> paused; from each of them --archive--> archived. The
weekly pulse alone never goes there: nothing could bring it back, nor could another take its place.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

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
from surveys.model.questions import Choice, CommentPrompt, Item, Question
from surveys.model.surveys import (
    WEEKLY_PULSE,
    Calendar,
    Every,
    KeptSurvey,
    Survey,
    SurveyState,
)
from surveys.rules.recurrence import next_occurrence
from surveys.wording import _


class Step(StrEnum):
    """What an author does to a survey."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    ARCHIVE = "archive"


Outcome = SurveyState | type[SurveyRefused]

AFTER: Final[Mapping[SurveyState, Mapping[Step, Outcome]]] = {
    SurveyState.DRAFT: {
        Step.START: SurveyState.RUNNING,
        Step.PAUSE: SurveyNotStarted,
        Step.RESUME: SurveyNotStarted,
        Step.ARCHIVE: SurveyState.ARCHIVED,
    },
    SurveyState.RUNNING: {
        Step.START: SurveyRunsAlready,
        Step.PAUSE: SurveyState.PAUSED,
        Step.RESUME: SurveyRunsAlready,
        Step.ARCHIVE: SurveyState.ARCHIVED,
    },
    SurveyState.PAUSED: {
        Step.START: SurveyPausedAlready,
        Step.PAUSE: SurveyPausedAlready,
        Step.RESUME: SurveyState.RUNNING,
        Step.ARCHIVE: SurveyState.ARCHIVED,
    },
    SurveyState.ARCHIVED: dict.fromkeys(Step, SurveyArchived),
}


def state_after(step: Step, kept: KeptSurvey) -> SurveyState:
    """Return where a step leads. Raises SurveyArchived and others where it may not be taken."""
    if step is Step.ARCHIVE and kept.survey.id == WEEKLY_PULSE:
        raise PulseStays
    found = AFTER[kept.state][step]
    if isinstance(found, SurveyState):
        return found
    raise found


def check_dates(survey: Survey, now: datetime) -> None:
    """Refuse a survey that could never be asked. Raises SurveyHasNoDate, SurveyDatePassed."""
    if survey.calendar is None:
        raise SurveyHasNoDate
    if has_passed(survey.calendar, now):
        raise SurveyDatePassed


def has_passed(calendar: Calendar, now: datetime) -> bool:
    """Say whether the only day of a calendar lies behind us, after it was moved off a holiday."""
    return calendar.every is Every.ONCE and next_occurrence(calendar, now) is None


def date_remarks(survey: Survey, now: datetime) -> tuple[str, ...]:
    """Return a sentence on dates that are yet to be mended before a draft can start."""
    if survey.calendar is None or not has_passed(survey.calendar, now):
        return ()
    return (_("The only day of this survey has passed; choose another before it starts."),)


def changed_meanings(earlier: Iterable[Survey], later: Survey) -> tuple[str, ...]:
    """Return the ids of questions whose answers could not be compared with earlier ones.

    A question's text may be mended; another kind, direction, label of its scale or list of options
    makes it another question.
    """
    before = [(one.id, _meaning(one)) for survey in earlier for one in survey.questions]
    now = {one.id: _meaning(one) for one in later.questions}
    return tuple(
        dict.fromkeys(one for one, meaning in before if one in now and now[one] != meaning)
    )


def _meaning(question: Question) -> tuple[object, ...]:
    match question:
        case Item():
            scale = question.scale
            return (scale.lo, scale.hi, scale.labels, question.direction)
        case Choice():
            return (question.style, *(one.id for one in question.options))
        case CommentPrompt():
            return ()


def counts_from_else(earlier: Survey, survey: Survey) -> bool:
    """Say whether both ask at milestones and count their months from different days."""
    before, after = earlier.calendar, survey.calendar
    if before is None or after is None or not (earlier.is_pooled and survey.is_pooled):
        return False
    return before.event is not after.event
