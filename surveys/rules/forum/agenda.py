"""Agendas: how far a cycle has come, and in which order questions are taken."""

from collections.abc import Iterable, Mapping
from datetime import date

from surveys.model.forum import AgendaItem, ForumQuestion, QuestionState
from surveys.model.meetings import Stage
from surveys.rules.calendar import add_working_days, is_working_day
from surveys.rules.forum.meetings import collect_until, vote_until

FURTHEST = 366  # days: a meeting is not put off for longer
MINUTES_WITHIN = 10  # working days after a meeting


def stage(today: date, meeting_on: date, *, is_made: bool) -> Stage:
    """Return how far a cycle has come; `is_made`: its agenda is."""
    if today > meeting_on:
        return Stage.MINUTES
    if today == meeting_on:
        return Stage.MEETING
    if is_made:
        return Stage.READY
    if today <= collect_until(meeting_on):
        return Stage.COLLECTING
    return Stage.VOTING if today <= vote_until(meeting_on) else Stage.COUNTED


def ordered(
    cycle_id: str, questions: Iterable[ForumQuestion], counts: Mapping[str, int]
) -> tuple[AgendaItem, ...]:
    """Return the agenda: the open questions by votes, then the oldest first, then by random id."""
    taken = sorted(
        (one for one in questions if one.state is QuestionState.OPEN),
        key=lambda one: (-counts.get(one.id, 0), one.released_on, one.id),
    )
    return tuple(
        AgendaItem(cycle_id, one.id, place, counts.get(one.id, 0))
        for place, one in enumerate(taken, 1)
    )


def may_meet(day: date, today: date) -> bool:
    """Say whether a meeting may be moved to a day: a working day from today on, within a year."""
    return is_working_day(day) and 0 <= (day - today).days <= FURTHEST


def are_minutes_late(meeting_on: date, today: date) -> bool:
    """Say whether a meeting's minutes should have been published by now."""
    return today > add_working_days(meeting_on, MINUTES_WITHIN)


def is_shown(question: ForumQuestion) -> bool:
    """Say whether everybody may read a question, whatever became of it since."""
    if question.state in {QuestionState.MERGED, QuestionState.SPLIT}:
        return question.opened_on is not None  # else no champion ever published its words
    return question.state in {QuestionState.OPEN, QuestionState.ANSWERED}
