"""Leavers, in the words of tests: recorded by HR, speaking, and released at a quarter's end."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from surveys.model.leaving import STEPS, Conversation, ExitRelease, Leaver, Said
from surveys.model.people import Account, Person
from surveys.model.words import Rewritten
from surveys.runtime import Runtime
from surveys.store.tables import exit_boxes, metadata
from surveys.use_cases import enrolling, leaving, listing_leavers, releasing
from surveys.use_cases.exit_boxes import open_pool
from surveys.use_cases.leaving import Handed, Sent
from surveys.use_cases.listing_leavers import Facts
from tests.conftest import Clock
from tests.organisation import account, people_file, send_everything

HR = 2
STAFF = {
    "Children's Services/Assessment/Team 1": 14,
    "Children's Services/Fostering/Team 2": 14,
    "Children's Services/Early Help/Team 3": 14,
}
IN_TURN = tuple(n + 14 * service for n in range(4, 13) for service in range(3))  # by service
OCTOBER = datetime(2026, 10, 1, 9, tzinfo=UTC)
JANUARY = datetime(2027, 1, 4, 9, tzinfo=UTC)
SPOKE = Said(("caseload", "pay"), "caseload", "perhaps", 7)


def record(runtime: Runtime, number: int, last_day: date, reason: int = 1) -> Leaver:
    return listing_leavers.record(
        runtime, account(HR), account(number), Facts(last_day, reason, destination=2)
    )


def say(
    runtime: Runtime, caller: Account, said: Said = SPOKE, subject: str = "", upto: int = STEPS
) -> Handed:
    """Send every step up to one."""
    handed = None
    texts = {name: Rewritten(words, 0) for name, words in said.texts.items()}
    for step in range(1, upto + 1):
        here = {
            name: again
            for name, again in texts.items()
            if {"first": 3, "nearly": 4, "change": 4}[name] == step
        }
        handed = leaving.hand_in(runtime, caller, Sent(step, subject, 0, said, here, 1))
    assert handed is not None
    return handed


def leave(runtime: Runtime, clock: Clock, numbers: tuple[int, ...], said: Said = SPOKE) -> None:
    """Let people be recorded, speak and leave, within a week."""
    last_day = clock.at.date() + timedelta(days=7)
    for number in numbers:
        record(runtime, number, last_day)
        leaving.begin(runtime, account(number))
        say(runtime, account(number), said)


def released(runtime: Runtime) -> tuple[ExitRelease, ...]:
    releasing.tend(runtime)
    with runtime.store.published() as db:
        return db.exits.all()


def move_in(runtime: Runtime, clock: Clock) -> None:
    """List everyone, on the first day of October."""
    clock.move_to(OCTOBER)
    enrolling.apply_people(runtime, people_file(STAFF, authors=(HR,)))
    send_everything(runtime)


def boxes(runtime: Runtime) -> dict[bytes, Conversation]:
    """What the boxes of people hold, to whoever has the key; those of nobody are left out."""
    with runtime.store.begin() as tx:
        if tx.pools.open() is None:
            return {}
        return {one.mark: one.inside for one in open_pool(runtime, tx).all() if one.inside}


def sealed(runtime: Runtime) -> dict[bytes, bytes]:
    """The boxes as they lie in the database."""
    with runtime.store.engine.connect() as connection:
        return {row.tag: row.box for row in connection.execute(select(exit_boxes))}


def rows(runtime: Runtime) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the database."""
    with runtime.store.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in metadata.sorted_tables
        }


def person(runtime: Runtime, number: int) -> Person:
    with runtime.store.begin() as tx:
        found = tx.people.find_by_account(f"U{number:04}", "T0LOCAL")
    assert found is not None
    return found
