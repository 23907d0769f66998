"""Delivering: which messages are due, what each one says, and how its sending went."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, TypeAlias

from surveys.model.actions import PromiseReminder
from surveys.model.asking import Came
from surveys.model.chairing import Announcement, AnswerReminder
from surveys.model.deliveries import Delivery, DeliveryState, Kind, Missed, Overview, Progress
from surveys.model.leaving import ExitInvitation, TalkRequest
from surveys.model.meetings import Minutes
from surveys.model.messages import Digest, Invitation, Reminder, Welcome
from surveys.model.ordering import PackNotMade
from surveys.model.people import Account, Person
from surveys.model.previews import Trial
from surveys.model.roles import RoleRequest, RoleTold
from surveys.model.rounds import Round, RoundState
from surveys.model.watching import WeekReport
from surveys.rules import sealing
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases import announcing, appointed
from surveys.use_cases.asked import about, definition_of, questions_of
from surveys.use_cases.convoking import minutes
from surveys.use_cases.openness import unanswered
from surveys.use_cases.ordering import not_made
from surveys.use_cases.previewing import trial_of
from surveys.use_cases.recounting import promises_of
from surveys.use_cases.reminding import reminder_of
from surveys.use_cases.reporting import digest
from surveys.use_cases.shifts import in_their_hours
from surveys.use_cases.talking import message_of
from surveys.use_cases.watching import report_of

# Four times the longest wait for Slack, so that a slow post is never taken for a dead one.
LEASE: Final = timedelta(seconds=40)
SAFE: Final = LEASE * 3 / 4  # what must be left of it when a post begins
A_MONTH: Final = timedelta(days=31)
_OF_LEAVING: Final = frozenset({Kind.EXIT, Kind.TALK})
_PROMISES: Final = frozenset({Kind.ACTION_SOON, Kind.ACTION_LATE})
_AT_ONCE: Final = frozenset({Kind.DIGEST, Kind.PREVIEW, Kind.PACK_NOT_MADE})
_TO_ALL_HOURS: Final = _AT_ONCE | announcing.IN_CHANNEL
# What a message to a person may be.
Composed: TypeAlias = (
    Welcome
    | Invitation
    | Reminder
    | Digest
    | Trial
    | PromiseReminder
    | PackNotMade
    | AnswerReminder
    | ExitInvitation
    | TalkRequest
    | WeekReport
    | RoleRequest
    | RoleTold
)
BATCH: Final = 8  # few, so that a death leaves few in doubt


def claim(runtime: Runtime, owner: str) -> tuple[Delivery, ...]:
    """Take the next messages to send; nobody else takes them while the lease lasts."""
    now = runtime.now()
    with runtime.store.begin() as tx:
        return tx.deliveries.claim(owner, now, now + LEASE, BATCH)


def hold(runtime: Runtime, delivery: Delivery, owner: str) -> bool:
    """Say whether a claimed message is still ours to post, and if so lease it anew.

    A batch can take longer than a lease: then another process may have taken what is left of it.
    """
    now = runtime.now()
    if delivery.lease_until is not None and now < delivery.lease_until - SAFE:
        return True
    with runtime.store.begin() as tx:
        return tx.deliveries.hold(delivery, owner, now + LEASE)


def to_channel(runtime: Runtime, delivery: Delivery) -> str | None:
    """Return the channel into which a message goes. None: it goes to its person."""
    return runtime.policy.forum_channel if delivery.kind in announcing.IN_CHANNEL else None


def announcement(runtime: Runtime, delivery: Delivery) -> Announcement | Minutes | None:
    """Say what goes to the forum's channel. None: it is no longer of use."""
    if delivery.kind is Kind.FORUM_MINUTES:
        return minutes(runtime, None, delivery.subject)
    with runtime.store.begin() as tx:
        return announcing.announcement_of(runtime, tx, delivery)


