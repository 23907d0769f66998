"""Many threads' wishes are carried out together, each exactly once, and each hears of its own."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from surveys.store.group_commit import GroupCommit

THREADS = 32


def test_every_wish_is_carried_out_exactly_once_and_in_groups() -> None:
    group, groups = GroupCommit(), []

    def doubled(wishes: Sequence[int]) -> list[int]:
        groups.append(list(wishes))
        return [2 * wish for wish in wishes]

    with ThreadPoolExecutor(THREADS) as pool:
        results = list(pool.map(lambda wish: group.add(wish, doubled), range(2000)))
    assert results == [2 * wish for wish in range(2000)]
    assert sorted(wish for one in groups for wish in one) == list(range(2000))


def test_whoever_comes_while_a_group_is_carried_out_joins_the_next() -> None:
    group, groups = GroupCommit(), []
    began, may_end = threading.Event(), threading.Event()

    def slowly(wishes: Sequence[str]) -> Sequence[str]:
        groups.append(list(wishes))
        began.set()
        assert may_end.wait(10)
        return wishes

    with ThreadPoolExecutor(THREADS) as pool:
        first = pool.submit(group.add, "first", slowly)
        assert began.wait(10)
        others = [pool.submit(group.add, f"other {n}", slowly) for n in range(5)]
        while len(group._waiting) < 5:
            pass
        may_end.set()
        assert first.result(10) == "first"
        assert [one.result(10) for one in others] == [f"other {n}" for n in range(5)]
    assert groups[0] == ["first"]
    assert sorted(groups[1]) == [f"other {n}" for n in range(5)]


def test_whoever_led_a_group_is_answered_before_the_next_is_carried_out() -> None:
    group, began, others_came = GroupCommit(), threading.Event(), threading.Event()
    may_end = threading.Event()

    def held(wishes: Sequence[str]) -> Sequence[str]:
        began.set()
        assert (others_came if "first" in wishes else may_end).wait(10)
        return wishes

    with ThreadPoolExecutor(THREADS) as pool:
        first = pool.submit(group.add, "first", held)
        assert began.wait(10)
        second = pool.submit(group.add, "second", held)
        while not group._waiting:
            pass
        others_came.set()
        assert first.result(10) == "first"
        assert not second.done()
        may_end.set()
        assert second.result(10) == "second"


def test_a_refusal_is_heard_by_the_one_it_is_about() -> None:
    group = GroupCommit()

    def fussy(wishes: Sequence[int]) -> list[int | Exception]:
        return [ValueError(wish) if wish % 3 == 0 else wish for wish in wishes]

    def told(wish: int) -> int | str:
        try:
            return int(group.add(wish, fussy))
        except ValueError:
            return "refused"

    with ThreadPoolExecutor(THREADS) as pool:
        results = list(pool.map(told, range(300)))
    assert results == ["refused" if wish % 3 == 0 else wish for wish in range(300)]


def test_a_failure_is_heard_by_all_of_its_group_and_the_next_group_is_carried_out() -> None:
    group = GroupCommit()

    def failing(_wishes: Sequence[int]) -> Sequence[int]:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        group.add(1, failing)
    assert group.add(2, lambda wishes: wishes) == 2


def test_a_wish_left_without_a_result_is_told_so_and_does_not_wait_for_ever() -> None:
    with pytest.raises(ValueError, match="zip"):
        GroupCommit().add(1, lambda _wishes: [])
