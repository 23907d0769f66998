"""A database that is five years old: what a process finds when it starts after all that time.

Written straight into the tables, as tests do that begin where a life has been lived: nobody
waits for five years of rounds. What retention would have taken away by now is not there.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Final

from sqlalchemy import Connection, func, select, update

from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.keeping import USUAL
from surveys.model.policy import LOWEST
from surveys.model.surveys import WEEKLY_PULSE
from surveys.runtime import Runtime
from surveys.store import tables
from surveys.store.marks import Marks
from surveys.use_cases import authoring, enrolling, starting
from tests.bench.ageing_acts import WINDOWS, WORDS, Row, promised_and_thanked, put, spoke
from tests.bench.stage import Place, empty
from tests.organisation import people_file
from tests.published import WINDOW, publish

SERVICES, TEAMS, IN_A_TEAM = 27, 17, 2  # 487 units, 918 people
YEARLY: Final = "health-check"
LEFT_A_YEAR, SAID_A_WEEK = 90, 40


def grow_old(place: Place) -> dict[str, int]:
    """Make the database and its keys anew; return how many rows each table has, the most first."""
    empty(place.url)
    monday = _monday(datetime.now(UTC))
    runtime = place.runtime(lambda: monday - timedelta(days=2))
    publish(runtime, WINDOWS, SERVICES, TEAMS, opens=monday - timedelta(weeks=WINDOW))
    units = {
        f"Children's Services/Service {service}/Team {service}.{team}": IN_A_TEAM
        for service in range(1, SERVICES + 1)
        for team in range(1, TEAMS + 1)
    }
    enrolling.apply_people(runtime, people_file(units))
    starting.begin_keys(runtime)
    starting.check(runtime)
    authoring.load_ready(runtime, YEARLY)
    with runtime.store.engine.begin() as connection:
        _live(connection, runtime, monday)
        counts = _counts(connection)
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ANALYZE")
    runtime.store.close()
    return counts


def _monday(now: datetime) -> datetime:
    """The next Monday morning: what was asked on the last one is closed."""
    day = now.date() + timedelta(days=7 - now.weekday())
    return datetime.combine(day, time(9), UTC)


def _live(connection: Connection, runtime: Runtime, monday: datetime) -> None:
    people = [row.id for row in connection.execute(tables.people.select())]
    units = [row.id for row in connection.execute(tables.units.select()) if row.parent_id]
    began = monday - timedelta(weeks=WINDOWS * WINDOW)
    connection.execute(update(tables.people).values(welcomed_at=began))
    connection.execute(update(tables.deliveries).values(state=DeliveryState.SENT, due_at=began))
    rounds = list(_rounds(runtime, began))
    put(connection, tables.rounds, rounds)
    put(connection, tables.occurrences, _occurrences(rounds))
    marks = Marks(connection)
    for one in rounds:
        marks.add(one["id"], runtime.policy.thresholds)
    put(connection, tables.unit_totals, _totals(rounds, units))
    names_until = monday - timedelta(days=30 * USUAL.rosters_months)
    named = [one for one in rounds if one["opens_at"] > names_until]
    put(connection, tables.rosters, _seats(named, people, units))
    put(connection, tables.seats_forgotten, _counts_of_seats(rounds[: -len(named)], units))
    put(connection, tables.deliveries, _messages(rounds, people, monday))
    put(connection, tables.comments, _comments(monday))
    put(connection, tables.leavers, _leavers(began))
    spoke(connection, began)
    promised_and_thanked(connection, people, units, began)


def _rounds(runtime: Runtime, began: datetime) -> Iterator[Row]:
    bank = runtime.bank
    for number in range(WINDOWS * WINDOW):
        opens = began + timedelta(weeks=number)
        first = 3 * (number % WINDOW)
        asked = [bank.headline.id, *(one.id for one in bank.items[first : first + 3])]
        yield {
            "id": f"round-{number}",
            "survey": WEEKLY_PULSE,
            "revision": 1,
            "number": number,
            "window_id": f"w{number // WINDOW}",
            "local_date": opens.date(),
            "opens_at": opens,
            "closes_at": opens + timedelta(days=4, hours=6),
            "state": "closed",
            "scrubbed": True,
            "repeats": False,
            "questions": asked,
            "minutes": 1,
            "k_team": LOWEST.team,
            "k_week": LOWEST.week,
            "k_comments": LOWEST.comments,
            "milestone": None,
            "left_out": {},
        }


def _occurrences(rounds: Sequence[Row]) -> Iterator[Row]:
    for one in rounds:
        yield {"survey": one["survey"], "local_date": one["local_date"], "state": "asked"}


def _totals(rounds: Sequence[Row], units: Sequence[str]) -> Iterator[Row]:
    for one in rounds:
        for question in one["questions"]:
            for unit in units[:: TEAMS + 1]:
                yield {
                    "round_id": one["id"],
                    "question_id": question,
                    "leaf_id": unit,
                    "n": 8,
                    "clipped_sum": 28.0,
                }


def _seats(rounds: Sequence[Row], people: Sequence[str], units: Sequence[str]) -> Iterator[Row]:
    for one in rounds:
        for place, person in enumerate(people):
            yield {
                "round_id": one["id"],
                "person_id": person,
                "leaf_id": units[place % len(units)],
                "asked_on": one["local_date"],
            }


def _counts_of_seats(rounds: Sequence[Row], units: Sequence[str]) -> Iterator[Row]:
    for one in rounds:
        for unit in units:
            yield {"round_id": one["id"], "leaf_id": unit, "n": IN_A_TEAM}


def _messages(rounds: Sequence[Row], people: Sequence[str], monday: datetime) -> Iterator[Row]:
    since = monday - timedelta(days=USUAL.deliveries_days)
    for one in rounds:
        for kind in (Kind.INVITATION, Kind.REMINDER, Kind.DIGEST):
            if one["opens_at"] < since:
                continue
            for person in people[:: 6 if kind is Kind.DIGEST else 1]:
                yield {
                    "id": f"{kind}-{one['id']}-{person}",
                    "kind": str(kind),
                    "person_id": person,
                    "subject": one["id"],
                    "due_at": one["opens_at"],
                    "state": str(DeliveryState.SENT),
                    "attempt": 1,
                    "ambiguous": False,
                    "channel": f"D{person}",
                    "ts": "1.0",
                }


def _comments(monday: datetime) -> Iterator[Row]:
    weeks = min(30 * USUAL.comments_months // 7, WINDOWS * WINDOW)
    for number in range(WINDOWS * WINDOW - weeks, WINDOWS * WINDOW):
        for place in range(SAID_A_WEEK):
            yield {
                "id": f"said-{number}-{place}",
                "release_id": f"weekly{number}",
                "question_id": "comment",
                "node_id": "org",
                "body": f"{WORDS} ({place})",
                "state": "permitted",
            }


def _leavers(began: datetime) -> Iterator[Row]:
    """Who has left in five years: only the census counts them now."""
    for number in range(5 * LEFT_A_YEAR):
        yield {
            "id": f"left-{number}",
            "person_id": None,
            "last_day": None,
            "census_year": began.year + 1 + number // LEFT_A_YEAR,
            "reason": 1,
            "destination": 1,
            "times": 1,
        }


def _counts(connection: Connection) -> dict[str, int]:
    found = {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in tables.metadata.sorted_tables
    }
    return dict(sorted(found.items(), key=lambda one: -one[1]))
