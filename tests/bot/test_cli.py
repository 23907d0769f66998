"""The command line: exits 0 when fine, 1 with one sentence, 2 on wrong usage; never a traceback."""

import json
from pathlib import Path

import pytest

from bot.local_slack import LocalSlack
from surveys.bank.support import SUPPORT_FILE
from surveys.store.database import open_database
from tests.bot.commanding import Command, refused
from tests.organisation import people_file

TEAM = {"Children's Services/Team 1": 3}


def people_kept(tmp_path: Path) -> int:
    engine = open_database(f"sqlite:///{tmp_path}/data/staff_voice.db")
    try:
        with engine.connect() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM people").scalar() or 0)
    finally:
        engine.dispose()


def test_help_names_every_command(command: Command) -> None:
    done = command("--help")
    assert done.code == 0
    for name in ("run", "migrate", "results", "deliveries", "people", "round", "demo"):
        assert name in done.out


@pytest.mark.parametrize("wrong", [("no-such-command",), ("people", "import"), ("run", "--fast")])
def test_wrong_usage_exits_with_two(command: Command, wrong: tuple[str, ...]) -> None:
    assert command(*wrong).code == 2


def test_an_import_shows_what_would_change_and_asks(
    command: Command, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("typer.confirm", lambda _question: False)
    done = command("people", "import", people)
    assert done.code == 0
    assert "person added" in done.out
    assert "Person 1 (E0001)" in done.out
    assert "Nothing was changed." in done.out
    assert people_kept(tmp_path) == 0
    monkeypatch.setattr("typer.confirm", lambda _question: True)
    assert "Done." in command("people", "import", people).out
    assert people_kept(tmp_path) == 3


def test_an_import_twice_changes_nothing_the_second_time(
    command: Command, people: Path, tmp_path: Path
) -> None:
    assert command("people", "import", people, "--yes").out.endswith("Done.\n")
    again = command("people", "import", people, "--yes")
    assert (again.code, again.out) == (0, "Nothing would change.\n")
    assert people_kept(tmp_path) == 3


def test_an_import_that_takes_the_last_administrator_needs_a_yes_of_its_own(
    command: Command, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("people", "import", people, "--yes")
    command("people", "role", "U0002", "--give", "admin")
    asked: list[str] = []
    monkeypatch.setattr("typer.confirm", lambda question: bool(asked.append(question)))
    told = command("people", "import", people).out
    assert "Afterwards nobody would be an administrator of Staff Voice" in told
    assert asked == ["Apply these changes all the same?"]
    for how in ((), ("--json",)):
        done = command("people", "import", people, "--yes", *how)
        assert (done.code, "nobody on the list would be an administrator" in done.err) == (1, True)
    assert "Administrator: Person 2" in command("people", "role").out
    assert command("people", "import", people, "--yes", "--without-admin").code == 0
    assert "Administrator: nobody" in command("people", "role").out


def test_an_import_for_scripts_says_whether_it_was_applied(command: Command, people: Path) -> None:
    planned = json.loads(command("people", "import", people, "--json").out)
    assert not planned["applied"]
    assert planned["changes"][0] == {
        "kind": "unit added",
        "what": "Children's Services",
        "detail": "",
    }
    applied = json.loads(command("people", "import", people, "--json", "--yes").out)
    assert applied == planned | {"applied": True}
    again = json.loads(command("people", "import", people, "--json", "--yes").out)
    assert again["changes"] == []


def test_a_malformed_list_is_refused_by_line_and_column_and_changes_nothing(
    command: Command, people: Path, tmp_path: Path
) -> None:
    command("people", "import", people, "--yes")
    rows = people_file(TEAM).decode().replace("2020-01-06", "6th of January", 1)
    people.write_text(rows.replace("E0003", "E0004"), encoding="utf-8")
    sentence = refused(command("people", "import", people, "--yes"))
    assert "nothing was changed" in sentence
    assert "line 2" in sentence
    assert "start_date" in sentence
    assert people_kept(tmp_path) == 3


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00\x01", b"a,b\n1,2\n", b"\0" * 50])
def test_a_file_that_is_no_list_is_refused(command: Command, people: Path, content: bytes) -> None:
    people.write_bytes(content)
    assert "nothing was changed" in refused(command("people", "import", people, "--yes"))


def test_a_file_that_is_not_there_is_refused(command: Command, tmp_path: Path) -> None:
    sentence = refused(command("people", "import", tmp_path / "no.csv"))
    assert "can't be read, and nothing was changed: No such file or directory." in sentence
    refused(command("people", "import", tmp_path))


def test_a_part_can_be_renamed_and_wrong_names_are_refused(command: Command, people: Path) -> None:
    command("people", "import", people, "--yes")
    root = "Children's Services"
    assert command("people", "rename", f"{root}/Team 1", "Early Help").code == 0
    assert "no part of the organisation called" in refused(
        command("people", "rename", f"{root}/Team 1", "Other")
    )
    for name in ("", "  ", "a/b", "Direct", "x" * 201):
        assert "can't be called" in refused(command("people", "rename", root, name))


@pytest.mark.usefixtures("begun")
def test_rounds_are_opened_and_closed_by_hand_or_refused(command: Command, people: Path) -> None:
    assert "the list of people is empty" in refused(command("round", "open"))
    assert "No round is open" in refused(command("round", "close"))
    command("people", "import", people, "--yes")
    assert "3 not welcomed yet" in refused(command("round", "open"))


@pytest.mark.usefixtures("begun")
def test_results_are_a_list_even_when_there_are_none(command: Command) -> None:
    assert command("results", "--json").out == "[]\n"
    assert command("results").out == "Nothing has been published yet.\n"


def test_migrating_says_when_it_is_done_and_can_be_repeated(command: Command) -> None:
    for _time in range(2):
        done = command("migrate")
        assert (done.code, done.out) == (0, "The database is up to date.\n")


def test_a_database_of_another_version_is_refused(command: Command, tmp_path: Path) -> None:
    command("migrate")
    engine = open_database(f"sqlite:///{tmp_path}/data/staff_voice.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        connection.exec_driver_sql("UPDATE compatibility SET oldest = '9999'")
    assert "made by a newer version" in refused(command("results"))
    assert "made by a newer version" in refused(command("migrate"))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0014'")
    engine.dispose()
    assert 'run "staff-voice migrate" first' in refused(command("results"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("results",), ("deliveries",), ("trail",), ("people", "show", "U0001"), ("people", "role"),
        ("people", "rename", "A", "B"), ("forum", "list"), ("leavers", "list"), ("actions", "list"),
        ("context", "list"), ("survey", "list"), ("round", "close"), ("workspaces", "list"),
        ("report", "--quarter", "2026-Q1", "--out", "pack"), ("backup", "--to", "copies"),
    ],
)  # fmt: skip
def test_in_another_folder_nothing_is_answered_from_an_empty_database_and_none_is_made(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.delenv("DATABASE_URL")
    said = refused(command(*arguments))
    assert "There is no database " in said
    assert "run this in the folder that holds .env" in said
    assert str(tmp_path / "data" / "staff_voice.db") in said or arguments[0] == "backup"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["a file that is none", "a folder", "no server"])
def test_a_database_that_cannot_be_opened_is_refused(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (tmp_path / "file").write_bytes(b"not a database, and never was" * 100)
    (tmp_path / "folder").mkdir()
    url = {
        "a file that is none": f"sqlite:///{tmp_path}/file",
        "a folder": f"sqlite:///{tmp_path}/folder",
        "no server": "postgresql://user:very-secret@127.0.0.1:1/db",
    }[place]
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("KEY_DIR", str(tmp_path / "elsewhere" / "keys"))
    monkeypatch.setattr("bot.config.places_beside_keys", lambda _config: {})
    for arguments in (("results",), ("migrate",), ("round", "open")):
        sentence = refused(command(*arguments))
        assert "The database can't be opened" in sentence
        assert "very-secret" not in sentence


def test_wrong_settings_are_refused_in_one_sentence(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIME_ZONE", "Mars")
    monkeypatch.setenv("SMALLEST_WEEK", "1")
    sentence = refused(command("results"))
    assert "TIME_ZONE" in sentence
    assert "SMALLEST_WEEK" in sentence


def test_a_run_without_tokens_names_each_that_is_missing(command: Command) -> None:
    sentence = refused(command("run"))
    assert "SLACK_BOT_TOKEN is not set; SLACK_APP_TOKEN is not set" in sentence


def test_a_token_that_slack_does_not_accept_is_refused(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack = LocalSlack()
    slack.start()
    try:
        monkeypatch.setenv("SLACK_API_URL", slack.api_url)
        monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-local")
        monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-wrong")
        done = command("run")
        assert "Slack did not accept the connection (invalid_auth)" in refused(done)
        assert done.err.count("\n") == 1
        monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:1/api/")
        done = command("run")
        assert "without Slack: 127.0.0.1 can't be reached: the connection fails" in refused(done)
        assert done.err.count("\n") == 1
        monkeypatch.setenv("SLACK_API_URL", "https://slack.com/api/")
        monkeypatch.setenv("HTTPS_PROXY", "http://me:very-secret@127.0.0.1:1")
        said = refused(command("run"))
        assert "slack.com can't be reached: the proxy can't be connected to" in said
        assert "See that HTTPS_PROXY names the proxy rightly" in said
        assert "very-secret" not in said
    finally:
        slack.stop()


@pytest.mark.usefixtures("begun")
def test_a_fault_of_ours_has_a_reference_and_no_details(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise ZeroDivisionError("U0001 said too much paper")

    monkeypatch.setattr("surveys.use_cases.reporting.results", broken)
    done = command("results")
    assert done.code == 1
    logged, sentence = done.err.splitlines()
    assert sentence.startswith("Something went wrong on our side. Nothing was saved. Reference ")
    assert json.loads(logged)["reference"] == sentence.rpartition(" ")[2]
    assert "paper" not in done.err


def test_a_round_by_hand_from_opening_to_results(
    command: Command, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WELCOME_WORKING_DAYS", "0")
    command("people", "import", people, "--yes")
    engine = open_database(f"sqlite:///{tmp_path}/data/staff_voice.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE people SET welcomed_at = '2026-09-01 09:00:00.000000'")
    engine.dispose()
    opened = command("round", "open")
    assert opened.code == 0
    assert opened.out.startswith("Opened. It closes ")
    assert "A round of this survey is open already" in refused(command("round", "open"))
    closed = command("round", "close")
    assert closed.out.startswith("Closed 1 round. ")
    assert list((tmp_path / "keys").iterdir()) == []
    rows = json.loads(command("results", "--json").out)
    assert {row["shown"] for row in rows} == {False}
    assert {row["release"] for row in rows} == {"weekly-pulse/1/weekly"}
    assert command("results").out == "Everything so far is withheld to protect people.\n"


@pytest.mark.usefixtures("begun")
def test_an_organisations_own_list_of_support_is_checked_before_anything_starts(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = tmp_path / "support.toml"
    ours.write_text(SUPPORT_FILE.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setenv("SUPPORT_FILE", str(ours))
    assert command("results").code == 0
    ours.write_text("reviewed = 2026-11-22\n", encoding="utf-8")
    said = refused(command("results"))
    assert said.startswith("The list of support in SUPPORT_FILE needs attention: ")
    assert "There is no [[help]]; " in said
    assert said.endswith(".")
