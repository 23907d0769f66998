"""The open pool of leavers' boxes, for use cases that put something in or take it out.

Nothing here writes a person beside what they say: a box lies under a tag that only the pool's key
can make.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from surveys.errors import KeyMissing
from surveys.model.leaving import Conversation, Pool, SealedBox
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
        found = self.tx.pools.find(self.pool.id, self.tag(person_id))
        return self._opened(found) if found else None

    def put(self, person_id: str, inside: Conversation) -> None:
        """Keep a box in place of the one before."""
        self.put_under(self.tag(person_id), inside)

    def put_under(self, tag: bytes, inside: Conversation) -> None:
        """Keep a box under a tag."""
        nonce = self.runtime.entropy(sealing.NONCE_BYTES)
        self.tx.pools.put(self.pool.id, boxes.seal(self.key, self.pool.id, tag, nonce, inside))

    def take_out(self, person_id: str) -> bool:
        """Destroy somebody's box; say whether there was one."""
        return self.tx.pools.take_out(self.pool.id, self.tag(person_id))

    def all(self) -> Iterable[tuple[bytes, Conversation]]:
        """Yield every box that can be opened, with its tag."""
        for one in self.tx.pools.boxes(self.pool.id):
            if (inside := self._opened(one)) is not None:
                yield one.tag, inside

    def tag(self, person_id: str) -> bytes:
        """Return the tag of somebody's box."""
        return sealing.tag(self.key, person_id)

    def _opened(self, one: SealedBox) -> Conversation | None:
        try:
            return boxes.unseal(self.key, self.pool.id, one)
        except sealing.BoxUnreadable:
            return None


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
