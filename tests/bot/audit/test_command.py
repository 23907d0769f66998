"""`staff-voice audit`: one command, one paper, exit 1 when any check fails."""

import json
import re
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.audit.command import made
from bot.audit.paper import as_table, digest
from bot.config import read
from bot.demo.play import open_week, welcome_everyone
from surveys.rules.auditing import CHECKS
from tests.bot.audit.installation import Installation, failing
from tests.bot.commanding import Command, refused
from tests.organisation import people_file
from tests.stage import stage

DOC = Path(__file__).parents[3] / "docs" / "privacy" / "audit.md"
PEOPLE = re.compile(r"Person \d|U\d{4}|E\d{4}|example\.org|Paper")


@pytest.fixture
def ready(command: Command, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new installation in order."""
    monkeypatch.setenv("SNAPSHOTS_EXCLUDE_KEYS", "yes")
    monkeypatch.setattr("bot.audit.gathering.SECONDS_BEYOND_A_TICK", 0)
    monkeypatch.setenv("TICK_SECONDS", "0.1")
    command("people", "import", people, "--yes")
    with sqlite3.connect(tmp_path / "data" / "staff_voice.db") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # as when the command's process ends
    connection.close()


@pytest.mark.usefixtures("ready")
def test_a_new_installation_passes_and_says_so_on_a_paper_to_sign(command: Command) -> None:
    done = command("audit")
    assert (done.code, done.err) == (0, "")
    assert "Audit of Staff Voice 0.1.0 at Children's Services" in done.out
    assert f"0 of {len(CHECKS)} checks failed." in done.out
    assert "Seen by:" in done.out
    assert re.search(r"SHA-256 of this audit's JSON: [0-9a-f]{64}\n", done.out)


@pytest.mark.usefixtures("ready")
def test_one_failing_check_exits_with_one_and_says_what_to_do(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SNAPSHOTS_EXCLUDE_KEYS", "no")
    done = command("audit", "--json")
    assert done.code == 1
    (failed,) = [one for one in json.loads(done.out)["checks"] if one["result"] == "fail"]
    assert failed["check"] == "snapshots"
    assert "SNAPSHOTS_EXCLUDE_KEYS=yes" in failed["remedy"]


@pytest.mark.usefixtures("ready")
def test_a_copy_can_be_held_against_its_digest(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "audit.json"
    done = command("audit", "--json", "--out", file)
    assert (done.code, done.out) == (0, "")
    paper = json.loads(file.read_text(encoding="utf-8"))
    assert digest(paper) == paper["sha256"]
    same = command("audit", "--check", file)
    assert (same.code, same.out) == (0, "The audit is as it was made: its digest agrees.\n")
    changed = file.read_text(encoding="utf-8").replace('"pass"', '"fail"', 1)
    file.write_text(changed, encoding="utf-8")
    other = command("audit", "--check", file)
    assert (other.code, other.out) == (1, "The audit was changed after it was made.\n")


@pytest.mark.parametrize("content", ["", "[]", "{}", "7", '"a"', "not json", "\x00"])
def test_a_file_that_is_no_audit_is_refused(command: Command, tmp_path: Path, content: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(content, encoding="utf-8")
    assert "That file is no audit" in refused(command("audit", "--check", file))
    assert "That file is no audit" in refused(command("audit", "--check", tmp_path / "none"))


@pytest.mark.usefixtures("ready")
def test_a_paper_that_cannot_be_written_is_refused(command: Command, tmp_path: Path) -> None:
    assert "The audit can't be written there" in refused(command("audit", "--out", tmp_path))


def test_without_a_database_there_is_nothing_to_audit_and_none_is_made(
    command: Command, tmp_path: Path
) -> None:
    assert "there is nothing to audit" in refused(command("audit"))
    assert not (tmp_path / "data").exists()


@pytest.mark.usefixtures("ready")
def test_a_database_of_another_version_is_refused(command: Command, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "data" / "staff_voice.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    assert 'run "staff-voice migrate" first' in refused(command("audit"))


@pytest.mark.usefixtures("ready")
def test_keys_beside_the_database_are_told_and_not_only_refused(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEY_DIR", str(tmp_path / "data" / "keys"))
    done = command("audit", "--json")
    assert done.code == 1
    assert failing(json.loads(done.out)) == {"keys-apart"}


def test_no_person_no_word_and_no_key_is_on_the_paper(place: Installation) -> None:
    paper = place.audit()
    content = as_table(paper) + json.dumps(paper)
    assert not PEOPLE.search(content)
    assert place.key.read_bytes().hex() not in content
    assert str(place.folder) not in content
    assert place.opened.id not in content


def test_it_runs_while_the_bot_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "backups").mkdir(mode=0o700)
    with stage(tmp_path, people_file()) as on:
        welcome_everyone(on)
        open_week(on)
        config = read(
            database_url=on.bot.config.database_url,
            key_dir=on.bot.config.key_dir,
            backup_dir=tmp_path / "backups",
            snapshots_exclude_keys="yes",
            _env_file=None,
        )
        paper = made(config, datetime(2026, 9, 8, tzinfo=UTC))
        assert failing(paper) == set()
        (key,) = on.bot.config.key_dir.iterdir()
        shutil.copy(key, tmp_path / "data" / "copy")
        assert failing(made(config, datetime(2026, 9, 8, tzinfo=UTC))) == {"key-copies-in-files"}


def test_the_description_lists_the_checks_in_the_order_of_the_table() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|", DOC.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == list(CHECKS)
