"""Restores: elsewhere or in place, checked first, and with everything sealed given up."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.alone import Claim, claim_database
from bot.app import build_runtime
from bot.audit.command import made as audited
from bot.config import Config
from bot.keeping import restoring
from bot.keeping.description import digest_of
from bot.keeping.making import Made, make
from bot.keeping.restoring import Restored, Told, restore
from surveys.errors import (
    BackupChanged,
    BackupNewer,
    BackupNotOurs,
    BackupNotThere,
    DatabaseInTheWay,
    DatabaseInUse,
    KeysInTheWay,
    RestoreCutShort,
    RestoreUnderWay,
    RoundClosed,
)
from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.restoring import Step
from surveys.model.rounds import RoundState
from surveys.runtime import Runtime
from surveys.use_cases import delivering, starting
from surveys.use_cases.restoring import settle
from tests.bot.audit.installation import Installation, installed
from tests.bot.keeping.conftest import Settings
from tests.conftest import Clock
from tests.databases import open_postgres
from tests.lives import Rows, rows_in
from tests.organisation import answer, send_everything

NEW = Told(replace=False, destroy_keys=False)
OVER = Told(replace=True, destroy_keys=True)
CHANGED = {"restores", "installation", "rounds", "rosters", "ballots", "deliveries", "acts"}
CHANGED |= {"threshold_marks", "postponements", "seats_forgotten", "thanks_months"}
CHANGED |= {"milestones_told"}


@pytest.fixture
def place(runtime: Runtime, clock: Clock, tmp_path: Path) -> Installation:
    """An installation with an open round, on each database."""
    return installed(runtime, clock, tmp_path)


@pytest.fixture
def on_sqlite(sqlite_runtime: Runtime, clock: Clock, tmp_path: Path) -> Installation:
    return installed(sqlite_runtime, clock, tmp_path)


def backed_up(place: Installation, config: Config) -> Made:
    return make(config, place.runtime.store.engine, place.clock)


def gone_back(place: Installation, config: Config, made: Made, told: Told = OVER) -> Restored:
    place.runtime.store.close()  # no bot runs: whoever has the former file open would keep it
    return restore(config, made.path, told, place.clock)


def kept_rows(rows: Rows) -> dict[str, list[str]]:
    """Every row that no restore changes, as words."""
    return {
        table.name: sorted(map(repr, found)) for table, found in rows if table.name not in CHANGED
    }


def opened_at(config: Config, place: Installation, look: Callable[[Runtime], object]) -> object:
    runtime = replace(build_runtime(config, place.clock), policy=place.runtime.policy)
    try:
        return look(runtime)
    finally:
        runtime.store.close()


def there(config: Config, place: Installation) -> Rows:
    found = opened_at(config, place, lambda runtime: rows_in(runtime.store))
    assert isinstance(found, list)
    return found


def test_a_backup_restored_elsewhere_has_every_row_and_passes_the_audit(
    place: Installation, settings: Settings
) -> None:
    before = rows_in(place.runtime.store)
    made = backed_up(place, settings(place.runtime.store))
    place.clock.pass_(hours=5)
    config = settings()
    done = restore(config, made.path, NEW, place.clock)
    assert (done.aside, done.given_up.rounds, done.given_up.told) == (None, 1, 49)
    assert done.former_keys is not None
    assert kept_rows(now := there(config, place)) == kept_rows(before)
    assert "backup restored" in repr(now)
    paper = audited(config, place.clock())
    wrong = {one["check"] for one in paper["checks"] if one["result"] == "fail"}
    assert wrong <= {"snapshots", "help-list", "settings", "thresholds-kept", "backups-private"}


def test_what_was_open_is_asked_again_once_and_everybody_is_told_once(
    place: Installation, settings: Settings
) -> None:
    store = place.runtime.store
    made = backed_up(place, settings(store))
    old = store.keys.find(place.opened.id)
    answer(place.runtime, 2, place.opened, 5)
    place.clock.pass_(hours=5)
    config = settings(store)
    done = gone_back(place, config, made)
    assert done.aside is not None
    assert old is not None
    assert store.keys.find(place.opened.id) is None
    runtime = place.runtime
    with store.begin() as tx:
        lost, again = tx.rounds.find(place.opened.id), tx.rounds.open()[0]
        assert lost is not None
        assert lost.state is RoundState.VOID
        assert tx.ballots.count(lost.id) == 0
        assert (again.number, again.repeats) == (place.opened.number, True)
        assert store.keys.round_ids() == {again.id}
        assert tx.deliveries.counts(Kind.GONE_BACK)[DeliveryState.PENDING] == 49
    assert settle(runtime) is None
    starting.check(runtime)
    place.clock.pass_(hours=16)  # to the next day, in everybody's hours
    sent = send_everything(runtime)
    assert (sent.count(Kind.GONE_BACK), sent.count(Kind.INVITATION)) == (49, 49)
    assert send_everything(runtime) == []
    answer(runtime, 2, again, 5)
    with pytest.raises(RoundClosed):
        answer(runtime, 3, lost, 5)


def test_a_restore_that_is_killed_is_finished_by_the_next_start_and_tells_nobody_twice(
    on_sqlite: Installation, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = on_sqlite.runtime.store
    made = backed_up(on_sqlite, settings(store))
    config = settings(store)
    with monkeypatch.context() as killed:
        killed.setattr(restoring.restoring, "settle", lambda _runtime: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            gone_back(on_sqlite, config, made)
    with pytest.raises(RestoreCutShort):
        starting.check(on_sqlite.runtime)
    with monkeypatch.context() as killed:
        killed.setattr("surveys.use_cases.restoring._tell", lambda _runtime: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            settle(on_sqlite.runtime)
    keys = store.keys.round_ids()
    given_up = settle(on_sqlite.runtime)
    assert given_up is not None
    assert (given_up.rounds, given_up.told) == (0, 49)
    assert store.keys.round_ids() == keys
    starting.check(on_sqlite.runtime)
    with store.begin() as tx:
        last = tx.restores.last()
        assert last is not None
        assert last.step is Step.SETTLED


def test_messages_due_since_the_backup_are_looked_for_before_they_are_sent(
    on_sqlite: Installation, settings: Settings
) -> None:
    store = on_sqlite.runtime.store
    made = backed_up(on_sqlite, settings(store))
    with store.begin() as tx:
        waiting = tx.deliveries.overdue(on_sqlite.clock() + timedelta(days=1))
    assert waiting > 0
    on_sqlite.clock.pass_(days=1)
    gone_back(on_sqlite, settings(store), made)
    claimed = []
    while found := delivering.claim(on_sqlite.runtime, "test"):
        claimed += found
        for one in found:
            delivering.sent(on_sqlite.runtime, one, "test", "D1", "1.0")
    doubtful = {one.subject for one in claimed if one.ambiguous}
    certain = {one.subject for one in claimed if not one.ambiguous}
    assert on_sqlite.closed.id not in certain
    assert on_sqlite.opened.id in doubtful
    assert not doubtful & certain


def spoilt(made: Made, how: str) -> None:
    note = Path(f"{made.path}.json")
    said = json.loads(note.read_text("utf-8"))
    if how == "bytes":
        content = bytearray(made.path.read_bytes())
        content[len(content) // 2] ^= 1
        made.path.write_bytes(content)
    elif how == "no note":
        note.unlink()
    elif how == "foreign":
        made.path.write_bytes(b"PK\x03\x04 something else")
    elif how == "chain":
        with sqlite3.connect(made.path) as connection:
            connection.execute("UPDATE threshold_marks SET k_week = 20")
        connection.close()
        note.write_text(json.dumps(said | {"sha256": digest_of(made.path)}), "utf-8")
    else:
        made.path.unlink()
        with sqlite3.connect(made.path) as connection:
            connection.execute("CREATE TABLE alembic_version (version_num VARCHAR)")
            connection.execute("INSERT INTO alembic_version VALUES ('9999')")
        connection.close()
        said |= {"revision": "9999", "sha256": digest_of(made.path)}
        note.write_text(json.dumps(said), "utf-8")


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("bytes", BackupChanged),
        ("no note", BackupNotThere),
        ("foreign", BackupNotOurs),
        ("newer", BackupNewer),
        ("chain", BackupChanged),
    ],
)
def test_what_is_no_sound_backup_of_this_version_changes_nothing(
    on_sqlite: Installation, settings: Settings, how: str, why: type[Exception]
) -> None:
    made = backed_up(on_sqlite, settings(on_sqlite.runtime.store))
    spoilt(made, how)
    config = settings()
    with pytest.raises(why):
        restore(config, made.path, NEW, on_sqlite.clock)
    assert not Path(str(config.database_url).removeprefix("sqlite:///")).exists()


def test_nothing_is_overwritten_unless_that_is_said(
    on_sqlite: Installation, settings: Settings
) -> None:
    place = on_sqlite
    store = place.runtime.store
    config, before = settings(store), rows_in(store)
    made = backed_up(place, config)

    def refused(why: type[Exception], told: Told) -> None:
        with pytest.raises(why):
            restore(config, made.path, told, place.clock)

    refused(KeysInTheWay, Told(replace=True, destroy_keys=False))
    refused(DatabaseInTheWay, Told(replace=False, destroy_keys=True))
    running = claim_database(config.database_url)
    running.share(store.engine)
    refused(DatabaseInUse, OVER)
    running.give_up()
    assert rows_in(store) == before
    assert place.key.exists()
    assert gone_back(place, config, made).aside


def test_a_bot_does_not_start_while_a_server_is_being_restored(
    place: Installation, settings: Settings
) -> None:
    engine = place.runtime.store.engine
    alone = Claim(None)
    alone.take_alone(engine)
    if not place.is_sqlite:
        with pytest.raises(RestoreUnderWay):
            Claim(None).share(engine)
    alone.give_up()
    bot = Claim(None)
    bot.share(engine)
    bot.give_up()


def test_a_database_that_cannot_be_read_is_kept_under_another_name(
    on_sqlite: Installation, settings: Settings
) -> None:
    store = on_sqlite.runtime.store
    made = backed_up(on_sqlite, settings(store))
    store.close()
    file = on_sqlite.data / "staff_voice.db"
    file.write_bytes(b"spoilt" * 1000)
    done = restore(settings(store), made.path, OVER, on_sqlite.clock)
    assert done.aside is not None
    assert done.aside.read_bytes() == b"spoilt" * 1000
    assert done.given_up.rounds == 1


def test_rows_of_either_database_are_put_into_postgresql(
    on_sqlite: Installation, settings: Settings, postgres_url: str
) -> None:
    before = rows_in(on_sqlite.runtime.store)
    made = backed_up(on_sqlite, settings(on_sqlite.runtime.store))
    open_postgres(postgres_url).dispose()
    config = settings(None, database_url=postgres_url)
    assert restore(config, made.path, NEW, on_sqlite.clock).given_up.rounds == 1
    assert kept_rows(there(config, on_sqlite)) == kept_rows(before)
