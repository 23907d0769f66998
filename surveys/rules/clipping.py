"""Clipping: why a unit's total never tells what any one person answered.

**Scores.** A unit of n people on a scale lo..hi keeps s' = clip(s, n*lo + (hi-lo), n*hi - (hi-lo))
instead of its sum s. Any s' in that interval leaves (n-1)*lo <= s' - b <= (n-1)*hi for every answer
b, so whoever a reader doubts could have answered b and the others made up the rest: the same s'
follows. With one or two people the interval is empty or a point, and s' is the midpoint whatever
they said.

**One of m options.** Clipping each option's count by itself is not enough, for the options are read
together: counts (3, 2, 0) of five people would be kept as (3, 2, 1), and six in place of five tells
that nobody chose the third. So the counts are projected together: while an option has nobody, one
person moves to it from the largest. What is kept sums to n, and every option has somebody. It is
its own projection: the world in which people chose just so is possible, and in it anyone may hold
any option, for each has a holder to change places with. With fewer people than options, all
keep n/m whatever was chosen.

**Several of m options.** Whoever answers ticks one option or more, so the counts sum to n or more,
and what is kept of them must not tell that hardly anyone ticked two. Each count is clipped to
1..n-1, then the smallest are raised until they sum to n - 1 + m. What is kept is its own projection
again. Give someone any answer A of the 2^m - 1: of each option in A one tick is theirs and at most
n - 2 are left for the n - 1 others, of each option outside A at most n - 1; n - 1 + m - |A| or more
in all, and so n - 1 or more. Dealt round the others, they come to a tick or more for each and none
twice. (The sum can be reached: m options hold m*(n-1) >= n - 1 + m ticks when n >= 3 and m >= 2.)
One or two people keep n/2 an option, whatever they ticked.

**Any of m, or none.** The themes of a comment are found and not ticked: one may have none of them.
Each count is clipped by itself to 1..n-1, and the counts need no sum: give someone any set A of
themes, the empty one too, and the n - 1 others make up t - 1 of a theme in A and t of another, both
between 0 and n - 1, whatever they say of the rest. A share of those *without* a theme is not kept
beside these: where the counts come to as many as are left, it would tell that nobody named two.

**A tone and themes together.** They are of the same people and never counted together, so a world
of tones and a world of themes make a world of both: whoever a reader doubts may have had any tone
with any themes.
"""

from collections.abc import Sequence
from typing import Final

FEWEST: Final = 3  # people behind a total of several ticks that says anything


def clip(total: float, n: int, lo: int, hi: int) -> float:
    """Clip the sum of n answers on the scale lo..hi so that no answer can be ruled out.

    The result lies between n*lo and n*hi; it is 0 for n = 0 and n*(lo+hi)/2 for n = 1 and 2.
    """
    lowest, highest = lower_bound(n, lo, hi), upper_bound(n, lo, hi)
    if n == 0:
        return 0.0
    if lowest >= highest:
        return n * (lo + hi) / 2
    return float(min(max(total, lowest), highest))


def lower_bound(n: int, lo: int, hi: int) -> int:
    """The smallest clipped total of n >= 2 people: all at lo but one at hi."""
    return n * lo + (hi - lo)


def upper_bound(n: int, lo: int, hi: int) -> int:
    """The largest clipped total of n >= 2 people: all at hi but one at lo."""
    return n * hi - (hi - lo)


def project_one(counts: Sequence[int]) -> tuple[float, ...]:
    """Project how many chose each option, one a person, so that no choice can be ruled out.

    The result sums to the same number of people, at least 1 an option, unless there are fewer
    people than options: then all are alike. Of equally large options the first gives.
    """
    n, options = sum(counts), len(counts)
    if n < options:
        return (n / options,) * options
    kept = list(counts)
    while 0 in kept:
        kept[kept.index(max(kept))] -= 1
        kept[kept.index(0)] += 1
    return tuple(map(float, kept))


def project_found(counts: Sequence[int], n: int) -> tuple[float, ...]:
    """Project how many of n people had each of several things, so that no set can be ruled out.

    Each result lies between 1 and n - 1; for n = 1 and 2 all are n/2, for 0 all are 0.
    """
    return tuple(clip(count, n, 0, 1) for count in counts)


def project_several(counts: Sequence[int], n: int) -> tuple[float, ...]:
    """Project how many of n people ticked each option so that no set of ticks can be ruled out.

    Each result lies between 1 and n - 1; for n = 1 and 2 all are n/2, for 0 all are 0. Of equally
    small options the first is raised. There are two options or more.
    """
    if n < FEWEST:
        return (n / 2,) * len(counts)
    kept = [min(max(count, 1), n - 1) for count in counts]
    for _ in range(n - 1 + len(kept) - sum(kept)):
        kept[kept.index(min(kept))] += 1
    return tuple(map(float, kept))
