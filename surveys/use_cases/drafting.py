"""Drafting: an author makes and changes a survey step by step, and each step is kept.

Whoever changes a survey names the revision they looked at, and their change is made to that one:
so a step that comes twice is kept once, and two authors never overwrite each other in silence.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Final

from surveys.bank.authored import free_id, is_another, question_of
from surveys.bank.checking import LONGEST_ID
from surveys.bank.checking_questions import bank_questions, reserved_ids
from surveys.bank.kinds import id_from
from surveys.bank.ready import ready_files, ready_survey
from surveys.errors import SurveyChangedMeanwhile, SurveyUnknown
from surveys.model.authoring import Details, Place, Written
from surveys.model.people import Account
from surveys.model.questions import Question
from surveys.model.surveys import WEEKLY_PULSE, Audience, Calendar, KeptSurvey, Survey, SurveyState
from surveys.rules.lifecycle import check_dates
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.admitting import admit_author
from surveys.use_cases.authoring import first_day, get, keep_in
from surveys.use_cases.choosing import in_full

_NEW: Final = 0  # the revision of what nobody kept yet


def begin_blank(runtime: Runtime, caller: Account, details: Details) -> KeptSurvey:
    """Keep a new draft without questions. Raises NotAnAuthor, SurveyWrong."""
    survey = Survey(
        id=id_from(details.title).replace("_", "-") or "survey",
        title=details.title,
        purpose=details.purpose,
        questions=(),
        required=frozenset(),
        minutes=details.minutes,
        audience=Audience(),
        calendar=None,
        open_working_days=details.open_working_days,
        reminder=details.reminder,
    )
    return _begin(runtime, caller, survey)


def begin_ready(runtime: Runtime, caller: Account, name: str) -> KeptSurvey:
    """Keep a new draft of a survey that comes with Staff Voice; its first day is a proposal.

    Raises NotAnAuthor, SurveyUnknown.
    """
    if name not in ready_files() or name == WEEKLY_PULSE:
        raise SurveyUnknown(name)
    return _begin(
        runtime, caller, ready_survey(name, runtime.bank, runtime.policy, first_day(runtime))
    )


def keep_details(runtime: Runtime, caller: Account, place: Place, details: Details) -> KeptSurvey:
    """Change what a survey is called, what for, and how long it takes and stays open.

    Raises NotAnAuthor, SurveyWrong, SurveyChangedMeanwhile, SurveyArchived, as all here do.
    """
    return _change(
        runtime,
        caller,
        place,
        lambda survey, _tx: replace(
            survey,
            title=details.title,
            purpose=details.purpose,
            minutes=details.minutes,
            open_working_days=details.open_working_days,
            reminder=details.reminder,
        ),
    )


def keep_audience(
    runtime: Runtime, caller: Account, place: Place, audience: Audience
) -> KeptSurvey:
    """Change whom a survey asks; job families and contracts may be cut short, as lists do.

    Raises as `keep_details` does, and UnitUnknown.
    """

    def changed(survey: Survey, tx: Transaction) -> Survey:
        people, before = tx.people.all(), survey.audience
        families = in_full(
            audience.job_families, [*before.job_families, *(one.job_family for one in people)]
        )
        contracts = in_full(
            audience.contracts, [*before.contracts, *(one.contract for one in people)]
        )
        whole = replace(audience, job_families=families, contracts=contracts)
        return replace(survey, audience=whole)

    return _change(runtime, caller, place, changed)


def keep_calendar(
    runtime: Runtime, caller: Account, place: Place, calendar: Calendar
) -> KeptSurvey:
    """Change when a survey is asked. Raises as `keep_details` does, and SurveyDatePassed."""

    def changed(survey: Survey, _tx: Transaction) -> Survey:
        dated = replace(survey, calendar=calendar)
        check_dates(dated, runtime.now())
        return dated

    return _change(runtime, caller, place, changed)


def add_question(runtime: Runtime, caller: Account, place: Place, written: Written) -> KeptSurvey:
    """Add a question of an author's own at the end. Raises as `keep_details` does."""

    def changed(survey: Survey, tx: Transaction) -> Survey:
        taken = _ids_ever(runtime, tx, survey)
        return _with(survey, question_of(written, runtime.bank, taken), required=written.required)

    return _change(runtime, caller, place, changed)


def add_from_bank(
    runtime: Runtime, caller: Account, place: Place, question_ids: Collection[str]
) -> KeptSurvey:
    """Add questions of the bank at the end, in the bank's order. Raises as `keep_details` does."""
    known = bank_questions(runtime.bank)

    def changed(survey: Survey, _tx: Transaction) -> Survey:
        there = {one.id for one in survey.questions}
        new = [one for one in known.values() if one.id in question_ids and one.id not in there]
        return replace(survey, questions=(*survey.questions, *new))

    return _change(runtime, caller, place, changed)


