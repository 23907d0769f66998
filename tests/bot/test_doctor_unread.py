"""`staff-voice doctor` where settings can't be read: it still reports, as far as it can see."""

import json
from pathlib import Path

import pytest

from bot.doctor import here
from bot.doctor.command import OF_SETTINGS
from surveys.model.auditing import Verdict
from tests.bot.commanding import Command


@pytest.mark.parametrize(
    ("lines", "evidence"),
    [
        ("SMALLEST_TEAM: 10\n", "line 1 is not of the form NAME=value"),
        ("SECRETS_DIR=nowhere\n", "SECRETS_DIR: there is no such folder"),
        ("LOCALE=\N{DEGREE SIGN}\n", ".env is not a text file in UTF-8"),
        ("DATABASE_URL=nonsense\n", "DATABASE_URL: it is no database URL"),
    ],
)
def test_settings_that_cannot_be_read_are_reported_beside_what_cannot_be_seen_without(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str, evidence: str
) -> None:
    monkeypatch.delenv("DATABASE_URL")
    (tmp_path / ".env").write_text(lines, "latin-1")
    (tmp_path / ".env").chmod(0o600)
    done = command("doctor", "--json")
    rows = json.loads(done.out)
    assert (done.code, done.err) == (1, "")
    assert [row["check"] for row in rows] == ["settings", "version", "env-file", *OF_SETTINGS]
    assert evidence in rows[0]["evidence"]
    assert [row["result"] for row in rows] == ["fail", "pass", "pass"] + ["cannot tell"] * 19
    assert all((row["remedy"] == "") == (row["result"] == "pass") for row in rows)
    assert not (tmp_path / "data").exists()


def test_a_settings_file_that_is_a_folder_or_unreadable_is_named_as_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch(mode=0o600)
    assert here.env_file(tmp_path / "folder").evidence.startswith(".env is a folder")
    assert here.env_file(tmp_path / "file").verdict is Verdict.PASS

    def forbidden(*_anything: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", forbidden)
    assert here.env_file(tmp_path / "file").evidence.startswith(".env can't be looked at")
