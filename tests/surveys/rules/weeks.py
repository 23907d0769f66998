"""Weeks of a simulated organisation, as its releases display them: clipped, banded and rounded.

Services of teams of ten; people answer a question at random weeks. An answer is the nearest choice
to a level: a part of it is the person's own and stays (`repeating`, a share of its variance), the
rest is drawn anew each week. In the last two weeks a service may feel worse.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from surveys.model.figures import Displayed, Verdict
from surveys.rules.bands import n_band
from surveys.rules.changes import compared, verdicts

MONDAY = date(2026, 9, 7)
SPREAD = 1.0
LO, HI = 1, 5
DROP_AT = "service 0"


@dataclass(frozen=True)
class Weeks:
    """One history of the organisation."""

    seed: int
    repeating: float = 0.0  # 0: everybody answers anew each week; 1: always the same
    drop: float = 0.0  # points, in the last two weeks of the first service
    services: tuple[int, ...] = (100, 60, 150, 80, 110)  # people asked in each
    team: int = 10  # people asked in each team
    answering: float = 0.7  # how likely anyone answers in a week
    spread: float = 1.0  # of one level, in points
    mean: float = 3.6
    weeks: int = 13
    items: int = 1  # asked every week, each for itself


def flagged(one: Weeks, last: int = 2) -> list[set[tuple[str, Verdict]]]:
    """What is said to have changed in each of the last weeks: nodes and which way."""
    histories = [_displayed(one, item) for item in range(one.items)]
    found = []
    for week in range(one.weeks - last, one.weeks):
        scores = {
            (node, item): against
            for item, nodes in enumerate(histories)
            for node, shown in nodes.items()
            if shown[week] is not None
            if (against := compared(shown[week], [x for x in shown[:week] if x], SPREAD))
        }
        said = {(key[0], change.verdict) for key, change in verdicts(scores).items()}
        found.append({each for each in said if each[1] is not Verdict.NO_CHANGE})
    return found


def _displayed(one: Weeks, item: int) -> dict[str, list[Displayed | None]]:
    rng = np.random.default_rng([one.seed, item])
    sums, people = {}, {}
    for number, asked in enumerate(one.services):
        fall = one.drop if item == 0 and f"service {number}" == DROP_AT else 0.0
        sums[number], people[number] = _clipped(one, rng, asked, fall)
    nodes = {f"service {number}": (sums[number], people[number]) for number in sums}
    nodes["organisation"] = (sum(sums.values()), sum(people.values()))
    return {node: [_cell(week, *of) for week, of in enumerate(zip(*both, strict=True))]
            for node, both in nodes.items()}  # fmt: skip


def _cell(week: int, total: float, n: float) -> Displayed | None:
    if n < 20:
        return None
    on = MONDAY + timedelta(weeks=week)
    return Displayed(round(float(total / n), 1), None, n_band(int(n)), on)


def _clipped(
    one: Weeks, rng: np.random.Generator, asked: int, fall: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The sums of a service's clipped team totals, and who answered, by week."""
    shape = (one.weeks, asked)
    levels = np.sqrt(one.repeating) * rng.normal(size=asked)
    levels = levels + np.sqrt(1 - one.repeating) * rng.normal(size=shape)
    means = np.where(np.arange(one.weeks) >= one.weeks - 2, one.mean - fall, one.mean)
    answers = np.clip(np.rint(means[:, None] + one.spread * levels), LO, HI)
    answered = rng.random(shape) < one.answering
    starts = np.arange(0, asked, one.team)
    n = np.add.reduceat(answered, starts, axis=1, dtype=float)
    total = np.add.reduceat(answers * answered, starts, axis=1)
    least, most = n * LO + (HI - LO), n * HI - (HI - LO)
    middle = n * (LO + HI) / 2
    kept = np.where(least >= most, middle, np.clip(total, least, most))
    return kept.sum(axis=1), n.sum(axis=1)
