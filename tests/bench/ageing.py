"""A database that is five years old: what a process finds when it starts after all that time.

Written straight into the tables, as tests do that begin where a life has been lived: nobody
waits for five years of rounds. What retention would have taken away by now is not there.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Table, func, insert, select, update

from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.keeping import USUAL
from surveys.model.policy import LOWEST
from surveys.model.surveys import WEEKLY_PULSE
from surveys.runtime import Runtime
from surveys.store import tables
from surveys.store.marks import Marks
from surveys.use_cases import authoring, enrolling, starting
from tests.bench.stage import Place, empty
from tests.organisation import people_file
from tests.published import WINDOW, publish

WINDOWS: Final = 20  # of 13 weeks: five years
SERVICES, TEAMS, IN_A_TEAM = 27, 17, 2  # 487 units, 918 people
YEARLY: Final = "health-check"
LEFT_A_YEAR, ASKED_A_CYCLE, SAID_A_WEEK, THANKED_A_WEEK, PROMISES = 90, 15, 40, 25, 300
_AT_ONCE: Final = 5000  # rows of one statement
_TEXT: Final = "What would make the week easier is a room in which visits can be written up."

Row = dict[str, Any]


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
    _put(connection, tables.rounds, rounds)
    _put(connection, tables.occurrences, _occurrences(rounds))
    marks = Marks(connection)
    for one in rounds:
        marks.add(one["id"], runtime.policy.thresholds)
    _put(connection, tables.unit_totals, _totals(rounds, units))
    names_until = monday - timedelta(days=30 * USUAL.rosters_months)
    named = [one for one in rounds if one["opens_at"] > names_until]
    _put(connection, tables.rosters, _seats(named, people, units))
    _put(connection, tables.seats_forgotten, _counts_of_seats(rounds[: -len(named)], units))
    _put(connection, tables.deliveries, _messages(rounds, people, monday))
    _put(connection, tables.comments, _comments(monday))
    _put(connection, tables.leavers, _leavers(began))
    _forum(connection, began)
    _acts(connection, people, units, began)


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
                "body": f"{_TEXT} ({place})",
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


def _forum(connection: Connection, began: datetime) -> None:
    cycles = [
        {
            "id": f"cycle-{number}",
            "number": number + 1,
            "meeting_on": _day(began, WINDOW * (number + 1)),
            "state": "closed",
            "released_on": _day(began, WINDOW * number + 6),
            "scrubbed": True,
        }
        for number in range(WINDOWS)
    ]
    _put(connection, tables.forum_cycles, cycles)
    kept = range(WINDOWS - 12, WINDOWS)  # three years of answers and minutes
    asked = [(number, place) for number in kept for place in range(ASKED_A_CYCLE)]
    _put(connection, tables.forum_questions, [_question(began, *one) for one in asked])
    _put(connection, tables.forum_answers, [_answer(began, *one) for one in asked])
    _put(connection, tables.forum_agenda, [_item(*one) for one in asked])


def _question(began: datetime, number: int, place: int) -> Row:
    day = _day(began, WINDOW * number + 3)
    return {
        "id": f"asked-{number}-{place}",
        "cycle_id": f"cycle-{number}",
        "state": "answered",
        "version": 4,
        "topic": "caseload",
        "addressee": "heads",
        "text": f"When does this change? {_TEXT} ({number}/{place})",
        "released_on": day,
        "opened_on": day,
        "answered_on": day + timedelta(days=30),
        "band": "20-49",
        "earlier_votes": 0,
    }


def _answer(began: datetime, number: int, place: int) -> Row:
    return {
        "question_id": f"asked-{number}-{place}",
        "version": 1,
        "state": "published",
        "text": f"From next month. {_TEXT}",
        "at": began + timedelta(weeks=WINDOW * number + 8),
        "by_id": None,
        "by_post": "leader",
        "at_meeting": False,
    }


def _item(number: int, place: int) -> Row:
    return {
        "cycle_id": f"cycle-{number}",
        "question_id": f"asked-{number}-{place}",
        "position": place + 1,
        "votes": 30 - place,
        "note": "It was spoken about at length.",
        "outcome": "answered",
        "version": 2,
    }


def _acts(
    connection: Connection, people: Sequence[str], units: Sequence[str], began: datetime
) -> None:
    """What is promised, and what was thanked for: of that the counts remain."""
    promised = [
        {"id": f"promise-{n}", "unit_id": units[n % len(units)], "kind": "forum"}
        for n in range(PROMISES)
    ]
    _put(connection, tables.actions, promised)
    _put(connection, tables.action_changes, _changes(people, units, began))
    weeks = WINDOWS * WINDOW
    thanked = [
        {"id": f"thanks-{n}", "day": _day(began, n // THANKED_A_WEEK), "state": "given"}
        for n in range(weeks * THANKED_A_WEEK)
    ]
    _put(connection, tables.thanks, thanked)
    months = sorted({_day(began, week).replace(day=1) for week in range(weeks)})
    said = [{"month": month, "said": 4 * THANKED_A_WEEK} for month in months]
    _put(connection, tables.thanks_months, said)


def _changes(people: Sequence[str], units: Sequence[str], began: datetime) -> Iterator[Row]:
    for number in range(PROMISES):
        for version, state in enumerate(("planned", "under_way", "done"), 1):
            at = began + timedelta(days=6 * number + 20 * version)
            owner, unit = people[number % len(people)], units[number % len(units)]
            yield {
                "action_id": f"promise-{number}",
                "version": version,
                "changed_at": at,
                "by_id": owner,
                "by_post": "manager",
                "by_unit_id": unit,
                "owner_id": owner,
                "owner_post": "manager",
                "owner_unit_id": unit,
                "what": _TEXT,
                "outcome": "visits are written up by day",
                "measure": "the same figure in two months",
                "due": at.date() + timedelta(days=60),
                "state": state,
                "note": "",
            }


def _day(began: datetime, weeks: int) -> date:
    return (began + timedelta(weeks=weeks)).date()


def _put(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        connection.execute(insert(table), some)


def _counts(connection: Connection) -> dict[str, int]:
    found = {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in tables.metadata.sorted_tables
    }
    return dict(sorted(found.items(), key=lambda one: -one[1]))
