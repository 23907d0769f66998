"""The open pool of leavers' boxes, for use cases that put something in or take it out.

Nothing here writes a person beside what they say: whose a box is can be said with the pool's key
alone. Whatever is put in or taken out, every box is sealed anew: none is known by having changed.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from surveys.errors import KeyMissing
from surveys.model.leaving import Conversation, KeptBox, Pool
from surveys.model.people import Person
from surveys.rules import sealing
from surveys.rules.leaving import boxes
from surveys.runtime import Runtime
from surveys.store.database import Transaction


@dataclass(frozen=True)
class Boxes:
    """The open pool, with its key."""

    runtime: Runtime
    tx: Transaction
    pool: Pool
    key: bytes

    def find(self, person_id: str) -> Conversation | None:
        """Return what is in somebody's box. None: they have none.

        One that can't be opened is damaged, and holds nothing that could be lost any more.
        """
        mine = self.mark(person_id)
        return next((one.inside for one in self.all() if one.mark == mine), None)

    def put(self, person_id: str, inside: Conversation) -> None:
        """Keep a box in place of the one before. Raises KeyMissing."""
        mine = self.mark(person_id)
        others = [one for one in self._every() if one.mark != mine]
        self.keep([*others, KeptBox(mine, inside)])

    def take_out(self, person_id: str) -> bool:
        """Destroy somebody's box; say whether there was one. Raises KeyMissing."""
        return self.drop({self.mark(person_id)})

    def drop(self, marks: Collection[bytes]) -> bool:
        """Destroy the boxes under some marks; say whether there was one. Raises KeyMissing."""
        every = self._every()
        left = [one for one in every if one.mark not in marks]
        self.keep(left)
        return len(left) < len(every)

    def let_go(self, person_id: str) -> None:
        """Keep what somebody said of an earlier leaving, where they can't be led to it any more.

        Raises KeyMissing.
        """
        mine, chance = self.mark(person_id), self.runtime.entropy(sealing.TAG_BYTES)
        self.keep([replace(one, mark=chance) if one.mark == mine else one for one in self._every()])

    def all(self) -> Iterable[KeptBox]:
        """Yield every box of a leaver that can be opened."""
        return (one for one in self._readable() if one.inside is not None)

    def mix(self) -> None:
        """Seal every box anew, and change nothing. Raises KeyMissing."""
        self.keep(self._every())

    def keep(self, every: Sequence[KeptBox]) -> None:
        """Keep these boxes in place of all before, with as many of nobody's as there must be."""
        chance, pool_id = self.runtime.entropy, self.pool.id
        sealed = []
        for one in boxes.filled(every, self.tx.pools.count(pool_id), chance(1)[0]):
            tag, nonce = chance(sealing.TAG_BYTES), chance(sealing.NONCE_BYTES)
            sealed.append(boxes.seal(self.key, pool_id, tag, nonce, one))
        self.tx.pools.replace(pool_id, sealed)

    def mark(self, person_id: str) -> bytes:
        """Return the mark of somebody's box."""
        return sealing.tag(self.key, person_id)

    def _every(self) -> list[KeptBox]:
        """Return every box before all are written anew; with a wrong key nothing may be."""
        found = self._readable()
        if not found and self.tx.pools.count(self.pool.id):
            raise KeyMissing
        return found

    def _readable(self) -> list[KeptBox]:
        found = []
        for one in self.tx.pools.boxes(self.pool.id):
            try:
                found.append(boxes.unseal(self.key, self.pool.id, one))
            except sealing.BoxUnreadable:
                continue
        return found


def open_pool(runtime: Runtime, tx: Transaction) -> Boxes:
    """Return the open pool; where there is none, open one. Raises KeyMissing."""
    pool = tx.pools.open()
    if pool is None:
        tx.asks.hold()  # two who open one at once would not see each other's
        pool = tx.pools.open()
    if pool is None:
        return new_pool(runtime, tx)
    key = runtime.store.keys.find(pool.id)
    if key is None:
        raise KeyMissing
    return Boxes(runtime, tx, pool, key)


def new_pool(runtime: Runtime, tx: Transaction, looked_on: date | None = None) -> Boxes:
    """Open a pool; its key is made before it: without one it could keep nothing."""
    pool_id, key = runtime.new_id(), runtime.entropy(sealing.KEY_BYTES)
    runtime.store.keys.create(pool_id, key)
    tx.keys_made.append(pool_id)
    tx.pools.begin(pool_id, looked_on)
    return Boxes(runtime, tx, Pool(pool_id, looked_on, 0), key)


def service_of(tx: Transaction, person: Person) -> str:
    """Return the unit just below the organisation in which somebody sits, or the organisation."""
    parents = {unit.id: unit.parent_id for unit in tx.units.ever()}
    here = person.unit_id
    while (above := parents.get(here)) is not None and parents.get(above) is not None:
        here = above
    return here
