"""`make bench`: prints tables, then the same as JSON, and a picture of how closing grows.

`python -m tests.bench --full` sends to 5,000 people and closes a round of 24,000.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import answering, closing, packing, rolling, sending, starting
from tests.bench.stage import Place, Row, postgres
from tests.rolling import Rolls

PARTS = ("answering", "sending", "closing", "starting", "packing", "rolling", "sentiment", "words")


def main() -> None:
    """Measure what is asked for."""
    given = _given()
    found: dict[str, list[Row]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        with postgres(folder) as url:
            places = [
                Place(f"sqlite:///{folder}/data/bench.db", folder / "keys"),
                Place(url, folder / "keys"),
            ]
            for part in given.only or PARTS:
                found[part] = list(_shown(part, _rows(part, places, full=given.full)))
    sys.stdout.write(json.dumps(found) + "\n")
    if "closing" in found:
        _draw(found["closing"], given.picture)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--full", action="store_true", help="the sizes that the README speaks of")
    parser.add_argument("--only", nargs="+", choices=PARTS)
    parser.add_argument(
        "--picture",
        type=Path,
        default=Path("build/bench.png"),
        help="where to draw how closing grows (PNG)",
    )
    return parser.parse_args()


def _rows(part: str, places: list[Place], *, full: bool) -> Iterator[Row]:
    if part == "answering":
        for place in places:
            for mode in ("http", "socket"):
                yield answering.measure(place, mode, 3000 if full else 1500)
    elif part == "sending":
        for place in places:
            yield sending.measure(place, *((5000, 3000) if full else (600, 1800)))
    elif part == "closing":
        for people in (240, 2400, 24000) if full else (240, 2400):
            yield closing.measure(people)
    elif part == "starting":
        yield from map(starting.measure, places)
    elif part == "packing":
        yield packing.measure()
    elif part == "rolling":
        times = 10 if full else 3
        yield from rolling.measure(places[-1], Rolls(240, pause=0.05, replicas=3, times=times))
    elif part == "words":
        from tests import bench_words

        yield {"result": bench_words.show()}
    else:
        from tests import bench_sentiment  # slow to import, and only this part needs it

        yield {"result": bench_sentiment.show()}


def _shown(part: str, rows: Iterator[Row]) -> Iterator[Row]:
    for place, row in enumerate(rows):
        if place == 0:
            sys.stdout.write(f"\n{part}\n" + "".join(f"{name:>26}" for name in row) + "\n")
        sys.stdout.write("".join(f"{value!s:>26}" for value in row.values()) + "\n")
        sys.stdout.flush()
        yield row


def _draw(rows: list[Row], file: Path) -> None:
    from matplotlib.figure import Figure  # slow to import, and only a picture needs it

    people = [row["people"] for row in rows]
    figure = Figure(figsize=(9, 4), layout="constrained")
    figure.suptitle("Closing a round: decrypt, publish, delete, scrub")
    for axes, name, words in zip(
        figure.subplots(1, 2), ("close_s", "memory_mb"), ("seconds", "MB at most"), strict=True
    ):
        measured = [row[name] for row in rows]
        axes.loglog(people, measured, "o-", label="measured")
        straight = [measured[-1] * one / people[-1] for one in people]
        axes.loglog(people, straight, ":", label="in proportion to people")
        axes.set_xticks(people, [f"{one:,}" for one in people], minor=False)
        axes.set(xlabel="people", ylabel=words)
        axes.legend()
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, dpi=120)


if __name__ == "__main__":
    main()
