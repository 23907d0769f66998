"""Nothing of a question, a receipt or a vote is where it should not be, whatever goes wrong."""

import io
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import logs
from bot.demo.play import Stage, welcome_everyone
from bot.local_slack import Visitor
from bot.local_slack.people import BOT_USER
from surveys.model.people import Role
from surveys.rules.forum import letterbox
from surveys.runtime import Runtime
from surveys.use_cases import asking
from tests.attacks import desk_acts
from tests.attacks.canaries import (
    FAULT,
    NAME,
    SAID,
    found_in,
    found_on_disk,
    logging_as_before,
    pages_with,
    written_by_the_bot,
)
from tests.attacks.desk_acts import NOTED, WROTE
from tests.attacks.forum_acts import (
    ACTS,
    ASKED,
    LOOKED,
    NAMED,
    OPENED,
    RECEIPTS,
    broken_for_the_forum,
    prepare,
)
from tests.attacks.test_author_faults import _fail_twice
from tests.attacks.test_canaries import _Unsealed
from tests.conftest import MONDAY, Clock
from tests.organisation import account, enrol, people_file
from tests.stage import stage

SLACK_ID = re.compile(rb"\bU\d{4}\b")
STAFF = {"Children's Services/Fostering/Team 1": 20}


@dataclass(frozen=True)
class Lived:
    """What is left after every listener of the forum went wrong."""

    folder: Path
    log: str
    faults: int
    by_the_bot: bytes
    receipts: list[str]
    in_the_letterbox: list[tuple[str, str]]
    person_ids: list[str]
    leaders: set[str]  # of whom it is on record which questions they are to answer


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    stream, folder = io.StringIO(), tmp_path_factory.mktemp("forum")
    people = people_file(STAFF).replace(b"Person ", NAME.encode())
    with logging_as_before(), stage(folder, people) as on:
        logs.start("DEBUG", stream)
        _live(on)
        waiting = found_on_disk(folder, [ASKED, LOOKED, NAMED])
        _live_at_the_desk(on)
        copied = folder.with_name("forum-copied")
        shutil.copytree(folder, copied)
        with on.bot.runtime.store.begin() as tx:
            everyone = tx.people.all()
        by_the_bot = written_by_the_bot(on.slack.kept(), BOT_USER)
    faults = stream.getvalue().count('"step": "listener"')
    return Lived(
        folder=copied,
        log=stream.getvalue(),
        faults=faults,
        by_the_bot=by_the_bot,
        receipts=list(RECEIPTS),
        in_the_letterbox=waiting,
        person_ids=[one.id for one in everyone],
        leaders={one.id for one in everyone if Role.LEADER in one.roles},
    )


def _live(on: Stage) -> None:
    welcome_everyone(on)
    on.clock.set(MONDAY)
    prepare(on.bot.runtime)
    for place, act in enumerate(ACTS.values()):
        person = Visitor(on.slack.address, f"U{2 + place % 4:04}", patience=0.3)
        _fail_twice(on, person, act, broken_for_the_forum)


def _live_at_the_desk(on: Stage) -> None:
    """From the batch of the day after to a meeting's minutes."""
    desk_acts.prepare(on)
    chair = Visitor(on.slack.address, f"U{desk_acts.CHAIR:04}", patience=0.3)
    for act in desk_acts.ACTS.values():
        _fail_twice(on, chair, act, desk_acts.broken_for_the_desk)


def test_every_listener_of_the_forum_was_made_to_fail(lived: Lived) -> None:
    acts = len(ACTS) + len(desk_acts.ACTS)
    assert lived.faults >= acts - 1  # to close a receipt calls nothing that could


def test_no_line_of_the_log_at_debug_holds_a_word_a_receipt_a_name_or_an_id(lived: Lived) -> None:
    log = lived.log.encode()
    assert found_in(log, [ASKED, LOOKED, NAMED, OPENED, NAME, FAULT, SAID, WROTE, NOTED]) == []
    assert found_in(log, [*lived.receipts, *lived.person_ids]) == []
    assert SLACK_ID.findall(log) == []


def test_until_its_batch_a_question_is_in_no_byte_of_any_file(lived: Lived) -> None:
    assert lived.in_the_letterbox == []


def test_afterwards_it_stands_in_the_database_alone_beside_nobody(lived: Lived) -> None:
    # The log of SQLite is emptied into the database by the next tick that finds nobody reading.
    database = lived.folder / "data" / "staff_voice.db"
    assert {name for name, _word in found_on_disk(lived.folder, [ASKED])} <= {
        database.name,
        f"{database.name}-wal",
    }
    assert found_on_disk(lived.folder, [ASKED])
    for page in pages_with(database, ASKED):
        assert SLACK_ID.findall(page) == []
        assert {*found_in(page, [NAME, *lived.person_ids])} <= lived.leaders


def test_what_was_looked_at_or_typed_as_a_receipt_is_nowhere(lived: Lived) -> None:
    assert found_on_disk(lived.folder, [LOOKED, NAMED, WROTE, *lived.receipts]) == []


def test_no_message_that_slack_keeps_holds_a_word_of_it(lived: Lived) -> None:
    assert b"Champions Forum" in lived.by_the_bot
    assert found_in(lived.by_the_bot, [ASKED, LOOKED, NAMED, OPENED, WROTE, *lived.receipts]) == []


def test_an_open_letter_would_be_found(
    sqlite_runtime: Runtime, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letterbox, "ChaCha20Poly1305", _Unsealed)
    enrol(sqlite_runtime, STAFF)
    asking.ask(
        sqlite_runtime, account(3), "form", f"Why {ASKED}?", "other", asking.Addressee.ANYONE,
        alone=True,
    )  # fmt: skip
    assert found_on_disk(tmp_path, [ASKED])
