"""Looking for an answer in the demo's own folder."""

import fcntl
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.demo.search import searcher


@pytest.fixture
def database(tmp_path: Path) -> Path:
    file = tmp_path / "data.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE ballots (box BLOB)")
        connection.execute("INSERT INTO ballots VALUES (?)", (b"\x01" * 40,))
    connection.close()
    return file


def test_words_are_found_in_files_and_in_slack_whatever_their_case(
    tmp_path: Path, database: Path
) -> None:
    (tmp_path / "log").write_text("something Peculiar here", encoding="utf-8")
    kept = [{"place": "Direct message", "text": "how peculiar"}] * 2
    search = searcher((tmp_path,), database, lambda: kept)
    places = dict(search("PECULIAR"))
    assert "Peculiar" in places["log"]
    assert places["What Slack keeps"] == "Direct message: 2 messages"
    assert places["The ballot box in the database"].startswith("1 sealed box, all 40 bytes long")


def test_words_that_are_nowhere_are_not_found(tmp_path: Path, database: Path) -> None:
    search = searcher((tmp_path,), database, list)
    assert search("nobody wrote this") == []
    assert search("   ") == []


def test_a_search_gives_up_no_lock_that_the_bot_holds_on_its_files(
    tmp_path: Path, database: Path
) -> None:
    with database.open("r+b") as held:
        fcntl.lockf(held, fcntl.LOCK_EX)
        assert searcher((tmp_path,), database, list)("nobody wrote this") == []
        try_it = "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+b'), fcntl.LOCK_EX | 4)"
        tried = subprocess.run(
            [sys.executable, "-c", try_it, str(database)], capture_output=True, check=False
        )
    assert b"BlockingIOError" in tried.stderr
