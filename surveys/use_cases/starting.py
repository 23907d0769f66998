"""Starting: what must agree with the database before anything else may happen."""

from dataclasses import replace
from datetime import date, timedelta

from surveys.bank.ready import ready_survey
from surveys.errors import KeysElsewhere, QuestionsMissing, RestoreCutShort, ThresholdsLowered
from surveys.model.policy import LOWEST
from surveys.model.rounds import Thresholds
from surveys.model.surveys import WEEKLY_PULSE, Calendar, Every, Survey, SurveyState
from surveys.rules.rising import shortfalls
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.asked import known_questions
from surveys.use_cases.scheduling import follow


def check(runtime: Runtime) -> None:
    """Refuse what is not this database's; let a new one begin with the pulse.

    Raises KeysElsewhere, QuestionsMissing, RestoreCutShort, ThresholdsLowered.
    """
    folder = runtime.store.keys.folder.resolve()
    with runtime.store.begin() as tx:
        if tx.restores.unsettled() is not None:
            raise RestoreCutShort
        _check_questions(runtime, tx)
        _check_thresholds(runtime.policy.thresholds, tx.marks.highest())
        known = tx.installation.key_dir()
        in_use = tx.rounds.open() or tx.forum_cycles.open() or tx.pools.open()
        if known not in (None, folder) and in_use:
            # With another folder what is open would seem lost, and what is sealed be destroyed.
            raise KeysElsewhere(str(known))
        if known != folder:
            tx.installation.keep_key_dir(folder)
    begin_pulse(runtime)


def begin_pulse(runtime: Runtime) -> None:
    """Keep the weekly pulse as running, unless there is one: changed, paused or archived, say."""
    with runtime.store.begin() as tx:
        if tx.surveys.find(WEEKLY_PULSE) is None:
            policy = runtime.policy
            today = runtime.now().astimezone(policy.zone).date()
            days = (policy.opening_weekday - today.weekday()) % 7
            pulse = weekly_pulse(runtime, today + timedelta(days=days))
            if tx.surveys.add(pulse, SurveyState.RUNNING):
                follow(runtime, tx, tx.surveys.get(WEEKLY_PULSE))


def weekly_pulse(runtime: Runtime, starts: date) -> Survey:
    """Return the weekly pulse with the day and hour of the settings."""
    policy = runtime.policy
    pulse = ready_survey(WEEKLY_PULSE, runtime.bank, policy, starts)
    calendar = Calendar(Every.WEEKLY, starts, policy.opening_time, policy.zone)
    return replace(pulse, calendar=calendar)


def accept_key_dir(runtime: Runtime) -> None:
    """Take the present folder for this database's, though keys of open rounds are not in it."""
    with runtime.store.begin() as tx:
        tx.installation.keep_key_dir(runtime.store.keys.folder.resolve())


def _check_questions(runtime: Runtime, tx: Transaction) -> None:
    """Refuse a bank without questions that were asked, unless the survey's own words have them."""
    missing = {
        question
        for survey_id, revision, question in tx.rounds.questions_ever()
        if question not in known_questions(runtime, tx, survey_id, revision)
    }
    if missing:
        raise QuestionsMissing(", ".join(sorted(missing)))


def _check_thresholds(wanted: Thresholds, kept: Thresholds | None) -> None:
    """Refuse to show smaller groups than people were promised when they answered."""
    short = shortfalls(wanted, LOWEST.raised_to(kept) if kept else LOWEST)
    if short:
        raise ThresholdsLowered(", ".join(f"{name}={least}" for name, least in short.items()))
