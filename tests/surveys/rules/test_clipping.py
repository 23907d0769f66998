"""Projections of choices: whatever is kept, anybody may have answered anything."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, combinations, combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.clipping import clip, project_found, project_one, project_several

Kept = tuple[float, ...]
Answer = frozenset[int]
SIZES = [(n, m) for m in range(2, 5) for n in range(1, 6)]


def singles(m: int) -> list[Answer]:
    return [frozenset({one}) for one in range(m)]


def subsets(m: int) -> list[Answer]:
    """Every way to tick one option or more."""
    each = (combinations(range(m), size) for size in range(1, m + 1))
    return [frozenset(one) for one in chain.from_iterable(each)]


def counts(world: Iterable[Answer], m: int) -> tuple[int, ...]:
    ticks = Counter(option for answer in world for option in answer)
    return tuple(ticks[option] for option in range(m))


def worlds(answers: Sequence[Answer], n: int) -> Iterator[tuple[Answer, ...]]:
    """What n people may answer. Counts do not tell people apart, so their order is left out."""
    return combinations_with_replacement(answers, n)


def ruled_out(
    answers: Sequence[Answer], n: int, m: int, keep: Callable[[tuple[int, ...]], Kept]
) -> set[tuple[Kept, Answer]]:
    """Kept totals that tell of everybody that they did not give some answer.

    Whoever stands anywhere in a world could be anybody: if an answer is in no world of the same
    totals, a reader knows of each person that they did not give it.
    """
    given_in: dict[Kept, set[Answer]] = {}
    for world in worlds(answers, n):
        given_in.setdefault(keep(counts(world, m)), set()).update(world)
    return {(kept, one) for kept, said in given_in.items() for one in answers if one not in said}


@pytest.mark.parametrize(("n", "m"), SIZES)
def test_nobodys_choice_of_one_option_is_ruled_out(n: int, m: int) -> None:
    assert ruled_out(singles(m), n, m, project_one) == set()


@pytest.mark.parametrize(("n", "m"), [size for size in SIZES if size != (5, 4)])
def test_nobodys_set_of_ticks_is_ruled_out(n: int, m: int) -> None:
    assert ruled_out(subsets(m), n, m, lambda ticked: project_several(ticked, n)) == set()


def test_clipping_each_option_by_itself_rules_choices_out() -> None:
    def marginally(chosen: tuple[int, ...]) -> Kept:
        return tuple(clip(one, 5, 0, 1) for one in chosen)

    found = ruled_out(singles(3), 5, 3, marginally)
    assert ((3.0, 2.0, 1.0), frozenset({2})) in found


def test_clipping_each_tick_by_itself_tells_that_nobody_ticked_two() -> None:
    def marginally(ticked: tuple[int, ...]) -> Kept:
        return tuple(clip(one, 4, 0, 1) for one in ticked)

    found = ruled_out(subsets(3), 4, 3, marginally)
    assert ((2.0, 1.0, 1.0), frozenset({0, 1})) in found


@given(st.lists(st.integers(0, 30), min_size=2, max_size=10))
def test_a_projection_keeps_its_people_and_leaves_no_option_without(chosen: list[int]) -> None:
    n, kept = sum(chosen), project_one(chosen)
    assert sum(kept) == pytest.approx(n)
    if n >= len(chosen):
        assert min(kept) >= 1
        assert project_one([int(one) for one in kept]) == kept
        moved = sum(max(0, one - before) for one, before in zip(kept, chosen, strict=True))
        assert moved == chosen.count(0)
    else:
        assert len(set(kept)) == 1


@given(st.integers(0, 40), st.data())
def test_ticks_stay_within_their_ends_and_leave_room_for_any_answer(
    n: int, data: st.DataObject
) -> None:
    m = data.draw(st.integers(2, 10))
    ticked = data.draw(st.lists(st.integers(0, n), min_size=m, max_size=m))
    kept = project_several(ticked, n)
    if n < 3:
        assert set(kept) == {n / 2}
        return
    assert all(1 <= one <= n - 1 for one in kept)
    assert sum(kept) >= n - 1 + m
    assert project_several([int(one) for one in kept], n) == kept


@given(st.integers(3, 40), st.data())
def test_many_ticks_are_clipped_and_no_more(n: int, data: st.DataObject) -> None:
    ticked = data.draw(st.lists(st.integers(0, n), min_size=2, max_size=10))
    clipped = tuple(clip(one, n, 0, 1) for one in ticked)
    if sum(clipped) >= n - 1 + len(ticked):
        assert project_several(ticked, n) == clipped


@given(st.integers(0, 60), st.integers(0, 60))
def test_yes_and_no_are_clipped_as_any_score_of_two_points(yes: int, no: int) -> None:
    assert project_one([yes, no])[0] == clip(yes, yes + no, 0, 1)


@pytest.mark.parametrize(("n", "m"), SIZES)
def test_nobodys_themes_are_ruled_out_nor_that_they_had_none(n: int, m: int) -> None:
    answers = [frozenset[int](), *subsets(m)]
    assert ruled_out(answers, n, m, lambda found: project_found(found, n)) == set()


@pytest.mark.parametrize("n", range(1, 6))
def test_nobodys_tone_together_with_their_themes_is_ruled_out(n: int) -> None:
    answers = [
        frozenset({tone, *(3 + theme for theme in themes)})
        for tone in range(3)
        for themes in (frozenset[int](), *subsets(2))
    ]

    def both(counted: tuple[int, ...]) -> Kept:
        return (*project_one(counted[:3]), *project_found(counted[3:], n))

    assert ruled_out(answers, n, 5, both) == set()


def test_a_share_of_comments_without_a_theme_would_tell_that_nobody_named_two() -> None:
    """Four of six name one of two themes each, two none: the last stands for "no theme"."""
    answers = [*subsets(2), frozenset({2})]
    found = ruled_out(answers, 6, 3, lambda counted: project_found(counted, 6))
    assert ((2.0, 2.0, 2.0), frozenset({0, 1})) in found