def compose(runtime: Runtime, delivery: Delivery) -> Composed | None:
    """Say what a message to a person contains. None: it is no longer of use."""
    with runtime.store.begin() as tx:
        person = tx.people.get(delivery.person_id)
    if not person.active or not person.is_on_slack:
        return None
    if delivery.kind is Kind.DIGEST:
        return _digest(runtime, person, delivery)
    if delivery.kind is Kind.WELCOME:
        return Welcome(runtime.policy.thresholds)
    if delivery.kind is Kind.PACK_NOT_MADE:
        return not_made(delivery.subject)
    if delivery.kind is Kind.SELF_REPORT:
        return report_of(runtime, person, delivery)
    with runtime.store.begin() as tx:
        if delivery.kind is Kind.PREVIEW:
            return trial_of(runtime, tx, delivery.subject)
        if delivery.kind in _OF_LEAVING:
            return message_of(runtime, tx, delivery)  # also to whoever is paused: it comes once
        if delivery.kind in appointed.KINDS:
            return appointed.message_of(runtime, tx, delivery)
        if delivery.kind in _PROMISES:
            return reminder_of(runtime, tx, delivery)
        if delivery.kind in announcing.REMINDERS:
            return announcing.reminder_of(runtime, tx, delivery)
        open_round = tx.rounds.find(delivery.subject.partition(":")[0])
        invited = _asking(runtime, tx, open_round, delivery.kind)
    if isinstance(invited, Reminder) and not person.reminders:
        return None
    return None if _is_paused(runtime, person) else invited


def _digest(runtime: Runtime, person: Person, delivery: Delivery) -> Digest | None:
    told = digest(runtime, person.id, delivery.subject)
    if not told.parts:
        return None
    forum = unanswered(runtime, person, told)
    return replace(told, promises=promises_of(runtime, person.id), forum=forum)


def _asking(
    runtime: Runtime, tx: Transaction, open_round: Round | None, kind: Kind
) -> Invitation | Reminder | None:
    if open_round is None or open_round.state is not RoundState.OPEN:
        return None
    if kind is Kind.REMINDER:
        return _reminder(runtime, tx, open_round)
    return Invitation(
        round_id=open_round.id,
        about=about(runtime, tx, open_round),
        first=questions_of(runtime, tx, open_round)[0],
        closes_at=open_round.closes_at.astimezone(runtime.policy.zone),
        thresholds=open_round.thresholds,
        asked_for=kind is Kind.LATER,
        repeats=open_round.repeats,
    )


def wait_for_hours(runtime: Runtime, delivery: Delivery) -> timedelta:
    """Return how long until a message may reach its reader: nobody is asked out of their hours.

    Results are no question, and reach everyone at the same time; a preview was asked for just now,
    and so was a pack.
    """
    if delivery.kind in _TO_ALL_HOURS:
        return timedelta(0)
    now = runtime.now()
    with runtime.store.begin() as tx:
        person = tx.people.get(delivery.person_id)
        return in_their_hours(runtime, tx, person, now) - now


def address(
    runtime: Runtime, delivery: Delivery, workspace: str
) -> tuple[Account, str | None] | None:
    """Return the account to write to, preferably in a workspace, and its channel if known.

    None: the person has no account, or Slack has closed it.
    """
    with runtime.store.begin() as tx:
        person = tx.people.get(delivery.person_id)
        accounts = [one for one in person.accounts if one not in person.closed]
        account = min(accounts, key=lambda one: one.workspace != workspace, default=None)
        if account is None:
            return None
        return account, tx.people.channel(account)


def keep_channel(runtime: Runtime, account: Account, channel: str) -> None:
    """Remember the conversation opened with an account."""
    with runtime.store.begin() as tx:
        tx.people.keep_channel(account, channel)


def sent(
    runtime: Runtime,
    delivery: Delivery,
    owner: str,
    channel: str,
    ts: str,
    opened_with: Account | None = None,
) -> None:
    """Record that a message arrived, and the conversation it opened with an account."""
    with runtime.store.begin() as tx:
        if opened_with is not None:
            tx.people.keep_channel(opened_with, channel)
        tx.deliveries.sent(delivery, owner, channel, ts)
        if delivery.kind is Kind.WELCOME:
            tx.people.welcome(delivery.person_id, runtime.now())


