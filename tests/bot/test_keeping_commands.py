"""`staff-voice backup` and `restore`, and what they say."""

import json
from pathlib import Path

import pytest

from tests.bot.commanding import Command, refused


@pytest.fixture
def listed(
    command: Command, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Command:
    """An installation with three people and a folder for backups."""
    monkeypatch.setenv("BACKUP_DIR", str(tmp_path / "backups"))
    monkeypatch.setattr("bot.keeping.making.ROOM_BEYOND", 0)
    command("people", "import", people, "--yes")
    return command


def test_a_backup_goes_back_into_an_empty_place_and_what_it_gave_up_is_told(
    listed: Command, tmp_path: Path
) -> None:
    made = json.loads(listed("backup", "--json").out)
    assert Path(made["file"]).stat().st_size == made["size"]
    (tmp_path / "keys").mkdir(exist_ok=True)
    (tmp_path / "keys" / "some-round.key").write_bytes(bytes(32))
    listed("people", "rename", "Children's Services/Team 1", "Team One")
    kept = refused(listed("restore", made["file"], "--yes", "--replace"))
    assert "KEY_DIR holds keys" in kept
    done = listed("restore", made["file"], "--yes", "--replace", "--destroy-keys", "--json")
    told = json.loads(done.out)
    assert (told["rounds_given_up"], told["made_at"]) == (0, made["made_at"])
    assert list((tmp_path / "keys").iterdir()) == []
    again = listed("restore", told["aside"], "--yes", "--replace")
    assert again.out.splitlines()[0] == "Restored."
    assert listed("people", "show", "U0001").out.count("Team One") > 0


def test_nothing_to_back_up_no_place_for_it_and_no_backup_are_each_a_sentence(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "nothing to back up" in refused(command("backup"))
    assert "can't be read" in refused(command("restore", tmp_path / "none.db", "--yes"))
    command("migrate")
    assert "set BACKUP_DIR, or give --to" in refused(command("backup"))
    wrong = command("backup", "--to", tmp_path / "there", "--keep", 0)
    assert wrong.code == 2
