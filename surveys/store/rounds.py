"""Rounds, their rosters, and the clipped totals that remain of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from surveys.errors import RoundAlreadyOpen
from surveys.model.people import Account
from surveys.model.releases import UnitTotal
from surveys.model.rounds import Place, Round, RoundState, Seat, Thresholds
from surveys.store.asks import Asks
from surveys.store.marks import Marks
from surveys.store.reaching import are_several
from surveys.store.tables import accounts, people, rosters, rounds, seats_forgotten, unit_totals

# Made once: making a statement takes longer than carrying it out.
_PLACES: Final = (
    select(
        rounds,
        accounts.c.workspace,
        accounts.c.slack_id,
        accounts.c.person_id,
        people.c.active,
        select(rosters.c.leaf_id)
        .where(rosters.c.round_id == rounds.c.id, rosters.c.person_id == accounts.c.person_id)
        .scalar_subquery()
        .label("leaf_id"),
    )
    .join_from(accounts, people)
    .join(rounds, rounds.c.id.in_(bindparam("rounds", expanding=True)))
    .where(accounts.c.slack_id.in_(bindparam("accounts", expanding=True)))
    .with_for_update(read=True, of=rounds)
)


class Rounds:
    """The rounds of every survey."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, round_: Round, seats: Iterable[Seat], asked_on: date | None = None) -> None:
        """Keep a new round with the roster it opened on; None: its own date is what counts.

        Its thresholds are never below an earlier round's. Raises RoundAlreadyOpen: another round of
        the survey has its number.
        """
        thresholds = Marks(self._connection).add(round_.id, round_.thresholds)
        row = _row(round_, thresholds)
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(rounds).values(row))
        except IntegrityError:
            raise RoundAlreadyOpen from None
        Asks(self._connection).add(round_.id, seats, asked_on or round_.local_date)

    def find(self, round_id: str) -> Round | None:
        """Return one round, held against being closed until this transaction ends."""
        query = select(rounds).where(rounds.c.id == round_id).with_for_update(read=True)
        row = self._connection.execute(query).first()
        return _round(row) if row else None

    def places(self, wanted: Collection[tuple[str, Account]]) -> dict[tuple[str, Account], Place]:
        """Return where the people of accounts stand in rounds, which are held as in `find`.

        One statement, for everyone answers in the same hour. Left out: no such account or no such
        round. With one workspace, its name only decides between namesakes.
        """
        named = {
            "rounds": sorted({round_id for round_id, _account in wanted}),
            "accounts": sorted({account.slack_id for _round, account in wanted}),
        }
        found: dict[tuple[str, str], list[Row[Any]]] = defaultdict(list)
        for row in self._connection.execute(_PLACES, named):
            found[row.id, row.slack_id].append(row)
        listed = {(row.workspace, row.slack_id) for rows in found.values() for row in rows}
        is_exact = all((one.workspace, one.slack_id) in listed for _round, one in wanted)
        strict = not is_exact and are_several(self._connection)
        places = (
            (one, _place(found[one[0], one[1].slack_id], one[1], strict=strict)) for one in wanted
        )
        return {one: place for one, place in places if place is not None}

    def all(self) -> tuple[Round, ...]:
        """Return every round there ever was, oldest first."""
        return self._listed()

    def open(self) -> tuple[Round, ...]:
        """Return every open round, oldest first."""
        return self._listed(rounds.c.state == str(RoundState.OPEN))

    def unscrubbed(self) -> tuple[Round, ...]:
        """Return closed and void rounds whose traces may still be in a file, or their key."""
        return self._listed(rounds.c.state != str(RoundState.OPEN), rounds.c.scrubbed.is_(False))

    def ended_among(self, round_ids: Iterable[str]) -> tuple[Round, ...]:
        """Return those of some rounds that are closed or void."""
        return self._listed(
            rounds.c.id.in_(list(round_ids)), rounds.c.state != str(RoundState.OPEN)
        )

    def closed_in(self, window_id: str) -> tuple[Round, ...]:
        """Return the closed rounds of a window, by number."""
        closed = rounds.c.state == str(RoundState.CLOSED)
        return self._listed(rounds.c.window_id == window_id, closed)

    def questions_ever(self) -> frozenset[tuple[str, int, str]]:
        """Return every question that any round asked: survey, revision and the question's id."""
        query = select(rounds.c.survey, rounds.c.revision, rounds.c.questions)
        return frozenset(
            (row.survey, row.revision, question)
            for row in self._connection.execute(query)
            for question in row.questions
        )

    def asked_ever(self) -> tuple[tuple[date, tuple[str, ...]], ...]:
        """Return the date of every round that was not lost, and what it asked."""
        query = select(rounds.c.local_date, rounds.c.questions).where(
            rounds.c.state != str(RoundState.VOID)
        )
        return tuple((row[0], tuple(row[1])) for row in self._connection.execute(query))

    def newest(self, survey: str) -> Round | None:
        """Return the round of a survey that opened last. None: none has, or it was lost."""
        alive = rounds.c.state != str(RoundState.VOID)
        found = self._listed(rounds.c.survey == survey, alive)
        return found[-1] if found else None

    def next_number(self, survey: str) -> int:
        """Return the number of the survey's next round: 0, 1, 2, ..."""
        query = select(func.max(rounds.c.number)).where(rounds.c.survey == survey)
        last = self._connection.execute(query).scalar()
        return 0 if last is None else last + 1

    def close(self, round_id: str, closed_at: datetime) -> bool:
        """Close an open round; False when it was closed already."""
        done = self._connection.execute(
            update(rounds)
            .where(rounds.c.id == round_id, rounds.c.state == str(RoundState.OPEN))
            .values(state=str(RoundState.CLOSED), closes_at=closed_at)
        )
        return done.rowcount == 1

    def hold(self, round_id: str) -> None:
        """Let nobody answer until this transaction ends: what is counted now stays so."""
        self._connection.execute(
            select(rounds.c.id).where(rounds.c.id == round_id).with_for_update()
        )

    def extend(self, round_id: str, closes_at: datetime) -> None:
        """Keep an open round open until a later moment."""
        is_open = rounds.c.state == str(RoundState.OPEN)
        self._connection.execute(
            update(rounds).where(rounds.c.id == round_id, is_open).values(closes_at=closes_at)
        )

    def void(self, round_id: str) -> bool:
        """Give up an open round that can't be read, its number passing on; False: not open now."""
        done = self._connection.execute(
            update(rounds)
            .where(rounds.c.id == round_id, rounds.c.state == str(RoundState.OPEN))
            .values(state=str(RoundState.VOID), number=None)
        )
        return done.rowcount == 1

    def scrubbed(self, round_ids: Iterable[str]) -> None:
        """Note that nothing of these rounds' ballots is left in any file."""
        self._connection.execute(
            update(rounds).where(rounds.c.id.in_(list(round_ids))).values(scrubbed=True)
        )

    def roster(self, round_id: str) -> tuple[Seat, ...]:
        """Return who was asked and where they sat."""
        query = select(rosters).where(rosters.c.round_id == round_id).order_by(rosters.c.person_id)
        rows = self._connection.execute(query)
        return tuple(Seat(row.person_id, row.leaf_id) for row in rows)

    def is_forgotten(self, round_id: str) -> bool:
        """Say whether it is known no more whom a round asked, but only how many where."""
        query = select(seats_forgotten).where(seats_forgotten.c.round_id == round_id).limit(1)
        return self._connection.execute(query).first() is not None

    def was_asked(self, round_id: str, person_id: str) -> bool:
        """Say whether a person is in a round's roster."""
        mine = (rosters.c.round_id == round_id) & (rosters.c.person_id == person_id)
        return self._connection.execute(select(rosters).where(mine)).first() is not None

    def that_asked(self, person_id: str) -> tuple[tuple[Round, date], ...]:
        """Return every round that asked a person and the day it counts for, the newest first."""
        query = (
            select(rounds, rosters.c.asked_on)
            .join(rosters, rosters.c.round_id == rounds.c.id)
            .where(rosters.c.person_id == person_id)
            .order_by(rosters.c.asked_on.desc(), rounds.c.opens_at.desc(), rounds.c.id)
        )
        return tuple((_round(row), row.asked_on) for row in self._connection.execute(query))

    def keep_totals(self, round_id: str, totals: Iterable[UnitTotal]) -> None:
        """Keep what remains of a closed round."""
        rows = [
            {
                "round_id": round_id,
                "question_id": total.question_id,
                "leaf_id": total.leaf_id,
                "n": total.n,
                "clipped_sum": total.clipped_sum,
            }
            for total in totals
        ]
        if rows:
            self._connection.execute(insert(unit_totals), rows)

    def totals(self, round_id: str) -> tuple[UnitTotal, ...]:
        """Return what remains of a closed round."""
        query = select(unit_totals).where(unit_totals.c.round_id == round_id)
        rows = self._connection.execute(query)
        return tuple(
            UnitTotal(row.question_id, row.leaf_id, row.n, row.clipped_sum) for row in rows
        )

    def _listed(self, *chosen: Any) -> tuple[Round, ...]:
        query = select(rounds).where(*chosen).order_by(rounds.c.opens_at, rounds.c.id)
        return tuple(_round(row) for row in self._connection.execute(query))


