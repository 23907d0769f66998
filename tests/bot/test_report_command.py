"""`staff-voice report`: six files, or one sentence and nothing."""

import json
import struct
from pathlib import Path

import pytest

from surveys.store.database import Store, open_database
from tests.bot.commanding import Command, refused
from tests.conftest import Clock, runtime_on, taken
from tests.databases import sqlite_in
from tests.published import publish


@pytest.fixture
def published(tmp_path: Path) -> None:
    store = Store(open_database(sqlite_in(tmp_path)), taken(tmp_path / "keys"))
    publish(runtime_on(store, Clock()))
    store.close()


def test_a_pack_is_six_files_for_their_owner_alone(
    published: None, command: Command, tmp_path: Path
) -> None:
    asked = ("report", "--quarter", "2024-Q3", "--for", "members", "--out", "packs/q3")
    done = command(*asked)
    assert (done.code, done.err) == (0, "")
    files = sorted((tmp_path / "packs/q3").iterdir())
    plans = [f"-actions-{columns}.csv" for columns in ("achieved", "priority", "specific")]
    names = [f"staff-voice-2024-Q3-members{end}" for end in (*plans, ".docx", ".html", ".xlsx")]
    assert [one.name for one in files] == names
    assert {one.stat().st_mode & 0o777 for one in files} == {0o600}
    before = [one.read_bytes() for one in files]
    assert command(*asked).code == 0
    assert [one.read_bytes() for one in files] == before
    acts = json.loads(command("trail", "--json").out)["acts"]
    assert [(one["kind"], one["by"]) for one in acts] == [
        ("pack written to files", "command line")
    ] * 2
    assert acts[0]["subject"] == {"quarter": "2024-Q3", "audience": "members"}


def test_its_charts_come_as_pictures_for_slides_when_asked_for(
    published: None, command: Command, tmp_path: Path
) -> None:
    asked = ("report", "--quarter", "2024-Q3", "--out", "packs", "--pictures")
    assert command(*asked).code == 0
    files = sorted((tmp_path / "packs").glob("*.png"))
    assert [one.name for one in files] == ["staff-voice-2024-Q3-board-01-how-people-are.png"]
    before = [one.read_bytes() for one in files]
    assert {one[16:24] for one in before} == {struct.pack(">II", 1920, 1080)}
    assert command(*asked).code == 0
    assert [one.read_bytes() for one in files] == before


def test_no_such_quarter_or_one_that_is_not_over_is_refused(
    published: None, command: Command, tmp_path: Path
) -> None:
    def report(quarter: str) -> str:
        return refused(command("report", "--quarter", quarter, "--out", "packs"))

    assert "written like 2026-Q3" in report("2026-Q7")
    assert "2999-10-01 or later" in report("2999-Q3")
    assert "Nothing was published in 2023-Q1" in report("2023-Q1")
    assert not (tmp_path / "packs").exists()
    assert json.loads(command("trail", "--json").out)["acts"] == []
    assert command("report", "--quarter", "2024-Q3").code == 2


def test_a_folder_that_cannot_be_written_to_is_refused(
    published: None, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    said = refused(command("report", "--quarter", "2024-Q3", "--out", "file/packs"))
    assert said == "The pack can't be written there: Not a directory."
