"""Opening: rounds begin when the calendars of running surveys say so, or by hand."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from surveys.errors import (
    NobodyToAsk,
    RoundAlreadyOpen,
    SurveyArchived,
    SurveyAsksAtMilestones,
    SurveyNotStarted,
    SurveyPausedAlready,
    SurveyRefused,
    SurveyUnknown,
)
from surveys.model.asking import Came, Reason, counted
from surveys.model.rounds import Round
from surveys.model.surveys import WEEKLY_PULSE, Calendar, KeptSurvey, SurveyState
from surveys.model.trail import COMMAND_LINE, ActKind
from surveys.rules.milestones import next_check
from surveys.rules.recurrence import Occurrence, occurrences
from surveys.rules.schedule import moment
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.launching import launch, relaunch
from surveys.use_cases.pooling import ask_reached
from surveys.use_cases.scheduling import calendar_of, due, follow, move_on
from surveys.use_cases.selecting import day_of, select, this_day
from surveys.use_cases.starting import begin_pulse
from surveys.use_cases.trailing import note
from surveys.wording import _

_NOT_RUNNING: Final[Mapping[SurveyState, type[SurveyRefused]]] = {
    SurveyState.DRAFT: SurveyNotStarted,
    SurveyState.PAUSED: SurveyPausedAlready,
    SurveyState.ARCHIVED: SurveyArchived,
}


def open_due(runtime: Runtime) -> tuple[Round, ...]:
    """Open whatever is due, each survey by itself; return the rounds opened here."""
    return tuple(opened for one in due_surveys(runtime) for opened in open_survey(runtime, one))


def due_surveys(runtime: Runtime) -> tuple[str, ...]:
    """Return the ids of surveys to look at now, in the order to open them."""
    begin_pulse(runtime)
    return due(runtime)


def open_survey(runtime: Runtime, survey_id: str) -> tuple[Round, ...]:
    """Open what is due of one survey. Empty: not yet, done already, missed, nobody to ask.

    After an outage only the last of its dates is of use, and only while its closing lies ahead;
    the others are kept as missed.
    """
    now = runtime.now()
    with runtime.store.begin() as tx:
        tx.asks.hold()
        kept = tx.surveys.find(survey_id)
        seen = follow(runtime, tx, kept) if kept else None
        calendar = calendar_of(kept) if kept else None
        if kept is None or calendar is None or seen is None or seen.at > now:
            return ()
        if _is_about_to_close(tx, survey_id, now):
            return ()
        dates = tuple(occurrences(calendar, seen.at - timedelta(seconds=1), now))
        if not move_on(runtime, tx, kept, seen) or not dates:
            return ()
        if kept.survey.is_pooled:
            return ask_reached(runtime, tx, kept, dates)
        for missed in dates[:-1]:
            tx.schedules.occur(survey_id, missed.local_date, Came.MISSED)
        opened = _open(runtime, tx, kept, calendar, dates[-1])
        return () if opened is None else (opened,)


def open_now(runtime: Runtime, survey_id: str = WEEKLY_PULSE) -> Round:
    """Open a round of a running survey at once.

    Raises RoundAlreadyOpen, NobodyToAsk, SurveyUnknown, SurveyAsksAtMilestones, and of a survey
    that does not run SurveyNotStarted and others.
    """
    begin_pulse(runtime)
    with runtime.store.begin() as tx:
        tx.asks.hold()
        kept = tx.surveys.find(survey_id)
        if kept is None:
            raise SurveyUnknown(survey_id)
        if calendar_of(kept) is None:
            raise _NOT_RUNNING[kept.state]
        if kept.survey.is_pooled:
            raise SurveyAsksAtMilestones
        if _is_open(tx, survey_id):
            raise RoundAlreadyOpen
        day = this_day(runtime, kept.survey)
        selected = select(runtime, tx, kept.survey, day)
        if not selected.asked:
            raise NobodyToAsk(_told(selected.counts))
        opened = launch(runtime, tx, kept, day, selected)
        note(runtime, tx, COMMAND_LINE, ActKind.ROUND_OPENED, survey=survey_id)
        return opened


def ask_again(runtime: Runtime, tx: Transaction, lost: Round) -> Round | None:
    """Open a round in place of one whose key is lost, until the same closing time.

    None: that has passed. A pool is opened again in any case, until the next check date.
    """
    now, policy = runtime.now(), runtime.policy
    closes_at = lost.closes_at
    if closes_at <= now and lost.is_pooled:
        check = next_check(now.astimezone(policy.zone).date())
        closes_at = moment(check, policy.closing_time, policy.zone)
    return relaunch(runtime, tx, lost, closes_at) if closes_at > now else None


def _open(
    runtime: Runtime, tx: Transaction, kept: KeptSurvey, calendar: Calendar, date: Occurrence
) -> Round | None:
    """Open the round of one date, and note what came of the date."""
    survey_id = kept.survey.id
    day = day_of(runtime, kept.survey, calendar, date)
    if day.closes_at <= runtime.now() or _is_open(tx, survey_id):
        tx.schedules.occur(survey_id, date.local_date, Came.MISSED)
        return None
    selected = select(runtime, tx, kept.survey, day)
    came = Came.ASKED if selected.asked else Came.NOBODY
    if not tx.schedules.occur(survey_id, date.local_date, came) or not selected.asked:
        return None
    return launch(runtime, tx, kept, day, selected)


def _is_about_to_close(tx: Transaction, survey_id: str, now: datetime) -> bool:
    """Say whether a round is over and not closed yet: its successor waits for the next tick."""
    mine = [one for one in tx.rounds.open() if one.survey == survey_id and not one.is_pooled]
    return any(one.closes_at <= now for one in mine)


def _is_open(tx: Transaction, survey_id: str) -> bool:
    return any(one.survey == survey_id for one in tx.rounds.open())


def _told(counts: Mapping[Reason, int]) -> str:
    if not counts:
        return _("the list of people is empty")
    return counted(sorted(counts.items()))
