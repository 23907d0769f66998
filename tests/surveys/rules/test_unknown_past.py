"""After a restore no figure is near one that may have been published and nobody can look up."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from surveys.model.rounds import Thresholds
from surveys.rules.disclosure import choose
from surveys.rules.history import Asking, narrowings
from surveys.rules.team_clock import is_near_a_restore, week_beside_a_restore
from tests.attacks.history import asked, counts_of, people_of
from tests.surveys.rules.organisations import services_of

RESTORED = date(2026, 9, 7)
THRESHOLDS = Thresholds(5, 20, 10)
TREE, LEAVES = services_of({"a": 3, "b": 3})


@pytest.mark.parametrize(("days", "near"), [(-400, True), (0, True), (91, True), (92, False)])
def test_a_day_is_near_a_restore_until_a_quarter_after_it(days: int, near: bool) -> None:
    assert is_near_a_restore(RESTORED + timedelta(days=days), RESTORED) is near
    assert not is_near_a_restore(RESTORED, None)


def pasts(seed: int) -> Iterator[tuple[Asking, Asking]]:
    """Rounds that might have been published before a restore, and what a week shows after it.

    The teams of the first are as few people as may be shown; many came and went in between.
    """
    chance = random.Random(seed)
    for _world in range(150):
        sizes = {leaf: chance.randint(6, 9) for leaf in LEAVES}
        then = people_of(sizes)
        now = {
            one: chance.choice(LEAVES) if chance.random() < 0.1 else leaf
            for one, leaf in then.items()
            if chance.random() < 0.95
        }
        now |= {f"new{i}": chance.choice(LEAVES[:2]) for i in range(chance.randint(0, 9))}
        if chance.random() < 0.5:
            then, now = now, then
        yield asked(TREE, then, teams=True), asked(TREE, now, teams=False)


def narrowed(k_week: int) -> int:
    """Count the worlds in which such a week and such teams narrow anybody."""
    found = 0
    for old, new in pasts(1):
        weekly = choose(TREE, counts_of(TREE, new.seats), k_week)
        found += any(narrowings(old, replace(new, weekly=weekly), THRESHOLDS.team))
    return found


def test_weekly_figures_of_more_people_narrow_nobody_whatever_was_published() -> None:
    assert narrowed(week_beside_a_restore(THRESHOLDS)) == 0
    assert narrowed(THRESHOLDS.week) > 0  # with a week's own threshold some do
