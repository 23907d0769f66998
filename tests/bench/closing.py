"""Closing a round: time and memory beside the number of people, and the rules beside a GROUP BY."""

import csv
import json
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.learning.rows import INVENTED_FILE
from surveys.model.questions import Answers
from surveys.model.rounds import Ballot, Round
from surveys.rules import sealing
from surveys.rules.cells import weekly_cells
from surveys.rules.tallying import unit_totals
from surveys.runtime import Runtime
from surveys.use_cases import closing
from surveys.use_cases.asked import questions_of
from tests.bench.stage import Place, Row, empty, enrol, seconds
from tests.conftest import FRIDAY, Clock
from tests.organisation import open_round

RUNS = 5
ONE_IN = 7  # people writes a comment, whose tone and themes are read as the round closes


def measure(people: int) -> Row:
    """One row, from a process of its own: memory is counted by process."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.closing", str(people)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    row: Row = json.loads(done.stdout)
    return row


def _measured(people: int, folder: Path) -> Row:
    clock = Clock()
    place = Place(f"sqlite:///{folder}/data/staff_voice.db", folder / "keys")
    empty(place.url)
    runtime = place.runtime(clock)
    enrol(runtime, people)
    opened = open_round(runtime, clock)
    _answer(runtime, opened)
    ratio = _rules_against_group_by(runtime, opened)
    clock.move_to(FRIDAY)
    took = seconds(lambda: (closing.close_due(runtime), closing.finish(runtime)))
    runtime.store.close()
    return {
        "people": people,
        "close_s": round(took, 2),
        "ms_a_person": round(took / people * 1000, 3),
        "memory_mb": round(_most_memory()),
        "rules_over_group_by": round(ratio, 2),
    }


def _most_memory() -> float:
    """The most this process ever had in memory, in MB, its preparation included."""
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _answer(runtime: Runtime, opened: Round) -> None:
    key = runtime.store.keys.find(opened.id)
    assert key is not None
    with INVENTED_FILE.open(encoding="utf-8", newline="") as lines:
        texts = [row["text"] for row in csv.DictReader(lines)]
    with runtime.store.begin() as tx:
        layout = sealing.layout_of(questions_of(runtime, tx, opened))
        cast = []
        for place, seat in enumerate(tx.rounds.roster(opened.id)):
            tag = sealing.tag(key, seat.person_id)
            wrote = {"comment": texts[place % len(texts)]} if place % ONE_IN == 0 else {}
            answers = Answers(dict.fromkeys(opened.questions, 1 + place % 5), comments=wrote)
            nonce = runtime.entropy(sealing.NONCE_BYTES)
            box = sealing.seal(key, opened.id, tag, nonce, answers, layout)
            cast.append((opened.id, Ballot(tag, box)))
        tx.ballots.put(cast)


def _rules_against_group_by(runtime: Runtime, opened: Round) -> float:
    with runtime.store.begin() as tx:
        seats, tree = tx.rounds.roster(opened.id), tx.windows.tree(opened.window_id)
    items = [runtime.bank.item_by_id[one] for one in opened.questions]
    said = [
        (seat.leaf_id, Answers({item.id: 1 + place % 5 for item in items}))
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
        leaves = {leaf for leaf, _answers in said}
        for item in items:
            totals = unit_totals(said, item, leaves)
            weekly_cells(tree, item, totals, opened.thresholds.week)

    pairs = [
        (seconds(by_rules), seconds(lambda: table.execute(counted).fetchall()))
        for _run in range(RUNS)
    ]
    table.close()
    return statistics.median(rules / group_by for rules, group_by in pairs)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        sys.stdout.write(json.dumps(_measured(int(sys.argv[1]), Path(scratch))) + "\n")
