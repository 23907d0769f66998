"""Thresholds that would fall are refused wherever an administrator writes them."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.local_slack import LocalSlack
from bot.schema import migrate
from surveys.rules.rising import is_chain
from surveys.store.database import Store
from surveys.store.tables import metadata
from tests.bot.commanding import Command, refused
from tests.bot.test_schema import _to, run

SENTENCE = "thresholds only rise; set at least SMALLEST_WEEK=25."


@pytest.fixture
def promised(
    command: Command, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A round opened on the promise of 25 people a week."""
    monkeypatch.setenv("WELCOME_WORKING_DAYS", "0")
    monkeypatch.setenv("SMALLEST_WEEK", "25")
    command("people", "import", people, "--yes")
    with sqlite3.connect(tmp_path / "data" / "staff_voice.db") as connection:
        connection.execute("UPDATE people SET welcomed_at = '2026-09-01 09:00:00.000000'")
    connection.close()
    assert command("round", "open").code == 0
    monkeypatch.delenv("SMALLEST_WEEK")


def state_of(tmp_path: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(tmp_path / "data" / "staff_voice.db") as connection:
        found = connection.execute("SELECT id, state, k_week FROM rounds").fetchall()
    connection.close()
    return found


@pytest.mark.usefixtures("promised")
@pytest.mark.parametrize("where", ["nowhere", "the environment", ".env"])
def test_lower_settings_are_refused_and_nothing_is_opened_or_closed(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    if where == "the environment":
        monkeypatch.setenv("SMALLEST_WEEK", "24")
    if where == ".env":
        (tmp_path / ".env").write_text("SMALLEST_WEEK=24\n", encoding="utf-8")
    before = state_of(tmp_path)
    for arguments in (("round", "open"), ("round", "close")):
        assert refused(command(*arguments)).endswith(SENTENCE)
    assert state_of(tmp_path) == before
    monkeypatch.setenv("SMALLEST_WEEK", "25")
    assert command("round", "close").code == 0


@pytest.mark.usefixtures("promised")
def test_the_bot_does_not_start_under_lower_settings(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack = LocalSlack()
    slack.start()
    try:
        monkeypatch.setenv("SLACK_API_URL", slack.api_url)
        monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-local")
        monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-local")
        assert refused(command("run")).endswith(SENTENCE)
    finally:
        slack.stop()


@pytest.mark.usefixtures("promised")
def test_a_round_given_up_by_command_is_asked_again_as_it_was_promised(
    command: Command, tmp_path: Path
) -> None:
    for key in (tmp_path / "keys").iterdir():
        key.unlink()
    assert command("round", "void").code == 0
    assert sorted((state, k_week) for _id, state, k_week in state_of(tmp_path)) == [
        ("open", 25),
        ("void", 25),
    ]


def test_rounds_older_than_marks_get_theirs(store: Store) -> None:
    with store.engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
    _to(store.engine, "0002")
    columns = (
        "(id, survey, number, window_id, local_date, opens_at, closes_at, state, scrubbed,"
        " repeats, questions, k_team, k_week, k_comments)"
    )
    run(store.engine, "INSERT INTO windows VALUES ('w', 'weekly-pulse', 0)")
    for number, day in enumerate(("14", "07")):
        run(
            store.engine,
            f"INSERT INTO rounds {columns} VALUES ('r{number}', 'weekly-pulse', {number}, 'w',"
            f" '2026-09-{day}', '2026-09-{day} 09:00:00', '2026-09-{day} 15:00:00', 'closed', TRUE,"
            f" FALSE, '[]', {5 + number}, 20, 10)",
        )
    migrate(store.engine)
    with store.begin() as tx:
        marks, rounds = tx.marks.all(), tx.rounds.all()
    assert is_chain(marks)
    assert [one.round_id for one in marks] == ["r1", "r0"]
    assert {one.round_id: one.thresholds for one in marks} == {
        one.id: one.thresholds for one in rounds
    }
