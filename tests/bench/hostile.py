"""Every payload of ours, spoilt in every place: what comes of it, and how long it takes.

Where Bolt itself gives up before it asks anybody, bot/serving.py answers with 400 and a reference;
these are counted as "unreadable".
"""

import json
import logging
import resource
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.authorising.crawling import crawl
from tests.authorising.world import Json, World, world
from tests.bench.stage import Row
from tests.bot.hostile import ODD, places, spoilt


def measure(*, full: bool) -> Row:
    """Send them all; one in sixty of them, unless it is to be in full."""
    seconds, came_of = list[float](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder, world(Path(folder)) as one:
        logging.disable()
        found = crawl(one)
        for payload in _all_spoilt(found, 1 if full else 60):
            begun = time.perf_counter()
            came_of[_sent(one, payload)] += 1
            seconds.append(time.perf_counter() - begun)
            one.put_back()
        is_well = one.send(found["app_home_opened"]).views != []
    logging.disable(logging.NOTSET)
    return {
        "payloads": len(found),
        "spoilt": len(seconds),
        "came_of": json.dumps(came_of),
        "median_ms": round(1000 * statistics.median(seconds), 2),
        "slowest_ms": round(1000 * max(seconds), 1),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "well_after": is_well,
    }


def _sent(one: World, payload: Json) -> str:
    try:
        came = one.send(payload)
    except Exception:  # whatever it is, the server has to live on
        return "unreadable"
    if came.faults:
        return _told(payload, came.shown)
    return "refused" if came.refusal else f"answered {came.status}"


def _told(payload: Json, shown: str) -> str:
    if "Reference" in shown:
        return "fault, with a reference"
    if "That is done" in shown:
        return "fault after what is kept, told"
    return "fault, nobody waits" if payload.get("type") == "event_callback" else "fault, unsaid"


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
