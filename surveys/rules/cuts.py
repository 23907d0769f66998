"""Small cuts of a graph whose links are people: the fewest people that part one spot from another.

The smallest cut between two spots equals the largest flow between them (Ford and Fulkerson, 1956).
Only cuts of fewer than k people matter here, so the search for more flow ends at k; and two spots
with k people or more between them are parted by no such cut, so they become one beforehand.
"""

from collections import deque
from collections.abc import Mapping

Spot = tuple[str, str]
Links = Mapping[Spot, Mapping[Spot, int]]  # people between two spots, told from both ends


class Parts:
    """Spots joined step by step; each part is known by one of its spots."""

    def __init__(self) -> None:
        self._known: dict[Spot, Spot] = {}

    def of(self, spot: Spot) -> Spot:
        """The spot by which the part around this one is known."""
        while (known := self._known.get(spot, spot)) != spot:
            self._known[spot] = self._known.get(known, known)
            spot = known
        return spot

    def join(self, one: Spot, other: Spot) -> None:
        """Make one part of two, known as the first was."""
        first, second = self.of(one), self.of(other)
        if first != second:
            self._known[second] = first


def links_of(pairs: Mapping[tuple[Spot, Spot], int]) -> dict[Spot, dict[Spot, int]]:
    """The links made by people between pairs of spots. Within one spot they part nothing."""
    links: dict[Spot, dict[Spot, int]] = {}
    for (one, other), people in pairs.items():
        for here, there in ((one, other), (other, one)):
            around = links.setdefault(here, {})
            if here != there:
                around[there] = around.get(there, 0) + people
    return links


def cut_below(links: Links, source: Spot, sink: Spot, k: int) -> frozenset[Spot] | None:
    """The source's side of a smallest cut towards `sink`; None: k people or more cross it."""
    flow: dict[tuple[Spot, Spot], int] = {}
    people = 0
    while people < k:
        came = _reached(links, source, sink, flow)
        if sink not in came:
            return frozenset(came)
        path = _path(came, sink)
        pushed = min(links[one][other] - flow.get((one, other), 0) for one, other in path)
        for one, other in path:
            flow[one, other] = flow.get((one, other), 0) + pushed
            flow[other, one] = flow.get((other, one), 0) - pushed
        people += pushed
    return None


def crossing(links: Links, side: frozenset[Spot]) -> int:
    """The people between one side and everything else."""
    return sum(people for one in side for other, people in links[one].items() if other not in side)


def merged(links: Links, k: int) -> tuple[dict[Spot, dict[Spot, int]], Parts]:
    """The links between parts that are held together by k people or more, and those parts.

    Two parts may still be inseparable by way of several others.
    """
    left = {one: dict(around) for one, around in links.items()}
    parts = Parts()
    waiting = deque(
        (one, other) for one, around in left.items() for other in around if around[other] >= k
    )
    while waiting:
        here, there = (parts.of(one) for one in waiting.popleft())
        if here == there:
            continue
        parts.join(here, there)
        for other, people in left.pop(there).items():
            del left[other][there]
            if other != here:
                left[here][other] = left[other][here] = left[here].get(other, 0) + people
                if left[here][other] >= k:
                    waiting.append((here, other))
    return left, parts


def connected(links: Links) -> dict[Spot, frozenset[Spot]]:
    """The spots that people link with each spot, itself included."""
    found: dict[Spot, frozenset[Spot]] = {}
    for spot in links:
        if spot not in found:
            piece = frozenset(_reached(links, spot, None, {}))
            found |= dict.fromkeys(piece, piece)
    return found


def _reached(
    links: Links, source: Spot, sink: Spot | None, flow: Mapping[tuple[Spot, Spot], int]
) -> dict[Spot, Spot]:
    """Where room is left from the source on, each spot with the one before it; ends at the sink."""
    came = {source: source}
    waiting = deque([source])
    while waiting and sink not in came:
        here = waiting.popleft()
        for there, people in links[here].items():
            if there not in came and people > flow.get((here, there), 0):
                came[there] = here
                waiting.append(there)
    return came


def _path(came: Mapping[Spot, Spot], sink: Spot) -> list[tuple[Spot, Spot]]:
    path = []
    here = sink
    while came[here] != here:
        path.append((came[here], here))
        here = came[here]
    return path
