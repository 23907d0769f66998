"""Ballot boxes to attack: ours, and some that look careful and are not."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing as closing_it
from functools import partial
from pathlib import Path
from random import Random
from string import ascii_lowercase

from sqlalchemy import Engine, text

from surveys.bank.questions import load_bank
from surveys.bank.support import load_support
from surveys.model.policy import Policy
from surveys.runtime import Runtime
from surveys.store.database import Store
from surveys.use_cases import answering, closing, opening
from tests.attacks.snapshots import Copy, Row, Trial, copy_postgres, copy_sqlite, new_rows
from tests.conftest import MONDAY, Clock
from tests.organisation import account, enrol, pulse_answers

TEAM = 8
STAFF = {
    "Children's Services/Fostering/Team 1": TEAM,
    "Children's Services/Fostering/Team 2": 12,
}
Take = Callable[[], Copy]


def seeded(store: Store, clock: Clock, seed: int = 1) -> Runtime:
    """A runtime whose chance is drawn from a seed, so that a test's figures stay as they are."""
    chance, ids = Random(seed), Random(seed + 1)
    return Runtime(
        store=store,
        now=clock,
        new_id=lambda: ids.randbytes(16).hex(),
        entropy=chance.randbytes,
        bank=load_bank(),
        support=load_support(),
        policy=Policy(),
    )


def markers(chance: Random, count: int = TEAM) -> list[str]:
    """Words that nobody else writes."""
    return ["".join(chance.choices(ascii_lowercase, k=24)) for _ in range(count)]


def our_box(runtime: Runtime, clock: Clock, rounds: int, chance: Random, take: Take) -> list[Trial]:
    """Rounds in our own ballot box: a team of eight among twenty, in a secret order."""
    staff = enrol(runtime, STAFF)
    clock.move_to(MONDAY)
    return [_our_round(runtime, clock, chance, staff, take) for _ in range(rounds)]


def _our_round(runtime: Runtime, clock: Clock, chance: Random, staff: int, take: Take) -> Trial:
    opened = opening.open_now(runtime)
    key = runtime.store.keys.find(opened.id)
    assert key is not None
    said = dict(enumerate(markers(chance), start=1))
    order = chance.sample(range(1, staff + 1), staff)
    new, copies = list[tuple[Row, ...]](), list[Copy]()
    before: Copy | None = None  # of all that is there now
    for person in order:
        scores = dict.fromkeys(opened.questions, chance.randint(1, 5))
        if person not in said:
            answering.submit(runtime, account(person), opened.id, pulse_answers(scores))
            before = None
            continue
        before = before or take()
        words = f"today {said[person]}"
        answering.submit(runtime, account(person), opened.id, pulse_answers(scores, words))
        copies.append(take())
        new.append(new_rows(before, copies[-1]))
        before = copies[-1]
    closing.close_now(runtime)
    assert closing.finish(runtime)
    clock.pass_(days=7)
    in_order = tuple(said[person].encode() for person in order if person in said)
    return Trial(tuple(new), tuple(copies), take(), in_order, key)


def numbered_table(folder: Path, rounds: int, chance: Random) -> list[Trial]:
    """Nobody's name beside an answer, only a number that counts up."""
    made = "CREATE TABLE answers (id INTEGER PRIMARY KEY AUTOINCREMENT, score INT, said TEXT)"
    return _plain(folder, made, rounds, chance)


def shuffled_table(folder: Path, rounds: int, chance: Random) -> list[Trial]:
    """Random keys without row numbers, and every file written anew when the round closes."""
    made = "CREATE TABLE answers (id BLOB PRIMARY KEY, score INT, said TEXT) WITHOUT ROWID"
    return _plain(folder, made, rounds, chance)


def unscrubbed_table(folder: Path, rounds: int, chance: Random) -> list[Trial]:
    """The same, its files left as they are when the round closes."""
    made = "CREATE TABLE answers (id BLOB PRIMARY KEY, score INT, said TEXT) WITHOUT ROWID"
    return _plain(folder, made, rounds, chance, scrub=False)


def postgres_table(engine: Engine, chance: Random, scrubbed: str) -> Trial:
    """Random keys in PostgreSQL, perhaps with some statement at the end that rewrites it all."""
    take = partial(copy_postgres, engine, ["answers"])
    order = markers(chance)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("DROP TABLE IF EXISTS answers"))
        connection.execute(text("CREATE TABLE answers (id bytea PRIMARY KEY, said text)"))
        for marker in order:
            row = {"id": chance.randbytes(16), "said": f"today {marker}"}
            connection.execute(text("INSERT INTO answers VALUES (:id, :said)"), row)
        last = take()
        if scrubbed:
            connection.execute(text(scrubbed))
    return Trial((), (last,), take(), tuple(one.encode() for one in order), b"")


def _plain(
    folder: Path, made: str, rounds: int, chance: Random, *, scrub: bool = True
) -> list[Trial]:
    trials = []
    for number in range(rounds):
        file = folder / f"{number}.db"
        with closing_it(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(made)
            trials.append(_plain_round(connection, file, markers(chance), chance, scrub))
    return trials


def _plain_round(
    connection: sqlite3.Connection, file: Path, said: Sequence[str], chance: Random, scrub: bool
) -> Trial:
    keyed = "WITHOUT" in connection.execute("SELECT sql FROM sqlite_schema").fetchone()[0]
    order = chance.sample(said, len(said))
    new, copies = list[tuple[Row, ...]](), list[Copy]()
    for place, marker in enumerate(order):
        before = copy_sqlite(file)
        key = chance.randbytes(16) if keyed else None
        row = (key, 1 + place % 5, f"today {marker}")
        connection.execute("INSERT INTO answers VALUES (?, ?, ?)", row)
        copies.append(copy_sqlite(file))
        new.append(new_rows(before, copies[-1]))
    if scrub:
        connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    in_order = tuple(one.encode() for one in order)
    return Trial(tuple(new), tuple(copies), copy_sqlite(file), in_order, b"")
