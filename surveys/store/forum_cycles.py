"""The cycles of the forum, with the letters, quotas and votes that lie under their keys."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from surveys.model.forum import Cycle, CycleState, SealedLetter
from surveys.store.dialect import insert_or
from surveys.store.tables import (
    forum_cycles,
    forum_letters,
    forum_quotas,
    forum_votes,
)

_OPEN: Final = str(CycleState.OPEN)


class ForumCycles:
    """Cycles, and what is sealed in the open one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self) -> Cycle | None:
        """Return the open cycle. None: the forum has not begun."""
        query = select(forum_cycles).where(forum_cycles.c.state == _OPEN)
        row = self._connection.execute(query).first()
        return _cycle(row) if row else None

    def all(self) -> tuple[Cycle, ...]:
        """Return every cycle, the newest first."""
        query = select(forum_cycles).order_by(forum_cycles.c.number.desc())
        return tuple(_cycle(row) for row in self._connection.execute(query))

    def begin(self, cycle_id: str, number: int, meeting_on: date, released_on: date | None) -> bool:
        """Open a cycle; False when another process opened the one of that number."""
        new = {
            "id": cycle_id,
            "number": number,
            "meeting_on": meeting_on,
            "state": _OPEN,
            "released_on": released_on,
        }
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(forum_cycles).values(new))
        except IntegrityError:
            return False
        return True

    def close(self, cycle_id: str, state: CycleState = CycleState.CLOSED) -> bool:
        """Close a cycle, or give it up as lost; False when it is not open."""
        mine = (forum_cycles.c.id == cycle_id) & (forum_cycles.c.state == _OPEN)
        done = update(forum_cycles).where(mine).values(state=str(state))
        return self._connection.execute(done).rowcount == 1

    def move(self, cycle_id: str, meeting_on: date) -> bool:
        """Give an open cycle another day to meet; False when it is closed."""
        mine = (forum_cycles.c.id == cycle_id) & (forum_cycles.c.state == _OPEN)
        done = update(forum_cycles).where(mine).values(meeting_on=meeting_on)
        return self._connection.execute(done).rowcount == 1

    def release(self, cycle_id: str, on: date) -> bool:
        """Note that a day's batch is handed over; False when it was, or the cycle is closed."""
        released = forum_cycles.c.released_on
        is_new = released.is_(None) | (released < on)
        mine = (forum_cycles.c.id == cycle_id) & (forum_cycles.c.state == _OPEN) & is_new
        done = update(forum_cycles).where(mine).values(released_on=on)
        return self._connection.execute(done).rowcount == 1

    def unscrubbed(self) -> tuple[Cycle, ...]:
        """Return closed cycles of which something may be left in a file, or a key."""
        query = select(forum_cycles).where(forum_cycles.c.state != _OPEN, ~forum_cycles.c.scrubbed)
        return tuple(_cycle(row) for row in self._connection.execute(query))

    def scrubbed(self, cycle_ids: Iterable[str]) -> None:
        """Note that nothing of these cycles' votes is left in any file."""
        mine = forum_cycles.c.id.in_(list(cycle_ids))
        self._connection.execute(update(forum_cycles).where(mine).values(scrubbed=True))

    def ended(self) -> tuple[Cycle, ...]:
        """Return every cycle that is closed or lost, the newest first."""
        return tuple(one for one in self.all() if one.state is not CycleState.OPEN)

    def post(self, cycle_id: str, letter: SealedLetter) -> None:
        """Put a letter into the letterbox, in place of the same form's."""
        new = insert_or(self._connection, forum_letters).values(
            cycle_id=cycle_id, id=letter.id, box=letter.box
        )
        self._connection.execute(
            new.on_conflict_do_update(
                index_elements=["cycle_id", "id"], set_={"box": new.excluded.box}
            )
        )

    def letters(self, cycle_id: str) -> tuple[SealedLetter, ...]:
        """Return every letter, in the order of their random ids."""
        mine = forum_letters.c.cycle_id == cycle_id
        query = select(forum_letters).where(mine).order_by(forum_letters.c.id)
        return tuple(SealedLetter(row.id, row.box) for row in self._connection.execute(query))

    def take_out(self, cycle_id: str, letter_ids: Iterable[str]) -> None:
        """Delete letters that were handed over or carried to another cycle."""
        mine = forum_letters.c.cycle_id == cycle_id
        chosen = forum_letters.c.id.in_(list(letter_ids))
        self._connection.execute(delete(forum_letters).where(mine, chosen))

    def count_letter(self, day: date, tags: Iterable[bytes]) -> bool:
        """Note one more letter of a day under the first free tag; False: none is free."""
        taken = set(
            self._connection.execute(
                select(forum_quotas.c.tag).where(forum_quotas.c.day == day)
            ).scalars()
        )
        free = [one for one in tags if one not in taken]
        if not free:
            return False
        self._connection.execute(insert(forum_quotas).values(day=day, tag=free[0]))
        return True

    def forget_quotas(self, before: date) -> int:
        """Delete what was counted before a day; return how many rows."""
        done = self._connection.execute(delete(forum_quotas).where(forum_quotas.c.day < before))
        return int(done.rowcount)

    def vote(self, cycle_id: str, tags: Iterable[bytes]) -> None:
        """Keep votes, each tag once."""
        rows = [{"cycle_id": cycle_id, "tag": one} for one in tags]
        if rows:
            new = insert_or(self._connection, forum_votes).on_conflict_do_nothing()
            self._connection.execute(new, rows)

    def unvote(self, cycle_id: str, tags: Iterable[bytes]) -> None:
        """Take votes back, those that are there."""
        mine = forum_votes.c.cycle_id == cycle_id
        chosen = forum_votes.c.tag.in_(list(tags))
        self._connection.execute(delete(forum_votes).where(mine, chosen))

    def tags(self, cycle_id: str) -> frozenset[bytes]:
        """Return the tags of every vote of a cycle."""
        mine = forum_votes.c.cycle_id == cycle_id
        return frozenset(self._connection.execute(select(forum_votes.c.tag).where(mine)).scalars())

    def unshown(self, cycle_id: str) -> frozenset[bytes]:
        """Return the tags of the votes that no band shows yet."""
        mine = (forum_votes.c.cycle_id == cycle_id) & ~forum_votes.c.shown
        return frozenset(self._connection.execute(select(forum_votes.c.tag).where(mine)).scalars())

    def shown(self, cycle_id: str) -> None:
        """Note that the bands show every vote of a cycle."""
        mine = (forum_votes.c.cycle_id == cycle_id) & ~forum_votes.c.shown
        self._connection.execute(update(forum_votes).where(mine).values(shown=True))

    def destroy_votes(self, cycle_id: str) -> None:
        """Delete the votes of a cycle."""
        self._connection.execute(delete(forum_votes).where(forum_votes.c.cycle_id == cycle_id))


def _cycle(row: Row[Any]) -> Cycle:
    return Cycle(
        row.id, row.number, row.meeting_on, CycleState(row.state), row.released_on, row.scrubbed
    )
