"""Authoring: surveys are kept, changed, started, paused and put in the archive.

Whatever an author changes becomes a new revision: a round that is open goes on with the one it
asked, and the next round asks the newest.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from surveys.bank.checking import NO_QUESTION, problems_by_field
from surveys.bank.checking_questions import with_bank_words
from surveys.bank.reading import BankWrong
from surveys.bank.ready import ready_files, ready_survey
from surveys.bank.surveys import read_survey
from surveys.bank.writing import survey_as_toml
from surveys.errors import (
    CalendarMissing,
    MilestoneMeansElse,
    QuestionMeansElse,
    SurveyArchived,
    SurveyChangedMeanwhile,
    SurveyIdTaken,
    SurveyUnknown,
    SurveyWrong,
    UnitUnknown,
)
from surveys.model.people import Person
from surveys.model.surveys import WEEKLY_PULSE, Calendar, KeptSurvey, Survey, SurveyState
from surveys.model.trail import COMMAND_LINE, ActKind
from surveys.rules.lifecycle import (
    Step,
    changed_meanings,
    check_dates,
    counts_from_else,
    date_remarks,
    state_after,
)
from surveys.rules.paths import paths_by_id
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.remarking import remarks_on
from surveys.use_cases.scheduling import follow
from surveys.use_cases.starting import weekly_pulse
from surveys.use_cases.trailing import OF_STEP, note

DAYS_TO_PREPARE: Final = 14  # from loading a ready survey to its first day, unless one is chosen


@dataclass(frozen=True)
class Saved:
    """A survey as it is kept now."""

    kept: KeptSurvey
    changed: bool  # False: it was kept in these very words already
    remarks: tuple[str, ...]  # what looks like a slip, a sentence each


def load(runtime: Runtime, file: Path, starts: date | None = None) -> Saved:
    """Keep the survey of a file as a draft, or as a new revision of the one with its id.

    `starts` goes before the file's first day. The weekly pulse's file may do without a calendar:
    it keeps the one it has. Raises SurveyWrong, UnitUnknown, SurveyArchived, QuestionMeansElse,
    SurveyHasNoDate, CalendarMissing.
    """
    survey = _read(runtime, file, starts)
    with runtime.store.begin() as tx:
        if survey.calendar is None and survey.id == WEEKLY_PULSE:
            survey = replace(survey, calendar=_calendar_of_the_pulse(runtime, tx, starts))
        if survey.calendar is None and starts is not None:
            raise CalendarMissing
        return _loaded(runtime, tx, by_unit(tx, survey))


def load_ready(runtime: Runtime, name: str, starts: date | None = None) -> Saved:
    """Keep a survey that comes with Staff Voice. Raises as `load` does, and SurveyUnknown."""
    if name not in ready_files():
        raise SurveyUnknown(name)
    with runtime.store.begin() as tx:
        first = starts or first_day(runtime, tx.surveys.find(name))
        if name == WEEKLY_PULSE:
            survey = weekly_pulse(runtime, first)
        else:
            survey = ready_survey(name, runtime.bank, runtime.policy, first)
        return _loaded(runtime, tx, survey)


def _loaded(runtime: Runtime, tx: Transaction, survey: Survey) -> Saved:
    saved = keep_in(runtime, tx, survey, None)
    if saved.changed:
        note(runtime, tx, COMMAND_LINE, ActKind.SURVEY_LOADED, survey=survey.id)
    return saved


def start(runtime: Runtime, survey_id: str) -> KeptSurvey:
    """Let a draft's calendar open rounds. Raises SurveyHasNoDate, SurveyDatePassed and others."""
    return _step(runtime, survey_id, Step.START)


def pause(runtime: Runtime, survey_id: str) -> KeptSurvey:
    """Open no more rounds for now; an open one runs on. Raises SurveyPausedAlready and others."""
    return _step(runtime, survey_id, Step.PAUSE)


