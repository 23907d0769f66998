"""Proposals that wait for a second administrator: one of each role and person."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, func, insert, select

from surveys.model.people import Role
from surveys.model.roles import Proposal, Turn
from surveys.store.tables import role_proposals

_CHANGING: Final = 5_114_072


class Proposals:
    """What waits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hold(self) -> None:
        """Let nobody else change roles until this transaction ends.

        Two administrators who laid their role down at once would each see the other. On SQLite a
        transaction that writes is alone from its beginning.
        """
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(select(func.pg_advisory_xact_lock(_CHANGING)))

    def all(self) -> tuple[Proposal, ...]:
        """Return every proposal, the oldest first, those that have waited in vain too."""
        table = role_proposals.c
        query = select(role_proposals).order_by(table.proposed_at, table.id)
        return tuple(_proposal(row) for row in self._connection.execute(query))

    def find(self, proposal_id: str) -> Proposal | None:
        """Return one. None: it was decided, withdrawn or forgotten."""
        query = select(role_proposals).where(role_proposals.c.id == proposal_id)
        row = self._connection.execute(query).first()
        return _proposal(row) if row else None

    def add(self, new: Proposal) -> None:
        """Keep a proposal, in the place of any about the same person and role."""
        self.settle(new.turn)
        self._connection.execute(
            insert(role_proposals).values(
                id=new.id,
                person_id=new.turn.person_id,
                role=str(new.turn.role),
                gives=new.turn.gives,
                by_id=new.by_id,
                proposed_at=new.at,
            )
        )

    def remove(self, proposal_id: str) -> bool:
        """Let a proposal go; False: somebody else was first."""
        gone = delete(role_proposals).where(role_proposals.c.id == proposal_id)
        return self._connection.execute(gone).rowcount == 1

    def settle(self, turn: Turn) -> None:
        """Let go of whatever waits about a person and a role, which stands otherwise now."""
        table = role_proposals.c
        about = (table.person_id == turn.person_id) & (table.role == str(turn.role))
        self._connection.execute(delete(role_proposals).where(about))

    def forget_before(self, limit: datetime) -> int:
        """Delete what was proposed before a moment; how many."""
        old = role_proposals.c.proposed_at < limit
        return self._connection.execute(delete(role_proposals).where(old)).rowcount


def _proposal(row: Row[Any]) -> Proposal:
    turn = Turn(row.person_id, Role(row.role), row.gives)
    return Proposal(row.id, turn, row.by_id, row.proposed_at)