def change_question(
    runtime: Runtime, caller: Account, place: Place, question_id: str, written: Written
) -> KeptSurvey:
    """Change a question in its place.

    A question of the bank keeps its words: only whether it may be skipped is its author's choice.
    One that was asked before becomes another when its choices change, so that nobody compares
    what can't be compared. Raises as `keep_details` does.
    """

    def changed(survey: Survey, tx: Transaction) -> Survey:
        before = _question(survey, question_id)
        if before.id in bank_questions(runtime.bank):
            return _with(survey, before, required=written.required)
        after = question_of(written, runtime.bank, (), before)
        if is_another(after, before) and before.id in _ids_asked(tx, survey):
            after = question_of(written, runtime.bank, _ids_ever(runtime, tx, survey))
        return _with(survey, after, required=written.required, in_place_of=before.id)

    return _change(runtime, caller, place, changed)


def move_question(
    runtime: Runtime, caller: Account, place: Place, question_id: str, by: int
) -> KeptSurvey:
    """Move a question up (-1) or down (+1); at the end it stays. Raises as `keep_details` does."""

    def changed(survey: Survey, _tx: Transaction) -> Survey:
        asked = list(survey.questions)
        here = asked.index(_question(survey, question_id))
        there = min(max(here + by, 0), len(asked) - 1)
        asked.insert(there, asked.pop(here))
        return replace(survey, questions=tuple(asked))

    return _change(runtime, caller, place, changed)


def remove_question(
    runtime: Runtime, caller: Account, place: Place, question_id: str
) -> KeptSurvey:
    """Take a question out. Raises as `keep_details` does."""

    def changed(survey: Survey, _tx: Transaction) -> Survey:
        gone = _question(survey, question_id)
        rest = tuple(one for one in survey.questions if one is not gone)
        return replace(survey, questions=rest, required=survey.required - {gone.id})

    return _change(runtime, caller, place, changed)


def _begin(runtime: Runtime, caller: Account, survey: Survey) -> KeptSurvey:
    """Keep a new draft under the first id that is free; the very same draft twice is one."""
    with runtime.store.begin() as tx:
        admit_author(tx, caller)
        taken: list[str] = []
        while (found := tx.surveys.find(_called(survey, taken).id)) is not None:
            if (found.state, found.revision) == (SurveyState.DRAFT, 1) and (
                found.survey == _called(survey, taken)
            ):
                return found
            taken.append(found.survey.id)
        return keep_in(runtime, tx, _called(survey, taken), _NEW, unfinished=True).kept


def _called(survey: Survey, taken: Iterable[str]) -> Survey:
    return replace(survey, id=free_id(survey.id, set(taken), "-", LONGEST_ID))


def _change(
    runtime: Runtime,
    caller: Account,
    place: Place,
    changed: Callable[[Survey, Transaction], Survey],
) -> KeptSurvey:
    with runtime.store.begin() as tx:
        admit_author(tx, caller)
        if place.revision > get(tx, place.survey).revision:
            raise SurveyChangedMeanwhile
        survey = changed(tx.surveys.definition(place.survey, place.revision), tx)
        return keep_in(runtime, tx, survey, place.revision, unfinished=True).kept


def _question(survey: Survey, question_id: str) -> Question:
    found = next((one for one in survey.questions if one.id == question_id), None)
    if found is None:
        raise SurveyChangedMeanwhile
    return found


def _with(
    survey: Survey, question: Question, *, required: bool, in_place_of: str | None = None
) -> Survey:
    gone = in_place_of or question.id
    ids = [one.id for one in survey.questions]
    asked = list(survey.questions)
    if gone in ids:
        asked[ids.index(gone)] = question
    else:
        asked.append(question)
    still = survey.required - {gone}
    return replace(
        survey, questions=tuple(asked), required=still | {question.id} if required else still
    )


def _ids_asked(tx: Transaction, survey: Survey) -> set[str]:
    revisions = tx.surveys.revisions_asked(survey.id)
    asked = [tx.surveys.definition(survey.id, one) for one in revisions]
    return {question.id for one in asked for question in one.questions}


def _ids_ever(runtime: Runtime, tx: Transaction, survey: Survey) -> set[str]:
    """Return the ids that a new question can't have: those here, those asked, the bank's."""
    here = {one.id for one in survey.questions}
    return here | _ids_asked(tx, survey) | reserved_ids(runtime.bank)
