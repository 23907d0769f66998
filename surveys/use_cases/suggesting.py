"""Suggesting: what is next for somebody, by what they do here and by what was published.

Nothing in it depends on whether anybody answered.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from surveys.model.context import Measure
from surveys.model.home import Missing, Next, NextUp, ToRead, Trouble, Unasked, Worsened
from surveys.model.people import Person, Role
from surveys.model.releases import Tier
from surveys.model.surveys import WEEKLY_PULSE, Audience, KeptSurvey, SurveyState
from surveys.rules.actions import follows, is_on_path
from surveys.rules.audience import fits_nobody, places_of
from surveys.rules.homes import next_for, seats_of
from surveys.rules.quarters import preceding, quarter_of
from surveys.rules.recurrence import next_occurrence
from surveys.runtime import Runtime
from surveys.store.database import Published, Transaction
from surveys.use_cases import reconciling
from surveys.use_cases.health import late_in
from surveys.use_cases.packing import quarters_there_are
from surveys.use_cases.reporting import scores_for

A_WEEK: Final = timedelta(weeks=1)
TO_WIPE: Final = timedelta(hours=1)  # it takes seconds, unless somebody holds a file
MOST: Final = 3  # of each kind


def next_up(
    runtime: Runtime, person: Person, troubles: tuple[tuple[Trouble, int], ...] = ()
) -> NextUp:
    """Return what is next for somebody; `troubles` are for whoever runs the bot alone."""
    kinds = next_for(seats_of(person))
    with runtime.store.published() as db:
        to_read = _to_read(runtime, db) if Next.READ in kinds else ()
        unasked = _unasked(runtime, db) if Next.DRAFTS in kinds else []
        missing = _missing(runtime, db) if Next.CONTEXT in kinds else None
    worse = _worse(runtime, person) if Next.WORSE in kinds else []
    return NextUp(
        troubles=troubles if Next.TROUBLE in kinds else (),
        to_read=to_read[:MOST],
        worse=tuple(worse[:MOST]),
        worse_in_all=len(worse),
        unasked=tuple(unasked[:MOST]),
        unasked_in_all=len(unasked),
        missing=missing,
    )


def troubles_in(
    runtime: Runtime, tx: Transaction, person: Person
) -> tuple[tuple[Trouble, int], ...]:
    """Return what goes wrong and how many times, for whoever runs the bot; to others nothing."""
    if Next.TROUBLE not in next_for(seats_of(person)):
        return ()
    now = runtime.now()
    surveys, rounds, messages = late_in(tx, now)
    wiped_by = now - TO_WIPE
    found = {
        Trouble.NOT_ASKED: len(surveys),
        Trouble.NOT_CLOSED: rounds,
        Trouble.NOT_WIPED: sum(one.closes_at < wiped_by for one in tx.rounds.unscrubbed()),
        Trouble.NOT_SENT: messages,
        Trouble.REFUSED: tx.deliveries.refused(now - A_WEEK),
        Trouble.HELD_UP: len({one.workspace for one in tx.paces.paused(now)}),
        Trouble.REMOVED: sum(not one.is_installed for one in tx.workspaces.all()),
        Trouble.NOT_READ: reconciling.failing(runtime, tx),
        Trouble.HELP_UNCHECKED: runtime.support.is_stale(_today(runtime)),
    }
    return tuple((kind, int(many)) for kind, many in found.items() if many)


def _to_read(runtime: Runtime, db: Published) -> tuple[ToRead, ...]:
    """Return the newest release of each survey and tier, of the past week alone."""
    found: dict[tuple[str, Tier], ToRead] = {}
    for release_id, survey, tier, closed in db.releases.closed_since(runtime.now() - A_WEEK):
        title = None if survey == WEEKLY_PULSE else db.surveys.get(survey).survey.title
        on = closed.astimezone(runtime.policy.zone).date()
        found.setdefault((survey, tier), ToRead(release_id, title, tier, on))
    return tuple(found.values())


def _worse(runtime: Runtime, person: Person) -> list[Worsened]:
    """Return what got worse by more than chance in the newest pulse and nobody acts on.

    In tree order, each part's in the order of its questions.
    """
    with runtime.store.published() as db:
        newest = [db.releases.newest(WEEKLY_PULSE, tier) for tier in Tier]
        release_ids = [one for one in newest if one is not None]
        found = {
            (at.node_id, line.item.id): Worsened(line.item.label, at.name, at.is_direct)
            for release_id in release_ids
            for at, line in scores_for(runtime, db, person, release_id)
            if line.turned < 0
        }
        if not found:
            return []
        place = {unit.id: number for number, unit in enumerate(db.units.ever())}
        acted = _acted_on(db, person, found, release_ids)
    left = [one for one in found if one not in acted]
    left.sort(key=lambda one: place[one[0].partition(":")[0]])
    return [found[one] for one in left]


def _acted_on(
    db: Published,
    person: Person,
    figures: Collection[tuple[str, str]],
    release_ids: Collection[str],
) -> set[tuple[str, str]]:
    """Return the figures after which something was recorded for somebody's own part or around."""
    parents = {unit.id: unit.parent_id for unit in db.units.ever()}
    own = set(person.manages)
    if Role.LEADER in person.roles:
        own |= {one for one, above in parents.items() if above is None}
    actions = [one for one in db.actions.all() if is_on_path(parents, one.unit_id, own)]
    return {
        (node_id, question_id)
        for node_id, question_id in figures
        if any(follows(one, question_id, node_id, release_ids) for one in actions)
    }


def _unasked(runtime: Runtime, db: Published) -> list[Unasked]:
    """Return what runs and has nobody to ask, and the drafts."""
    kept = db.surveys.all()
    empty = [one.survey for one in kept if _may_be_empty(runtime, one)]
    if empty:
        people, units, today = db.people.all(), db.units.ever(), _today(runtime)
        empty = [
            one
            for one in empty
            if fits_nobody(one.audience, people, places_of(one.audience, units), today)
        ]
    drafts = [one.survey for one in kept if one.state is SurveyState.DRAFT]
    return [
        *(Unasked(one.id, one.title, is_draft=False) for one in empty),
        *(Unasked(one.id, one.title, is_draft=True) for one in drafts),
    ]


def _may_be_empty(runtime: Runtime, kept: KeptSurvey) -> bool:
    """Say whether a survey is still to be asked, and of some people alone; a milestone's wait."""
    survey = kept.survey
    if kept.state is not SurveyState.RUNNING or survey.calendar is None or survey.is_pooled:
        return False
    is_for_some = survey.audience != Audience()
    return is_for_some and next_occurrence(survey.calendar, runtime.now()) is not None


def _missing(runtime: Runtime, db: Published) -> Missing | None:
    """Return what of the last quarter nobody entered for the organisation.

    None: nothing, or nothing was published in that quarter, which then has no pack.
    """
    quarter = preceding(quarter_of(_today(runtime)))
    if quarter not in quarters_there_are(runtime, db):
        return None
    parents = {unit.id: unit.parent_id for unit in db.units.ever()}
    entered = {
        one.measure
        for one in db.context.figures()
        if one.quarter == quarter and parents[one.unit_id] is None
    }
    left = tuple(one for one in Measure if one not in entered)
    return Missing(quarter, left) if left else None


def _today(runtime: Runtime) -> date:
    return runtime.now().astimezone(runtime.policy.zone).date()
