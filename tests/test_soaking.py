"""What a soak notices: `make bench BENCH=soak`."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, cast

import pytest

from surveys.runtime import Runtime
from tests.bench.soaking import MOST_GROWTH, Month, growth_of
from tests.bench.soaking_people import Seen
from tests.bench.soaking_process import Sample
from tests.conftest import MONDAY, Clock
from tests.organisation import account, answer, enrol, open_round


def test_a_soak_counts_answers_that_are_as_they_were_acknowledged_and_finds_any_other(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    enrol(sqlite_runtime)
    opened = open_round(sqlite_runtime, clock)
    for number in (1, 2, 3, 4):
        answer(sqlite_runtime, number, opened, 4)
    right, wrong = dict.fromkeys(opened.questions, 4), dict.fromkeys(opened.questions, 5)
    month = Month(sqlite_runtime, cast("Any", None), cast("Any", None), traces=False)
    told = {1: right, 2: wrong, 3: None, 5: right, 6: None}  # and nothing of the fourth
    month.seen.kept[opened.id] = {account(n).slack_id: said for n, said in told.items()}
    month.count(opened)
    assert (month.counted, month.lost) == (2, 4)


@pytest.mark.parametrize(("weekly", "is_flat"), [(1.0, True), (1.2, True), (6.0, False)])
def test_a_soak_finds_memory_that_grows_by_the_week(weekly: float, *, is_flat: bool) -> None:
    one = Sample(MONDAY, 100.0, files=20, threads=40, log_mb=0.0)
    samples = [replace(one, memory_mb=100 + weekly * hour / 168) for hour in range(4 * 168)]
    assert (growth_of(samples) <= MOST_GROWTH) == is_flat


def test_a_soak_counts_what_people_did_and_what_came_to_nothing() -> None:
    seen = Seen()

    def fail() -> None:
        raise TimeoutError

    for act in (_nothing, _nothing, fail):
        seen.do(partial(cast("Callable[[], None]", act)))
    assert seen.done == {"_nothing": 2}
    assert sum(seen.wrong.values()) == 1


def _nothing() -> None:
    """Something that can be done."""
