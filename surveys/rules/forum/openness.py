"""Openness: what is counted of the forum's questions for everybody to know."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from statistics import median

from surveys.model.forum import ForumQuestion, QuestionState
from surveys.model.openness import Statistics, Unanswered
from surveys.rules.forum.meetings import screen_by


def statistics(
    questions: Collection[ForumQuestion], answered: Mapping[str, date], first: date, last: date
) -> Statistics:
    """Count a span of days; `answered`: the day of each question's first published answer.

    A question that was split counts once, and one that was merged counts as asked. Days are those
    of the calendar, weekends too.
    """
    asked = [one for one in questions if first <= one.released_on <= last and not one.split_from]
    took = [
        (answered[one.id] - one.released_on).days
        for one in questions
        if one.id in answered and first <= answered[one.id] <= last
    ]
    reasons = Counter(one.hidden_for for one in asked if one.state is QuestionState.HIDDEN)
    return Statistics(
        asked=len(asked),
        answered=len(took),
        median_days=median(took) if took else None,
        hidden={reason: n for reason, n in sorted(reasons.items(), key=str) if reason},
        still_open=sum(one.state is QuestionState.OPEN for one in asked),
    )


def unanswered(questions: Iterable[ForumQuestion], today: date) -> Unanswered:
    """Count what waits for an answer or a champion."""
    found = tuple(questions)
    ages = [(today - one.released_on).days for one in found if one.state is QuestionState.OPEN]
    late = [one.held for one in found if one.state is QuestionState.OPEN and one.held]
    waiting = [one for one in found if one.state is QuestionState.WAITING]
    return Unanswered(
        open=len(ages),
        oldest=max(ages, default=0),
        overdue=sum(one.due < today for one in late),
        unscreened=sum(screen_by(one.released_on) < today for one in waiting),
    )
