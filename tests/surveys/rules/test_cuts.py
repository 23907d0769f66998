"""Small cuts, against every cut there is."""

import random
from collections import Counter
from itertools import combinations

import pytest

from surveys.rules.cuts import Spot, connected, crossing, cut_below, links_of, merged

SPOTS: list[Spot] = [("", str(one)) for one in range(6)]


def random_links(seed: int) -> dict[Spot, dict[Spot, int]]:
    rng = random.Random(seed)
    pairs = Counter(
        {(one, other): rng.choice((0, 0, 1, 2, 6)) for one, other in combinations(SPOTS, 2)}
    )
    return links_of(+pairs | Counter({(one, one): 1 for one in SPOTS}))


def smallest(links: dict[Spot, dict[Spot, int]], source: Spot, sink: Spot) -> int:
    others = [one for one in SPOTS if one not in (source, sink)]
    sides = (
        frozenset({source, *some})
        for size in range(len(others) + 1)
        for some in combinations(others, size)
    )
    return min(crossing(links, side) for side in sides)


@pytest.mark.parametrize("seed", range(20))
def test_a_cut_below_k_is_found_if_there_is_one_and_it_is_smallest(seed: int) -> None:
    links = random_links(seed)
    for source, sink in combinations(SPOTS, 2):
        people = smallest(links, source, sink)
        side = cut_below(links, source, sink, 5)
        assert (side is None) == (people >= 5)
        if side is not None:
            assert source in side
            assert sink not in side
            assert crossing(links, side) == people


@pytest.mark.parametrize("seed", range(20))
def test_merging_keeps_every_cut_below_k(seed: int) -> None:
    links = random_links(seed)
    joined, parts = merged(links, 5)
    assert all(people < 5 for around in joined.values() for people in around.values())
    for source, sink in combinations(SPOTS, 2):
        if smallest(links, source, sink) >= 5:
            continue
        here, there = parts.of(source), parts.of(sink)
        assert here != there
        side = cut_below(joined, here, there, 5)
        assert side is not None
        assert crossing(joined, side) == smallest(links, source, sink)


def test_pieces_hold_whatever_people_link() -> None:
    one, other, third, *_rest = SPOTS
    pieces = connected(links_of({(one, other): 1, (third, third): 4}))
    assert pieces[one] == pieces[other] == {one, other}
    assert pieces[third] == {third}
