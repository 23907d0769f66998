"""Nothing that champions read or write is where it should not be, whatever goes wrong."""

import io
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import logs
from bot.demo.play import welcome_everyone
from bot.local_slack import Visitor
from bot.local_slack.people import BOT_USER
from tests.attacks.canaries import (
    FAULT,
    NAME,
    found_in,
    found_on_disk,
    logging_as_before,
    written_by_the_bot,
)
from tests.attacks.chairing_acts import (
    ACTS,
    NAMED,
    TO_ASKER,
    WAITING,
    broken_at_the_desk,
    prepare,
)
from tests.attacks.test_author_faults import _fail_twice
from tests.conftest import MONDAY
from tests.organisation import people_file
from tests.stage import stage

SLACK_ID = re.compile(rb"\bU\d{4}\b")
STAFF = {"Children's Services/Fostering/Team 1": 20}


@dataclass(frozen=True)
class Lived:
    """What is left after every listener of the desk went wrong."""

    folder: Path
    log: str
    faults: int
    by_the_bot: bytes
    person_ids: list[str]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    stream, folder = io.StringIO(), tmp_path_factory.mktemp("desk")
    people = people_file(STAFF).replace(b"Person ", NAME.encode())
    with logging_as_before(), stage(folder, people) as on:
        logs.start("DEBUG", stream)
        welcome_everyone(on)
        on.clock.set(MONDAY)
        prepare(on.bot.runtime)
        champion = Visitor(on.slack.address, "U0002", patience=0.3)
        for act in ACTS.values():
            _fail_twice(on, champion, act, broken_at_the_desk)
        copied = folder.with_name("desk-copied")
        shutil.copytree(folder, copied)
        with on.bot.runtime.store.begin() as tx:
            person_ids = [one.id for one in tx.people.all()]
        by_the_bot = written_by_the_bot(on.slack.kept(), BOT_USER)
    faults = stream.getvalue().count('"step": "listener"')
    return Lived(copied, stream.getvalue(), faults, by_the_bot, person_ids)


def test_every_listener_of_the_desk_was_made_to_fail(lived: Lived) -> None:
    assert lived.faults >= len(ACTS)


def test_no_line_of_the_log_at_debug_holds_a_word_a_name_or_an_id(lived: Lived) -> None:
    log = lived.log.encode()
    assert found_in(log, [WAITING, TO_ASKER, NAMED, NAME, FAULT, *lived.person_ids]) == []
    assert SLACK_ID.findall(log) == []


def test_what_an_asker_alone_may_read_is_in_no_file_and_no_message(lived: Lived) -> None:
    assert found_on_disk(lived.folder, [TO_ASKER, NAMED]) == []
    assert found_on_disk(lived.folder, [WAITING])  # what is looked for would be found
    assert found_in(lived.by_the_bot, [WAITING, TO_ASKER, NAMED]) == []
