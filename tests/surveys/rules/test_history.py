"""The history gate: what two releases tell of a joiner, a leaver, a mover, a swap."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations

import pytest

from surveys.rules.disclosure import choose, choose_pooled
from surveys.rules.history import GROUND, NEW, OLD, Asking, narrowings, withhold
from tests.attacks.history import asked, counts_of, fewest, figures_of, people_of
from tests.surveys.rules.organisations import services_of

K = 5
TREE, LEAVES = services_of({"a": 3, "b": 3})
STAFF = people_of(dict.fromkeys(LEAVES, 8))
MOVER = {"a/0#0": "a/1"}
CHANGES: dict[str, tuple[dict[str, str], set[str]]] = {
    "joiner": (STAFF | {"new": "a/0"}, {"new"}),
    "leaver": ({one: leaf for one, leaf in STAFF.items() if one != "a/0#0"}, {"a/0#0"}),
    "mover": (STAFF | MOVER, {"a/0#0"}),
    "swap": (STAFF | MOVER | {"a/1#0": "a/0"}, {"a/0#0", "a/1#0"}),
    "mover to another service": (STAFF | {"a/0#0": "b/0"}, {"a/0#0"}),
}


def gated(old: Asking, new: Asking) -> Asking:
    """The new round chosen again beside the old one: its weekly figures first, then its teams."""
    counts = [counts_of(new.tree, new.seats)]

    def weekly(among: frozenset[str] | None) -> frozenset[str]:
        return choose(new.tree, counts[0], new.k_week, among)

    def teams(among: frozenset[str] | None) -> frozenset[str]:
        return choose_pooled(new.tree, [(counts[0], after.weekly)], K, among)

    without = replace(new, weekly=frozenset(), teams=frozenset())
    after = replace(without, weekly=withhold(weekly, [(old, without)], K, is_weekly=True))
    return replace(after, teams=withhold(teams, [(old, after)], K, is_weekly=False))


def teams_shown(asking: Asking) -> list[frozenset[str]]:
    return figures_of(asking, asking.shown & set(LEAVES))


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_few_people_between_two_releases_of_teams_is_found(change: str) -> None:
    seats, changed = CHANGES[change]
    old, new = asked(TREE, STAFF, teams=True), asked(TREE, seats, teams=True)
    assert min(one.people for one in narrowings(old, new, K)) <= len(changed)
    assert fewest(teams_shown(old) + teams_shown(new)) <= changed  # ungated, they stand alone


@pytest.mark.parametrize("change", CHANGES)
def test_with_the_gate_teams_isolate_nobody_and_services_stay(change: str) -> None:
    seats, _changed = CHANGES[change]
    old = asked(TREE, STAFF, teams=True)
    new = gated(old, asked(TREE, seats, teams=True))
    assert list(narrowings(old, new, K)) == []
    assert len(fewest(teams_shown(old) + teams_shown(new))) >= K
    assert {"org", "a", "b"} <= new.shown
    assert "a/0" not in new.shown
    if change != "mover to another service":
        assert {"b/0", "b/1", "b/2"} <= new.shown  # nobody came or went there


def test_teams_add_nothing_to_what_weekly_figures_tell_of_a_joiner() -> None:
    """That tier is measured: a joiner of a service of 24 stands alone in two weeks' difference."""
    seats, _changed = CHANGES["joiner"]
    old = asked(TREE, STAFF, teams=True)
    new = gated(old, asked(TREE, seats, teams=True))
    weekly = figures_of(old, old.weekly) + figures_of(new, new.weekly)
    assert fewest(weekly) == {"new"}
    assert fewest(figures_of(old, old.shown) + figures_of(new, new.shown)) == {"new"}


@pytest.mark.parametrize("change", CHANGES)
def test_teams_beside_weekly_figures_need_no_withholding_for_a_few_changes(change: str) -> None:
    seats, _changed = CHANGES[change]
    old, new = asked(TREE, STAFF, teams=False), asked(TREE, seats, teams=True)
    assert gated(old, new) == new
    assert set(LEAVES) <= new.shown


def test_weekly_figures_less_other_teams_leave_few_of_a_team_and_it_is_withheld() -> None:
    """Three stayed in a team, two went to the next one and eight came from outside."""
    before = STAFF.keys() - {f"a/0#{i}" for i in range(5, 8)}
    old_seats = {one: leaf for one, leaf in STAFF.items() if one in before}
    new_seats = old_seats | {"a/0#3": "a/1", "a/0#4": "a/1"} | {f"new{i}": "a/0" for i in range(8)}
    old, new = asked(TREE, old_seats, teams=False), asked(TREE, new_seats, teams=True)
    stayed = {"a/0#0", "a/0#1", "a/0#2"}
    others = figures_of(old, ["a"]) + figures_of(new, ["a/1", "a/2"])
    assert fewest(others) == stayed
    assert [one.people for one in narrowings(old, new, K)] == [3]
    shown = gated(old, new)
    assert list(narrowings(old, shown, K)) == []
    assert not {"a/0", "a/1", "a/2"} <= shown.shown
    assert {"a", "b", "b/0", "b/1", "b/2"} <= shown.shown


