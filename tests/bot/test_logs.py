"""Logs by allow-list: what happened, never what anybody wrote or who they are."""

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest

from bot import logs
from bot.logs import FACTS
from tests.handlers.our_log import our_log

SECRET = "U0001 wrote: too much paper, xoxb-1"


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_line_of_ours_carries_its_event_and_the_allowed_facts_only() -> None:
    with our_log() as log:
        facts = dict.fromkeys(FACTS, "a fact") | {"person": SECRET, "comment": SECRET}
        logging.getLogger("staff_voice").info("round_closed", extra=facts)
    (line,) = lines(log.getvalue())
    assert line["event"] == "round_closed"
    assert line.keys() == {"at", "level", "logger", "event", *FACTS}
    assert SECRET not in log.getvalue()


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
@pytest.mark.parametrize(
    "name", ["slack_bolt.App", "slack_sdk.web.base_client", "apscheduler", "sqlalchemy", "other"]
)
def test_no_word_of_a_library_passes_whatever_the_level(level: str, name: str) -> None:
    with our_log(level) as log:
        library = logging.getLogger(name)
        for tell in (library.debug, library.info, library.warning, library.error):
            tell(f"body: {SECRET}")
            tell("body: %s", SECRET)
    assert SECRET not in log.getvalue()
    assert all(
        line.keys() == {"at", "level", "logger"} and line["level"] in {"WARNING", "ERROR"}
        for line in lines(log.getvalue())
    )


def test_of_an_exception_its_kind_is_kept_and_its_message_is_not() -> None:
    with our_log() as log:
        try:
            int(SECRET)
        except ValueError:
            logging.getLogger("slack_bolt").exception("Failed to run listener: %s", SECRET)
    (line,) = lines(log.getvalue())
    assert line["error_type"] == "ValueError"
    assert SECRET not in log.getvalue()
    assert "Traceback" not in log.getvalue()


def test_handlers_that_libraries_brought_along_are_taken_away() -> None:
    chatty = logging.getLogger("a_chatty_library")
    with our_log() as before:
        chatty.addHandler(logging.StreamHandler(before))
        with our_log() as log:
            chatty.error(SECRET)
    assert SECRET not in before.getvalue()
    assert SECRET not in log.getvalue()


def test_before_we_are_connected_libraries_are_not_heard_and_our_faults_are() -> None:
    with our_log() as before:
        logs.start("INFO", before, ours_only=True)
        logging.getLogger("slack_sdk").error(SECRET)
        assert before.getvalue() == ""
        logging.getLogger("staff_voice").error("fault", extra={"reference": "7f3a91c2"})
        assert [line["reference"] for line in lines(before.getvalue())] == ["7f3a91c2"]


def test_every_event_of_ours_stands_in_the_guide() -> None:
    house = Path(__file__).parents[2]
    files = [
        file for floor in ("bot", "handlers", "surveys") for file in (house / floor).rglob("*.py")
    ]
    said = "\n".join(file.read_text("utf-8") for file in files)
    events = set(re.findall(r'(?:_log|getLogger\(OURS\))\.\w+\(\s*"(\w+)"|_note\("(\w+)"', said))
    told = {one or other for one, other in events}
    guide = (house / "docs" / "watching.md").read_text("utf-8")
    table = guide.partition("| Event |")[2].partition("\n\n")[0]
    named = {
        name
        for row in table.splitlines()
        for name in re.findall(r"`(\w+)`", row.partition(" | ")[0])
    }
    assert told == named


def test_a_broken_record_prints_nothing() -> None:
    with our_log() as log:
        logging.getLogger("a_library").error("%d people", SECRET)
    assert SECRET not in log.getvalue()
