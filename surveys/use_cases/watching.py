"""Watching: what whoever keeps the bot running is told, at any time and every Monday.

No count here moves because somebody answered, asked or left: one that is looked at every few
seconds would tell when they did, and beside who was seen at work then, who.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from surveys.model.asking import Came
from surveys.model.deliveries import Delivery, Kind, Missed
from surveys.model.people import Person, Role
from surveys.model.surveys import WEEKLY_PULSE
from surveys.model.watching import BY_ITSELF, Watched, WeekReport
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.health import STUCK, late_in
from surveys.use_cases.suggesting import troubles_in

A_DAY: Final = timedelta(days=1)
A_WEEK: Final = timedelta(weeks=1)
MORNING: Final = time(8)  # of Monday, in the organisation's zone; then in each reader's hours
# A channel that does not take a thank-you is for its writer to mend, who has it back.
EVERY_KIND: Final = frozenset(Kind) - {Kind.THANKS_POST}


def watched(runtime: Runtime) -> Watched:
    """Say how what happens by itself goes, in counts."""
    with runtime.store.looking() as tx:
        now = runtime.now()
        surveys, rounds, _messages = late_in(tx, now)
        return Watched(
            messages=tx.traffic.standing(BY_ITSELF),
            refused=tx.traffic.refused(BY_ITSELF),
            overdue=tx.traffic.overdue(BY_ITSELF, now - STUCK),
            rounds_open=sum(not one.is_pooled for one in tx.rounds.open()),
            rounds_overdue=rounds,
            surveys_overdue=len(surveys),
            waiting=tx.paces.paused(now),
        )


def queue_reports(runtime: Runtime) -> int:
    """Queue Monday's report to every administrator, once; return how many are new.

    A bot that was down that morning makes up for it until Tuesday is over.
    """
    now = runtime.now()
    local = now.astimezone(runtime.policy.zone)
    monday = local.date() - local.weekday() * A_DAY
    if local.date() > monday + A_DAY or (local.date() == monday and local.time() < MORNING):
        return 0
    with runtime.store.looking() as tx:
        new = [
            Delivery(runtime.new_id(), Kind.SELF_REPORT, one.id, monday.isoformat(), now)
            for one in tx.people.with_role(Role.ADMIN)
            if one.active and not _is_queued(tx, one, monday)
        ]
    if new:
        with runtime.store.begin() as tx:
            tx.deliveries.add(new)
    return len(new)


def report_of(runtime: Runtime, person: Person, delivery: Delivery) -> WeekReport | None:
    """Return what a report says. None: its week is over, or its reader keeps no bot any more."""
    now = runtime.now()
    monday = date.fromisoformat(delivery.subject)
    if (
        Role.ADMIN not in person.roles
        or now.astimezone(runtime.policy.zone).date() >= monday + A_WEEK
    ):
        return None
    seen, zone = runtime.seen(), runtime.policy.zone
    with runtime.store.looking() as tx:
        closing = [one.closes_at for one in tx.rounds.open() if not one.is_pooled]
        return WeekReport(
            since=seen.since.astimezone(zone) if seen.since else None,
            sent=tx.traffic.sent(BY_ITSELF, now - A_WEEK),
            refused=tx.traffic.refused(EVERY_KIND, now - A_WEEK),
            troubles=troubles_in(runtime, tx, person),
            missed=_missed(tx, monday - A_WEEK),
            wrong=seen.wrong,
            backup=seen.backup.astimezone(zone) if seen.backup else None,
            next_opening=_next_opening(runtime, tx),
            next_closing=min(closing).astimezone(zone) if closing else None,
            help_by=runtime.support.reviewed + runtime.support.review_every_days * A_DAY,
        )


def _is_queued(tx: Transaction, person: Person, monday: date) -> bool:
    return tx.deliveries.state_of(Kind.SELF_REPORT, person.id, monday.isoformat()) is not None


def _missed(tx: Transaction, since: date) -> tuple[Missed, ...]:
    dates = {
        one.survey: tx.schedules.dates(one.survey.id, Came.MISSED, since)
        for one in tx.surveys.all()
    }
    return tuple(Missed(survey.title, found) for survey, found in dates.items() if found)


def _next_opening(runtime: Runtime, tx: Transaction) -> tuple[str | None, datetime] | None:
    """Return what is asked next; who reaches a milestone is asked on any working day."""
    for due in tx.schedules.all():
        survey = tx.surveys.get(due.survey).survey
        if not survey.is_pooled:
            title = None if survey.id == WEEKLY_PULSE else survey.title
            return title, due.at.astimezone(runtime.policy.zone)
    return None
