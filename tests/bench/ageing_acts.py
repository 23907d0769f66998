"""The rest of a database of five years: what was asked of the forum, promised and thanked for."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Table, insert

from surveys.store import tables
from tests.published import WINDOW

WINDOWS: Final = 20  # of 13 weeks: five years
WORDS: Final = "What would make the week easier is a room in which visits can be written up."
ASKED_A_CYCLE, THANKED_A_WEEK, PROMISES = 15, 25, 300
_AT_ONCE: Final = 5000  # rows of one statement

Row = dict[str, Any]


def put(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Write rows, many at once."""
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        connection.execute(insert(table), some)


def spoke(connection: Connection, began: datetime) -> None:
    """The forum: cycles of five years, of which answers and minutes of three are kept."""
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
    put(connection, tables.forum_cycles, cycles)
    kept = range(WINDOWS - 12, WINDOWS)  # three years of answers and minutes
    asked = [(number, place) for number in kept for place in range(ASKED_A_CYCLE)]
    put(connection, tables.forum_questions, [_question(began, *one) for one in asked])
    put(connection, tables.forum_answers, [_answer(began, *one) for one in asked])
    put(connection, tables.forum_agenda, [_item(*one) for one in asked])


def _question(began: datetime, number: int, place: int) -> Row:
    day = _day(began, WINDOW * number + 3)
    return {
        "id": f"asked-{number}-{place}",
        "cycle_id": f"cycle-{number}",
        "state": "answered",
        "version": 4,
        "topic": "caseload",
        "addressee": "heads",
        "text": f"When does this change? {WORDS} ({number}/{place})",
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
        "text": f"From next month. {WORDS}",
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


def promised_and_thanked(
    connection: Connection, people: Sequence[str], units: Sequence[str], began: datetime
) -> None:
    """What is promised, and what was thanked for: of that the counts remain."""
    promised = [
        {"id": f"promise-{n}", "unit_id": units[n % len(units)], "kind": "forum"}
        for n in range(PROMISES)
    ]
    put(connection, tables.actions, promised)
    put(connection, tables.action_changes, _changes(people, units, began))
    weeks = WINDOWS * WINDOW
    thanked = [
        {"id": f"thanks-{n}", "day": _day(began, n // THANKED_A_WEEK), "state": "given"}
        for n in range(weeks * THANKED_A_WEEK)
    ]
    put(connection, tables.thanks, thanked)
    months = sorted({_day(began, week).replace(day=1) for week in range(weeks)})
    said = [{"month": month, "said": 4 * THANKED_A_WEEK} for month in months]
    put(connection, tables.thanks_months, said)


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
                "what": WORDS,
                "outcome": "visits are written up by day",
                "measure": "the same figure in two months",
                "due": at.date() + timedelta(days=60),
                "state": state,
                "note": "",
            }


def _day(began: datetime, weeks: int) -> date:
    return (began + timedelta(weeks=weeks)).date()
