"""Who was asked what and when: the rosters of all rounds, seen from the person asked."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, insert, literal, select, update

from surveys.model.asking import Ask, Reason
from surveys.model.rounds import RoundState, Seat
from surveys.store.tables import rosters, rounds


class Asks:
    """What each person was asked. A round whose answers were lost counts as its repeat does."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, round_id: str, seats: Iterable[Seat], asked_on: date) -> None:
        """Keep whom a round asks, and the day it counts for."""
        rows = [
            {
                "round_id": round_id,
                "person_id": seat.person_id,
                "leaf_id": seat.leaf_id,
                "asked_on": asked_on,
            }
            for seat in seats
        ]
        if rows:
            self._connection.execute(insert(rosters), rows)

    def copy(self, round_id: str, lost_id: str) -> None:
        """Let a round ask whom the lost one asked, as if on the same days."""
        columns = ["round_id", "person_id", "leaf_id", "asked_on"]
        seats = select(
            literal(round_id), rosters.c.person_id, rosters.c.leaf_id, rosters.c.asked_on
        ).where(rosters.c.round_id == lost_id)
        self._connection.execute(insert(rosters).from_select(columns, seats))

    def since(self, day: date) -> Mapping[str, list[Ask]]:
        """Return what everyone was asked on a day or later, by person."""
        query = (
            select(rosters.c.person_id, rosters.c.asked_on, rounds.c.survey, rounds.c.minutes)
            .join(rounds, rounds.c.id == rosters.c.round_id)
            .where(rosters.c.asked_on >= day, rounds.c.state != str(RoundState.VOID))
        )
        found: dict[str, list[Ask]] = defaultdict(list)
        for row in self._connection.execute(query):
            found[row.person_id].append(Ask(row.survey, row.asked_on, row.minutes))
        return found

    def at_milestone(self, survey: str, months: int) -> frozenset[str]:
        """Return the ids of everyone ever asked by a survey at one milestone."""
        query = (
            select(rosters.c.person_id)
            .join(rounds, rounds.c.id == rosters.c.round_id)
            .where(rounds.c.survey == survey, rounds.c.milestone == months)
        )
        return frozenset(self._connection.execute(query).scalars())

    def leave_out(self, round_id: str, counts: Mapping[Reason, int]) -> None:
        """Count people whom a round leaves out, on top of those counted before."""
        whole = Counter({str(reason): n for reason, n in self.left_out(round_id).items()})
        whole.update({str(reason): n for reason, n in counts.items()})
        mine = rounds.c.id == round_id
        self._connection.execute(update(rounds).where(mine).values(left_out=dict(whole)))

    def left_out(self, round_id: str) -> dict[Reason, int]:
        """Return how many people a round left out, by reason."""
        query = select(rounds.c.left_out).where(rounds.c.id == round_id)
        counts = self._connection.execute(query).scalar() or {}
        return {Reason(reason): n for reason, n in counts.items()}
