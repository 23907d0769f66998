"""Hailing: a manager hears of a milestone in their team a few days before it, once.

Everything here comes from the list of people: no round, no roster and no answer is read, so that a
message is the same whether or not anybody is asked anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from surveys.bank.kindnesses import load_kindnesses
from surveys.errors import NotOnTheList
from surveys.model.deliveries import Delivery, Kind
from surveys.model.milestones import Event, Landmark, LandmarkNote, Month, Told
from surveys.model.people import Account, Person
from surveys.rules.landmarks import SHOWN, is_due, landmarks, last_day, lines, reach
from surveys.runtime import Runtime
from surveys.store.database import Published, Transaction
from surveys.store.milestones import MOVED

MOST_SHOWN: Final = 10  # on Home
Found = Sequence[tuple[Person, Landmark]]


def queue_notes(runtime: Runtime) -> int:
    """Queue what managers are to hear of and have not heard; return how many messages."""
    now, today = runtime.now(), _today(runtime)
    with runtime.store.published() as db:
        waiting = _waiting(db, today)
    if not waiting:
        return 0  # as nearly always: nobody waits for the one who may write
    queued = 0
    with runtime.store.begin() as tx:
        for manager_id, several in sorted(waiting.items()):
            subject = runtime.new_id()
            told = [tx.milestones.note(Told(manager_id, subject, one)) for one in several]
            if any(told):  # another process may have been quicker
                note = Delivery(runtime.new_id(), Kind.MILESTONE, manager_id, subject, now)
                tx.deliveries.add([note])
                queued += 1
    return queued


def note_of(runtime: Runtime, tx: Transaction, delivery: Delivery) -> LandmarkNote | None:
    """Return what a message says. None: nothing of it is to come, or to be told them, any more."""
    today = _today(runtime)
    manager = tx.people.get(delivery.person_id)
    if not _listens(manager, today):
        return None
    found = []
    for told in tx.milestones.of_message(delivery.subject):
        person = tx.people.get(told.person_id)
        if person.unit_id in manager.manages and person.id != manager.id:
            still = landmarks(person, today, last_day(today))
            found += [(person, one) for one in still if _is_same(one, told)]
    said = tuple(lines(found, load_kindnesses()))
    return LandmarkNote(said) if said else None


def month_for(runtime: Runtime, manager: Person) -> Month | None:
    """Return what the coming month brings to whom somebody manages. None: they manage nobody."""
    if not manager.manages:
        return None
    today = _today(runtime)
    with runtime.store.published() as db:
        found = _coming(db, today, today + SHOWN, manager.manages)
    own = [(person, one) for person, one in found if person.id != manager.id]
    said = tuple(lines(own, ()))
    return Month(said[:MOST_SHOWN], len(said), manager.milestone_notes)


def choose_notes(runtime: Runtime, caller: Account, *, wanted: bool) -> None:
    """Let messages about milestones reach the caller, or none any more. Raises NotOnTheList."""
    with runtime.store.begin() as tx:
        person = tx.people.find_by_account(caller.slack_id, caller.workspace)
        if person is None or not person.active:
            raise NotOnTheList
        tx.people.keep_milestone_notes(person.id, wanted=wanted)


def _waiting(db: Published, today: date) -> dict[str, list[Landmark]]:
    """Return what each manager is to hear of today: one message, if anything of it is due."""
    found = _coming(db, today, last_day(today))
    if not any(is_due(one, today) for _person, one in found):
        return {}
    theirs = _by_manager(db, found, today)
    told = db.milestones.told_to(theirs.keys())
    waiting = {}
    for manager_id, several in theirs.items():
        new = [one for one in several if _is_new(told, manager_id, one)]
        if any(is_due(one, today) for one in new):
            waiting[manager_id] = new
    return waiting


def _is_new(
    told: Mapping[tuple[str, str, Event, int], date], manager_id: str, one: Landmark
) -> bool:
    before = told.get((manager_id, one.person_id, one.event, one.months))
    return before is None or before <= one.day - MOVED


def _by_manager(db: Published, found: Found, today: date) -> dict[str, list[Landmark]]:
    """Return what is to come, by whoever manages the very unit in which a person sits."""
    managers = db.people.managing({person.unit_id for person, _one in found})
    theirs: dict[str, list[Landmark]] = defaultdict(list)
    for manager in managers:
        if _listens(manager, today):
            for person, one in found:
                if person.unit_id in manager.manages and person.id != manager.id:
                    theirs[manager.id].append(one)
    return theirs


def _coming(
    db: Published, first: date, last: date, unit_ids: Iterable[str] | None = None
) -> list[tuple[Person, Landmark]]:
    span = reach(first, last)
    units = None if unit_ids is None else list(unit_ids)
    people = db.people.dated(span.months, span.days, span.since, units)
    return [(person, one) for person in people for one in landmarks(person, first, last)]


def _listens(manager: Person, today: date) -> bool:
    """Say whether somebody wants to hear of milestones, and is there to hear of them."""
    is_paused = manager.paused_until is not None and manager.paused_until > today
    is_there = manager.active and manager.is_on_slack and not manager.is_away(today)
    return manager.milestone_notes and is_there and not is_paused


def _is_same(one: Landmark, told: Landmark) -> bool:
    return (one.event, one.months) == (told.event, told.months)


def _today(runtime: Runtime) -> date:
    return runtime.now().astimezone(runtime.policy.zone).date()
