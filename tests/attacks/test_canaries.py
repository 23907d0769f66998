"""Nothing that anybody wrote, and nobody's name, is where it should not be."""

import io
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import handlers
from bot import logs
from bot.demo.play import Stage, open_week, welcome_everyone
from bot.local_slack import Visitor
from bot.local_slack.people import BOT_USER
from handlers import ids
from surveys.model.people import Role
from surveys.model.releases import CommentState, ReleasedComment, Tier
from surveys.rules import sealing
from surveys.runtime import Runtime
from surveys.store import database as store_database
from surveys.store.database import Store
from surveys.use_cases import answering
from surveys.use_cases import closing as closing_rounds
from tests.asking import open_survey, survey
from tests.attacks.action_acts import ACTS as ACTION_ACTS
from tests.attacks.admin_acts import ACTS as ADMIN_ACTS
from tests.attacks.author_acts import ACTS as AUTHORS_ACTS
from tests.attacks.canaries import (
    ACTS,
    CHECKED,
    FAULT,
    NAME,
    POINTED_OUT,
    PUBLISHED,
    SAID,
    SLACK_ID,
    TYPED,
    WITHDRAWN,
    answered,
    breaking_ticks,
    broken,
    found_in,
    found_on_disk,
    logging_as_before,
    pages_with,
    people,
    talkative_log,
    written_by_the_bot,
)
from tests.attacks.desk_acts import ACTS as DESK_ACTS
from tests.attacks.event_acts import ACTS as EVENT_ACTS
from tests.attacks.forum_acts import ACTS as FORUM_ACTS
from tests.attacks.leaving_acts import ACTS as LEAVING_ACTS
from tests.attacks.pack_acts import ACTS as PACK_ACTS
from tests.attacks.reading_acts import ACTS as READING_ACTS
from tests.attacks.thanks_acts import ACTS as THANKS_ACTS
from tests.conftest import Clock
from tests.organisation import account, answer, close_round, enrol, open_round
from tests.stage import stage

FOSTERING = range(26, 50)


@dataclass(frozen=True)
class Lived:
    """What is left after a round in which everything went wrong once."""

    folder: Path
    log: str
    printed: str
    by_the_bot: bytes
    while_open: list[tuple[str, str]]
    faults_of_listeners: int
    person_ids: list[str]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    folder, stream, printed = tmp_path_factory.mktemp("lived"), io.StringIO(), io.StringIO()
    with logging_as_before(), pytest.MonkeyPatch.context() as patch:
        (folder / "tmp").mkdir()
        patch.setenv("TMPDIR", str(folder / "tmp"))
        patch.setattr(tempfile, "tempdir", None)
        patch.setattr("sys.stderr", printed)
        patch.setattr("sys.stdout", printed)
        logs.start("DEBUG", stream)
        with stage(folder, people()) as on:
            return _live(on, folder, stream, printed)


def _live(on: Stage, folder: Path, stream: io.StringIO, printed: io.StringIO) -> Lived:
    welcome_everyone(on)
    closes_at = open_week(on)
    _publish_a_survey(on)
    _answer(on)
    _everything_goes_wrong(on)
    while_open = found_on_disk(folder, [SAID, PUBLISHED, WITHDRAWN, TYPED, FAULT, POINTED_OUT])
    on.clock.set(closes_at)
    with breaking_ticks():
        on.bot.tick()
    _close_without_a_table(on)
    on.bot.tick()
    copied = folder.with_name("copied")
    shutil.copytree(folder, copied)  # while the bot still runs
    with on.bot.runtime.store.begin() as tx:
        person_ids = [one.id for one in tx.people.all()]
    return Lived(
        copied,
        stream.getvalue(),
        printed.getvalue(),
        written_by_the_bot(on.slack.kept(), BOT_USER),
        while_open,
        stream.getvalue().count('"step": "listener"'),
        person_ids,
    )


