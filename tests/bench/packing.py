"""A pack of the largest history: five years of weekly rounds, some 500 parts, for leaders."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bot.pack.outline import paper
from bot.pack.page import page
from bot.pack.text_document import text_document
from bot.pack.workbook import workbook
from surveys.model.packs import Audience
from surveys.use_cases import packing
from tests.bench.stage import Place, Row, empty
from tests.published import OPENS, publish

WINDOWS = 20  # of 13 weeks
SERVICES, TEAMS = 27, 17  # 487 units, 515 nodes with direct staff
QUARTER = "2024-Q3"


def measure() -> Row:
    """One row, from a process of its own: memory is counted by process."""
    with tempfile.TemporaryDirectory() as scratch:
        place = f"{scratch}/data/bench.db", f"{scratch}/keys"
        _run("publish", *place)
        row: Row = json.loads(_run("pack", *place))
    return row


def _run(*words: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "tests.bench.packing", *words],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def _publish(place: Place) -> None:
    empty(place.url)
    publish(place.runtime(lambda: OPENS), WINDOWS, SERVICES, TEAMS)


def _pack(place: Place) -> Row:
    runtime = place.runtime(lambda: OPENS + timedelta(days=200))
    began = time.perf_counter()
    laid_out = paper(packing.pack(runtime, QUARTER, Audience.LEADERS))
    row: Row = {"weekly_releases": WINDOWS * 13, "gather_s": round(time.perf_counter() - began, 1)}
    makers: tuple[Callable[..., bytes], ...] = (page, text_document, workbook)
    for make in makers:
        row[f"{make.__name__}_mb"] = round(len(make(laid_out)) / 1e6, 1)
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return row | {"pack_s": round(time.perf_counter() - began, 1), "memory_mb": round(memory)}


if __name__ == "__main__":
    _what, _file, _keys = sys.argv[1:]
    _place = Place(f"sqlite:///{_file}", Path(_keys))
    if _what == "publish":
        _publish(_place)
    else:
        sys.stdout.write(json.dumps(_pack(_place)) + "\n")
