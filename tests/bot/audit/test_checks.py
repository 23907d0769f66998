"""Each check notices what it is for, and nothing else does; what is in order passes."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from bot import logs
from surveys.rules.auditing import CHECKS
from surveys.store import database
from surveys.use_cases import closing
from tests.bot.audit.installation import LATER, Installation, failing, list_of_help, results
from tests.bot.audit.spoiling import SPOILING


def test_an_untouched_installation_passes_and_nothing_is_changed(untouched: Installation) -> None:
    def kept() -> object:
        with untouched.runtime.store.engine.connect() as connection:
            return [
                tuple(connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1, 2").all())
                for table in ("rounds", "ballots", "deliveries", "releases", "release_cells")
            ]

    before, key = kept(), untouched.key.stat()
    found = results(untouched.audit())
    assert list(found) == list(CHECKS)
    unknown = {name for name, result in found.items() if result == "cannot tell"}
    assert unknown == (set() if untouched.is_sqlite else {"database-private"})
    assert "fail" not in found.values()
    assert kept() == before
    assert untouched.key.stat().st_mtime_ns == key.st_mtime_ns


@pytest.mark.parametrize("how", SPOILING)
def test_what_is_spoilt_is_noticed_by_its_own_check_alone(place: Installation, how: str) -> None:
    spoil, expected = SPOILING[how]
    spoil(place)
    paper = place.audit(place.clock() + LATER)
    assert failing(paper) == expected
    for one in paper["checks"]:
        assert (one["remedy"] == "") == (one["result"] == "pass")
        assert one["evidence"].endswith(".")


def test_a_row_that_cannot_be_read_fails_what_rests_on_rows_and_nothing_else(
    on_sqlite: Installation,
) -> None:
    on_sqlite.run("UPDATE releases SET tier = 'what somebody wrote'")
    paper = on_sqlite.audit()
    assert {"retention", "releases-apart", "thresholds-chain"} <= failing(paper)
    assert results(paper)["keys-private"] == results(paper)["logs"] == "pass"
    assert "wrote" not in str(paper)


def test_what_no_migration_made_is_named(place: Installation) -> None:
    spoil, _expected = SPOILING["ballots copied"]
    spoil(place)
    (one,) = [one for one in place.audit()["checks"] if one["result"] == "fail"]
    named = ["index jotted", "table jotter", "trigger jot", "view jottings"]
    for name in named if place.is_sqlite else [*named, "function jots"]:
        assert name in one["evidence"]


def test_comments_of_a_release_that_is_gone_are_noticed(on_sqlite: Installation) -> None:
    for table in ("release_cells", "release_turnout", "releases"):
        on_sqlite.run(f"DELETE FROM {table}")
    assert failing(on_sqlite.audit()) == {"comments-placed"}


def test_a_key_in_a_row_is_found(place: Installation) -> None:
    place.run("UPDATE deliveries SET error = :key", key=place.key.read_bytes().hex())
    in_files = {"key-copies-in-files"} if place.is_sqlite else set()
    assert failing(place.audit()) == {"key-copies-in-tables"} | in_files


@pytest.mark.parametrize("what", ["data", "data/staff_voice.db", "data/staff_voice.db-wal"])
def test_a_database_that_others_may_read_is_noticed(on_sqlite: Installation, what: str) -> None:
    (on_sqlite.folder / what).chmod(0o755)
    assert failing(on_sqlite.audit()) == {"database-private"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("secure_delete", "OFF"),
        ("temp_store", "FILE"),
        ("foreign_keys", "OFF"),
        ("trusted_schema", "ON"),
    ],
)
def test_a_connection_that_is_not_careful_is_noticed(
    on_sqlite: Installation, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setitem(database.PRAGMAS, name, value)
    assert failing(on_sqlite.audit()) == {"database-settings"}


def test_a_log_that_is_not_emptied_is_noticed_once_nothing_is_open(on_sqlite: Installation) -> None:
    closing.close_now(on_sqlite.runtime)
    assert closing.finish(on_sqlite.runtime)
    assert failing(on_sqlite.audit()) == set()
    on_sqlite.run("UPDATE people SET email = 'a'")
    assert failing(on_sqlite.audit()) == {"database-log"}


def test_a_log_that_lets_words_pass_is_noticed(
    on_sqlite: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs.Line, "format", lambda _self, record: record.getMessage())
    assert failing(on_sqlite.audit()) == {"logs"}


def test_a_stale_list_of_help_is_noticed(place: Installation) -> None:
    late = place.clock() + timedelta(days=400)  # through whose nights no bot has run
    assert failing(place.audit(late)) == {"help-list", "retention"}


@pytest.mark.parametrize("days", [-400, 2, 30_000])
def test_it_is_the_organisations_own_list_of_help_that_must_be_fresh(
    on_sqlite: Installation, days: int
) -> None:
    list_of_help(on_sqlite.folder, on_sqlite.clock().date() + timedelta(days=days))
    assert failing(on_sqlite.audit()) == {"help-list"}


def test_a_key_folder_that_cannot_be_looked_into_is_no_pass(
    on_sqlite: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_self: Path) -> object:
        raise PermissionError

    monkeypatch.setattr("bot.audit.files._listed", refused)
    found = results(on_sqlite.audit())
    assert {name for name, result in found.items() if result == "cannot tell"} == {
        "keys-private",
        "keys-of-open-rounds",
        "keys-without-a-round",
        "forum-keys",
        "key-copies-in-files",
        "key-copies-in-tables",
    }


def test_an_audit_waits_for_no_writer_and_holds_up_none(on_sqlite: Installation) -> None:
    writing = sqlite3.connect(on_sqlite.data / "staff_voice.db", isolation_level=None)
    writing.execute("BEGIN IMMEDIATE")
    assert failing(on_sqlite.audit()) == set()
    writing.execute("UPDATE people SET email = 'a'")
    writing.execute("COMMIT")
    writing.close()