def failed(
    runtime: Runtime, delivery: Delivery, owner: str, error: str, gone: Account | None = None
) -> None:
    """Record that Slack refuses a message for good, and the account that it reaches nobody at."""
    with runtime.store.begin() as tx:
        if gone is not None:
            tx.people.keep_closed(gone, runtime.now(), closed=True)
        tx.deliveries.failed(delivery, owner, error)


def cancelled(runtime: Runtime, delivery: Delivery, owner: str) -> None:
    """Record that a message is no longer of use."""
    with runtime.store.begin() as tx:
        tx.deliveries.cancelled(delivery, owner)


def put_back(
    runtime: Runtime,
    delivery: Delivery,
    owner: str,
    wait: timedelta,
    *,
    ambiguous: bool,
    error: str | None,
) -> None:
    """Try a message again after a while; ambiguous: it may have arrived already."""
    with runtime.store.begin() as tx:
        tx.deliveries.put_back(
            delivery, owner, runtime.now() + wait, ambiguous=ambiguous, error=error
        )


def overview(runtime: Runtime) -> Overview:
    """Say how delivering goes, in counts: nothing in it tells who answered, or who was asked."""
    now = runtime.now()
    with runtime.store.begin() as tx:
        return Overview(
            counts={kind: tx.deliveries.counts(kind) for kind in Kind},
            errors=tx.deliveries.errors(),
            progress=tuple(_progress(tx, one) for one in tx.rounds.open()),
            pauses=tx.paces.paused(now),
            missed=tuple(_missed(tx, now.date() - A_MONTH)),
        )


def _missed(tx: Transaction, since: date) -> Iterator[Missed]:
    for kept in tx.surveys.all():
        if dates := tx.schedules.dates(kept.survey.id, Came.MISSED, since):
            yield Missed(kept.survey.id, dates)


def _progress(tx: Transaction, open_round: Round) -> Progress:
    counts = tx.deliveries.counts(Kind.INVITATION, open_round.id)
    wanted = sum(counts.values()) - counts[DeliveryState.CANCELLED]
    return Progress(open_round.id, open_round.survey, counts[DeliveryState.SENT], wanted)


def queue_postponed(runtime: Runtime) -> None:
    """Queue the invitations that people asked to have later."""
    now = runtime.now()
    with runtime.store.begin() as tx:
        for open_round in tx.rounds.open():
            key = runtime.store.keys.find(open_round.id)
            due = set(tx.ballots.due_postponements(open_round.id, now))
            if key is None or not due:
                continue
            for seat in tx.rounds.roster(open_round.id):
                tag = sealing.later_tag(key, seat.person_id)
                if tag in due and tx.ballots.forget_postponement(open_round.id, tag):
                    _queue_later(runtime, tx, open_round.id, seat.person_id)


def _queue_later(runtime: Runtime, tx: Transaction, round_id: str, person_id: str) -> None:
    now = runtime.now()
    subject = f"{round_id}:{now:%Y-%m-%dT%H:%M}"  # a person may put a pulse off twice in a day
    tx.deliveries.add([Delivery(runtime.new_id(), Kind.LATER, person_id, subject, now)])


def _reminder(runtime: Runtime, tx: Transaction, open_round: Round) -> Reminder:
    survey = definition_of(runtime, tx, open_round.survey, open_round.revision)
    return Reminder(
        round_id=open_round.id,
        title=survey.title,
        closes_at=open_round.closes_at.astimezone(runtime.policy.zone),
        thresholds=open_round.thresholds,
    )


def _is_paused(runtime: Runtime, person: Person) -> bool:
    today = runtime.now().astimezone(runtime.policy.zone).date()
    return person.paused_until is not None and person.paused_until > today
