"""Talking: a leaver may ask somebody outside their line for a conversation, and only by saying so.

That they asked is between the two: it lies in the message, and in no answer.
"""

from surveys.model.deliveries import Delivery, Kind
from surveys.model.leaving import ExitInvitation, TalkRequest
from surveys.model.people import Person, Role
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.listing_leavers import message_subject, today_of

OUTSIDE_THE_LINE = frozenset({Role.PSW, Role.CHAMPION, Role.HR})


def contacts(tx: Transaction, person: Person) -> tuple[tuple[str, str], ...]:
    """Whoever listens by their role and leads no part that the leaver sits in."""
    parents = {unit.id: unit.parent_id for unit in tx.units.ever()}
    line: set[str] = set()
    here: str | None = person.unit_id
    while here is not None:
        line.add(here)
        here = parents.get(here)
    found = (
        one
        for one in tx.people.all()
        if one.active
        and one.is_on_slack
        and one.id != person.id
        and OUTSIDE_THE_LINE & one.roles
        and not line & set(one.manages)
        and Role.LEADER not in one.roles
    )
    return tuple((one.id, one.name) for one in sorted(found, key=lambda one: one.name))


def ask(runtime: Runtime, tx: Transaction, person: Person, contact: str) -> str:
    """Tell whom the leaver chose that they would like to talk; return the name. "": nobody."""
    name = dict(contacts(tx, person)).get(contact, "")
    if name:
        now = runtime.now()
        tx.deliveries.add([Delivery(runtime.new_id(), Kind.TALK, contact, person.id, now)])
    return name


def message_of(
    runtime: Runtime, tx: Transaction, delivery: Delivery
) -> ExitInvitation | TalkRequest | None:
    """Return what a message to a leaver, or to whoever one asks, says. None: it came too late."""
    if delivery.kind is Kind.TALK:
        asker = next((one for one in tx.people.all() if one.id == delivery.subject), None)
        return TalkRequest(asker.name) if asker and asker.active else None
    leaver = tx.leavers.find(delivery.subject.partition(":")[0])
    if leaver is None or leaver.last_day is None or leaver.person_id != delivery.person_id:
        return None
    if message_subject(leaver) != delivery.subject or leaver.last_day < today_of(runtime):
        return None
    # One that came too late is sent anew as well: only a lost pool is worth an excuse.
    return ExitInvitation(leaver.last_day, again=leaver.times > 1 and tx.pools.is_void())
