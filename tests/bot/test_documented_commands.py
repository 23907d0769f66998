"""Every command in a block of a page is run as it stands there, against a prepared installation.

What can't be run says so: with three backticks and `sh notest: why it can't be`, or in `BY_HAND`.
"""

import io
import json
import shutil
import sys
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest

from bot.config import Config
from surveys.model.forum import Outcome
from surveys.model.meetings import Noted
from surveys.model.words import Rewritten
from surveys.runtime import Runtime
from surveys.store.database import Store, open_database
from surveys.use_cases import convoking, meeting
from tests import packing, published
from tests.bot.commanding import Command
from tests.conftest import Clock, runtime_on, taken
from tests.databases import sqlite_in
from tests.documented import first_block, lines, why_by_hand
from tests.forum import cycle_id, make_champion, publish_questions
from tests.organisation import account, people_file, send_everything

HOUSE = Path(__file__).parents[2]
SETTINGS = {name.upper() for name in Config.model_fields}
WITH_BLOCKS = [
    file
    for file in sorted({*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md")})
    if [*lines(file.read_text(encoding="utf-8"))]
]
LISTED = datetime(2026, 9, 28, 9, tzinfo=UTC)
MEETS = datetime(2026, 12, 10, 10, tzinfo=UTC)
# The day on which a page is read: its examples name days ahead.
READ_ON = {"surveys": datetime(2026, 9, 30, 9, tzinfo=UTC)}
CHAMPION = 7
NOT_ZERO = {"audit", "doctor"}  # they may end with 1: the prepared one has no Slack, and is in use
REMEDY = "prepare what it needs in `prepared`, or write why not: ```sh notest: needs a printer"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation in which a quarter is over, the forum has met, and people are listed."""
    folder = tmp_path_factory.mktemp("prepared")
    clock = Clock()
    runtime = runtime_on(Store(open_database(sqlite_in(folder)), taken(folder / "keys")), clock)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(published, "OPENS", datetime(2026, 6, 29, 9, tzinfo=UTC))
        patch.setattr(packing, "AFTER", LISTED)
        packing.a_quarter(runtime, clock)
    send_everything(runtime)  # a welcome for each: only then may anybody be asked
    make_champion(runtime, CHAMPION)
    with runtime.store.begin() as tx:
        ada = tx.people.find_by_account(account(5).slack_id, "T0LOCAL")
        assert ada is not None
        tx.people.save(replace(ada, email="ada@example.org"))
    _meet(runtime, clock)
    runtime.store.close()
    (folder / "people.csv").write_bytes(people_file(packing.TEAMS))
    (folder / "commentary.txt").write_text("More time for visits is what we work on next.")
    (folder / "words.toml").write_text(first_block(HOUSE / "docs" / "tone.md", "toml"))
    return folder


def _meet(runtime: Runtime, clock: Clock) -> None:
    """Hold a meeting, publish its minutes, and make the agenda of the next one."""
    publish_questions(runtime)
    meeting.make_agenda(runtime, account(CHAMPION), cycle_id(runtime), early=True)
    clock.move_to(MEETS)
    mark = convoking.first_step(runtime, account(CHAMPION)).mark
    said = Noted(Rewritten("From Monday.", 0), Outcome.ANSWERED)
    meeting.keep_note(runtime, account(CHAMPION), mark, said)
    meeting.publish_minutes(runtime, account(CHAMPION), mark.cycle_id)
    meeting.settle(runtime)
    publish_questions(runtime, ["Who mends the cars?"], None)
    meeting.make_agenda(runtime, account(CHAMPION), cycle_id(runtime), early=True)


@pytest.fixture
def installation(
    prepared: Path, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A copy of the prepared one, in the folder in which commands are run."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("SNAPSHOTS_EXCLUDE_KEYS", "yes")
    monkeypatch.setenv("BACKUP_DIR", str(tmp_path / "backups"))
    return tmp_path


def let_it_be(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock of every command."""

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return moment.astimezone(tz)

    for name, module in [*sys.modules.items()]:
        if name.startswith("bot.") and vars(module).get("datetime") is datetime:
            monkeypatch.setattr(module, "datetime", Stopped)


@pytest.mark.parametrize("page", WITH_BLOCKS, ids=lambda page: page.stem)
def test_every_command_of_a_page_does_what_the_page_says(
    page: Path, installation: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_it_be(READ_ON.get(page.stem, MEETS), monkeypatch)
    for line in lines(page.read_text(encoding="utf-8")):
        if why_by_hand(line, SETTINGS):
            continue
        assert line.words, f"{line.text!r} is no command of ours; {REMEDY}"
        typed = (installation / line.reads).read_text() if line.reads else "y\n" * 3
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))  # who is asked says yes
        # A disk of the reader's is a folder of ours.
        done = command(*(word.replace("/mnt/", f"{installation}/") for word in line.words))
        may_end = {0, 1} if line.words[0] in NOT_ZERO else {0}
        assert done.code in may_end, f"{line.text!r}: {done.err or done.out}; {REMEDY}"
        if "--json" in line.words and "--out" not in line.words:
            json.loads(done.out)
        if line.out:
            (installation / line.out).write_text(done.out, encoding="utf-8")


def test_a_block_that_is_not_run_says_why() -> None:
    said = "```sh notest: needs a printer\nlpr paper\n```\n"
    assert [*lines(said)] == []
    for silent in ("notest", "notest:", "notest: no"):
        with pytest.raises(AssertionError, match="say why"):
            [*lines(f"```sh {silent}\nlpr paper\n```\n")]


def test_a_line_is_read_as_a_shell_would_read_it() -> None:
    (line,) = lines("```sh\nstaff-voice survey show 'a b' --json > x.json  # one of them\n```\n")
    assert (line.words, line.out) == (("survey", "show", "a b", "--json"), "x.json")
    (piped,) = lines("```sh\n.venv/bin/staff-voice results --json |\n  jq .\n```\n")
    assert piped.words == ("results", "--json")
    for other in ("systemd-run --pipe --wait", "docker exec -it staff-voice", "sudo -u bot"):
        (inside,) = lines(f"```sh\n{other} bin/staff-voice people show U1\n```\n")
        assert (inside.words, why_by_hand(inside, SETTINGS)) == (("people", "show", "U1"), None)
    (typed,) = lines("```sh\ncat > x <<'END'\nA=1\nEND\n```\n")
    assert why_by_hand(typed, SETTINGS)
    (other,) = lines("```sh\nlpr paper\n```\n")
    assert (other.words, why_by_hand(other, SETTINGS)) == ((), None)
