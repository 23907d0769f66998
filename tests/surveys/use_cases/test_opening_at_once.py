"""Several processes at the same tick: a survey is opened once, and nobody is asked twice."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import Connection

from surveys.errors import NobodyToAsk, RoundAlreadyOpen
from surveys.model.asking import Came
from surveys.model.surveys import WEEKLY_PULSE, Every
from surveys.runtime import Runtime
from surveys.store.database import Store
from surveys.store.deliveries import Deliveries
from surveys.use_cases import closing, opening
from tests.conftest import MONDAY, Clock
from tests.organisation import enrol
from tests.surveys.use_cases.running import LONGER, asked, came, run

PROCESSES = 4


class DatabaseGone(Exception):
    """What a test lets go wrong."""


def test_each_survey_that_is_due_is_opened_by_one_of_them(runtime: Runtime, clock: Clock) -> None:
    enrol(runtime, {"Children's Services/Team 1": 4})
    opening.open_due(runtime)
    run(runtime, asked(Every.FORTNIGHTLY, MONDAY.date()), minutes=1)
    for week in range(4):
        clock.move_to(MONDAY + timedelta(weeks=week))
        closing.close_due(runtime)
        with ThreadPoolExecutor(PROCESSES) as pool:
            found = list(pool.map(opening.open_due, [runtime] * PROCESSES))
        opened = Counter(one.survey for some in found for one in some)
        due = {LONGER.id} if week % 2 == 0 else {WEEKLY_PULSE}
        assert opened == dict.fromkeys(due, 1)
    nobody = {date(2026, 9, 7), date(2026, 9, 21)}
    pulse = came(runtime, WEEKLY_PULSE)
    assert {day for day, one in pulse.items() if one is Came.NOBODY} == nobody
    with runtime.store.begin() as tx:
        asks = tx.asks.since(date(2026, 9, 1)).values()
    assert all(len({one.asked_on for one in some}) == len(some) == 4 for some in asks)


def at_once(*steps: Callable[[], object]) -> list[object]:
    """What came of steps that begin together: what each returns, or raises."""
    together = Barrier(len(steps))

    def carried_out(step: Callable[[], object]) -> object:
        together.wait()
        try:
            return step()
        except Exception as error:
            return type(error)

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(carried_out, steps))


def test_two_surveys_opened_by_hand_at_once_ask_nobody_twice(
    runtime: Runtime, clock: Clock
) -> None:
    enrol(runtime, {"Children's Services/Team 1": 4})
    clock.move_to(MONDAY)
    for name in ("apples", "berries"):
        run(runtime, asked(Every.YEARLY, date(2027, 1, 11)), id=name, minutes=1)
    found = at_once(*(partial(opening.open_now, runtime, name) for name in ("apples", "berries")))
    assert NobodyToAsk in found
    with runtime.store.begin() as tx:
        (opened,) = tx.rounds.open()
        asks = tx.asks.since(date(2026, 9, 1)).values()
    assert [len(some) for some in asks] == [1] * 4
    assert runtime.store.keys.round_ids() == {opened.id}


def test_of_two_who_open_one_survey_the_second_is_told_it_is_open(
    runtime: Runtime, clock: Clock
) -> None:
    enrol(runtime, {"Children's Services/Team 1": 4})
    clock.move_to(MONDAY)
    run(runtime, asked(Every.YEARLY, date(2027, 1, 11)))
    found = at_once(*[partial(opening.open_now, runtime, LONGER.id)] * 2)
    assert RoundAlreadyOpen in found
    with runtime.store.begin() as tx:
        (opened,) = tx.rounds.open()
    assert runtime.store.keys.round_ids() == {opened.id}


def test_a_round_that_could_not_be_kept_leaves_no_key(
    runtime: Runtime, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(runtime, {"Children's Services/Team 1": 4})
    clock.move_to(MONDAY)
    seen: list[frozenset[str]] = []

    def fail(self: Deliveries, new: object) -> None:
        seen.append(runtime.store.keys.round_ids())
        raise DatabaseGone

    with monkeypatch.context() as patch:
        patch.setattr(Deliveries, "add", fail)
        with pytest.raises(DatabaseGone):
            opening.open_now(runtime)
    assert len(seen[0]) == 1  # it was made
    assert runtime.store.keys.round_ids() == frozenset()
    kept = opening.open_now(runtime)
    assert runtime.store.keys.round_ids() == {kept.id}


def test_a_round_kept_though_its_commit_seemed_to_fail_has_its_key(
    runtime: Runtime, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(runtime, {"Children's Services/Team 1": 4})
    clock.move_to(MONDAY)
    connect, told = Store._connect, []

    @contextmanager
    def lost_afterwards(self: Store, begin: str) -> Iterator[Connection]:
        with connect(self, begin) as connection:
            yield connection
        if self.keys.round_ids() and not told:
            told.append(True)
            raise DatabaseGone

    monkeypatch.setattr(Store, "_connect", lost_afterwards)
    with pytest.raises(DatabaseGone):
        opening.open_now(runtime)
    with runtime.store.begin() as tx:
        (opened,) = tx.rounds.open()
    assert runtime.store.keys.round_ids() == {opened.id}
