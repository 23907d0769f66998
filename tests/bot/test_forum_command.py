"""`staff-voice forum`: public facts, papers that can be opened, and refusals in one sentence."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document

from surveys.model.forum import Outcome
from surveys.model.meetings import Noted
from surveys.model.words import Rewritten
from surveys.runtime import Runtime
from surveys.store.database import Store, open_database
from surveys.use_cases import convoking, meeting
from tests.bot.commanding import Command, refused
from tests.conftest import MONDAY, Clock, runtime_on, taken
from tests.databases import sqlite_in
from tests.forum import cycle_id, make_champion, publish_questions
from tests.organisation import account, enrol

HOSTILE = 'Why "<w:p>" & <!channel>\u202e? \x0b\x00'
CHAMPION = account(5)


def _held(runtime: Runtime, clock: Clock) -> None:
    """Hold a meeting of three questions, the first answered, and publish its minutes."""
    clock.move_to(datetime(2026, 12, 10, 10, tzinfo=UTC))
    mark = convoking.first_step(runtime, CHAMPION).mark
    said = Noted(Rewritten("It will be.\nFrom Monday <b>.", 0), Outcome.ANSWERED)
    meeting.keep_note(runtime, CHAMPION, mark, said)
    meeting.publish_minutes(runtime, CHAMPION, mark.cycle_id)
    meeting.settle(runtime)


@pytest.fixture
def forum(tmp_path: Path) -> tuple[Runtime, Clock]:
    clock = Clock(MONDAY)
    store = Store(open_database(sqlite_in(tmp_path)), taken(tmp_path / "keys"))
    runtime = runtime_on(store, clock)
    enrol(runtime)
    make_champion(runtime, 5)
    publish_questions(runtime, (HOSTILE.replace("\0", ""), "Who decides?", "When?"))
    return runtime, clock


def _words(file: Path) -> str:
    return "\n".join(one.text for one in Document(io.BytesIO(file.read_bytes())).paragraphs)


def test_papers_are_documents_with_every_question_and_the_same_bytes_each_time(
    forum: tuple[Runtime, Clock], command: Command, tmp_path: Path
) -> None:
    runtime, clock = forum
    assert "no agenda of that meeting yet" in refused(command("forum", "agenda", "--out", "a.docx"))
    meeting.make_agenda(runtime, CHAMPION, cycle_id(runtime), early=True)
    assert command("forum", "agenda", "--out", "papers/a.docx").code == 0
    said = _words(tmp_path / "papers/a.docx")
    assert 'Why "<w:p>" & <!channel>' in said
    assert "Meeting on 10 December 2026." in said
    assert "0-4 votes" in said
    refused(command("forum", "minutes", "--out", "m.docx"))
    _held(runtime, clock)
    assert command("forum", "minutes", "--meeting", "2026-12-10", "--out", "m.docx").code == 0
    first = (tmp_path / "m.docx").read_bytes()
    said = _words(tmp_path / "m.docx")
    assert said.index("Answered at the meeting") < said.index("From Monday <b>.")
    assert said.index("From Monday <b>.") < said.index("Not reached: carried over")
    assert command("forum", "minutes", "--out", "m.docx").code == 0
    assert (tmp_path / "m.docx").read_bytes() == first
    assert (tmp_path / "m.docx").stat().st_mode & 0o777 == 0o600
    (tmp_path / "file").write_text("")
    assert "can't be written there" in refused(command("forum", "minutes", "--out", "file/m.docx"))


def test_scripts_are_told_public_facts_alone(
    forum: tuple[Runtime, Clock], command: Command
) -> None:
    rows = json.loads(command("forum", "list", "--json").out)
    assert [one["question"] for one in rows][1:] == ["Who decides?", "When?"]
    assert {one["votes"] for one in rows} == {"0-4"}
    assert {"topic", "days_old", "held_by", "due", "answered_on"} <= rows[0].keys()
    assert "Who decides?" in command("forum", "list").out
    told = json.loads(command("forum", "stats", "--quarter", "2026-Q3", "--json").out)
    assert (told["asked"], told["answered"], told["median_days_to_answer"]) == (3, 0, None)
    assert "asked" in command("forum", "stats", "--quarter", "2026-Q3").out
    assert "written like 2026-Q3" in refused(command("forum", "stats", "--quarter", "Q9"))


def test_a_meeting_is_moved_by_the_administrator_onto_working_days(
    forum: tuple[Runtime, Clock], command: Command
) -> None:
    assert "weekend" in refused(command("forum", "meeting", "2000-01-01"))
    assert command("forum", "meeting", "tomorrow").code == 2
    runtime, _clock = forum
    assert convoking.agenda(runtime, None).meeting_on.isoformat() == "2026-12-10"
