"""Whatever fails, on whichever journey: no word of it in a log, on a terminal or in a reply."""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import handlers.errors
import handlers.ticks
from bot import logs
from bot.local_slack import Visitor
from bot.local_slack.refusals import BotDidNotAnswerError, NotPossibleError
from handlers import ids
from surveys.use_cases import enrolling
from tests.attacks.canaries import (
    ACTS,
    FAULT,
    SAID,
    TYPED,
    found_in,
    logging_as_before,
    talkative_log,
)
from tests.attacks.faults import each_fails_once, every_use_case
from tests.conftest import FRIDAY, MONDAY
from tests.handlers.dispatching import WAYS, Scene, scene
from tests.organisation import people_file

PEOPLE = re.compile(r"\bU\d{4}\b|\bE\d{4}\b|Person \d|example\.org")
MOST_PASSES = 8
# What the command line or a lost key alone calls is forced in tests of theirs.
REACHED = {
    *(f"answering.{name}" for name in ("begin", "recall", "pretend", "submit", "withdraw")),
    *(f"closing.{name}" for name in ("void_unreadable", "close_due", "finish", "settle")),
    *(f"delivering.{name}" for name in ("claim", "hold", "compose", "address", "sent")),
    *(f"delivering.{name}" for name in ("put_back", "wait_for_hours", "queue_postponed")),
    *("answering.postpone", "enrolling.pause", "enrolling.pause_of", "home.home"),
    *("opening.due_surveys", "opening.open_survey", "publishing.publish_round", "reporting.digest"),
    *("reporting.latest_for_staff", "pacing.closed_for"),
    *("reminding.queue_reminders", "recounting.at_home", "recounting.promises_of"),
}


@dataclass
class Heard:
    """What came out of a life in which everything failed once."""

    log: io.StringIO = field(default_factory=io.StringIO)
    printed: io.StringIO = field(default_factory=io.StringIO)
    replies: str = ""
    failed: set[str] = field(default_factory=set)


@contextmanager
def hearing(
    way: str, folder: Path, log: Callable[[io.StringIO], None]
) -> Iterator[tuple[Scene, Heard]]:
    """A workspace whose bot says everything into buffers."""
    heard = Heard()
    with logging_as_before(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stderr", heard.printed)
        patch.setattr("sys.stdout", heard.printed)
        log(heard.log)
        with scene(folder, way) as stage:
            (folder / "calls.jsonl").touch()
            stage.slack._calls._path = folder / "calls.jsonl"
            enrolling.apply_people(
                stage.bot.runtime, people_file({"Children's Services/Team 1": 4})
            )
            yield stage, heard
        heard.replies = _said_by_the_bot(folder / "calls.jsonl", stage)


def in_debug(stream: io.StringIO) -> None:
    logs.start("DEBUG", stream)


def live(stage: Scene, heard: Heard) -> None:
    """Do everything, again and again until nothing new fails, from the welcome to the digests."""
    with each_fails_once() as failed:
        heard.failed = failed
        _until_quiet(failed, lambda: _ticks(stage))  # the welcome of the fourth
        stage.clock.move_to(MONDAY)
        _until_quiet(failed, lambda: _ticks(stage))
        _until_quiet(failed, lambda: _everyone_acts(stage))
        stage.clock.pass_(days=1)  # what was put off until tomorrow
        _until_quiet(failed, lambda: _ticks(stage))
        stage.clock.move_to(FRIDAY)
        _until_quiet(failed, lambda: _ticks(stage))
        _until_quiet(failed, lambda: _act(stage, 1, "show_home"))
        for name in ("open_promise", "open_help", "show_home"):  # and then everything works
            ACTS[name].does(stage.person(1))


def _until_quiet(failed: set[str], life: Callable[[], None]) -> None:
    for _pass in range(MOST_PASSES):
        before = len(failed)
        life()
        if len(failed) == before:
            return
    pytest.fail("something fails for ever")


def _ticks(stage: Scene) -> None:
    for _tick in range(4):
        stage.bot.tick()
        stage.clock.pass_(minutes=2)  # what failed is tried again after one


def _everyone_acts(stage: Scene) -> None:
    for place, name in enumerate(ACTS):
        _act(stage, 1 + place % 3, name)


def _act(stage: Scene, number: int, name: str) -> None:
    visitor = stage.person(number, patience=0.2)
    # A person stops where they are shown a fault instead of what they wanted.
    with suppress(NotPossibleError, BotDidNotAnswerError, TypeError):
        _close(visitor)
        ACTS[name].before(visitor)
        ACTS[name].does(visitor)
    _close(visitor)


def _close(visitor: Visitor) -> None:
    if visitor.modal():
        visitor.close_modal(everything=True)


def _said_by_the_bot(calls: Path, stage: Scene) -> str:
    lines = [json.loads(line) for line in calls.read_text(encoding="utf-8").splitlines()]
    called = [line for line in lines if line["direction"] == "call"]
    return json.dumps(called) + "".join(str(one.body) for one in stage.dispatching.responses)


@pytest.mark.parametrize("way", WAYS[:2])
def test_every_use_case_fails_and_nobody_hears_a_word_of_it(way: str, tmp_path: Path) -> None:
    with hearing(way, tmp_path, in_debug) as (stage, heard):
        live(stage, heard)
    assert heard.failed >= REACHED
    assert heard.log.getvalue().count('"event": "fault"') >= len(REACHED)
    assert "Something went wrong on our side" in heard.replies
    for said in (heard.log.getvalue(), heard.printed.getvalue()):
        assert found_in(said.encode(), [FAULT, SAID, TYPED]) == []
        assert not PEOPLE.search(said)
    assert FAULT not in heard.replies


def test_what_must_fail_is_there_to_fail() -> None:
    assert every_use_case().keys() >= REACHED


def test_a_log_that_tells_would_be_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(error: BaseException, step: str) -> str:
        logging.getLogger("staff_voice").error("fault in %s: %s", step, error)
        return "a reference"

    monkeypatch.setattr(handlers.ticks, "record_fault", told)
    with hearing(WAYS[0], tmp_path, talkative_log) as (stage, heard), each_fails_once():
        stage.bot.tick()
    assert found_in(heard.log.getvalue().encode(), [FAULT, SAID]) == [FAULT, SAID]
    assert PEOPLE.search(heard.log.getvalue())


def test_a_reply_that_tells_would_be_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handlers.errors, "sentence_for", str)
    with hearing(WAYS[0], tmp_path, in_debug) as (stage, heard):
        stage.open_round()
        with each_fails_once():
            stage.person().press(ids.OPEN_FORM, where="message")
    assert FAULT in heard.replies
