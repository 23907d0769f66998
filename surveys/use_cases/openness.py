"""Openness: every question's state for scripts, and how the forum goes for leaders and packs."""

from datetime import date
from typing import Final

from surveys.model.forum import AnswerState, CycleState, ForumQuestion, Outcome, QuestionState
from surveys.model.messages import Digest
from surveys.model.openness import PublicQuestion, Statistics, Unanswered
from surveys.model.people import Person, Role
from surveys.model.quarters import Quarter
from surveys.model.releases import Tier
from surveys.rules.forum import openness as rules
from surveys.rules.forum.agenda import is_shown
from surveys.rules.quarters import first_day, last_day
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.use_cases.convening import today

_TOLD: Final = frozenset({Role.LEADER, Role.PSW})


def public_questions(runtime: Runtime) -> tuple[PublicQuestion, ...]:
    """Return every question, the oldest first; of those that are not shown no word and no topic."""
    with runtime.store.published() as db:
        day = today(runtime)
        return tuple(_public(one, day) for one in db.forum_questions.all())


def statistics_of(runtime: Runtime, db: Published, quarter: Quarter) -> Statistics:
    """Return a quarter's statistics."""
    questions = db.forum_questions.all()
    return rules.statistics(
        questions,
        _first_answers(runtime, db, questions),
        first_day(quarter),
        last_day(quarter),
    )


def unanswered(runtime: Runtime, person: Person, told: Digest) -> Unanswered | None:
    """Return what waits, for leadership's weekly digest. None: it is another, or nothing was asked.

    It stands beside the pulse's weekly results, so that leaders read it once a week.
    """
    if told.about is not None or told.tier is not Tier.WEEKLY or not (person.roles & _TOLD):
        return None
    with runtime.store.published() as db:
        questions = db.forum_questions.all()
        return rules.unanswered(questions, today(runtime)) if questions else None


def statistics(runtime: Runtime, quarter: Quarter) -> tuple[Statistics, int, Unanswered]:
    """Return a quarter's statistics, how many its meetings carried over, and what waits now."""
    with runtime.store.looking() as tx:
        told = statistics_of(runtime, tx, quarter)
        first, last = first_day(quarter), last_day(quarter)
        carried = sum(
            item.outcome is Outcome.NOT_REACHED
            for one in tx.forum_cycles.all()
            if one.state is CycleState.CLOSED and first <= one.meeting_on <= last
            for item in tx.forum_questions.agenda(one.id)
        )
        return told, carried, rules.unanswered(tx.forum_questions.all(), today(runtime))


def _first_answers(
    runtime: Runtime, db: Published, questions: tuple[ForumQuestion, ...]
) -> dict[str, date]:
    found: dict[str, date] = {}
    for one in db.forum_questions.answers([question.id for question in questions]):
        if one.state is AnswerState.PUBLISHED:
            found.setdefault(one.question_id, one.at.astimezone(runtime.policy.zone).date())
    return found


def _public(one: ForumQuestion, day: date) -> PublicQuestion:
    shown = is_shown(one)
    is_open = one.state is QuestionState.OPEN
    return PublicQuestion(
        id=one.id,
        state=one.state,
        topic=one.topic if shown else None,
        text=one.text if shown else None,
        votes=one.band if is_open else None,
        earlier_votes=one.earlier_votes if shown else 0,
        age=(day - one.released_on).days,
        held_by=one.held.post if shown and one.held else None,
        due=one.held.due if is_open and one.held else None,
        answered_on=one.answered_on,
        hidden_for=one.hidden_for,
    )
