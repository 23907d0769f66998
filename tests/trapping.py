"""Death between any two statements, in one process: a trap that springs at the nth step."""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from slack_sdk import WebClient
from sqlalchemy import event

from handlers.ticks import tick
from surveys.model.policy import Policy
from surveys.runtime import Runtime
from surveys.store import database as store_database
from surveys.store.database import Store, open_database
from surveys.store.keyring import Keyring
from surveys.use_cases.closing import finish
from tests.conftest import BANK, SUPPORT, Clock, taken
from tests.databases import sqlite_in

WORKSPACE = "T0LOCAL"
A_LEASE_LATER = timedelta(seconds=60)


class Killed(BaseException):
    """The process ends here: nothing that catches an Exception sees it."""


@dataclass
class Trap:
    """Counts steps, and kills at one of them."""

    at: int | None = None  # None: never
    passed: int = 0

    def step(self, *_given: object) -> None:
        self.passed += 1
        if self.passed == self.at:
            raise Killed


@dataclass
class SlackOfOurOwn:
    """The three methods that sending needs, with a trap before and after each call."""

    trap: Trap
    messages: list[dict[str, Any]] = field(default_factory=list)

    def conversations_open(self, users: str) -> dict[str, Any]:
        self.trap.step()
        return {"channel": {"id": f"D{users}"}}

    def conversations_history(self, channel: str, **_more: object) -> dict[str, Any]:
        self.trap.step()
        return {"messages": [one for one in self.messages if one["channel"] == channel]}

    def chat_postMessage(self, **message: Any) -> dict[str, Any]:  # noqa: N802 - Slack's own name
        self.trap.step()
        channel = f"D{message['channel'].removeprefix('D')}"  # a person's id opens a conversation
        self.messages.append(message | {"channel": channel, "ts": f"{len(self.messages)}.0"})
        self.trap.step()
        return self.messages[-1]

    def as_client(self) -> WebClient:
        return self


def runtime_at(folder: Path, clock: Clock) -> Runtime:
    """A runtime on the database of a folder, as a process that starts has it."""
    return runtime_on(Store(open_database(sqlite_in(folder)), taken(folder / "keys")), clock)


def runtime_on(store: Store, clock: Callable[[], Any]) -> Runtime:
    """A runtime of which several may share a database: ids are chance."""
    ids = Random()
    return Runtime(
        store=store,
        now=clock,
        new_id=lambda: ids.randbytes(16).hex(),
        entropy=os.urandom,
        bank=BANK,
        support=SUPPORT,
        policy=Policy(),
    )


@contextmanager
def hurried() -> Iterator[None]:
    """No waiting for the disk: a killed process loses nothing that it gave to the system."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(store_database.PRAGMAS, "synchronous", "OFF")
        yield


@contextmanager
def trapped(runtime: Runtime, trap: Trap) -> Iterator[None]:
    """A step before every statement, every commit, and everything done to files and keys."""
    engine, fsync, unlink = runtime.store.engine, os.fsync, Path.unlink
    scrub, destroy, create = Store.scrub, Keyring.destroy, Keyring.create
    is_empty = Store._log_is_empty

    def stepping(does: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **more: Any) -> Any:
            trap.step()
            done = does(*given, **more)
            trap.step()
            return done

        return step

    event.listen(engine, "before_cursor_execute", trap.step)
    event.listen(engine, "commit", trap.step)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("surveys.store.keyring.os.fsync", stepping(fsync))
        patch.setattr(Path, "unlink", stepping(unlink))
        patch.setattr(Store, "scrub", stepping(scrub))
        patch.setattr(Store, "_log_is_empty", stepping(is_empty))
        patch.setattr(Keyring, "destroy", stepping(destroy))
        patch.setattr(Keyring, "create", stepping(create))
        yield
    event.remove(engine, "before_cursor_execute", trap.step)
    event.remove(engine, "commit", trap.step)


def live(folder: Path, clock: Clock, slack: SlackOfOurOwn, lives: int = 1) -> None:
    """Start a process that finishes what another left, then tick; die where the trap says."""
    for number in range(lives):
        runtime = runtime_at(folder, clock)
        try:
            with trapped(runtime, slack.trap):
                finish(runtime)
                tick(runtime, slack.as_client(), WORKSPACE, f"process-{number}-{clock.at}")
        finally:
            runtime.store.close()
        clock.at += A_LEASE_LATER


def die_everywhere(
    prepared: Path, folder: Path, clock: Clock, stride: int = 1, *, backwards: bool = False
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """What is there in the end, for a death at each step of a tick; step 0 is no death."""
    steps, end = _die(0, prepared, folder, clock)
    yield 0, end
    deaths = range(stride, steps + 1, stride)
    for at in reversed(deaths) if backwards else deaths:
        yield at, _die(at, prepared, folder, clock)[1]


def _die(at: int, prepared: Path, folder: Path, clock: Clock) -> tuple[int, Mapping[str, Any]]:
    """Die at a step, and live on; return how many steps the first life had, and what is there."""
    trap = Trap(at)
    mine, slack, then = folder / str(at), SlackOfOurOwn(trap), Clock(clock.at)
    shutil.copytree(prepared, mine)
    with suppress(Killed):
        live(mine, then, slack)
    steps = trap.passed
    then.at += A_LEASE_LATER
    live(mine, then, slack, lives=2)
    end = outcome(mine, slack)
    shutil.rmtree(mine)
    return steps, end


def outcome(folder: Path, slack: SlackOfOurOwn) -> dict[str, Any]:
    """All that is left of the rounds, without what is chance."""
    engine = open_database(f"sqlite:///{folder}/data/staff_voice.db")
    queries = {
        "rounds": "SELECT state, number, closes_at, scrubbed FROM rounds",
        "releases": "SELECT name FROM releases",
        "cells": "SELECT question_id, node_id, shown, value, bound, n_band FROM release_cells",
        "turnout": "SELECT node_id, rate FROM release_turnout",
        "totals": "SELECT question_id, leaf_id, n, clipped_sum FROM unit_totals",
        "comments": "SELECT node_id, body FROM comments",
        "ballots": "SELECT count(*) FROM ballots",
        "rosters": "SELECT person_id, leaf_id FROM rosters",
        "deliveries": "SELECT kind, person_id, state FROM deliveries",
    }
    with engine.connect() as connection:
        found: dict[str, Any] = {
            name: Counter(tuple(row) for row in connection.exec_driver_sql(query))
            for name, query in queries.items()
        }
        opened = connection.exec_driver_sql("SELECT id FROM rounds WHERE state = 'open'").fetchall()
    engine.dispose()
    keys = taken(folder / "keys").round_ids()
    found["keys"] = {"of open rounds": len(keys & {row[0] for row in opened})}
    found["keys"]["of closed ones"] = 0 if opened else len(keys)
    found["messages"] = Counter((one["channel"], one["text"]) for one in slack.messages)
    return found
