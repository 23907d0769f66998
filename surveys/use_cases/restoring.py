"""Restoring: what follows from going back to a backup, each step once, however often begun.

Whatever was sealed when the backup was made is given up, key or no key: what somebody changed or
withdrew since would come back, and what was closed and published since be published again. Whoever
was asked is asked again, and everybody is told.
"""

from pathlib import Path

from surveys.errors import BackupChanged
from surveys.model.deliveries import Delivery, Kind
from surveys.model.messages import GoneBack
from surveys.model.restoring import GivenUp, Restore, Step
from surveys.model.trail import COMMAND_LINE, ActKind
from surveys.rules.rising import ever_fell, is_chain
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases import (
    announcing,
    closing,
    convening,
    hailing,
    releasing,
    reminding,
    rounding_up,
)
from surveys.use_cases.trailing import note


def begin(runtime: Runtime, restored: Restore) -> Path | None:
    """Note in a database that it is a backup's, and that its keys belong into our folder.

    Return the folder of its keys before, if that is another one. Raises BackupChanged.
    """
    runtime.store.keys.take()  # said to be ours: from now on a key that is not there is lost
    folder = runtime.store.keys.folder.resolve()
    with runtime.store.begin() as tx:
        _check_chain(tx)
        former = tx.installation.key_dir()
        tx.restores.add(restored)
        tx.installation.keep_key_dir(folder)
        made = restored.made_at.astimezone(runtime.policy.zone).date()
        note(runtime, tx, COMMAND_LINE, ActKind.BACKUP_RESTORED, made=made.isoformat())
    return None if former == folder else former


def settle(runtime: Runtime) -> GivenUp | None:
    """Draw the consequences of a restore. None: there is none, or they are drawn."""
    if not _destroy_keys(runtime):
        return None
    rounds = closing.void_unreadable(runtime)
    cycle = convening.give_up_lost(runtime)
    is_pool_lost = releasing.void_lost(runtime)
    # What fell due since the backup was queued and sent then, by a bot whose records are lost.
    reminding.queue_reminders(runtime)
    announcing.queue_reminders(runtime)
    hailing.queue_notes(runtime)
    rounding_up.tell_due(runtime)
    told = _tell(runtime)
    closing.finish(runtime)
    convening.finish(runtime)
    releasing.finish(runtime)
    return GivenUp(len(rounds), cycle is not None, is_pool_lost, told)


def gone_back(runtime: Runtime, tx: Transaction, delivery: Delivery) -> GoneBack:
    """Return what everybody is told of a restore."""
    restored, zone = tx.restores.get(delivery.subject), runtime.policy.zone
    return GoneBack(
        made_at=restored.made_at.astimezone(zone),
        restored_at=restored.restored_at.astimezone(zone),
        thresholds=runtime.policy.thresholds,
    )


def _check_chain(tx: Transaction) -> None:
    """Refuse what promises less than people were promised, as the audit would."""
    marks = tx.marks.all()
    promised = {one.round_id: one.thresholds for one in marks}
    is_kept = all(promised.get(one.id) == one.thresholds for one in tx.rounds.all())
    if not is_kept or not is_chain(marks) or ever_fell(marks):
        raise BackupChanged("thresholds-chain")


def _destroy_keys(runtime: Runtime) -> bool:
    """Destroy every key there is, once; say whether anything is left to do.

    Of two processes the second waits, and then destroys no key that the first made anew.
    """
    keys = runtime.store.keys
    with runtime.store.begin() as tx:
        tx.asks.hold()
        restored = tx.restores.unsettled()
        if restored is not None and restored.step is Step.BEGUN:
            for name in keys.round_ids() | keys.forum_names():
                keys.destroy(name)
            tx.restores.take(Step.KEYS_GONE)
    return restored is not None


def _tell(runtime: Runtime) -> int:
    """Tell everyone whom a message of ours has ever reached; return how many."""
    now = runtime.now()
    with runtime.store.begin() as tx:
        tx.asks.hold()
        restored = tx.restores.unsettled()
        if restored is None:
            return 0  # another process was first
        tx.restores.doubt_messages(restored.restored_at, now)
        readers = [one for one in tx.people.all() if one.active and one.welcomed_at]
        tx.deliveries.add(
            Delivery(runtime.new_id(), Kind.GONE_BACK, one.id, restored.id, now) for one in readers
        )
        tx.restores.take(Step.SETTLED)
    return len(readers)
