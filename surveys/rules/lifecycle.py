"""The life of a survey: which step may follow which, and what a change may not change.

draft --start--> running <--resume/pause--> paused; from each of them --archive--> archived.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from surveys.errors import (
    SurveyArchived,
    SurveyDatePassed,
    SurveyHasNoDate,
    SurveyNotStarted,
    SurveyPausedAlready,
    SurveyRefused,
    SurveyRunsAlready,
)
from surveys.model.questions import Choice, CommentPrompt, Item, Question
from surveys.model.surveys import Every, Survey, SurveyState
from surveys.rules.schedule import moment


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


def state_after(step: Step, state: SurveyState) -> SurveyState:
    """Return where a step leads. Raises SurveyArchived and others where it may not be taken."""
    found = AFTER[state][step]
    if isinstance(found, SurveyState):
        return found
    raise found


def check_dates(survey: Survey, now: datetime) -> None:
    """Refuse a survey that could never be asked. Raises SurveyHasNoDate, SurveyDatePassed."""
    calendar = survey.calendar
    if calendar is None:
        raise SurveyHasNoDate
    if calendar.every is Every.ONCE and moment(calendar.starts, calendar.at, calendar.zone) <= now:
        raise SurveyDatePassed


def changed_meanings(earlier: Iterable[Survey], later: Survey) -> tuple[str, ...]:
    """Return the ids of questions whose answers could not be compared with earlier ones.

    A word may be mended; another kind, scale, direction or list of options is another question.
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
            return (scale.lo, scale.hi, scale.id, question.direction)
        case Choice():
            return (question.style, *(one.id for one in question.options))
        case CommentPrompt():
            return ()
