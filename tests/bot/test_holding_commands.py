"""`people show` and `people remove`: what is kept about somebody, told and removed."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.bot.commanding import Command, refused
from tests.organisation import people_file

TEAM = "Children's Services/Team 1"


@pytest.fixture(autouse=True)
def _listed(command: Command, people: Path) -> None:
    command("people", "import", people, "--yes")


@pytest.fixture
def left(command: Command, tmp_path: Path) -> None:
    """A newer file has come without the third."""
    fewer = tmp_path / "fewer.csv"
    fewer.write_bytes(people_file({TEAM: 2}))
    command("people", "import", fewer, "--yes")


def names(tmp_path: Path) -> list[str]:
    with sqlite3.connect(tmp_path / "data" / "staff_voice.db") as connection:
        found = [row[0] for row in connection.execute("SELECT name FROM people ORDER BY name")]
    connection.close()
    return found


@pytest.mark.parametrize("who", ["U0001", "person1@example.org", "PERSON1@EXAMPLE.ORG"])
def test_everything_kept_is_printed_and_no_answer_with_it(command: Command, who: str) -> None:
    told = json.loads(command("people", "show", who, "--json").out)
    assert (told["name"], told["key"], told["on_the_list"]) == ("Person 1", "E0001", True)
    assert told["accounts"] == [{"workspace": "T0LOCAL", "slack_id": "U0001", "closed": False}]
    assert (told["unit"], told["manages"], told["roles"]) == (TEAM, [TEAM], ["leader"])
    assert told["messages"] == {"welcome": {"pending": 1}}
    assert told["asked_in"] == []
    assert not {"answers", "answered", "ballots"} & set(told)
    printed = command("people", "show", who)
    assert printed.code == 0
    for said in ("person1@example.org", TEAM, "nobody can look up"):
        assert said in printed.out


def test_nobody_so_named_is_one_sentence(command: Command) -> None:
    for verb in ("show", "remove"):
        said = refused(command("people", verb, "U9999"))
        assert said == 'Nobody in the list of people has the Slack id or e-mail "U9999".'


def test_who_is_on_the_list_is_not_removed(command: Command, tmp_path: Path) -> None:
    said = refused(command("people", "remove", "U0003", "--yes"))
    assert said.startswith("This person is still on the list, so nothing was removed")
    assert len(names(tmp_path)) == 3


@pytest.mark.usefixtures("left")
def test_removing_asks_first(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("typer.confirm", lambda _question: False)
    done = command("people", "remove", "U0003")
    assert "Person 3 (E0003) will be removed for good" in done.out
    assert "Nothing was changed." in done.out
    assert len(names(tmp_path)) == 3
    monkeypatch.setattr("typer.confirm", lambda _question: True)
    assert "Done." in command("people", "remove", "person3@example.org").out
    assert names(tmp_path) == ["Person 1", "Person 2"]
    assert refused(command("people", "show", "U0003")).startswith("Nobody")


@pytest.mark.usefixtures("left")
def test_removing_at_once_and_again(command: Command, tmp_path: Path) -> None:
    assert command("people", "remove", "U0003", "--yes").code == 0
    assert names(tmp_path) == ["Person 1", "Person 2"]
    assert refused(command("people", "remove", "U0003", "--yes")).startswith("Nobody")
