"""How fast a comment is searched for what would give somebody away, beside plain TextBlob."""

import csv
import statistics
import sys
import time
from collections.abc import Callable

from textblob import TextBlob

from bot.learning.rows import INVENTED_FILE
from surveys.rules.words import mark, routes_for

ROUNDS = 5
LENGTH = 300  # characters; a long comment, as most are shorter
READERS: dict[str, Callable[[str], object]] = {
    "plain TextBlob": lambda text: TextBlob(text).sentiment.polarity,
    "names and numbers": mark,
    "where to turn": routes_for,
}


def measured() -> dict[str, float]:
    """Milliseconds a comment of 300 characters for each reader, the median of several rounds."""
    with INVENTED_FILE.open(encoding="utf-8", newline="") as lines:
        whole = " ".join(row["text"] for row in csv.DictReader(lines))
    texts = [whole[at : at + LENGTH] for at in range(0, len(whole) - LENGTH, LENGTH)]
    times: dict[str, list[float]] = {name: [] for name in READERS}
    for lap in range(ROUNDS + 1):
        for name, read in READERS.items():
            began = time.perf_counter()
            for text in texts:
                read(text)
            if lap:  # the first warms what is loaded once
                times[name].append((time.perf_counter() - began) / len(texts) * 1000)
    return {name: statistics.median(laps) for name, laps in times.items()}


def show() -> dict[str, float]:
    """Print a table and return how long each takes in plain TextBlob's time."""
    times = measured()
    base = times["plain TextBlob"]
    sys.stdout.write(f"{'300 characters':<28} {'ms':>9} {'x TextBlob':>11}\n")
    for name, took in times.items():
        sys.stdout.write(f"{name:<28} {took:>9.2f} {took / base:>11.2f}\n")
    return {name: round(took / base, 3) for name, took in times.items()}
