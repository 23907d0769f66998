"""Planning: what a survey would come to, why somebody was not asked, and what was long not asked.

Everything here is counts of people and dates: no answer goes into it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from typing import Final

from surveys.errors import PersonUnknown
from surveys.model.asking import Asked, Came, Milestone, Reason
from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.people import Person
from surveys.model.previews import Promise
from surveys.model.questions import CommentPrompt
from surveys.model.releases import Tier
from surveys.model.rounds import Round
from surveys.model.surveys import WEEKLY_PULSE, Survey
from surveys.rules.audience import places_of
from surveys.rules.coverage import Coverage, coverage
from surveys.rules.feasibility import expected_response, promises, scope_of
from surveys.rules.milestones import milestone_date, useful_since
from surveys.rules.recurrence import Occurrence, next_occurrence, occurrences
from surveys.rules.schedule import moment
from surveys.rules.seating import frozen_tree, leaf_of
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.asked import known_questions
from surveys.use_cases.authoring import by_unit, get
from surveys.use_cases.remarking import remarks_on
from surveys.use_cases.selecting import Day, Selected, day_of, next_day, select, this_day

DATES_TOLD: Final = 3
FAR: Final = timedelta(days=800)  # beyond two dates of a yearly survey


@dataclass(frozen=True)
class Forecast:
    """What a survey would come to if it were asked on its next date, as things are now."""

    dates: tuple[Occurrence, ...]  # the next few; empty: none is to come, or it has no calendar
    asked: int  # people; of a milestone all who would be asked were it theirs that day
    left_out: Mapping[Reason, int]
    is_pooled: bool
    response: float  # the share expected to answer, 0 to 1
    promises: tuple[Promise, ...]  # where which results may be expected; empty: it asks nothing
    remarks: tuple[str, ...]  # what looks like a slip, a sentence each


def forecast(runtime: Runtime, survey_id: str) -> Forecast:
    """Say what a survey would come to. Raises SurveyUnknown."""
    with runtime.store.begin() as tx:
        return forecast_of(runtime, tx, get(tx, survey_id).survey)


def foresee(runtime: Runtime, survey: Survey) -> Forecast:
    """Say what a survey that is not kept would come to, its audience by paths as in a file.

    Nothing is written, and nothing could be. Raises UnitUnknown.
    """
    with runtime.store.looking() as tx:
        return forecast_of(runtime, tx, by_unit(tx, survey))


def reach_of(
    runtime: Runtime, tx: Transaction, survey: Survey
) -> tuple[tuple[Occurrence, ...], Selected]:
    """Say when a survey comes, the next few dates, and whom it would ask on the first of them."""
    now, calendar = runtime.now(), survey.calendar
    dates = tuple(islice(occurrences(calendar, now, now + FAR), DATES_TOLD)) if calendar else ()
    return dates, select(
        runtime, tx, survey, next_day(runtime, survey, dates[0] if dates else None)
    )


def forecast_of(runtime: Runtime, tx: Transaction, survey: Survey) -> Forecast:
    """Say what a survey would come to, kept or not yet."""
    dates, selected = reach_of(runtime, tx, survey)
    response = expected_response(_rates(tx, survey.id))
    return Forecast(
        dates,
        len(selected.asked),
        selected.counts,
        survey.is_pooled,
        response,
        _promises(runtime, tx, survey, selected, response),
        remarks_on(tx, survey),
    )


def why_not(runtime: Runtime, survey_id: str, key: str) -> Asked | Milestone | Reason | None:
    """Say what became of asking somebody, by the employer's key, in the newest round of a survey.

    The reason is the one that held on that round's day as far as it can still be seen: none is kept
    beside a name. None: the next round may ask them. Raises SurveyUnknown, PersonUnknown.
    """
    with runtime.store.begin() as tx:
        kept, person = get(tx, survey_id), _person(tx, key)
        survey, newest = kept.survey, tx.rounds.newest(survey_id)
        last = tx.asks.last_of(survey_id, person.id)
        if last is not None and newest is not None and (survey.is_pooled or last[0] == newest.id):
            on = last[1] if survey.is_pooled else newest.local_date
            return Asked(on, _invitation(tx, person, last[0]))
        day = None if survey.is_pooled else _last_day(runtime, tx, survey, newest)
        if day is None:
            today = this_day(runtime, survey)
            reason = select(runtime, tx, survey, today, [person]).left_out.get(person.id)
        else:
            selected = select(runtime, tx, survey, day, [person], is_over=True)
            reason = _then(selected, person, day)
        if survey.is_pooled and reason is not Reason.NOT_IN_AUDIENCE:
            return _milestone(runtime, survey, person) or reason
        return reason


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


def _invitation(tx: Transaction, person: Person, round_id: str) -> DeliveryState | None:
    """Return what became of the invitation of somebody whom a round asks."""
    state = tx.deliveries.state_of(Kind.INVITATION, person.id, round_id)
    if state in (DeliveryState.PENDING, DeliveryState.SENDING):
        # What waits when the round has closed is never sent.
        is_open = any(one.id == round_id for one in tx.rounds.open())
        return DeliveryState.PENDING if is_open else DeliveryState.CANCELLED
    return state


def _last_day(
    runtime: Runtime, tx: Transaction, survey: Survey, newest: Round | None
) -> Day | None:
    """Return the last day on which a survey was to be asked, though it asked nobody. None: none."""
    nobody = tx.schedules.dates(survey.id, Came.NOBODY)
    if nobody and survey.calendar and (newest is None or nobody[-1] > newest.local_date):
        calendar = survey.calendar
        opens_at = moment(nobody[-1], calendar.at, calendar.zone)
        found = next_occurrence(calendar, opens_at - timedelta(seconds=1))
        if found is not None and found.local_date == nobody[-1]:
            return day_of(runtime, survey, calendar, found)
    named = tx.asks.named_day(newest.id) if newest else None
    if newest is None or named is None:  # whom it asked may be forgotten by now
        return None
    return Day(named, newest.local_date, newest.opens_at, newest.closes_at)


def _then(selected: Selected, person: Person, day: Day) -> Reason | None:
    """Return why somebody was left out on a day that is over."""
    reason, welcomed = selected.left_out.get(person.id), person.welcomed_at
    if reason is Reason.NOT_WELCOMED and welcomed and welcomed > day.opens_at:
        return Reason.JOINED_LATER
    return reason


def _milestone(runtime: Runtime, survey: Survey, person: Person) -> Milestone | None:
    """Return the milestone somebody reaches next, or passed too long ago. None: it is theirs now.

    Days before the calendar's first are passed as well.
    """
    calendar, today = survey.calendar, this_day(runtime, survey).local_date
    if calendar is None:
        return None
    begun = person.on(calendar.event)
    if begun is None:
        return None
    on = [milestone_date(begun, months) for months in calendar.months]
    useful = max(useful_since(today, runtime.policy.milestone_working_days), calendar.starts)
    if any(useful <= one <= today for one in on):
        return None
    coming = [one for one in on if one > today and one >= calendar.starts]
    return Milestone(min(coming), is_past=False) if coming else Milestone(max(on), is_past=True)


def _rates(tx: Transaction, survey_id: str) -> list[str]:
    """The share of all asked who answered the newest round, as its release told it."""
    newest = tx.releases.latest(survey_id, Tier.WEEKLY)
    if newest is None:
        return []
    root = tx.windows.tree(newest.window_id).root
    return [one.rate for one in newest.turnout if one.node_id == root]


def _person(tx: Transaction, key: str) -> Person:
    found = [person for person in tx.people.all() if person.key == key and person.active]
    if not found:
        raise PersonUnknown(key)
    return found[0]
