"""What tests of the command line share."""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import main
from bot.config import Config
from tests.bot.commanding import Command, Done
from tests.handlers.our_log import logging_kept
from tests.organisation import people_file

COMMANDS_OF = cache(get_command)  # a process gives one command as a rule, and reads them all for it
TEAM = {"Children's Services/Team 1": 3}


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> Iterator[Command]:
    """Run `staff-voice` in this process, in an empty folder with a database of its own."""
    for name in Config.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/data/staff_voice.db")
    monkeypatch.setenv("KEY_DIR", str(tmp_path / "keys"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("typer.main.get_command", COMMANDS_OF)

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["staff-voice", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        said = capfd.readouterr()
        assert "Traceback" not in said.out + said.err
        return Done(code, said.out, said.err)

    with logging_kept():
        yield run


@pytest.fixture
def begun(command: Command) -> None:
    """A database with nothing in it: only a few commands make one."""
    assert command("migrate").code == 0


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    file.write_bytes(people_file(TEAM))
    return file
