"""Previewing: what a survey would look like and reach, before anybody is asked.

Whoever it would ask is counted by the very rules that later choose them; no answer goes into it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from surveys.bank.checking import minutes_needed
from surveys.errors import SurveyChangedMeanwhile
from surveys.model.authoring import Place
from surveys.model.deliveries import Delivery, Kind
from surveys.model.messages import About, Form, Invitation
from surveys.model.people import Account, Person
from surveys.model.previews import Level, Preview, Trial
from surveys.model.releases import Tier
from surveys.model.surveys import WEEKLY_PULSE, Survey
from surveys.rules.audience import left_out, places_of
from surveys.rules.feasibility import Scope, by_depth, expected_response, outlooks, scope_of
from surveys.rules.fitting import tapped
from surveys.rules.milestones import reached
from surveys.rules.recurrence import next_occurrence
from surveys.rules.schedule import closing_after
from surveys.rules.seating import frozen_tree, leaf_of, whole_tree
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.admitting import admit_author
from surveys.use_cases.answering import pretend
from surveys.use_cases.authoring import check_sound, get
from surveys.use_cases.overseeing import page_of
from surveys.use_cases.selecting import Day, Selected, select

WEEKS_OF_MILESTONES: Final = timedelta(weeks=13)
_ROOM_FOR_A_PRESS: Final = 20  # of 80 characters, beside a survey's id and its revision


def preview(runtime: Runtime, caller: Account, survey_id: str) -> Preview:
    """Say what a survey would look like and reach. Raises NotAnAuthor, SurveyUnknown."""
    with runtime.store.begin() as tx:
        admit_author(tx, caller)
        kept = get(tx, survey_id)
        survey = kept.survey
        day = _day(runtime, survey)
        selected = _reaching(runtime, tx, survey) or select(runtime, tx, survey, day)
        scope = scope_of(survey, places_of(survey.audience, tx.units.ever()))
        response = _response(tx, survey)
        return Preview(
            page=page_of(runtime, tx, kept),
            invitation=_invitation(runtime, survey),
            on=day.local_date if survey.calendar else None,
            asked=len(selected.asked),
            left_out=tuple(Counter(selected.left_out.values()).most_common()),
            response=response,
            levels=_levels(runtime, tx, selected.asked, response, scope),
            is_whole_only=scope.is_whole_only,
            needed_minutes=minutes_needed(survey.questions),
            thresholds=runtime.policy.thresholds,
        )


def send_to_me(runtime: Runtime, caller: Account, place: Place, press: str) -> None:
    """Queue the invitation for the author alone; one press is one message, however often it comes.

    Raises NotAnAuthor, SurveyUnknown, SurveyWrong where there is nothing to ask yet.
    """
    with runtime.store.begin() as tx:
        author = admit_author(tx, caller)
        if place.revision > get(tx, place.survey).revision:
            raise SurveyChangedMeanwhile
        check_sound(runtime, tx.surveys.definition(place.survey, place.revision))
        subject = f"{place.survey}:{place.revision}:{press[-_ROOM_FOR_A_PRESS:]}"
        message = Delivery(runtime.new_id(), Kind.PREVIEW, author.id, subject, runtime.now())
        tx.deliveries.add([message])


def trial_of(runtime: Runtime, tx: Transaction, subject: str) -> Trial | None:
    """Return the message that was asked for. None: its survey asks nothing."""
    survey_id, revision, _press = subject.split(":")
    place = Place(survey_id, int(revision))
    survey = tx.surveys.definition(survey_id, place.revision)
    invitation = _invitation(runtime, survey)
    return Trial(invitation, place) if invitation else None


def trial_form(runtime: Runtime, caller: Account, place: Place, choice: int | None = None) -> Form:
    """Open a form of which nothing is kept, as a revision has it, with a tapped choice set.

    Raises NotAnAuthor, SurveyUnknown, SurveyWrong where there is nothing to ask yet.
    """
    with runtime.store.begin() as tx:
        admit_author(tx, caller)
        if place.revision > get(tx, place.survey).revision:
            raise SurveyChangedMeanwhile
        survey = tx.surveys.definition(place.survey, place.revision)
    check_sound(runtime, survey)
    form = pretend(runtime, survey)
    return replace(form, chosen=tapped(form.questions[0], choice))


def _day(runtime: Runtime, survey: Survey) -> Day:
    """Return the next day on which a survey would ask; today where there is none."""
    now, calendar = runtime.now(), survey.calendar
    found = next_occurrence(calendar, now) if calendar else None
    if found:
        return Day(found.named, found.local_date, found.opens_at)
    today = now.astimezone(runtime.policy.zone).date()
    return Day(today, today, now)


def _reaching(runtime: Runtime, tx: Transaction, survey: Survey) -> Selected | None:
    """Return who reaches a milestone in the weeks to come. None: it asks everybody on one day."""
    calendar = survey.calendar
    if calendar is None or not survey.is_pooled:
        return None
    today = runtime.now().astimezone(runtime.policy.zone).date()
    first = max(today, calendar.starts)
    places = places_of(survey.audience, tx.units.ever())
    people = {one.id: one for one in tx.people.all() if one.active}
    starts = {one.id: one.start_date for one in people.values()}
    found = {
        one.person_id: left_out(
            people[one.person_id], survey.audience, places, one.on, runtime.policy
        )
        for one in reached(starts, calendar.months, first, first + WEEKS_OF_MILESTONES)
    }
    asked = tuple(people[one] for one, reason in found.items() if reason is None)
    return Selected(asked, {one: reason for one, reason in found.items() if reason})


def _levels(
    runtime: Runtime, tx: Transaction, people: Iterable[Person], response: float, scope: Scope
) -> tuple[Level, ...]:
    units = tx.units.ever()
    tree = (whole_tree if scope.is_whole_only else frozen_tree)(tx.units.all())
    asked = Counter(person.unit_id for person in people)
    headcounts: Counter[str] = Counter()
    for unit_id, count in asked.items():
        leaf = tree.root if scope.is_whole_only else leaf_of(tree, units, unit_id)
        headcounts[leaf] += count
    found = outlooks(tree, headcounts, response, scope, runtime.policy.thresholds)
    return tuple(
        Level(one.depth, one.of, one.weekly, one.quarterly)
        for one in by_depth(tree, headcounts, found, scope)
    )


def _response(tx: Transaction, survey: Survey) -> float:
    """Return the share expected to answer: as in its last round, else in the last pulse."""
    for survey_id in (survey.id, WEEKLY_PULSE):
        release = tx.releases.latest(survey_id, Tier.WEEKLY)
        if release is not None:
            root = tx.windows.tree(release.window_id).root
            rates = [one.rate for one in release.turnout if one.node_id == root]
            if rates:
                return expected_response(rates)
    return expected_response([])


def _invitation(runtime: Runtime, survey: Survey) -> Invitation | None:
    """Return the message as it would be if the survey were asked next. None: it asks nothing."""
    is_pulse = survey.id == WEEKLY_PULSE
    if not is_pulse and not survey.questions:
        return None
    policy = runtime.policy
    opened = _day(runtime, survey).local_date
    closes_at = closing_after(opened, survey.open_working_days, policy.closing_time, policy.zone)
    return Invitation(
        round_id="",
        about=None if is_pulse else About(survey.title, survey.purpose, survey.minutes),
        first=runtime.bank.headline if is_pulse else survey.questions[0],
        closes_at=closes_at.astimezone(policy.zone),
        thresholds=policy.thresholds,
        asked_for=False,
        repeats=False,
    )
