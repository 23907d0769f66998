"""Whatever fails in a command: one sentence with a reference, and no word of what went wrong."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from handlers import errors
from tests.attacks.canaries import FAULT, SAID, found_in
from tests.attacks.faults import each_fails_once
from tests.bot.commanding import Command

COMMANDS = (
    ("people", "import", "people.csv"),
    ("people", "import", "people.csv", "--yes"),
    ("people", "import", "people.csv", "--yes", "--json"),
    ("people", "rename", "Children's Services/Team 1", "Early Help"),
    ("round", "open"),
    ("round", "close"),
    ("round", "void"),
    ("results",),
    ("results", "--json"),
    ("deliveries",),
    ("deliveries", "--json"),
    ("actions", "list"),
    ("actions", "export", "--columns", "specific"),
    ("report", "--quarter", "2024-Q3", "--out", "packs"),
    ("migrate",),
)
REACHED = {
    *(f"enrolling.{name}" for name in ("plan_people", "apply_people", "rename_unit")),
    *("starting.check", "starting.accept_key_dir", "opening.open_now", "closing.close_now"),
    *("recounting.every_action", "closing.void_now", "reporting.results", "delivering.overview"),
    "packing.pack",
}
PEOPLE = re.compile(r"\bU\d{4}\b|example\.org")


def everything_said(
    command: Command, failed: Collection[str], most_passes: int = 15
) -> Iterator[str]:
    """Give every command until nothing new fails; yield what each says."""
    for _pass in range(most_passes):
        before = len(failed)
        for arguments in COMMANDS:
            done = command(*arguments)
            yield done.out + done.err
        if len(failed) == before:
            return
    pytest.fail("something fails for ever")


@pytest.fixture(autouse=True)
def _debugging(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    monkeypatch.setattr("typer.confirm", lambda _question: False)


def test_no_command_says_a_word_of_what_went_wrong(command: Command) -> None:
    with each_fails_once() as failed:
        said = "".join(everything_said(command, failed))
    assert failed >= REACHED
    assert said.count("Something went wrong on our side") >= len(REACHED)
    assert found_in(said.encode(), [FAULT, SAID]) == []
    assert not PEOPLE.search(said)


def test_a_command_that_tells_would_be_heard(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.record_fault", lambda error, _step: f"{error}")
    assert errors.record_fault
    with each_fails_once() as failed:
        said = everything_said(command, failed)
        assert any(found_in(one.encode(), [FAULT]) for one in said)