def _publish_a_survey(on: Stage) -> None:
    """Results of another survey, so that Home has something to open."""
    now = on.bot.runtime.now()
    open_survey(on.bot.runtime, survey(), until=now)
    closing_rounds.close_due(on.bot.runtime)
    closing_rounds.finish(on.bot.runtime)
    with on.bot.runtime.store.begin() as tx:
        for person in tx.people.all():
            tx.people.save(replace(person, roles=person.roles | {Role.CHAMPION}))
        (release,) = (one for one in tx.releases.all() if one.tier is Tier.WEEKLY)
        whole = tx.windows.tree(release.window_id).root
        tx.comments.add(
            [
                ReleasedComment(f"c{n:02}", release.id, "comment", whole, f"{CHECKED} {n}", state)
                for n in range(40)
                for state in (list(CommentState)[2 * (n % 2)],)
            ]
        )


def _answer(on: Stage) -> None:
    """Enough people that the organisation's words are released; one takes theirs back."""
    with on.bot.runtime.store.begin() as tx:
        (opened,) = tx.rounds.open()
    for number in FOSTERING:
        said = f"{PUBLISHED} {number}" if number in FOSTERING[:4] else None
        answer(on.bot.runtime, number, opened, 1 + number % 5, said)
    changing = _visitor(on, 1)
    answered(changing)
    changing.press(ids.CHANGE)
    changing.submit({ids.COMMENT: f"{SAID} again"})
    answer(on.bot.runtime, 3, opened, 2, WITHDRAWN)
    assert answering.withdraw(on.bot.runtime, account(3), opened.id)
    changing.say(f"{TYPED} to the bot")


def _everything_goes_wrong(on: Stage) -> None:
    """Each listener works once and fails twice: by a fault of ours, and by Slack's."""
    for place, act in enumerate(ACTS.values()):
        visitor = _visitor(on, 5 + place % 20)  # none of those whose words are released
        act.before(visitor)
        with broken():
            act.does(visitor)
        visitor.close_modal(everything=True) if visitor.modal() else None
        act.before(visitor)
        for method in ("views.open", "views.update", "views.push", "views.publish"):
            on.slack.fail(method, error=FAULT)
        act.does(visitor)
        on.slack.faults.clear()
        visitor.close_modal(everything=True) if visitor.modal() else None


def _close_without_a_table(on: Stage) -> None:
    """The database itself refuses what is being published, naming its values."""
    with on.bot.runtime.store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE comments RENAME TO elsewhere")
    on.bot.tick()
    with on.bot.runtime.store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO comments")


def _visitor(on: Stage, number: int) -> Visitor:
    return Visitor(on.slack.address, f"U{number:04}", patience=0.3)


def test_every_listener_was_made_to_fail(lived: Lived) -> None:
    tables = (
        *(handlers.ACTIONS, handlers.SUBMISSIONS, handlers.EVENTS, handlers.COMMANDS),
        handlers.SHORTCUTS,
    )
    listeners = {one.__name__ for table in tables for one in table.values()}
    # Those of authors, actions, packs, readers, leaving and the forum fail elsewhere.
    others = (ACTION_ACTS, PACK_ACTS, READING_ACTS, LEAVING_ACTS, FORUM_ACTS, DESK_ACTS, EVENT_ACTS)
    others += (THANKS_ACTS, ADMIN_ACTS)
    elsewhere = {*AUTHORS_ACTS, *(name for acts in others for name in acts)}
    assert listeners - {"refuse_unknown"} == {*ACTS, *elsewhere}
    assert lived.faults_of_listeners >= len(ACTS)
    for step in ("void", "close", "finish", "open", "postponed", "deliver", "settle"):
        assert f'"step": "{step}"' in lived.log


def test_no_line_of_the_log_at_debug_holds_a_word_a_name_or_an_id(lived: Lived) -> None:
    for text in (lived.log, lived.printed):
        assert (
            found_in(text.encode(), [SAID, PUBLISHED, TYPED, FAULT, NAME, POINTED_OUT, CHECKED])
            == []
        )
        assert SLACK_ID.findall(text.encode()) == []
        assert found_in(text.encode(), lived.person_ids) == []