def resume(runtime: Runtime, survey_id: str) -> KeptSurvey:
    """Let a paused survey's calendar open rounds again. Raises SurveyRunsAlready and others."""
    return _step(runtime, survey_id, Step.RESUME)


def archive(runtime: Runtime, survey_id: str) -> KeptSurvey:
    """Open no round ever again; results stay. Raises SurveyArchived, SurveyUnknown."""
    return _step(runtime, survey_id, Step.ARCHIVE)


def every_survey(runtime: Runtime) -> tuple[KeptSurvey, ...]:
    """Return every survey as it is kept, by id."""
    with runtime.store.begin() as tx:
        return tx.surveys.all()


def show(runtime: Runtime, survey_id: str) -> KeptSurvey:
    """Return one survey, its audience by paths as in a file. Raises SurveyUnknown."""
    with runtime.store.begin() as tx:
        kept = get(tx, survey_id)
        paths = paths_by_id(tx.units.ever())
    audience = kept.survey.audience
    by_path = replace(audience, units=tuple(paths[one] for one in audience.units))
    return replace(kept, survey=replace(kept.survey, audience=by_path))


def as_file(runtime: Runtime, survey_id: str) -> str:
    """Return one survey as the text of a file. Raises SurveyUnknown."""
    return survey_as_toml(show(runtime, survey_id).survey, runtime.bank)


def keep_in(
    runtime: Runtime,
    tx: Transaction,
    survey: Survey,
    seen: int | None,
    *,
    unfinished: bool = False,
) -> Saved:
    """Keep a survey whose audience is named by unit ids, as a draft or a new revision.

    `seen` is the revision its author changed, 0 for a new survey; None: whichever is the newest.
    Where it may be unfinished, a draft may lack its questions. Raises as `load` does, and
    SurveyIdTaken, SurveyChangedMeanwhile.
    """
    survey = with_bank_words(survey, runtime.bank)
    kept = tx.surveys.find(survey.id)
    is_draft = kept is None or kept.state is SurveyState.DRAFT
    check_sound(runtime, survey, unfinished=unfinished and is_draft)
    held = kept.survey.audience.units if kept else ()  # and perhaps out of use since
    _check_units(tx, [one for one in survey.audience.units if one not in held])
    remarks = (
        *remarks_on(tx, survey),
        *(date_remarks(survey, runtime.now()) if is_draft else ()),
    )
    if kept is not None and kept.state is SurveyState.ARCHIVED:
        raise SurveyArchived
    if kept is not None and kept.survey == survey:  # said twice, as Slack may
        return Saved(kept, changed=False, remarks=remarks)
    if kept is None:
        done = not seen and tx.surveys.add(survey)
    else:
        _check_change(runtime, tx, kept, survey, seen)
        done = tx.surveys.revise(survey, kept.revision)
    if not done:
        raise SurveyChangedMeanwhile
    follow(runtime, tx, now_kept := tx.surveys.get(survey.id))
    return Saved(now_kept, changed=True, remarks=remarks)


def _check_change(
    runtime: Runtime, tx: Transaction, kept: KeptSurvey, survey: Survey, seen: int | None
) -> None:
    if seen == 0:
        raise SurveyIdTaken(survey.id)
    if seen is not None and seen != kept.revision:
        raise SurveyChangedMeanwhile
    if kept.state is SurveyState.DRAFT:
        return
    if kept.survey.calendar != survey.calendar:
        check_dates(survey, runtime.now())
    asked = tx.surveys.revisions_asked(survey.id)
    earlier = [tx.surveys.definition(survey.id, one) for one in asked]
    if any(counts_from_else(one, survey) for one in earlier):
        raise MilestoneMeansElse
    if changed := changed_meanings(earlier, survey):
        raise QuestionMeansElse(", ".join(changed))


