"""`make bench`: what closing a round and reading a comment cost, as ratios measured in one run.

The rule computation (counts to cells) stands beside the same counts in one plain SQL GROUP BY;
the whole close (decrypt, release, delete, scrub) beside the number of people, which shows growth.
"""

import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bot.demo.organisation import invented_people, write_people
from bot.schema import bring_up
from surveys.model.questions import Answers
from surveys.model.rounds import Ballot, Round
from surveys.rules import sealing
from surveys.rules.cells import weekly_cells
from surveys.rules.tallying import unit_totals
from surveys.runtime import Runtime
from surveys.store.database import Store, open_database
from surveys.store.keyring import Keyring
from surveys.use_cases import closing, enrolling
from tests import bench_sentiment
from tests.conftest import FRIDAY, Clock, runtime_on
from tests.organisation import open_round, send_everything

SIZES = (240, 2400, 8000)
RUNS = 5


def main() -> None:
    """Print a table, then the same as JSON."""
    rows = []
    for people in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(_measured(people, Path(folder)))
    sys.stdout.write(f"{'people':>8} {'close s':>9} {'ms a person':>12} {'rules / GROUP BY':>17}\n")
    for row in rows:
        sys.stdout.write(
            f"{row['people']:>8} {row['close']:>9.2f} {row['each']:>12.3f} {row['ratio']:>17.2f}\n"
        )
    sys.stdout.write(json.dumps(rows) + "\n")
    sys.stdout.write(json.dumps(bench_sentiment.show()) + "\n")


def _measured(people: int, folder: Path) -> dict[str, float]:
    clock = Clock()
    engine = open_database(f"sqlite:///{folder}/data/staff_voice.db")
    bring_up(engine)
    runtime = runtime_on(Store(engine, Keyring(folder / "keys")), clock)
    write_people(invented_people(people, seed=1), folder / "people.csv")
    enrolling.apply_people(runtime, (folder / "people.csv").read_bytes())
    send_everything(runtime)
    opened = open_round(runtime, clock)
    _answer(runtime, opened)
    ratio = _rules_against_group_by(runtime, opened)
    clock.move_to(FRIDAY)
    seconds = _seconds(lambda: (closing.close_due(runtime), closing.finish(runtime)))
    engine.dispose()
    return {"people": people, "close": seconds, "each": seconds / people * 1000, "ratio": ratio}


def _answer(runtime: Runtime, opened: Round) -> None:
    key = runtime.store.keys.find(opened.id)
    assert key is not None
    size = sealing.payload_size(opened.questions)
    with runtime.store.begin() as tx:
        for place, seat in enumerate(tx.rounds.roster(opened.id)):
            tag = sealing.tag(key, seat.person_id)
            answers = Answers(dict.fromkeys(opened.questions, 1 + place % 5), None)
            nonce = runtime.entropy(sealing.NONCE_BYTES)
            box = sealing.seal(key, opened.id, tag, nonce, answers, size)
            tx.ballots.put(opened.id, Ballot(tag, box))


def _rules_against_group_by(runtime: Runtime, opened: Round) -> float:
    with runtime.store.begin() as tx:
        seats, tree = tx.rounds.roster(opened.id), tx.windows.tree(opened.window_id)
    items = [runtime.bank.item_by_id[one] for one in opened.questions]
    said = [
        (seat.leaf_id, Answers({item.id: 1 + place % 5 for item in items}, None))
        for place, seat in enumerate(seats)
    ]
    table = sqlite3.connect(":memory:")
    table.execute("CREATE TABLE said (leaf TEXT, question TEXT, score INTEGER)")
    table.executemany(
        "INSERT INTO said VALUES (?, ?, ?)",
        [(leaf, item.id, one.scores[item.id]) for leaf, one in said for item in items],
    )
    counted = "SELECT question, leaf, count(*), sum(score) FROM said GROUP BY question, leaf"

    def by_rules() -> None:
        totals = unit_totals(said, items, [leaf for leaf, _ in said])
        for item in items:
            weekly_cells(tree, item, totals, opened.thresholds.week)

    pairs = [
        (_seconds(by_rules), _seconds(lambda: table.execute(counted).fetchall()))
        for _ in range(RUNS)
    ]
    table.close()
    return statistics.median(rules / group_by for rules, group_by in pairs)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
