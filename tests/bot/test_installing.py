"""The guide to installing, as somebody follows it: its commands work as they stand there."""

import re
import shlex
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.local_slack import LocalSlack, Member, Visitor
from bot.scopes import SOCKETS, reasons
from tests.bot.audit.installation import list_of_help
from tests.bot.commanding import Command, Done

GUIDE = Path(__file__).parents[2] / "docs" / "installing.md"
BLOCKS = re.findall(r"^```sh\n(.*?)^```", GUIDE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
STAFF_VOICE = "venv/bin/staff-voice "


def follow(block: str, command: Command) -> list[Done]:
    """Do what a block says: our own command in this process, everything else in a shell."""
    done = []
    for part in re.split(rf"^(?={STAFF_VOICE})|(?<=\n)(?=rm )", block, flags=re.MULTILINE):
        if part.startswith(STAFF_VOICE):
            done.append(command(*shlex.split(part)[1:]))
        elif part:
            subprocess.run(["sh", "-euc", part], check=True)
    return done


def test_the_commands_of_the_guide_lead_to_an_installation_in_order(
    command: Command, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install, asking, support, check, run, script = BLOCKS
    assert "pip install ~/source" in install  # slow, and tried by hand
    assert (asking, run) == (f"{STAFF_VOICE}setup\n", f"{STAFF_VOICE}run\n")
    slack = LocalSlack([Member("U0001", "Person 1")])
    slack.start()
    monkeypatch.setenv("SLACK_API_URL", slack.api_url)
    home = tmp_path / "home"
    bank = home / "source" / "surveys" / "bank"
    bank.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    list_of_help(tmp_path, datetime.now(UTC).date()).rename(bank / "support.toml")
    real = {"xoxb-...": "xoxb-local", "xapp-...": "xapp-local"}
    for shown, ours in {**real, "asha.khan@example.org": "person1@example.org"}.items():
        script = script.replace(shown, ours)
    try:
        assert people.name == "people.csv"
        (set_up,) = follow(script, command)
        assert (set_up.code, set_up.err) == (0, "")
        assert not Path("answers").exists()
        assert len(Visitor(slack.address, "U0001").messages()) == 1
        assert follow(support, command) == []
        (checked,) = follow(check, command)
        assert (checked.code, "wrong" in checked.out) == (0, False), checked.out
    finally:
        slack.stop()


def test_the_guide_tells_the_reason_for_each_right() -> None:
    told = dict(re.findall(r"^\| `([\w:]+)` \| (.+) \|$", GUIDE.read_text("utf-8"), re.MULTILINE))
    assert told.pop(SOCKETS)
    assert told == {scope: why.rstrip(".") for scope, why in reasons().items()}
