"""Scheduling: each running survey has a row that says when it is asked next, and no other has."""

from surveys.model.asking import Due
from surveys.model.surveys import WEEKLY_PULSE, Calendar, KeptSurvey, SurveyState
from surveys.rules.recurrence import next_occurrence
from surveys.runtime import Runtime
from surveys.store.database import Transaction


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
        return move_on(runtime, tx, kept, seen)
    if seen.revision != kept.revision:
        tx.schedules.advance(seen, seen.at, kept.revision)
    return tx.schedules.find(kept.survey.id)


def move_on(
    runtime: Runtime, tx: Transaction, kept: KeptSurvey, seen: Due | None
) -> Due | None:
    """Set a running survey's row to its next date after now. None: there is none any more."""
    calendar = calendar_of(kept)
    following = next_occurrence(calendar, runtime.now()) if calendar else None
    if following is None:
        if seen:
            tx.schedules.end(seen)
    elif seen is None:
        tx.schedules.begin(kept.survey.id, following.opens_at, kept.revision)
    else:
        tx.schedules.advance(seen, following.opens_at, kept.revision)
    return tx.schedules.find(kept.survey.id)


def due(runtime: Runtime) -> tuple[str, ...]:
    """Return the surveys to look at now: those whose time has come, or whose row is not right.

    The weekly pulse comes last, for it gives way to the others.
    """
    now = runtime.now()
    with runtime.store.begin() as tx:
        rows = {row.survey: row for row in tx.schedules.all()}
        chosen = [kept for kept in tx.surveys.all() if _is_due(kept, rows, runtime)]
    found = [kept.survey.id for kept in chosen]
    moments = {survey: rows[survey].at if survey in rows else now for survey in found}
    return tuple(sorted(found, key=lambda one: (one == WEEKLY_PULSE, moments[one], one)))


def calendar_of(kept: KeptSurvey) -> Calendar | None:
    """Return the calendar that opens rounds of a survey. None: nothing does."""
    return kept.survey.calendar if kept.state is SurveyState.RUNNING else None


def _is_due(kept: KeptSurvey, rows: dict[str, Due], runtime: Runtime) -> bool:
    row, calendar = rows.get(kept.survey.id), calendar_of(kept)
    if row is None or calendar is None:
        has_more = calendar is not None and next_occurrence(calendar, runtime.now()) is not None
        return has_more if row is None else True
    return row.at <= runtime.now() or row.revision != kept.revision


def _is_same(tx: Transaction, kept: KeptSurvey, calendar: Calendar, seen: Due) -> bool:
    """Say whether the row was set by the calendar that the survey has now."""
    if seen.revision == kept.revision:
        return True
    return tx.surveys.definition(kept.survey.id, seen.revision).calendar == calendar
