"""A night's removing leaves no trace in SQLite's files, and goes on after any death."""

from collections.abc import Callable
from pathlib import Path

import pytest

from surveys.model.keeping import Record
from surveys.runtime import Runtime
from surveys.use_cases import retaining
from tests.conftest import Clock
from tests.organisation import close_round, enrol, open_round, send_everything
from tests.surveys.use_cases.test_retaining import LAST, STAFF, TEAMS, asked, leave, rows
from tests.trapping import Killed, Trap, trapped


def test_nothing_of_who_was_removed_is_left_in_any_file(
    sqlite_runtime: Runtime, clock: Clock, tmp_path: Path
) -> None:
    enrol(sqlite_runtime, TEAMS)
    leave(sqlite_runtime)
    clock.pass_(days=31)

    def files() -> bytes:
        return b"".join(one.read_bytes() for one in (tmp_path / "data").glob("*.db*"))

    assert b"person21@example.org" in files()
    assert retaining.retain(sqlite_runtime)
    assert b"person21@example.org" not in files()
    assert b"person20@example.org" in files()


def test_what_cannot_be_scrubbed_yet_is_scrubbed_at_a_later_tick(
    sqlite_runtime: Runtime, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(sqlite_runtime, TEAMS)
    leave(sqlite_runtime)
    retaining.remove_leaver(sqlite_runtime, LAST)
    store = sqlite_runtime.store
    with monkeypatch.context() as patch:
        patch.setattr(type(store), "scrub", lambda _store: False)
        assert not retaining.retain(sqlite_runtime)
    with store.begin() as tx:
        assert tx.retention.state().unscrubbed
    assert retaining.retain(sqlite_runtime)
    with store.begin() as tx:
        assert not tx.retention.state().unscrubbed


def test_killed_between_any_two_steps_of_a_night_the_next_one_ends_it(
    sqlite_runtime: Runtime, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retaining, "BATCH", 7)
    enrol(sqlite_runtime, TEAMS)
    opened = open_round(sqlite_runtime, clock)
    send_everything(sqlite_runtime)
    leave(sqlite_runtime)
    close_round(sqlite_runtime, clock)
    send_everything(sqlite_runtime)
    seats = asked(sqlite_runtime, opened)
    clock.pass_(days=400)
    deaths = 0
    while _dies(lambda: retaining.retain(sqlite_runtime), sqlite_runtime, Trap(at=deaths + 1)):
        deaths += 1  # each falls one step later, in a night that goes on where the last one ended
    assert deaths > 20
    found = rows(sqlite_runtime)
    assert (found["people"], found["rosters"], found["deliveries"]) == (STAFF - 1, 0, 0)
    assert asked(sqlite_runtime, opened) == seats
    with sqlite_runtime.store.begin() as tx:
        assert set(tx.retention.oldest()) == {Record.ACTS}  # which is kept longer


def _dies(work: Callable[[], object], runtime: Runtime, trap: Trap) -> bool:
    try:
        with trapped(runtime, trap):
            work()
    except Killed:
        return True
    return False
