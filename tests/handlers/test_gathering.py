"""Each night Slack's list of accounts mends what no event told: once, whoever else is at it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers.gathering import reconcile
from surveys.runtime import Runtime
from surveys.use_cases import reconciling
from tests.chairing import person
from tests.conftest import Clock
from tests.handlers.dispatching import WAYS, Scene, scene

NIGHT, NEXT = (datetime(2026, 9, day, 2, 30, tzinfo=UTC) for day in (5, 6))  # 03:30 in London


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, WAYS[0]) as one:
        yield one


def close(stage: Scene, number: int, *, closed: bool) -> None:
    members = stage.slack.workspace.members
    members[f"U{number:04}"] = replace(members[f"U{number:04}"], deleted=closed)


def test_a_lost_departure_and_a_lost_return_are_learnt_at_night(stage: Scene) -> None:
    runtime, client = stage.bot.runtime, stage.bot.app.client
    close(stage, 2, closed=True)
    assert reconcile(runtime, client, "T0LOCAL") == 0  # at ten in the morning nobody asks
    assert person(runtime, 2).is_on_slack
    stage.clock.move_to(NIGHT)
    stage.bot.tick()
    assert not person(runtime, 2).is_on_slack
    close(stage, 2, closed=False)
    assert reconcile(runtime, client, "T0LOCAL") == 0  # this night is done
    stage.clock.move_to(NEXT)
    stage.bot.tick()
    assert person(runtime, 2).is_on_slack
    assert person(runtime, 3).is_on_slack


def test_one_process_is_at_it_and_another_takes_over_if_it_died(
    runtime: Runtime, clock: Clock
) -> None:
    clock.move_to(NIGHT)
    assert reconciling.begin(runtime, "T1")
    assert not reconciling.begin(runtime, "T1")
    assert reconciling.begin(runtime, "T2")
    clock.pass_(minutes=61)
    assert reconciling.begin(runtime, "T1")
    reconciling.reconcile(runtime, "T1", [])
    clock.pass_(minutes=30)
    assert not reconciling.begin(runtime, "T1")
    clock.move_to(NEXT)
    assert reconciling.begin(runtime, "T1")