def test_a_weekly_release_gives_way_to_teams_that_were_shown_before() -> None:
    before = STAFF.keys() - {f"a/0#{i}" for i in range(5, 8)}
    new_seats = {one: leaf for one, leaf in STAFF.items() if one in before}
    old_seats = new_seats | {"a/0#3": "a/1", "a/0#4": "a/1"} | {f"old{i}": "a/0" for i in range(8)}
    old, new = asked(TREE, old_seats, teams=True), asked(TREE, new_seats, teams=False)
    stayed = {"a/0#0", "a/0#1", "a/0#2"}
    assert fewest(figures_of(new, ["a"]) + figures_of(old, ["a/1", "a/2"])) == stayed
    shown = gated(old, new)
    assert (new.weekly, shown.weekly) == ({"org", "a", "b"}, {"org"})  # less b, org would tell of a
    assert list(narrowings(old, shown, K)) == []


def test_teams_of_twenty_asked_are_exempt_as_the_weekly_tier_is() -> None:
    """Measured, not proved: a joiner of a team of twenty stands alone in the difference."""
    staff = people_of(dict.fromkeys(LEAVES, 20))
    old, new = asked(TREE, staff, teams=True), asked(TREE, staff | {"new": "a/0"}, teams=True)
    assert list(narrowings(old, new, K)) == []
    assert fewest(teams_shown(old) + teams_shown(new)) == {"new"}
    assert [one.people for one in narrowings(old, replace(new, k_week=21), K)] == [1]


def test_the_same_people_in_the_same_places_narrow_nobody() -> None:
    one = asked(TREE, STAFF, teams=True)
    assert list(narrowings(one, one, K)) == []


def test_five_joiners_at_once_are_enough() -> None:
    seats = STAFF | {f"new{i}": "a/0" for i in range(5)}
    old, new = asked(TREE, STAFF, teams=True), asked(TREE, seats, teams=True)
    assert list(narrowings(old, new, K)) == []
    assert list(narrowings(old, new, K + 1)) != []


def cuts(old: Asking, new: Asking) -> Iterator[tuple[int, frozenset[tuple[str, str]]]]:
    """Every cut of a connected piece, with the people across: each listed, none sought."""
    linked: dict[object, set[tuple[str, str]]] = {}
    for one, other in ends(old, new):
        merged = linked.get(one, {one}) | linked.get(other, {other})
        linked |= dict.fromkeys(merged, merged)
    for piece in {frozenset(one) for one in linked.values()}:
        free = sorted(piece - {GROUND})
        for some in chain.from_iterable(combinations(free, n) for n in range(1, len(free) + 1)):
            people = sum((one in some) != (other in some) for one, other in ends(old, new))
            if people:
                yield people, frozenset(some)


def is_exempt(old: Asking, new: Asking, side: frozenset[tuple[str, str]]) -> bool:
    held = zip(*ends(old, new), strict=True)
    return all(sum(one in side for one in atoms) >= 20 for atoms in held)


def ends(old: Asking, new: Asking) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    everybody = sorted(old.seats.keys() | new.seats.keys())
    return [(_atom(OLD, old, person), _atom(NEW, new, person)) for person in everybody]


def _atom(which: str, asking: Asking, person: str) -> tuple[str, str]:
    leaf = asking.seats.get(person)
    around = TREE.ancestors(leaf) if leaf is not None else iter(())
    return next(((which, one) for one in around if one in asking.shown), GROUND)


@pytest.mark.parametrize("seed", range(60))
def test_all_that_two_rounds_narrow_is_found_and_the_gate_takes_it_away(seed: int) -> None:
    rng = random.Random(seed)
    sizes = dict.fromkeys(LEAVES[:4], 0) | {leaf: rng.randint(0, 12) for leaf in LEAVES[:5]}
    before = people_of(sizes)
    after = {
        one: rng.choice(LEAVES) if rng.random() < 0.2 else leaf for one, leaf in before.items()
    }
    gone = set(rng.sample(sorted(after), len(after) // 6))
    after = {one: leaf for one, leaf in after.items() if one not in gone} | {"new": LEAVES[0]}
    old = asked(TREE, before, teams=rng.random() < 0.7)
    new = asked(TREE, after, teams=True)
    listed = {side: people for people, side in cuts(old, new) if people < K}
    found = list(narrowings(old, new, K))
    assert bool(found) == any(not is_exempt(old, new, side) for side in listed)
    for one in found:
        assert listed[one.side] == one.people
        assert not is_exempt(old, new, one.side)
    assert list(narrowings(old, gated(old, new), K)) == []


def test_the_gate_looks_at_rosters_and_what_is_shown_and_at_no_answer() -> None:
    """There is no way in for one: a round is who was asked and which nodes are shown."""
    assert set(Asking.__dataclass_fields__) == {"tree", "seats", "k_week", "weekly", "teams"}