def test_a_word_not_released_is_in_no_byte_of_any_file(lived: Lived) -> None:
    assert found_on_disk(lived.folder, [WITHDRAWN, TYPED, FAULT, POINTED_OUT]) == []
    assert lived.while_open == []


def test_a_released_word_stands_in_the_database_once_beside_nobody(lived: Lived) -> None:
    database = lived.folder / "data" / "staff_voice.db"
    assert found_on_disk(lived.folder, [PUBLISHED]) == [(database.name, PUBLISHED)]
    pages = pages_with(database, PUBLISHED)
    assert sum(page.count(PUBLISHED.encode()) for page in pages) == 4
    for page in pages:
        assert SLACK_ID.findall(page) == []
        assert found_in(page, [NAME, *lived.person_ids]) == []


def test_no_table_holds_a_person_beside_an_answer(lived: Lived) -> None:
    with closing(sqlite3.connect(lived.folder / "data" / "staff_voice.db")) as connection:
        for table in ("comments", "unit_totals", "release_cells", "release_turnout", "releases"):
            content = repr(connection.execute(f"SELECT * FROM {table}").fetchall()).encode()
            assert SLACK_ID.findall(content) == []
            assert found_in(content, [NAME, *lived.person_ids]) == []


def test_no_message_that_slack_keeps_holds_a_word_or_a_fault(lived: Lived) -> None:
    assert b"Weekly" in lived.by_the_bot
    assert found_in(lived.by_the_bot, [SAID, TYPED, FAULT, POINTED_OUT, CHECKED]) == []


def test_after_the_round_no_key_no_log_and_no_temporary_file_is_left(lived: Lived) -> None:
    assert list((lived.folder / "keys").iterdir()) == []
    assert list((lived.folder / "tmp").iterdir()) == []
    log = lived.folder / "data" / "staff_voice.db-wal"
    assert not log.exists() or log.stat().st_size == 0
    assert not log.with_name("staff_voice.db-journal").exists()


def test_a_usual_log_would_tell(tmp_path: Path) -> None:
    stream = io.StringIO()
    with logging_as_before():
        talkative_log(stream)
        with stage(tmp_path, people()) as on:
            welcome_everyone(on)
            open_week(on)
            answered(_visitor(on, 1))
    assert found_in(stream.getvalue().encode(), [SAID, NAME]) == [SAID, NAME]
    assert SLACK_ID.findall(stream.getvalue().encode())


class _Unsealed:
    """A cipher that leaves everything as it is."""

    def __init__(self, key: bytes) -> None:
        pass

    def encrypt(self, nonce: bytes, content: bytes, bound: bytes) -> bytes:
        return content + bytes(16)

    def decrypt(self, nonce: bytes, content: bytes, bound: bytes) -> bytes:
        return content[:-16]


def test_an_open_box_would_be_found_while_its_round_is_open(
    sqlite_runtime: Runtime, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "ChaCha20Poly1305", _Unsealed)
    enrol(sqlite_runtime)
    answer(sqlite_runtime, 1, open_round(sqlite_runtime, clock), 3, f"{SAID} plainly")
    assert found_on_disk(tmp_path, [SAID])


def test_an_open_box_would_be_found_afterwards_without_scrubbing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, clock: Clock
) -> None:
    monkeypatch.setattr(sealing, "ChaCha20Poly1305", _Unsealed)
    monkeypatch.setitem(store_database.PRAGMAS, "secure_delete", "OFF")
    monkeypatch.setattr(Store, "scrub", lambda self: True)
    runtime = request.getfixturevalue("sqlite_runtime")
    enrol(runtime)
    answer(runtime, 1, open_round(runtime, clock), 3, f"{SAID} plainly")
    close_round(runtime, clock)
    runtime.store.close()
    assert found_on_disk(tmp_path, [SAID])
