"""Every payload of ours, spoilt in every place: what comes of it, and how long it takes."""

import json
import statistics
import tempfile
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.authorising.crawling import crawl
from tests.authorising.world import Json, world
from tests.bench.stage import Row
from tests.bot.hostile import ODD, places, spoilt


def measure(*, full: bool) -> Row:
    """Send them all; a tenth of them, unless it is to be in full."""
    with tempfile.TemporaryDirectory() as folder, world(Path(folder)) as one:
        found = crawl(one)
        seconds, statuses, faults, silent = list[float](), Counter[int](), 0, 0
        tracemalloc.start()
        before = 0
        for number, payload in enumerate(_all_spoilt(found, 1 if full else 10)):
            if number == 100:
                before = tracemalloc.get_traced_memory()[0]
            begun = time.perf_counter()
            came = one.send(payload)
            seconds.append(time.perf_counter() - begun)
            statuses[came.status] += 1
            faults += bool(came.faults)
            silent += bool(came.faults) and "Reference" not in came.shown
            one.put_back()
        grown = tracemalloc.get_traced_memory()[0] - before
        tracemalloc.stop()
    return {
        "payloads": len(found),
        "spoilt": len(seconds),
        "statuses": json.dumps(statuses),
        "faults_with_reference": faults - silent,
        "faults_unsaid": silent,
        "median_ms": round(1000 * statistics.median(seconds), 2),
        "slowest_ms": round(1000 * max(seconds), 1),
        "memory_grown_mb": round(grown / 1e6, 1),
    }


def _all_spoilt(found: dict[str, Json], every: int) -> Iterator[Json]:
    number = 0
    for payload in found.values():
        for way in places(payload):
            if "blocks" in way[:-1]:  # what was shown, of which a few things are read back
                continue
            for odd in (*ODD, None):
                number += 1
                if number % every == 0:
                    yield spoilt(payload, way, odd, dropped=number % (len(ODD) + 1) == 0)