def _place(rows: list[Row[Any]], account: Account, *, strict: bool) -> Place | None:
    exact = [row for row in rows if row.workspace == account.workspace]
    owners = {row.person_id: row for row in exact or (() if strict else rows)}
    if len(owners) != 1:
        return None
    (row,) = owners.values()
    return Place(_round(row), row.person_id, row.leaf_id is not None, row.active)


def _row(round_: Round, thresholds: Thresholds) -> dict[str, Any]:
    return {
        "id": round_.id,
        "survey": round_.survey,
        "revision": round_.revision,
        "number": round_.number,
        "window_id": round_.window_id,
        "local_date": round_.local_date,
        "opens_at": round_.opens_at,
        "closes_at": round_.closes_at,
        "state": str(round_.state),
        "scrubbed": False,
        "repeats": round_.repeats,
        "questions": list(round_.questions),
        "minutes": round_.minutes,
        "k_team": thresholds.team,
        "k_week": thresholds.week,
        "k_comments": thresholds.comments,
        "milestone": round_.milestone,
    }


def _round(row: Row[Any]) -> Round:
    return Round(
        id=row.id,
        survey=row.survey,
        revision=row.revision,
        number=row.number,
        window_id=row.window_id,
        local_date=row.local_date,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        state=RoundState(row.state),
        repeats=row.repeats,
        questions=tuple(row.questions),
        minutes=row.minutes,
        thresholds=Thresholds(team=row.k_team, week=row.k_week, comments=row.k_comments),
        milestone=row.milestone,
    )
