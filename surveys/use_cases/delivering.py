"""Delivering: which messages are due, what each one says, and how its sending went."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from surveys.model.asking import Came
from surveys.model.chairing import Announcement
from surveys.model.composed import Composed
from surveys.model.deliveries import (
    Delivery,
    DeliveryState,
    Kind,
    Missed,
    Overview,
    Progress,
)
from surveys.model.meetings import Minutes
from surveys.model.messages import Digest, Reminder, Welcome
from surveys.model.people import Account, Person
from surveys.model.rounds import Round
from surveys.model.thanks import Thanked
from surveys.model.workspaces import Reach
from surveys.rules import sealing
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases import announcing, appointed, conveying, syncing
from surveys.use_cases.convoking import minutes
from surveys.use_cases.hailing import note_of
from surveys.use_cases.inviting import asking_of
from surveys.use_cases.openness import unanswered
from surveys.use_cases.ordering import not_made
from surveys.use_cases.previewing import trial_of
from surveys.use_cases.recounting import promises_of
from surveys.use_cases.reminding import reminder_of
from surveys.use_cases.reporting import digest
from surveys.use_cases.restoring import gone_back
from surveys.use_cases.shifts import in_their_hours
from surveys.use_cases.talking import message_of
from surveys.use_cases.watching import report_of

# Four times the longest wait for Slack, so that a slow post is never taken for a dead one.
LEASE: Final = timedelta(seconds=40)
SAFE: Final = LEASE * 3 / 4  # what must be left of it when a post begins
A_MONTH: Final = timedelta(days=31)
_PROMISES: Final = frozenset({Kind.ACTION_SOON, Kind.ACTION_LATE})
_REMINDING: Final = _PROMISES | announcing.REMINDERS  # nobody on a long leave is reminded
_AT_ONCE: Final = frozenset({Kind.DIGEST, Kind.PREVIEW, Kind.PACK_NOT_MADE, Kind.THANKS_BACK})
IN_CHANNEL: Final = announcing.IN_CHANNEL | {Kind.THANKS_POST}
_TO_ALL_HOURS: Final = _AT_ONCE | IN_CHANNEL
_Says = Callable[[Runtime, Transaction, Delivery], Composed | None]
_SAYS: Final[Mapping[Kind, _Says]] = {
    Kind.EXIT: message_of,  # also to whoever is paused: it comes once
    Kind.TALK: message_of,
    Kind.MILESTONE: note_of,
    Kind.PEOPLE_CHANGED: syncing.message_of,
    **dict.fromkeys(appointed.KINDS, appointed.message_of),
    **dict.fromkeys(_PROMISES, reminder_of),
    **dict.fromkeys(announcing.REMINDERS, announcing.reminder_of),
}
BATCH: Final = 8  # few, so that a death leaves few in doubt


def claim(runtime: Runtime, owner: str, reach: Reach | None = None) -> tuple[Delivery, ...]:
    """Take the next messages to send; nobody else takes them while the lease lasts.

    `reach`: only what goes to one of several workspaces; what goes to one without the app waits.
    """
    now = runtime.now()
    with runtime.store.begin() as tx:
        return tx.deliveries.claim(owner, now, now + LEASE, BATCH, reach=reach)


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
    if delivery.kind is Kind.THANKS_POST:
        return conveying.channel_of(runtime, delivery)
    return runtime.policy.forum_channel if delivery.kind in IN_CHANNEL else None


def announcement(runtime: Runtime, delivery: Delivery) -> Announcement | Minutes | Thanked | None:
    """Say what goes to a channel. None: it is no longer of use."""
    if delivery.kind is Kind.THANKS_POST:
        return conveying.post_of(runtime, delivery)
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
        if delivery.kind in _REMINDING and person.is_away(_today(runtime)):
            return None
        if delivery.kind is Kind.GONE_BACK:
            return gone_back(runtime, tx, delivery)
        if delivery.kind in conveying.OF_THANKS:
            return conveying.message_of(tx, delivery)  # nobody learns from it who is paused
        if say := _SAYS.get(delivery.kind):
            return say(runtime, tx, delivery)
        open_round = tx.rounds.find(delivery.subject.partition(":")[0])
        invited = asking_of(runtime, tx, open_round, delivery.kind)
    if isinstance(invited, Reminder) and not person.reminders:
        return None
    return None if _is_paused(runtime, person) else invited


def _digest(runtime: Runtime, person: Person, delivery: Delivery) -> Digest | None:
    told = digest(runtime, person.id, delivery.subject)
    if not told.parts:
        return None
    forum = unanswered(runtime, person, told)
    return replace(told, promises=promises_of(runtime, person.id), forum=forum)


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
    runtime: Runtime, delivery: Delivery, workspace: str, reach: Reach | None = None
) -> tuple[Account, str | None] | None:
    """Return the account to write to, preferably in a workspace, and its channel if known.

    `reach`: there or nowhere. None: the person has no such account, or Slack has closed it.
    """
    with runtime.store.begin() as tx:
        person = tx.people.get(delivery.person_id)
        accounts = [one for one in person.accounts if one not in person.closed]
        accounts = [one for one in accounts if reach is None or one.workspace == workspace]
        account = min(accounts, key=lambda one: one.workspace != workspace, default=None)
        if account is None:
            return None
        return account, tx.people.channel(account)


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
        if tx.deliveries.sent(delivery, owner, channel, ts):
            conveying.arrived(runtime, tx, delivery)
        if delivery.kind is Kind.WELCOME:
            tx.people.welcome(delivery.person_id, runtime.now())


def failed(
    runtime: Runtime, delivery: Delivery, owner: str, error: str, gone: Account | None = None
) -> None:
    """Record that Slack refuses a message for good, and the account that it reaches nobody at."""
    with runtime.store.begin() as tx:
        if gone is not None:
            tx.people.keep_closed(gone, runtime.now(), closed=True)
        if tx.deliveries.failed(delivery, owner, error):
            conveying.came_back(runtime, tx, delivery)


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
            removed=tuple(one.id for one in tx.workspaces.all() if not one.is_installed),
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


def _is_paused(runtime: Runtime, person: Person) -> bool:
    today = _today(runtime)
    is_paused = person.paused_until is not None and person.paused_until > today
    return is_paused or person.is_away(today)


def _today(runtime: Runtime) -> date:
    return runtime.now().astimezone(runtime.policy.zone).date()
