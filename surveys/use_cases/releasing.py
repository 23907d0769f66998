"""Releasing: a pool of leavers becomes figures of the whole organisation, at a quarter's end.

Releasing is one transaction: open the boxes, decide, count, publish, carry over whoever has not
left yet into a new pool under a new key, delete the old boxes. What follows it (key, files) is
repeated until it is done, so a process killed between any two lines is finished by the next tick.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from surveys.bank.leaving import load_leaving
from surveys.model.leaving import DECEASED, Conversation, ExitRelease, ExitText, Text
from surveys.rules.leaving.counting import FEW, cells
from surveys.rules.leaving.deciding import (
    Decision,
    at_least,
    decide,
    is_due,
    is_stale,
    quarter_end,
)
from surveys.rules.sealing import TAG_BYTES
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.exit_boxes import Boxes, new_pool, open_pool, service_of
from surveys.use_cases.listing_leavers import exit_message, today_of

RELEASED: Final = "released"
VOID: Final = "void"
Boxed = Sequence[tuple[bytes, Conversation]]


def tend(runtime: Runtime) -> None:
    """Do what is due about the pool: give up a lost one, release one, clear up after one."""
    void_lost(runtime)
    release_due(runtime)
    finish(runtime)


def release_due(runtime: Runtime) -> bool:
    """Judge the pool once for each quarter that is over; say whether it was released."""
    until = quarter_end(runtime.now(), runtime.policy.zone)
    with runtime.store.begin() as tx:
        pool = tx.pools.open()
        if pool is None or (pool.looked_on is not None and pool.looked_on >= until):
            return False
        if runtime.store.keys.find(pool.id) is None:
            return False  # void_lost deals with it
        pooled = open_pool(runtime, tx)
        _drop_stale(runtime, pooled)
        every = list(pooled.all())
        due = [inside for _tag, inside in every if is_due(inside, until)]
        decision = decide(due, pool.looked_at)
        if decision is not Decision.RELEASE:
            too_few = len(due) if decision is Decision.TOO_FEW else None
            tx.pools.looked(pool.id, until, too_few)
            return False
        _publish(runtime, tx, due, until)
        _carry_over(runtime, tx, pooled, [one for one in every if not is_due(one[1], until)], until)
    return True


def void_lost(runtime: Runtime) -> bool:
    """Give up a pool whose key is lost, and ask whoever can still answer again."""
    with runtime.store.begin() as tx:
        pool = tx.pools.open()
        if pool is None or runtime.store.keys.find(pool.id) is not None:
            return False
        tx.pools.end(pool.id, VOID)
        _ask_again(runtime, tx, new_pool(runtime, tx, pool.looked_on))
    return True


def finish(runtime: Runtime) -> bool:
    """Destroy ended pools' keys and every trace of their boxes; False: not yet possible."""
    keys = runtime.store.keys
    with runtime.store.begin() as tx:
        ended = tx.pools.unscrubbed()
        returned = tx.pools.ended_among(keys.round_ids())
    for pool_id in (*ended, *returned):
        keys.destroy(pool_id)
    if not ended:
        return True
    if not runtime.store.scrub():
        return False
    with runtime.store.begin() as tx:
        tx.pools.scrubbed(ended)
    runtime.store.settle()
    return True


def _publish(runtime: Runtime, tx: Transaction, due: Sequence[Conversation], until: date) -> None:
    spoke = sum(one.is_own for one in due)
    releases = tx.exits.all()
    released = ExitRelease(
        id=runtime.new_id(),
        number=len(releases) + 1,
        until=until,
        at_least=at_least(spoke, len(due)),
        cells=cells(due, load_leaving()),
    )
    tx.exits.add(released, _texts(runtime, due, released))


def _texts(runtime: Runtime, due: Sequence[Conversation], released: ExitRelease) -> list[ExitText]:
    """Return texts by chance: from three own hands at least, and no more than are said to speak.

    More would tell how many spoke.
    """
    found: list[ExitText] = []
    for name in Text:
        own = sum(bool(one.own.texts.get(name)) for one in due)
        said = [one.counted.texts[name] for one in due if one.counted.texts.get(name)]
        if own < FEW:
            continue
        texts = [ExitText(runtime.new_id(), released.id, str(name), body) for body in said]
        mixed = sorted(texts, key=lambda text: (runtime.entropy(16), text.id))
        found += mixed[: released.at_least]
    return sorted(found, key=lambda text: text.id)


def _carry_over(runtime: Runtime, tx: Transaction, old: Boxes, rest: Boxed, until: date) -> None:
    """End a pool, and seal the boxes that are not of it anew, under tags of another key.

    A box whose person was removed since keeps a place without a tag that anybody could make.
    """
    people = {old.tag(person.id): person.id for person in tx.people.all()}
    tx.pools.end(old.pool.id, RELEASED)
    new = new_pool(runtime, tx, until)
    for tag, inside in rest:
        if tag in people:
            new.put(people[tag], inside)
        else:
            new.put_under(runtime.entropy(TAG_BYTES), inside)


def _drop_stale(runtime: Runtime, pooled: Boxes) -> None:
    today = today_of(runtime)
    for tag, inside in list(pooled.all()):
        if is_stale(inside, today):
            pooled.tx.pools.take_out(pooled.pool.id, tag)


def _ask_again(runtime: Runtime, tx: Transaction, pooled: Boxes) -> None:
    """Give everyone recorded an empty box, and ask those who have not left yet once more."""
    now, today = runtime.now(), today_of(runtime)
    people = {person.id: person for person in tx.people.all()}
    for leaver in tx.leavers.named():
        is_over = leaver.last_day is None or leaver.last_day < today
        if is_over or leaver.last_day is None or leaver.reason == DECEASED:
            continue
        if leaver.person_id is None or leaver.person_id not in people:
            continue
        person = people[leaver.person_id]
        pooled.put(
            person.id, Conversation(leaver.last_day, service_of(tx, person), is_confirmed=True)
        )
        again = tx.leavers.ask_again(leaver)
        tx.deliveries.add([exit_message(runtime, again, person.id, leaver.last_day, now)])
