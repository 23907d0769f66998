"""Who was asked what and when: the rosters of all rounds, seen from the person asked."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from sqlalchemy import Connection, func, insert, literal, select, update

from surveys.model.asking import Ask, Reason
from surveys.model.rounds import RoundState, Seat
from surveys.store.tables import rosters, rounds

# One lock of its own in the database, by a number that nothing else here uses.
_CHOOSING: Final = 5_114_071


class Asks:
    """What each person was asked. A round whose answers were lost counts as its repeat does."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hold(self) -> None:
        """Let nobody else choose whom to ask until this transaction ends.

        Two who choose at once would not see each other's asks. On SQLite a transaction that writes
        is alone from its beginning.
        """
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(select(func.pg_advisory_xact_lock(_CHOOSING)))

    def add(self, round_id: str, seats: Iterable[Seat], asked_on: date) -> None:
        """Keep whom a round asks, and the day its calendar names."""
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
        """Return what everyone was asked by the dates that calendars name from a day on."""
        query = (
            select(rosters.c.person_id, rosters.c.asked_on, rounds.c.survey, rounds.c.minutes)
            .join(rounds, rounds.c.id == rosters.c.round_id)
            .where(rosters.c.asked_on >= day, rounds.c.state != str(RoundState.VOID))
        )
        days = self._real_days(day)
        found: dict[str, list[Ask]] = defaultdict(list)
        for row in self._connection.execute(query):
            named = row.asked_on
            asked_on = days.get((row.survey, named), named)
            found[row.person_id].append(Ask(row.survey, asked_on, row.minutes, named))
        return found

    def named_day(self, round_id: str) -> date | None:
        """Return the day that the calendar named for a round. None: whom it asked is forgotten."""
        query = select(func.min(rosters.c.asked_on)).where(rosters.c.round_id == round_id)
        return self._connection.execute(query).scalar()

    def last_of(self, survey: str, person_id: str) -> tuple[str, date] | None:
        """Return the newest round of a survey that asks a person, and the day named. None: none."""
        query = (
            select(rosters.c.round_id, rosters.c.asked_on)
            .join(rounds, rounds.c.id == rosters.c.round_id)
            .where(rosters.c.person_id == person_id, rounds.c.survey == survey)
            .where(rounds.c.state != str(RoundState.VOID))
            .order_by(rosters.c.asked_on.desc(), rounds.c.opens_at.desc())
        )
        row = self._connection.execute(query).first()
        return (row.round_id, row.asked_on) if row else None

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

    def _real_days(self, since: date) -> dict[tuple[str, date], date]:
        """Return on which day each survey really asked, by survey and the day named.

        Of a round and the one that repeats it the first counts: people are asked once. A pool is
        left out, for it asks each person on the very day that is kept.
        """
        named = (
            select(rosters.c.asked_on)
            .where(rosters.c.round_id == rounds.c.id)
            .limit(1)
            .scalar_subquery()
        )
        query = select(rounds.c.survey, named.label("named"), rounds.c.local_date).where(
            rounds.c.local_date >= since, rounds.c.milestone.is_(None)
        )
        found: dict[tuple[str, date], date] = {}
        for row in self._connection.execute(query):
            if row.named is not None:
                key = (row.survey, row.named)
                found[key] = min(row.local_date, found.get(key, row.local_date))
        return found
