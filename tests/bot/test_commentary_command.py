"""`staff-voice commentary`: kept, changed, withdrawn, and every version told."""

import json
from pathlib import Path

import pytest

from surveys.store.database import Store, open_database
from tests.bot.commanding import Command, refused
from tests.conftest import Clock, runtime_on, taken
from tests.databases import sqlite_in
from tests.published import publish

SAID = "Visits took longer in August."


@pytest.fixture
def text(tmp_path: Path) -> str:
    store = Store(open_database(sqlite_in(tmp_path)), taken(tmp_path / "keys"))
    publish(runtime_on(store, Clock()))
    store.close()
    (tmp_path / "said.txt").write_text(f"{SAID}\n", encoding="utf-8")
    return "said.txt"


def test_a_commentary_is_printed_in_the_next_pack_and_withdrawn_again(
    command: Command, text: str, tmp_path: Path
) -> None:
    assert command("commentary", "list").out == "Nothing has been entered yet.\n"
    assert command("commentary", "set", "2024-Q3", text, "--as", "psw").out == "Saved.\n"
    asked = ("report", "--quarter", "2024-Q3", "--out", "packs")
    page = tmp_path / "packs" / "staff-voice-2024-Q3-board.html"
    assert command(*asked).code == 0
    assert SAID in page.read_text(encoding="utf-8")
    assert command("commentary", "withdraw", "2024-Q3", "--as", "psw").code == 0
    assert command(*asked).code == 0
    assert SAID not in page.read_text(encoding="utf-8")
    versions = json.loads(command("commentary", "list", "--json").out)
    assert [(one["version"], one["text"]) for one in versions] == [(1, SAID), (2, "")]
    assert "withdrawn" in command("commentary", "list").out


def test_telling_words_and_wrong_quarters_are_refused_and_nothing_is_kept(
    command: Command, text: str, tmp_path: Path
) -> None:
    (tmp_path / text).write_text("Kayleigh did well.", encoding="utf-8")
    asked = ("commentary", "set", "2024-Q3", text, "--as", "leader")
    assert "nothing was saved: Kayleigh." in refused(command(*asked))
    early = ("commentary", "set", "2999-Q3", text, "--as", "leader")
    assert "not over" in refused(command(*early))
    assert json.loads(command("commentary", "list", "--json").out) == []
    assert command(*asked, "--keep", "Kayleigh").code == 0
