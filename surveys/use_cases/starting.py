"""Starting: what must agree with the database before anything else may happen."""

from dataclasses import replace
from datetime import date, timedelta

from surveys.bank.ready import ready_survey
from surveys.errors import (
    KeysElsewhere,
    KeysNotFound,
    QuestionsMissing,
    RestoreCutShort,
    ThresholdsLowered,
)
from surveys.model.policy import LOWEST
from surveys.model.rounds import Thresholds
from surveys.model.surveys import WEEKLY_PULSE, Calendar, Every, Survey, SurveyState
from surveys.model.trail import COMMAND_LINE, ActKind
from surveys.rules.rising import SETTINGS, shortfalls
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.store.keyring import Keyring
from surveys.use_cases.asked import known_questions
from surveys.use_cases.scheduling import follow
from surveys.use_cases.trailing import note


def check(runtime: Runtime) -> None:
    """Refuse what is not this database's; let a new one begin with the pulse.

    Raises KeysElsewhere, KeysNotFound, QuestionsMissing, RestoreCutShort, ThresholdsLowered.
    """
    with runtime.store.begin() as tx:
        if tx.restores.unsettled() is not None:
            raise RestoreCutShort
        _check_questions(runtime, tx)
        _check_thresholds(runtime.policy.thresholds, tx.marks.highest())
        _check_keys(runtime.store.keys, tx)
    _note_thresholds(runtime)
    begin_pulse(runtime)


def begin_keys(runtime: Runtime) -> None:
    """Make the folder of keys of a database that has none yet."""
    keys = runtime.store.keys
    with runtime.store.begin() as tx:
        known = tx.installation.key_dir()
        if known is None or (known == keys.folder.resolve() and keys.is_ours):
            _take(keys, tx)


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
        _take(runtime.store.keys, tx)


def _check_keys(keys: Keyring, tx: Transaction) -> None:
    known = tx.installation.key_dir()
    in_use = tx.rounds.open() or tx.forum_cycles.open() or tx.pools.open()
    if known not in (None, keys.folder.resolve()) and in_use:
        # With another folder what is open would seem lost, and what is sealed be destroyed.
        raise KeysElsewhere(str(known))
    if in_use and not keys.is_ours:
        raise KeysNotFound(str(keys.folder))
    _take(keys, tx)


def _take(keys: Keyring, tx: Transaction) -> None:
    keys.take()
    if tx.installation.key_dir() != (folder := keys.folder.resolve()):
        tx.installation.keep_key_dir(folder)


def _check_questions(runtime: Runtime, tx: Transaction) -> None:
    """Refuse a bank without questions that were asked, unless the survey's own words have them."""
    missing = {
        question
        for survey_id, revision, question in tx.rounds.questions_ever()
        if question not in known_questions(runtime, tx, survey_id, revision)
    }
    if missing:
        raise QuestionsMissing(", ".join(sorted(missing)))


def _note_thresholds(runtime: Runtime) -> None:
    """Keep that whoever runs the server set other thresholds than held at the start before.

    They held as the trail last told, or else as rounds were opened under.
    """
    wanted = runtime.policy.thresholds
    with runtime.store.looking() as tx:
        if wanted == _thresholds_before(tx):
            return  # as nearly always
    with runtime.store.begin() as tx:
        tx.trail.hold()  # of two that start at once, the second finds it kept
        if wanted != _thresholds_before(tx):
            set_to = {name: getattr(wanted, name) for name in SETTINGS.values()}
            note(runtime, tx, COMMAND_LINE, ActKind.THRESHOLDS_SET, **set_to)


def _thresholds_before(tx: Transaction) -> Thresholds:
    act = tx.trail.last_of({ActKind.THRESHOLDS_SET})
    if act is None:
        return LOWEST.raised_to(tx.marks.highest() or LOWEST)
    team, week, comments = (int(act.subject[name]) for name in SETTINGS.values())
    return Thresholds(team, week, comments)


def _check_thresholds(wanted: Thresholds, kept: Thresholds | None) -> None:
    """Refuse to show smaller groups than people were promised when they answered."""
    short = shortfalls(wanted, LOWEST.raised_to(kept) if kept else LOWEST)
    if short:
        raise ThresholdsLowered(", ".join(f"{name}={least}" for name, least in short.items()))
