"""Previewing: what a survey would look like and reach, before anybody is asked.

Whoever it would ask is counted by the very rules that later choose them; no answer goes into it.
"""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Final

from surveys.bank.checking import minutes_needed
from surveys.bank.checking_questions import with_bank_words
from surveys.errors import SurveyChangedMeanwhile
from surveys.model.authoring import Place
from surveys.model.deliveries import Delivery, Kind
from surveys.model.messages import About, Form, Invitation
from surveys.model.people import Account
from surveys.model.previews import Preview, Reach, Trial
from surveys.model.surveys import WEEKLY_PULSE, KeptSurvey, Survey
from surveys.rules.feasibility import scope_of
from surveys.rules.fitting import tapped
from surveys.rules.lifecycle import Step, state_after
from surveys.rules.recurrence import next_occurrence
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.admitting import admit_author
from surveys.use_cases.answering import pretend
from surveys.use_cases.authoring import check_sound, get
from surveys.use_cases.overseeing import page_of
from surveys.use_cases.planning import forecast_of, reach_of
from surveys.use_cases.selecting import next_day

_ROOM_FOR_A_PRESS: Final = 20  # of 80 characters, beside a survey's id and its revision


def preview(runtime: Runtime, caller: Account, survey_id: str) -> Preview:
    """Say what a survey would look like and reach. Raises NotAnAuthor, SurveyUnknown."""
    with runtime.store.begin() as tx:
        admit_author(tx, caller)
        kept = get(tx, survey_id)
        survey = kept.survey
        found = forecast_of(runtime, tx, survey)
        return Preview(
            page=page_of(runtime, tx, kept),
            invitation=_invitation(runtime, survey),
            on=found.dates[0].local_date if found.dates else None,
            asked=found.asked,
            left_out=tuple(Counter(found.left_out).most_common()),
            response=found.response,
            promises=found.promises,
            is_whole_only=scope_of(survey, frozenset()).is_whole_only,
            needed_minutes=minutes_needed(survey.questions),
            thresholds=runtime.policy.thresholds,
        )


def reach(runtime: Runtime, caller: Account, survey_id: str) -> Reach:
    """Say whom a survey would ask. Raises NotAnAuthor, SurveyUnknown."""
    with runtime.store.begin() as tx:
        admit_author(tx, caller)
        return _reach_in(runtime, tx, get(tx, survey_id))


def before_start(runtime: Runtime, survey_id: str) -> Reach:
    """Say the same to an operator, of a survey that its state lets start.

    Raises SurveyUnknown, SurveyRunsAlready and others.
    """
    with runtime.store.begin() as tx:
        kept = get(tx, survey_id)
        state_after(Step.START, kept)
        return _reach_in(runtime, tx, kept)


def send_to_me(runtime: Runtime, caller: Account, place: Place, press: str) -> None:
    """Queue the invitation for the author alone; one press is one message, however often it comes.

    Raises NotAnAuthor, SurveyUnknown, SurveyWrong where there is nothing to ask yet.
    """
    with runtime.store.begin() as tx:
        author = admit_author(tx, caller)
        if place.revision > get(tx, place.survey).revision:
            raise SurveyChangedMeanwhile
        survey = tx.surveys.definition(place.survey, place.revision)
        check_sound(runtime, with_bank_words(survey, runtime.bank))
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
    check_sound(runtime, with_bank_words(survey, runtime.bank))
    form = pretend(runtime, survey)
    return replace(form, chosen=tapped(form.questions[0], choice))


def _reach_in(runtime: Runtime, tx: Transaction, kept: KeptSurvey) -> Reach:
    dates, selected = reach_of(runtime, tx, kept.survey)
    return Reach(
        page=page_of(runtime, tx, kept),
        on=dates[0].local_date if dates else None,
        asked=len(selected.asked),
        left_out=tuple(Counter(selected.counts).most_common()),
    )


def _invitation(runtime: Runtime, survey: Survey) -> Invitation | None:
    """Return the message as it would be if the survey were asked next. None: it asks nothing."""
    is_pulse = survey.id == WEEKLY_PULSE
    if not is_pulse and not survey.questions:
        return None
    policy = runtime.policy
    return Invitation(
        round_id="",
        about=None if is_pulse else About(survey.title, survey.purpose, survey.minutes),
        first=runtime.bank.headline if is_pulse else survey.questions[0],
        closes_at=_closing(runtime, survey).astimezone(policy.zone),
        thresholds=policy.thresholds,
        asked_for=False,
        repeats=False,
    )


def _closing(runtime: Runtime, survey: Survey) -> datetime:
    """Return when a round would close that opens on the next date, or else now."""
    calendar = survey.calendar
    date = next_occurrence(calendar, runtime.now()) if calendar else None
    return next_day(runtime, survey, date).closes_at
