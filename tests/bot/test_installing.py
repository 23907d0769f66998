"""The guide to installing, as somebody follows it: its commands work as they stand there."""

import io
import re
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.local_slack import LocalSlack, Member, Visitor
from bot.scopes import SOCKETS, reasons
from tests.bot.audit.installation import list_of_help
from tests.bot.commanding import Command, Done
from tests.bot.conftest import TEAM
from tests.organisation import people_file

GUIDE = Path(__file__).parents[2] / "docs" / "installing.md"
BLOCKS = re.findall(r"^```sh\n(.*?)^```", GUIDE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
RECIPES = GUIDE.parent / "running"
REAL = {
    "xoxb-...": "xoxb-local",
    "xapp-...": "xapp-local",
    "asha.khan@example.org": "person1@example.org",
}


def follow(block: str, command: Command, monkeypatch: pytest.MonkeyPatch) -> list[Done]:
    """Run our own commands of a block in this process; who is asked says yes."""
    done = []
    for line in re.findall(r"^staff-voice .*", block, re.MULTILINE):
        typed, _sign, fed = line.partition(" < ")
        says = Path(fed).read_bytes() if fed else b"y\n"
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(says), "utf-8"))
        done.append(command(*shlex.split(typed)[1:]))
    return done


def in_a_folder_of_its_own(
    folder: Path, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What part A makes as root, made without."""
    settings = (RECIPES / "systemd.env").read_text("utf-8")
    for name in ("DATABASE_URL", "KEY_DIR"):
        monkeypatch.delenv(name)
    for place in ("/etc/staff-voice", "/var/lib/staff-voice", "/var/backups/staff-voice"):
        settings = settings.replace(place, f"{folder}{place}")
        (folder / place.removeprefix("/")).mkdir(parents=True)
    monkeypatch.chdir(folder / "etc" / "staff-voice")
    Path(".env").write_text(f"{settings}SLACK_API_URL={slack.api_url}\n", "utf-8")
    Path(".env").chmod(0o600)
    list_of_help(Path.cwd(), datetime.now(UTC).date())
    (answers,) = re.findall(r"^```\n(SLACK_.*?)^```", GUIDE.read_text("utf-8"), re.S | re.M)
    for shown, ours in REAL.items():
        answers = answers.replace(shown, ours)
    Path("answers").write_text(answers, "utf-8")


def test_the_commands_of_the_guide_lead_to_an_installation_in_order(
    command: Command, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The ways to install are tried by hand: they make users, folders of the system, images.
    *installs, asking, people_again, check, start, _proxy, script = BLOCKS[:9]
    assert [one.split("\n")[0].partition(" &&")[0] for one in installs] == ["cd ~/source"] * 3
    assert (asking, "\nstaff-voice run " in start) == ("staff-voice setup\n", True)
    slack = LocalSlack([Member("U0001", "Person 1")])
    slack.start()
    in_a_folder_of_its_own(tmp_path, slack, monkeypatch)
    people.rename("people.csv").write_bytes(people_file(TEAM, others={1: "admin"}))
    try:
        (set_up,) = follow(script, command, monkeypatch)
        assert (set_up.code, set_up.err) == (0, "")
        assert len(Visitor(slack.address, "U0001").messages()) == 1
        (again,) = follow(people_again, command, monkeypatch)
        assert (again.code, again.err) == (0, "")
        assert command("backup").code == 0
        (checked,) = follow(check, command, monkeypatch)
        assert (checked.code, "wrong" in checked.out) == (0, False), checked.out
    finally:
        slack.stop()


def test_the_guide_tells_the_reason_for_each_right() -> None:
    told = dict(re.findall(r"^\| `([\w:]+)` \| (.+) \|$", GUIDE.read_text("utf-8"), re.MULTILINE))
    assert told.pop(SOCKETS)
    assert told == {scope: why.rstrip(".") for scope, why in reasons().items()}
