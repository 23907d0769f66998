"""Surveys that run: written in a line, kept, started, and looked at by ticks of a clock."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from surveys.model.asking import Came, Reason
from surveys.model.policy import LONDON
from surveys.model.questions import CommentPrompt
from surveys.model.rounds import Round
from surveys.model.surveys import Audience, Calendar, Every, Survey
from surveys.runtime import Runtime
from surveys.use_cases import authoring, closing, opening
from tests.conftest import Clock

LONGER = Survey(
    id="supervision-check",
    title="Supervision check",
    purpose="Shows whether supervision helps.",
    questions=(CommentPrompt("helps", "What helps you most in supervision?"),),
    required=frozenset(),
    minutes=5,
    audience=Audience(),
    calendar=None,
    open_working_days=10,
    reminder=True,
)


def asked(every: Every, starts: date, at: time = time(9), *months: int) -> Calendar:
    return Calendar(every, starts, at, LONDON, months)


def keep(runtime: Runtime, survey: Survey, seen: int | None = None) -> authoring.Saved:
    """Keep a survey as every way to keep one does; `seen` is the revision its author changed."""
    with runtime.store.begin() as tx:
        return authoring.keep_in(runtime, tx, survey, seen)


def run(runtime: Runtime, calendar: Calendar, **changes: object) -> Survey:
    """Keep a survey with a calendar, and start it."""
    survey = replace(LONGER, calendar=calendar, **changes)
    keep(runtime, survey)
    authoring.start(runtime, survey.id)
    return survey


def tick(runtime: Runtime) -> tuple[Round, ...]:
    """What keeping time does at one tick; return the rounds opened."""
    closing.void_unreadable(runtime)
    closing.close_due(runtime)
    closing.finish(runtime)
    return opening.open_due(runtime)


def live(runtime: Runtime, clock: Clock, until: datetime, **step: float) -> list[Round]:
    """Tick until a moment, and at it; return every round opened."""
    found: list[Round] = []
    while clock() < until:
        found += tick(runtime)
        clock.move_to(min(clock() + timedelta(**step or {"hours": 6}), until))
    return found + list(tick(runtime))


def keys_in(runtime: Runtime, opened: Round) -> set[str]:
    """The employer's keys of whom a round asks."""
    with runtime.store.begin() as tx:
        keys = {person.id: person.key for person in tx.people.all()}
        return {keys[seat.person_id] for seat in tx.rounds.roster(opened.id)}


def left_out(runtime: Runtime, opened: Round) -> dict[Reason, int]:
    with runtime.store.begin() as tx:
        return tx.asks.left_out(opened.id)


def came(runtime: Runtime, survey_id: str) -> dict[date, Came]:
    """What came of every date of a survey so far."""
    with runtime.store.begin() as tx:
        return {day: one for one in Came for day in tx.schedules.dates(survey_id, one)}
