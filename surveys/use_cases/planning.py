"""Planning: what a survey would come to, why somebody was not asked, and what was long not asked.

Everything here is counts of people and dates: no answer goes into it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import Final

from surveys.errors import PersonUnknown, SurveyUnknown
from surveys.model.asking import Reason
from surveys.model.people import Person
from surveys.model.previews import Promise
from surveys.model.questions import CommentPrompt
from surveys.model.releases import Tier
from surveys.model.rounds import Round
from surveys.model.surveys import WEEKLY_PULSE, KeptSurvey, Survey
from surveys.rules.audience import places_of
from surveys.rules.coverage import Coverage, coverage
from surveys.rules.feasibility import expected_response, promises, scope_of
from surveys.rules.recurrence import Occurrence, occurrences
from surveys.rules.seating import frozen_tree, leaf_of
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.asked import known_questions
from surveys.use_cases.authoring import by_unit
from surveys.use_cases.remarking import remarks_on
from surveys.use_cases.selecting import Day, Selected, select

DATES_TOLD: Final = 3
FAR: Final = timedelta(days=800)  # beyond two dates of a yearly survey


@dataclass(frozen=True)
class Preview:
    """What a survey would come to if it were asked on its next date, as things are now."""

    dates: tuple[Occurrence, ...]  # the next few; empty: none is to come, or it has no calendar
    asked: int  # people; of a milestone all who would be asked were it theirs that day
    left_out: Mapping[Reason, int]
    is_pooled: bool
    response: float  # the share expected to answer, 0 to 1
    promises: tuple[Promise, ...]  # where which results may be expected; empty: it asks nothing
    remarks: tuple[str, ...]  # what looks like a slip, a sentence each


def preview(runtime: Runtime, survey_id: str) -> Preview:
    """Say what a survey would come to. Raises SurveyUnknown."""
    with runtime.store.begin() as tx:
        return preview_of(runtime, tx, _get(tx, survey_id).survey)


def foresee(runtime: Runtime, survey: Survey) -> Preview:
    """Say what a survey that is not kept would come to, its audience by paths as in a file.

    Nothing is written, and nothing could be. Raises UnitUnknown.
    """
    with runtime.store.looking() as tx:
        return preview_of(runtime, tx, by_unit(tx, survey))


def reach_of(
    runtime: Runtime, tx: Transaction, survey: Survey
) -> tuple[tuple[Occurrence, ...], Selected]:
    """Say when a survey comes, the next few dates, and whom it would ask on the first of them."""
    now, calendar = runtime.now(), survey.calendar
    dates = tuple(islice(occurrences(calendar, now, now + FAR), DATES_TOLD)) if calendar else ()
    return dates, select(runtime, tx, survey, _day(runtime, dates))


def preview_of(runtime: Runtime, tx: Transaction, survey: Survey) -> Preview:
    """Say what a survey would come to, kept or not yet."""
    dates, selected = reach_of(runtime, tx, survey)
    response = expected_response(_rates(tx, survey.id))
    return Preview(
        dates,
        len(selected.asked),
        selected.counts,
        survey.is_pooled,
        response,
        _promises(runtime, tx, survey, selected, response),
        remarks_on(tx, survey),
    )


def why_not(runtime: Runtime, survey_id: str, key: str) -> date | Reason | None:
    """Say when the newest round of a survey asked somebody, by the employer's key, or why not.

    The reason is the one that holds now: none is kept. None: the next round may ask them. Raises
    SurveyUnknown, PersonUnknown.
    """
    now = runtime.now()
    with runtime.store.begin() as tx:
        kept, person = _get(tx, survey_id), _person(tx, key)
        newest = tx.rounds.newest(survey_id)
        if newest is not None and tx.rounds.was_asked(newest.id, person.id):
            return newest.local_date
        today = now.astimezone(runtime.policy.zone).date()
        selected = select(runtime, tx, kept.survey, Day(today, today, now), [person])
        return _reason(selected, person, newest)


def covered(runtime: Runtime) -> tuple[Coverage, ...]:
    """Return when each driver was last asked about, and in how many rounds, of all surveys."""
    with runtime.store.begin() as tx:
        return covered_in(runtime, tx)


def covered_in(runtime: Runtime, tx: Transaction) -> tuple[Coverage, ...]:
    """Return the same within a transaction."""
    driver_of: dict[str, str] = {}
    for survey_id, revision, _question in tx.rounds.questions_ever():
        for one in known_questions(runtime, tx, survey_id, revision).values():
            if not isinstance(one, CommentPrompt) and one.driver_id:
                driver_of[one.id] = one.driver_id
    return coverage(runtime.bank.drivers, driver_of, tx.rounds.asked_ever())


def _promises(
    runtime: Runtime, tx: Transaction, survey: Survey, selected: Selected, response: float
) -> tuple[Promise, ...]:
    units, bank, limits = tx.units.all(), runtime.bank, runtime.policy.thresholds
    if not units:
        return ()
    tree = frozen_tree(units)
    scope = scope_of(survey, places_of(survey.audience, tx.units.ever()))
    is_pulse = survey.id == WEEKLY_PULSE
    if is_pulse or scope.is_whole_only:  # as a release has it
        limits = replace(limits, comments=max(limits.comments, limits.week))
    seats = Counter(leaf_of(tree, units, person.unit_id) for person in selected.asked)
    questions = (bank.headline, bank.comment) if is_pulse else survey.questions
    return promises(tree, seats, response, scope, limits, questions)


def _reason(selected: Selected, person: Person, newest: Round | None) -> Reason | None:
    reason = selected.left_out.get(person.id)
    if reason is None and newest is not None and not newest.is_pooled:
        welcomed = person.welcomed_at
        return Reason.JOINED_LATER if welcomed and welcomed > newest.opens_at else None
    return reason


def _day(runtime: Runtime, dates: tuple[Occurrence, ...]) -> Day:
    if dates:
        return Day(dates[0].named, dates[0].local_date, dates[0].opens_at)
    now = runtime.now()
    today = now.astimezone(runtime.policy.zone).date()
    return Day(today, today, now)


def _rates(tx: Transaction, survey_id: str) -> list[str]:
    """The share of all asked who answered the newest round, as its release told it."""
    newest = tx.releases.latest(survey_id, Tier.WEEKLY)
    if newest is None:
        return []
    root = tx.windows.tree(newest.window_id).root
    return [one.rate for one in newest.turnout if one.node_id == root]


def _get(tx: Transaction, survey_id: str) -> KeptSurvey:
    kept = tx.surveys.find(survey_id)
    if kept is None:
        raise SurveyUnknown(survey_id)
    return kept


def _person(tx: Transaction, key: str) -> Person:
    found = [person for person in tx.people.all() if person.key == key and person.active]
    if not found:
        raise PersonUnknown(key)
    return found[0]
