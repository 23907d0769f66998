"""How fast the tone is read, beside plain TextBlob in the same run."""

import csv
import statistics
import sys
import time
from collections.abc import Callable

from textblob import TextBlob

from bot.learning.rows import INVENTED_FILE
from surveys.rules.sentiment import analyse, polarity
from surveys.rules.themes import themes

ROUNDS = 5
READERS: dict[str, Callable[[str], object]] = {
    "plain TextBlob": lambda text: TextBlob(text).sentiment.polarity,
    "polarity": polarity,
    "with its reasons": analyse,
    "themes, each with its tone": themes,
}


def measured() -> dict[str, float]:
    """Comments a second for each reader, the median of rounds that take turns."""
    with INVENTED_FILE.open(encoding="utf-8", newline="") as lines:
        texts = [row["text"] for row in csv.DictReader(lines)]
    speeds: dict[str, list[float]] = {name: [] for name in READERS}
    for lap in range(ROUNDS + 1):
        for name, read in READERS.items():
            began = time.perf_counter()
            for text in texts:
                read(text)
            if lap:  # the first warms what is loaded once
                speeds[name].append(len(texts) / (time.perf_counter() - began))
    return {name: statistics.median(laps) for name, laps in speeds.items()}


def show() -> dict[str, float]:
    """Print a table and return the ratios to plain TextBlob."""
    speeds = measured()
    base = speeds["plain TextBlob"]
    sys.stdout.write(f"{'comments read':<28} {'a second':>9} {'x TextBlob':>11}\n")
    for name, speed in speeds.items():
        sys.stdout.write(f"{name:<28} {speed:>9.0f} {speed / base:>11.2f}\n")
    return {name: round(speed / base, 3) for name, speed in speeds.items()}
