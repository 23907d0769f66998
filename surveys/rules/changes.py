"""Changes: whether a displayed score differs from those before it by more than chance brings.

Like intervals these are functions of displayed values alone. A score is measured in two ways:

- by itself, against the mean of the scores displayed at the same place in the quarter before it;
- together with the one before it, against the mean of those before both: a fall that lasts shows
  in the second week though each week alone could be chance. It counts only where the newest score
  by itself lies at least half as far on the same side, so that what has passed is not told again.

Each earlier score weighs by its people (its precision, as all have the same spread). The answers of
two rounds are taken as independent samples, which is the worst case: people repeat themselves, and
then less of a difference is chance. So a score has the variance spread^2 / n, with the usual spread
of its scale and n at its band's lower end, and that of rounding, step^2 / 12, beside it. There is
no correction for a finite population, for "nothing changed" includes that everybody gave another of
their usual answers. The smaller of the two p-values is doubled (Bonferroni), as there were two.

All scores of a release, at every node, make one family: the Benjamini-Hochberg procedure (J. R.
Stat. Soc. B 57, 1995) keeps the chance that a week without any change raises any alarm at 5% at
most, in the whole organisation. It holds for scores that go together (Benjamini and Yekutieli,
Ann. Statist. 29, 2001), as those of a service and its organisation do; a simulation looks at ours.

A value that reads "or higher" or "or lower" claims no change that its true value could undo.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final, TypeVar

from surveys.model.figures import Change, Compared, Displayed, Verdict
from surveys.model.questions import Item
from surveys.model.releases import Bound, Release
from surveys.rules.bands import fewest_in
from surveys.rules.intervals import STEP

FALSE_ALARMS: Final = 0.05  # of releases in which nothing changed, at most
QUARTER: Final = timedelta(days=90)  # so that a question asked each 13 weeks meets its last time
HALFWAY: Final = 0.5  # of the two's difference: what the newest alone must show
Key = TypeVar("Key")
Place = tuple[str, str]  # a question's id and a node's


def compared(now: Displayed, before: Sequence[Displayed], spread: float) -> Compared | None:
    """A score beside those displayed before it at the same place, oldest first; None: none were.

    They are those of the 90 days before it, or the last one where that is longer ago. `spread`:
    the usual standard deviation of one answer on the scale, in points.
    """
    if not before:
        return None
    usual = [one for one in before if now.on - one.on <= QUARTER] or [before[-1]]
    tests = [([now], usual)]
    if len(usual) > 1 and _still_stands(now, usual):
        tests.append(([now, usual[-1]], usual[:-1]))
    p, (new, old) = min(((_p_of(*one, spread), one) for one in tests), key=lambda found: found[0])
    return Compared(
        points=_mean(new) - _mean(old),
        usual=_mean(old),
        releases=len(old),
        since=old[0].on,
        last=usual[-1],
        p=min(1.0, 2 * p),
    )


def displayed(release: Release, items: Mapping[str, Item]) -> dict[Place, Displayed]:
    """The scores that a release displays, by question and node, in its order."""
    return {
        (cell.question_id, cell.node_id): Displayed(
            cell.value, cell.bound, cell.n_band, release.local_date
        )
        for cell in release.cells
        if cell.question_id in items and cell.value is not None and cell.n_band is not None
    }


def changes(
    release: Release, items: Mapping[str, Item], before: Mapping[Place, Sequence[Displayed]]
) -> dict[Place, Change]:
    """What is said of every score of a release that was displayed before, by question and node.

    `items`: its scored questions, by id. `before`: the scores displayed at each place, oldest
    first.
    """
    scores = {}
    for place, now in displayed(release, items).items():
        spread = items[place[0]].scale.spread
        if against := compared(now, before.get(place, ()), spread):
            scores[place] = against
    return verdicts(scores)


def verdicts(scores: Mapping[Key, Compared]) -> dict[Key, Change]:
    """What is said of every score of one release that has others before it, by place."""
    if not scores:
        return {}
    from scipy.stats import false_discovery_control  # takes a second to load

    adjusted = false_discovery_control([against.p for against in scores.values()])
    return {
        key: Change(against, _verdict(against.points, float(p)))
        for (key, against), p in zip(scores.items(), adjusted, strict=True)
    }


def _verdict(points: float, p: float) -> Verdict:
    if p > FALSE_ALARMS:
        return Verdict.NO_CHANGE
    return Verdict.HIGHER if points > 0 else Verdict.LOWER


def _p_of(new: Sequence[Displayed], old: Sequence[Displayed], spread: float) -> float:
    """How often chance brings two means as far apart or farther, to either side."""
    points = _mean(new) - _mean(old)
    if not _is_claimable(points, new, old):
        return 1.0
    error = math.sqrt(_variance(new, spread) + _variance(old, spread))
    return math.erfc(abs(points) / error / math.sqrt(2))


def _still_stands(now: Displayed, usual: Sequence[Displayed]) -> bool:
    alone = now.value - _mean(usual[:-1])
    both = _mean([now, usual[-1]]) - _mean(usual[:-1])
    return alone * both > 0 and abs(alone) >= HALFWAY * abs(both)


def _is_claimable(points: float, new: Sequence[Displayed], old: Sequence[Displayed]) -> bool:
    """Say whether no true value beyond a displayed one could undo the difference."""
    spoiled = (Bound.LE, Bound.GE) if points > 0 else (Bound.GE, Bound.LE)
    return spoiled[0] not in {one.bound for one in new} and spoiled[1] not in {
        one.bound for one in old
    }


def _mean(scores: Sequence[Displayed]) -> float:
    weights = [fewest_in(one.n_band) for one in scores]
    summed = sum(weight * one.value for weight, one in zip(weights, scores, strict=True))
    return summed / sum(weights)


def _variance(scores: Sequence[Displayed], spread: float) -> float:
    weights = [fewest_in(one.n_band) for one in scores]
    people = sum(weights)
    rounding = sum((weight / people) ** 2 for weight in weights) * STEP**2 / 12
    return spread**2 / people + rounding
