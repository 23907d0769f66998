"""Conveying: what a thank-you says where it arrives, and what becomes of it there.

Who is thanked hears of it once a channel that was chosen has taken the words; if it has not, their
writer has them back, with nothing lost.
"""

from typing import Final

from surveys.model.deliveries import Delivery, Kind
from surveys.model.people import Person
from surveys.model.thanks import Thanked, ThanksBack, ThanksMessage, ThanksState, ThankYou
from surveys.rules.paths import paths_by_id
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.announcing import NOT_CLEAR
from surveys.use_cases.rounding_up import round_up_of

OF_THANKS: Final = frozenset({Kind.THANKS, Kind.THANKS_BACK, Kind.THANKS_MONTH})


def message_of(tx: Transaction, delivery: Delivery) -> ThanksMessage | None:
    """Return what a message says. None: it was withdrawn, or is forgotten."""
    if delivery.kind is Kind.THANKS_MONTH:
        return round_up_of(tx, delivery.subject)
    one = tx.thanks.find(delivery.subject)
    if one is None or one.words is None or one.sender_id is None:
        return None
    if delivery.kind is Kind.THANKS_BACK:
        return _back(tx, one)
    if one.state is not ThanksState.GIVEN or delivery.person_id not in tx.thanks.receivers(one.id):
        return None
    return _thanked(tx, one, tx.people.get(one.sender_id), (), one.channel)


def post_of(runtime: Runtime, delivery: Delivery) -> Thanked | None:
    """Return what goes to the channel. None: it was withdrawn, or whoever wrote it has left."""
    with runtime.store.begin() as tx:
        one = tx.thanks.find(delivery.subject)
        if one is None or one.state is not ThanksState.WAITING or one.sender_id is None:
            return None
        names = [tx.people.get(each).name for each in tx.thanks.receivers(one.id)]
        return _thanked(tx, one, tx.people.get(one.sender_id), tuple(sorted(names)), None)


def channel_of(runtime: Runtime, delivery: Delivery) -> str | None:
    """Return the channel that its writer chose. None: it is forgotten."""
    with runtime.store.begin() as tx:
        one = tx.thanks.find(delivery.subject)
        return one.channel if one else None


def arrived(runtime: Runtime, tx: Transaction, delivery: Delivery) -> None:
    """Tell those who are thanked, once the channel has taken the words."""
    one = tx.thanks.find(delivery.subject)
    if delivery.kind is Kind.THANKS_POST and one is not None:
        if one.state is ThanksState.WAITING:
            tx.thanks.put(one.id, ThanksState.GIVEN)
        tell_receivers(runtime, tx, one.id)


def came_back(runtime: Runtime, tx: Transaction, delivery: Delivery) -> None:
    """Give the words back to their writer, because the channel did not take them."""
    one = tx.thanks.find(delivery.subject)
    if delivery.kind is not Kind.THANKS_POST or one is None:
        return
    if one.state is ThanksState.WAITING and one.sender_id is not None:
        tx.thanks.put(one.id, ThanksState.BACK)
        new = Delivery(runtime.new_id(), Kind.THANKS_BACK, one.sender_id, one.id, runtime.now())
        tx.deliveries.add([new])


def tell_receivers(runtime: Runtime, tx: Transaction, thanks_id: str) -> None:
    """Queue a message to each who is thanked. Queued twice, it goes once."""
    tx.deliveries.add(
        Delivery(runtime.new_id(), Kind.THANKS, one, thanks_id, runtime.now())
        for one in tx.thanks.receivers(thanks_id)
    )


def _thanked(
    tx: Transaction, one: ThankYou, sender: Person, whom: tuple[str, ...], channel: str | None
) -> Thanked | None:
    if not sender.active or one.words is None:
        return None
    return Thanked(
        thanks_id=one.id,
        sender=sender.name,
        words=one.words,
        whom=whom,
        team=team_of(tx, one.unit_id),
        channel=channel,
        is_shared=one.shared is not None,
    )


def _back(tx: Transaction, one: ThankYou) -> ThanksBack | None:
    if one.state is not ThanksState.BACK or one.channel is None:
        return None
    error = tx.deliveries.error_of(Kind.THANKS_POST, str(one.sender_id), one.id)
    return ThanksBack(one.id, one.channel, is_unclear=error == NOT_CLEAR)


def team_of(tx: Transaction, unit_id: str | None) -> str | None:
    """Return the path of a team, less the organisation's own name. None: there is none."""
    path = paths_by_id(tx.units.ever()).get(unit_id or "")
    return None if path is None else path.partition("/")[2] or path
