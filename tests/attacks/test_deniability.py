"""Any one person may have answered anything: another world gives the same report, cell by cell."""

import random
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.model.tree import Tree
from surveys.rules.clipping import clip, lower_bound, upper_bound
from tests.attacks.evidence import HI, LO, Replies, both_tiers
from tests.attacks.worlds import World, anything, extreme, world_of
from tests.surveys.rules.organisations import counts_of, trees

SCALES = st.integers(1, 5).flatmap(lambda span: st.tuples(st.just(1), st.just(1 + span)))


def another_world(own: Mapping[str, int], person: str, answer: int) -> dict[str, int] | None:
    """One unit's answers with this person's changed and the clipped total kept; None: no such."""
    n = len(own)
    kept = clip(sum(own.values()), n, LO, HI)
    others = [one for one in own if one != person]
    rest = kept - answer if lower_bound(n, LO, HI) <= upper_bound(n, LO, HI) else LO * len(others)
    if not len(others) * LO <= rest <= len(others) * HI:
        return None
    changed = {person: answer}
    for left, one in reversed(list(enumerate(others))):
        changed[one] = int(min(HI, rest - left * LO))
        rest -= changed[one]
    return changed


def with_unit(world: Mapping[str, Replies], name: str, leaf: str, own: dict[str, int]) -> World:
    copy = {one: {unit: dict(said) for unit, said in world[one].items()} for one in world}
    copy[name][leaf] = own
    return copy


def draw_world(data: st.DataObject) -> tuple[Tree, World]:
    tree = data.draw(trees(9))
    staff = dict.fromkeys(tree.leaves(), 0) | data.draw(counts_of(tree, most=25))
    voice = data.draw(st.sampled_from((extreme(1.0), extreme(0.8), anything(0.8))))
    rng = random.Random(data.draw(st.integers(0, 999)))
    return tree, world_of(staff, data.draw(st.integers(1, 3)), rng, voice)


@settings(max_examples=150)
@given(st.data())
def test_anybody_may_have_answered_anything_in_any_round(data: st.DataObject) -> None:
    tree, world = draw_world(data)
    people = [
        (name, leaf, person)
        for name, replies in world.items()
        for leaf, own in replies.items()
        for person in own
    ]
    if not people:
        return
    name, leaf, person = data.draw(st.sampled_from(people))
    changed = another_world(world[name][leaf], person, data.draw(st.integers(LO, HI)))
    assert changed is not None
    assert both_tiers(tree, with_unit(world, name, leaf, changed)) == both_tiers(tree, world)


def test_unclipped_totals_leave_no_other_world_to_a_unanimous_unit() -> None:
    own = dict.fromkeys("abcdef", HI)
    reachable = {LO + rest for rest in range(LO * 5, HI * 5 + 1)}
    assert sum(own.values()) not in reachable
    assert clip(sum(own.values()), 6, LO, HI) in reachable


@given(SCALES, st.integers(1, 40), st.data())
def test_every_scale_is_deniable(scale: tuple[int, int], n: int, data: st.DataObject) -> None:
    lo, hi = scale
    kept = clip(data.draw(st.integers(n * lo, n * hi)), n, lo, hi)
    mine = data.draw(st.integers(lo, hi))
    rests = range(lo * (n - 1), hi * (n - 1) + 1)
    assert any(clip(mine + rest, n, lo, hi) == kept for rest in rests)
