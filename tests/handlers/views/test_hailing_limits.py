"""What managers read of milestones, with the least and the most there can be: Slack takes it."""

import json
from datetime import date

import pytest

from bot.local_slack.block_kit import problems
from handlers.views import hailing
from surveys.bank.kindnesses import load_kindnesses
from surveys.model.milestones import Event, LandmarkLine, LandmarkNote, Month
from surveys.use_cases.hailing import MOST_SHOWN
from tests.handlers.dispatching import words
from tests.handlers.views import models

LONGEST = max((one.words for one in load_kindnesses()), key=len)
ONE = LandmarkLine("Amina Khan", Event.START, 6, date(2026, 11, 2), None)
WORST = LandmarkLine(models.LONG_NAME, Event.QUALIFIED, 12, date(2026, 9, 30), LONGEST)
NOTES = {"least": LandmarkNote((ONE,)), "most": LandmarkNote((WORST,) * 200)}


@pytest.mark.parametrize("name", NOTES)
def test_slack_takes_a_message(name: str) -> None:
    message = {"type": "message", "blocks": hailing.note(NOTES[name])}
    assert problems(message, "message") == []
    assert "<!" not in json.dumps(message)
    assert "urvey" not in words(message).replace("it says nothing of any survey", "")


def test_a_short_note_is_its_own_notification() -> None:
    assert hailing.note_text(NOTES["least"]) == hailing.reached(ONE)
    assert "200 milestones" in hailing.note_text(NOTES["most"])
    assert f"And {200 - hailing.MOST_LINES} more" in words({"blocks": hailing.note(NOTES["most"])})


def test_home_tells_the_month_where_there_is_anything_and_of_the_rest_how_many() -> None:
    said = words({"blocks": hailing.month_section(Month((ONE,) * MOST_SHOWN, 12, is_told=True))})
    assert said.count("Amina Khan passes 6 months here on Monday 2 November.") == MOST_SHOWN
    assert "And 2 more." in said
    assert hailing.month_section(Month((), 0, is_told=False)) == []
