"""Reminding: whoever promised something hears of it a week before its day, and once after it."""

from datetime import date

from surveys.model.actions import PromiseReminder
from surveys.model.deliveries import Delivery, Kind
from surveys.rules.actions import SOON, STILL, reminder
from surveys.runtime import Runtime
from surveys.store.database import Transaction


def queue_reminders(runtime: Runtime) -> int:
    """Queue the reminders that are due and were not queued before; return how many.

    A message is about one action, one day and one person, and the queue takes it once.
    """
    now = runtime.now()
    today = now.astimezone(runtime.policy.zone).date()
    with runtime.store.published() as db:
        waiting = [
            (kind, owner, _subject(one.id, one.now.due))
            for one in db.actions.due_by(today + SOON, today - STILL)
            if (kind := reminder(one.now, today)) and (owner := one.now.owner.person_id)
        ]
    if not waiting:
        return 0  # as nearly always: nobody waits for the one who may write
    with runtime.store.begin() as tx:
        new = [
            Delivery(runtime.new_id(), kind, owner, subject, now)
            for kind, owner, subject in waiting
            if tx.deliveries.state_of(kind, owner, subject) is None
        ]
        tx.deliveries.add(new)
    return len(new)


def reminder_of(runtime: Runtime, tx: Transaction, delivery: Delivery) -> PromiseReminder | None:
    """Return what a reminder says. None: it is done, given up, passed on or put off since."""
    action_id, _colon, day = delivery.subject.rpartition(":")
    action = tx.actions.find(action_id)
    today = runtime.now().astimezone(runtime.policy.zone).date()
    if action is None or action.now.owner.person_id != delivery.person_id:
        return None
    due, is_late = action.now.due, action.now.due < today
    if not action.now.is_open or due != date.fromisoformat(day):
        return None
    if is_late is not (delivery.kind is Kind.ACTION_LATE):
        return None  # its day came while it waited: the other one tells
    names = {unit.id: unit.name for unit in tx.units.ever()}
    return PromiseReminder(action.id, action.now.what, names[action.unit_id], due, is_late)


def _subject(action_id: str, due: date) -> str:
    return f"{action_id}:{due.isoformat()}"
