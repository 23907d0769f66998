"""Releasing: a pool of leavers becomes figures of the whole organisation, at a quarter's end.

Releasing is one transaction: open the boxes, decide, count, publish, carry over whoever has not
left yet into a new pool under a new key, delete the old boxes. What follows it (key, files) is
repeated until it is done, so a process killed between any two lines is finished by the next tick.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from surveys.bank.leaving import load_leaving
from surveys.model.leaving import (
    DECEASED,
    Conversation,
    ExitRelease,
    ExitText,
    KeptBox,
    Text,
)
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
from surveys.store.pools import RELEASED, VOID
from surveys.use_cases.exit_boxes import Boxes, new_pool, open_pool, service_of
from surveys.use_cases.listing_leavers import exit_message, today_of

MIXED_ONCE_IN: Final = 128  # ticks, by chance: some twenty minutes


def tend(runtime: Runtime) -> None:
    """Do what is due about the pool: give up a lost one, release one, clear up after one."""
    void_lost(runtime)
    release_due(runtime)
    finish(runtime)
    if runtime.entropy(1)[0] % MIXED_ONCE_IN == 0:
        mix(runtime)


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
        due, rest = _parted(pooled, until)
        decision = decide(due, pool.looked_at)
        if decision is not Decision.RELEASE:
            too_few = len(due) if decision is Decision.TOO_FEW else None
            tx.pools.looked(pool.id, until, too_few)
            return False
        _publish(runtime, tx, due, until)
        _carry_over(runtime, tx, pooled, rest, until)
    return True


def mix(runtime: Runtime) -> None:
    """Seal every box of the open pool anew, as an answer does too: so none tells of an answer."""
    with runtime.store.begin() as tx:
        pool = tx.pools.open()
        if pool is not None and runtime.store.keys.find(pool.id) is not None:
            open_pool(runtime, tx).mix()


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

    More would tell how many spoke. What HR took down is among them whether or not its leaver wrote
    as well, and one text at least is left out: else HR, which knows its own words, would learn from
    their being there or not whether that leaver did.
    """
    found: list[ExitText] = []
    for name in Text:
        own = [words for one in due if (words := one.own.texts.get(name))]
        heard = [words for one in due if (words := one.spoken.texts.get(name))]
        most = min(released.at_least, len(own) + len(heard) - 1)
        if len(own) < FEW or most < FEW:
            continue
        texts = [
            ExitText(runtime.new_id(), released.id, str(name), body) for body in (*own, *heard)
        ]
        mixed = sorted(texts, key=lambda text: (runtime.entropy(16), text.id))
        found += mixed[:most]
    return sorted(found, key=lambda text: text.id)


def _parted(pooled: Boxes, until: date) -> tuple[list[Conversation], list[KeptBox]]:
    """Part those who are judged on a quarter's end from whoever has not left yet."""
    due, rest = [], []
    for one in pooled.all():
        if one.inside is not None and is_due(one.inside, until):
            due.append(one.inside)
        else:
            rest.append(one)
    return due, rest


def _carry_over(
    runtime: Runtime, tx: Transaction, old: Boxes, rest: Sequence[KeptBox], until: date
) -> None:
    """End a pool, and seal the boxes that are not of it anew, under marks of another key.

    A box whose person was removed since keeps a place under a mark that nobody could make.
    """
    people = {old.mark(person.id): person.id for person in tx.people.all()}
    tx.pools.end(old.pool.id, RELEASED)
    new = new_pool(runtime, tx, until)
    chance = runtime.entropy
    marks = [
        new.mark(people[one.mark]) if one.mark in people else chance(TAG_BYTES) for one in rest
    ]
    new.keep([replace(one, mark=mark) for one, mark in zip(rest, marks, strict=True)])


def _drop_stale(runtime: Runtime, pooled: Boxes) -> None:
    today = today_of(runtime)
    stale = {one.mark for one in pooled.all() if one.inside and is_stale(one.inside, today)}
    if stale:
        pooled.drop(stale)


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
