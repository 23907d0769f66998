"""Scheduling: each running survey has a row that says when it is asked next, and no other has."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from surveys.model.asking import Agenda, Came, Due, Reason
from surveys.model.surveys import WEEKLY_PULSE, Calendar, KeptSurvey, SurveyState
from surveys.rules.recurrence import next_occurrence
from surveys.runtime import Runtime
from surveys.store.database import Transaction

DAYS_TOLD: Final = 365  # how long a date that came to nothing is told of


def follow(runtime: Runtime, tx: Transaction, kept: KeptSurvey) -> Due | None:
    """Make a survey's row agree with the survey as it is kept now, and return it. None: no row.

    What was due while it was paused, or by the calendar it had before, is not asked late.
    """
    seen = tx.schedules.find(kept.survey.id)
    calendar = calendar_of(kept)
    if calendar is None:
        if seen:
            tx.schedules.end(seen)
        return None
    if seen is None or not _is_same(tx, kept, calendar, seen):
        move_on(runtime, tx, kept, seen)
    elif seen.revision != kept.revision:
        tx.schedules.advance(seen, seen.at, kept.revision)
    return tx.schedules.find(kept.survey.id)


def move_on(runtime: Runtime, tx: Transaction, kept: KeptSurvey, seen: Due | None) -> bool:
    """Set the row we saw to a survey's next date after now, or delete it where there is none.

    False: another process moved it first.
    """
    calendar = calendar_of(kept)
    following = next_occurrence(calendar, runtime.now()) if calendar else None
    if seen is None:
        if following is not None:
            tx.schedules.begin(kept.survey.id, following.opens_at, kept.revision)
        return True
    if following is None:
        return tx.schedules.end(seen)
    return tx.schedules.advance(seen, following.opens_at, kept.revision)


def due(runtime: Runtime) -> tuple[str, ...]:
    """Return the surveys to look at now: those whose time has come, or whose row is not right.

    The weekly pulse comes last, for it gives way to the others.
    """
    now = runtime.now()
    with runtime.store.begin() as tx:
        rows = {row.survey: row for row in tx.schedules.all()}
        everything = tx.surveys.all()
    chosen = [kept.survey.id for kept in everything if _is_due(kept, rows, now)]
    moments = {survey: rows[survey].at if survey in rows else now for survey in chosen}
    return tuple(sorted(chosen, key=lambda one: (one == WEEKLY_PULSE, moments[one], one)))


def agenda(runtime: Runtime) -> dict[str, Agenda]:
    """Return for each survey when it is asked next, and which dates came to nothing."""
    since = runtime.now().date() - timedelta(days=DAYS_TOLD)
    with runtime.store.begin() as tx:
        return {kept.survey.id: _agenda(tx, kept.survey.id, since) for kept in tx.surveys.all()}


def calendar_of(kept: KeptSurvey) -> Calendar | None:
    """Return the calendar that opens rounds of a survey. None: nothing does."""
    return kept.survey.calendar if kept.state is SurveyState.RUNNING else None


def _agenda(tx: Transaction, survey_id: str, since: date) -> Agenda:
    left_out: Counter[Reason] = Counter()
    for one in tx.rounds.open():
        if one.survey == survey_id:
            left_out.update(tx.asks.left_out(one.id))
    return Agenda(
        next_at=tx.schedules.next_run(survey_id),
        missed=tx.schedules.dates(survey_id, Came.MISSED, since),
        nobody=tx.schedules.dates(survey_id, Came.NOBODY, since),
        left_out=left_out,
    )


def _is_due(kept: KeptSurvey, rows: Mapping[str, Due], now: datetime) -> bool:
    row, calendar = rows.get(kept.survey.id), calendar_of(kept)
    if calendar is None:
        return row is not None
    if row is None:
        return next_occurrence(calendar, now) is not None
    return row.at <= now or row.revision != kept.revision


def _is_same(tx: Transaction, kept: KeptSurvey, calendar: Calendar, seen: Due) -> bool:
    """Say whether the row was set by the calendar that the survey has now."""
    if seen.revision == kept.revision:
        return True
    return tx.surveys.definition(kept.survey.id, seen.revision).calendar == calendar
