"""What the watch tells is the same whether people answer, ask, put off, look and leave, or not.

A count that can be taken every few seconds tells when it moved; beside who was seen at work in that
minute, it tells who moved it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.demo.play import Stage, open_week, welcome_everyone
from bot.health import Health
from bot.local_slack import Visitor
from bot.watching import Watch, watched
from handlers import ids
from surveys.model.deliveries import Kind
from surveys.use_cases import leaving, watching
from tests.attacks.canaries import answered
from tests.forum_asking import ask
from tests.handlers.our_log import our_log
from tests.leaving import say
from tests.organisation import account, people_file
from tests.stage import stage

TEAM = {"Children's Services/Fostering/Team 1": 6}


@dataclass
class Seen:
    """What an administrator saw, moment by moment, and what a careless page would have told."""

    told: list[tuple[str, ...]] = field(default_factory=list)
    careless: list[tuple[str, ...]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)


def live(folder: Path, *, busy: bool) -> Seen:
    """Live until the evening before a round closes."""
    seen = Seen()
    with our_log() as log, stage(folder, people_file(TEAM)) as on:
        watch = Watch(on.clock, connected=lambda: True)
        health, careless = (Health(on.bot.config, on.bot.runtime, watch) for _one in range(2))
        with watched(watch, pytest.fail):
            for _moment in moments(on, watch, busy=busy):
                seen.told.append(pages(health))
                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr(watching, "BY_ITSELF", frozenset(Kind))
                    seen.careless.append(pages(careless))
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    seen.lines = [{**line, "at": "", "round": bool(line.get("round"))} for line in lines]
    return seen


def moments(on: Stage, watch: Watch, *, busy: bool) -> Iterator[None]:
    """Yield whenever somebody looks: each minute for a while, then each hour."""
    welcome_everyone(on)
    open_week(on)
    yield
    if busy:
        people_are_busy(on)
    for minutes in (0, 1, 1, 60, 120, 60):
        on.clock.set(on.clock() + timedelta(minutes=minutes))
        watch.ticking(on.bot.tick)()
        yield


def people_are_busy(on: Stage) -> None:
    """Answer, put off, look, ask and leave, most of it over the wire."""
    runtime = on.bot.runtime
    with Visitor(on.slack.address, "U0003") as one, Visitor(on.slack.address, "U0004") as other:
        answered(one)
        other.press(ids.NOT_NOW, where="message")
        other.submit({ids.WHEN: "today"})
        other.open_home()
    ask(runtime, 5, "form")
    leaving.start(runtime, account(6), on.clock().date() + timedelta(days=20))
    say(runtime, account(6))
    with runtime.store.looking() as tx:
        assert tx.ballots.count(tx.rounds.open()[0].id) == 1
        assert tx.forum_cycles.open() is not None
        assert tx.pools.open() is not None


def pages(health: Health) -> tuple[str, ...]:
    """What each page says."""
    found = (health.healthz(), health.readyz(), health.metrics())
    return tuple(f"{status} {body.decode()}" for status, _kind, body in found)


def test_what_people_do_moves_nothing_that_the_watch_tells(tmp_path: Path) -> None:
    quiet, busy = live(tmp_path / "quiet", busy=False), live(tmp_path / "busy", busy=True)
    assert busy.told == quiet.told
    assert busy.lines == quiet.lines
    assert "round_opened" in [line.get("event") for line in busy.lines]
    assert 'staff_voice_messages{kind="invitation",state="sent"} 6' in busy.told[-1][2]
    # A page that counted also what somebody asked for would be caught.
    assert busy.careless != quiet.careless
