"""Clipping: why a unit's total never tells what any one person answered.

A unit of n people on a scale lo..hi keeps s' = clip(s, n*lo + (hi-lo), n*hi - (hi-lo)) instead of
its sum s. Any s' in that interval leaves (n-1)*lo <= s' - b <= (n-1)*hi for every answer b, so
whoever a reader doubts could have answered b and the others made up the rest: the same s' follows.
With one or two people the interval is empty or a point, and s' is the midpoint whatever they said.
"""


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