def step_in(
    runtime: Runtime,
    tx: Transaction,
    survey_id: str,
    step: Step,
    seen: int | None = None,
    actor: Person | str = COMMAND_LINE,
) -> KeptSurvey:
    """Take a step in a survey's life; `seen` is the revision its author looked at, None: any."""
    kept = get(tx, survey_id)
    state = state_after(step, kept)
    if seen not in (None, kept.revision):
        raise SurveyChangedMeanwhile
    if step is Step.START:
        check_sound(runtime, kept.survey)
    if step in (Step.START, Step.RESUME):
        check_dates(kept.survey, runtime.now())
    if not tx.surveys.set_state(survey_id, kept.state, state):
        raise SurveyChangedMeanwhile
    follow(runtime, tx, moved := replace(kept, state=state))
    note(runtime, tx, actor, OF_STEP[step], survey=survey_id)
    return moved


def check_sound(runtime: Runtime, survey: Survey, *, unfinished: bool = False) -> None:
    """Refuse a survey that can't be asked as it is; `unfinished`: questions may still come.

    Raises SurveyWrong.
    """
    problems = [
        one
        for one in problems_by_field(survey, runtime.bank, _today(runtime))
        if not (unfinished and one.field == NO_QUESTION)
    ]
    if problems:
        raise SurveyWrong(_told(one.sentence for one in problems), problems)


def _step(runtime: Runtime, survey_id: str, step: Step) -> KeptSurvey:
    with runtime.store.begin() as tx:
        return step_in(runtime, tx, survey_id, step)


def get(tx: Transaction, survey_id: str) -> KeptSurvey:
    """Return one survey as it is kept. Raises SurveyUnknown."""
    kept = tx.surveys.find(survey_id)
    if kept is None:
        raise SurveyUnknown(survey_id)
    return kept


def by_unit(tx: Transaction, survey: Survey) -> Survey:
    """Name the parts of an audience by their ids, which outlive a change of name.

    Raises UnitUnknown.
    """
    ids = {path: unit_id for unit_id, path in paths_by_id(tx.units.all()).items()}
    unknown = [path for path in survey.audience.units if path not in ids]
    if unknown:
        raise UnitUnknown(", ".join(unknown))
    units = tuple(ids[path] for path in survey.audience.units)
    return replace(survey, audience=replace(survey.audience, units=units))


def _check_units(tx: Transaction, unit_ids: Iterable[str]) -> None:
    in_use = paths_by_id(tx.units.all())
    ever = paths_by_id(tx.units.ever())
    unknown = [ever.get(one, one) for one in unit_ids if one not in in_use]
    if unknown:
        raise UnitUnknown(", ".join(unknown))


def first_day(runtime: Runtime, kept: KeptSurvey | None = None) -> date:
    """Return the first day a survey has already, or the opening day after two weeks."""
    if kept and kept.survey.calendar:
        return kept.survey.calendar.starts
    day = _today(runtime) + timedelta(days=DAYS_TO_PREPARE)
    return day + timedelta(days=(runtime.policy.opening_weekday - day.weekday()) % 7)


def _read(runtime: Runtime, file: Path, starts: date | None) -> Survey:
    """Read a survey from a file, its audience by paths. Raises SurveyWrong with every mistake."""
    try:
        return read_survey(file, runtime.bank, runtime.policy, starts, _today(runtime))
    except BankWrong as wrong:
        raise SurveyWrong(_told(wrong.problems)) from None


def _calendar_of_the_pulse(
    runtime: Runtime, tx: Transaction, starts: date | None
) -> Calendar | None:
    kept = tx.surveys.find(WEEKLY_PULSE)
    usual = weekly_pulse(runtime, first_day(runtime)).calendar
    calendar = (kept.survey.calendar if kept else None) or usual
    return replace(calendar, starts=starts) if calendar and starts else calendar


def _today(runtime: Runtime) -> date:
    return runtime.now().astimezone(runtime.policy.zone).date()


def _told(sentences: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(sentences)).removesuffix(".")
