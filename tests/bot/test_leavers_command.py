"""`staff-voice leavers`: recorded, listed, counted for the census, or one sentence and nothing."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.bot.commanding import Command, refused

TODAY = date.today()  # noqa: DTZ011 - the command line reads the machine's own clock


@pytest.fixture(autouse=True)
def _listed(command: Command, people: Path) -> None:
    assert command("people", "import", people, "--yes").code == 0


def test_a_leaver_is_recorded_listed_and_counted_by_the_census(command: Command) -> None:
    last_day = TODAY - timedelta(days=3)
    codes = ("--reason", 5, "--destination", 6)
    assert command("leavers", "record", "U0003", last_day, *codes).code == 0
    (one,) = json.loads(command("leavers", "list", "--json").out)
    assert (one["name"], one["last_day"], one["message"]) == ("Person 3", str(last_day), None)
    assert one["reason"] == {"code": 5, "meaning": "Retired"}
    year = last_day.year + (last_day.month > 9)
    rows = json.loads(command("leavers", "census", year, "--json").out)
    assert [(row["list"], row["code"]) for row in rows if row["leavers"]] == [
        ("reason", 5),
        ("destination", 6),
    ]
    printed = command("leavers", "census", year, "--csv").out
    assert [*csv.DictReader(io.StringIO(printed))] == [
        {name: str(value) for name, value in row.items()} for row in rows
    ]
    assert "Retired" in command("leavers", "list").out
    told = json.loads(command("people", "show", "U0003", "--json").out)
    assert told["leaving"] == {"last_day": str(last_day), "reason": 5, "destination": 6}


def test_what_can_not_be_recorded_is_one_sentence_and_changes_nothing(command: Command) -> None:
    last_day = TODAY + timedelta(days=30)
    assert "no such code" in refused(
        command("leavers", "record", "U0003", last_day, "--reason", "11")
    )
    assert "within a year" in refused(command("leavers", "record", "U0003", "2031-01-01"))
    assert "Nobody in the list" in refused(command("leavers", "record", "U9999", last_day))
    assert json.loads(command("leavers", "list", "--json").out) == []
    assert command("leavers", "record", "U0003", last_day).code == 0
    assert "recorded as leaving already" in refused(
        command("leavers", "record", "person3@example.org", last_day + timedelta(days=1))
    )
    assert command("leavers", "census", "2026", "--json", "--csv").code == 2
    assert command("leavers", "record", "U0003", "soon").code == 2


def test_before_a_release_there_is_nothing_to_read(command: Command) -> None:
    assert json.loads(command("leavers", "released", "--json").out) == []
    assert "Nothing has been released yet." in command("leavers", "released").out
