"""Ordering: a quarter's pack is asked for in Slack, made when it is its turn, and sent as files.

An order is a row among the messages to be sent, claimed under a lease. What goes by Slack has no
comments: Slack keeps what is sent, and comments are read in a window that nobody keeps.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from surveys.errors import NotYoursToHave
from surveys.model.deliveries import Delivery, Kind
from surveys.model.ordering import Desk, PackChoices, PackNotMade, PackOrder
from surveys.model.packs import Audience, Pack
from surveys.model.people import Account, Person
from surveys.model.trail import ActKind
from surveys.model.workspaces import Reach
from surveys.rules.packs import may_enter, may_have, signer_of
from surveys.rules.quarters import quarter_named
from surveys.runtime import Runtime
from surveys.use_cases.admitting import reader
from surveys.use_cases.packing import check_there_is_one, pack, quarters_there_are
from surveys.use_cases.trailing import note

LEASE: Final = timedelta(minutes=4)  # many times what the largest pack takes to make and to upload
MOST_ATTEMPTS: Final = 20
_NO_SCOPE: Final = "missing_scope"


def desk_of(person: Person) -> Desk | None:
    """Return what somebody has to do with packs. None: nothing."""
    desk = Desk(may_have(person), may_enter(person), signer_of(person))
    return None if desk.is_empty else desk


def choices(runtime: Runtime, caller: Account) -> PackChoices:
    """Return what the caller may ask for. Raises NotOnTheList, NotYoursToHave."""
    with runtime.store.published() as db:
        audiences = may_have(reader(db, caller))
        if not audiences:
            raise NotYoursToHave
        return PackChoices(runtime.new_id(), quarters_there_are(runtime, db), audiences)


def order(runtime: Runtime, caller: Account, order_id: str, quarter: str, audience: str) -> None:
    """Ask for a pack. Asked twice, or while the same one is being made, it is made once.

    Raises NotOnTheList, NotYoursToHave, QuarterWrong, QuarterNotOver, QuarterEmpty.
    """
    with runtime.store.begin() as tx:
        person = reader(tx, caller)
        if audience not in may_have(person):
            raise NotYoursToHave
        beginning = f"{check_there_is_one(runtime, tx, quarter).name}:{audience}:"
        subject = f"{beginning}{order_id}"
        is_made = tx.deliveries.state_of(Kind.PACK, person.id, subject) is not None
        if not is_made and not tx.deliveries.is_under_way(Kind.PACK, person.id, beginning):
            new = Delivery(runtime.new_id(), Kind.PACK, person.id, subject, runtime.now())
            tx.deliveries.add([new])
            told = {"quarter": quarter, "audience": audience}
            note(runtime, tx, person, ActKind.PACK_ORDERED, **told)


def ordered(subject: str) -> PackOrder:
    """Read what a message about a pack is about."""
    quarter, audience, order_id = subject.split(":")[:3]
    return PackOrder(order_id, quarter_named(quarter), Audience(audience))


def not_made(subject: str) -> PackNotMade:
    """Say of which pack somebody is told that it won't come."""
    wanted, reason = ordered(subject), subject.split(":")[3]
    return PackNotMade(wanted.quarter, wanted.audience, may_not_upload=reason == _NO_SCOPE)


def claim(runtime: Runtime, owner: str, reach: Reach | None = None) -> Delivery | None:
    """Take the next pack to make; nobody else takes it while the lease lasts. None: no more.

    `reach`: only what goes to one of several workspaces.
    """
    now = runtime.now()
    with runtime.store.begin() as tx:
        claimed = tx.deliveries.claim(owner, now, now + LEASE, 1, packs=True, reach=reach)
    return claimed[0] if claimed else None


def gather(runtime: Runtime, delivery: Delivery) -> Pack:
    """Return the pack that was asked for, if whoever asked may still have it.

    Raises NotYoursToHave, QuarterEmpty.
    """
    wanted = ordered(delivery.subject)
    with runtime.store.published() as db:
        if wanted.audience not in may_have(db.people.get(delivery.person_id)):
            raise NotYoursToHave
    return pack(runtime, wanted.quarter.name, wanted.audience, comments=False)


def sharing(runtime: Runtime, delivery: Delivery, owner: str, files: Sequence[str]) -> bool:
    """Note which files are about to be shared, to look for them after a death; lease it anew.

    False: it is not ours any more.
    """
    with runtime.store.begin() as tx:
        return tx.deliveries.sharing(delivery, owner, runtime.now() + LEASE, files)


def arrived(runtime: Runtime, delivery: Delivery, owner: str, channel: str, ts: str | None) -> None:
    """Record that a pack arrived; `ts` where Slack said it."""
    with runtime.store.begin() as tx:
        tx.deliveries.sent(delivery, owner, channel, ts)


def give_up(runtime: Runtime, delivery: Delivery, owner: str, error: str) -> None:
    """Record that a pack won't come, and have its asker told so."""
    reason = error if error == _NO_SCOPE else ""
    with runtime.store.begin() as tx:
        if tx.deliveries.failed(delivery, owner, error):
            subject = f"{delivery.subject}:{reason}"
            word = Delivery(
                runtime.new_id(), Kind.PACK_NOT_MADE, delivery.person_id, subject, runtime.now()
            )
            tx.deliveries.add([word])
