"""The order in which the forum shows its questions, and which of them somebody seeks."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from surveys.model.browsing import Seeking, Sought
from surveys.model.forum import ForumQuestion, QuestionState
from surveys.rules.calendar import is_working_day

PAGE_SIZE: Final = 10
RECENT: Final = timedelta(days=28)  # in which private replies are counted, whoever reads them
SHOWN: Final = frozenset({QuestionState.OPEN, QuestionState.ANSWERED})
NOT_READ: Final = frozenset({QuestionState.WAITING, QuestionState.REWORDING})


def in_order(questions: Iterable[ForumQuestion]) -> tuple[ForumQuestion, ...]:
    """Return what is shown: open ones by their band of votes, then age; then the newest answers.

    Those of one band and day stand by their random ids: no order tells more than the bands.
    """
    shown = [one for one in questions if one.state in SHOWN]
    waiting = [one for one in shown if one.state is QuestionState.OPEN]
    answered = [one for one in shown if one.state is QuestionState.ANSWERED]
    waiting.sort(key=lambda one: (-_least(one.band), one.released_on, one.id))
    answered.sort(key=lambda one: one.id)
    answered.sort(key=lambda one: one.answered_on or one.released_on, reverse=True)
    return (*waiting, *answered)


def sought(questions: Iterable[ForumQuestion], seeking: Seeking) -> tuple[ForumQuestion, ...]:
    """Return the questions of the state and the topic that somebody chose."""
    states = {
        Sought.ALL: SHOWN,
        Sought.OPEN: {QuestionState.OPEN},
        Sought.ANSWERED: {QuestionState.ANSWERED},
    }[seeking.sought]
    return tuple(
        one for one in questions if one.state in states and seeking.topic in ("", one.topic)
    )


def age(released_on: date, today: date) -> int:
    """Return how many working days have come since the day on which champions got a question."""
    days = range(1, (today - released_on).days + 1)
    return sum(is_working_day(released_on + timedelta(days=one)) for one in days)


def _least(band: str) -> int:
    """Return the lower end of a band."""
    return int(band.removesuffix("+").partition("-")[0])
