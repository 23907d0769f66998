"""What is said of the forum's meetings, with the least and the most: Slack takes all of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.local_slack.block_kit import problems
from handlers.views import convening, meeting
from handlers.views.blocks import actions
from surveys.model.forum import Outcome, QuestionState
from surveys.model.meetings import (
    Agenda,
    AgendaLine,
    Mark,
    MeetingStep,
    Minutes,
    PastMeeting,
    Stage,
    Standing,
)
from surveys.model.words import Held
from surveys.rules.words import guarded
from tests.handlers.dispatching import words
from tests.handlers.views import models
from tests.handlers.views.test_acting_limits import HOSTILE as ACTION

DAY = date(2026, 12, 10)
WHOLE = Standing("c" * 64, Stage.COLLECTING, DAY, DAY, DAY, 0, 10**6, 10**6, looks_after=True)
HOSTILE_TEXT = ("<!channel> & *bold* \u202e@here " * 200)[:3000]
LINE = AgendaLine(1, "q" * 64, QuestionState.OPEN, "Why?", "Caseload", "7", 0, 3)
HOSTILE = replace(
    LINE, text=HOSTILE_TEXT, topic=models.LONG_NAME, votes=str(10**6), earlier_votes=10**6,
    age=10**4, note=HOSTILE_TEXT, outcome=Outcome.ANSWERED,
)  # fmt: skip
LINES = tuple(replace(HOSTILE, position=n) for n in range(1, 25))
STEP = MeetingStep(Mark("c" * 64, 7, 3), 24, HOSTILE, 10**6)
FOUND = guarded(" ".join(["Kayleigh", "07700 900123", "<WN7 3AB>"] * 70), frozenset())
assert FOUND is not None


VIEWS: dict[str, dict[str, Any]] = {
    **{
        f"page when {stage}": convening.meeting_page(replace(WHOLE, stage=stage, items=n))
        for stage in Stage
        for n in (0, 10**6)
    },
    "making, early": convening.agenda_form(WHOLE),
    "making": convening.agenda_form(replace(WHOLE, stage=Stage.COUNTED)),
    "moving": convening.move_form(WHOLE),
    "published": convening.published(WHOLE),
    "no past": convening.past_meetings(()),
    "past": convening.past_meetings(
        [PastMeeting(f"c{n}", DAY, 10**6, 10**6, 10**6) for n in range(99)]
    ),
    "no agenda": meeting.agenda(Agenda("", DAY, (), is_exact=False)),
    "agenda": meeting.agenda(Agenda("c", DAY, LINES, is_exact=True), 1),
    "step": meeting.meeting_step(STEP),
    "step, gone": meeting.meeting_step(
        replace(STEP, line=replace(LINE, state=QuestionState.HIDDEN, text=""))
    ),
    "step, held": meeting.meeting_step(replace(STEP, held=Held("note", "", FOUND))),
    "preview": meeting.minutes(Minutes("c", 1, DAY, LINES, (ACTION,) * 30, is_published=False)),
    "minutes": meeting.minutes(Minutes("c", 1, DAY, LINES, (ACTION,) * 30, is_published=True), 2),
    "no minutes": meeting.minutes(Minutes("c", 1, DAY, (), (), is_published=True)),
}


@pytest.mark.parametrize("name", VIEWS)
def test_slack_takes_it(name: str) -> None:
    assert problems(VIEWS[name], "modal") == []


@pytest.mark.parametrize("stage", Stage)
def test_home_takes_every_stage(stage: Stage) -> None:
    model = replace(WHOLE, stage=stage, items=3)
    shown = [convening.meeting_in_words(model), actions(convening.meeting_buttons(model))]
    assert problems({"type": "home", "blocks": shown}, "home") == []


def test_slack_takes_the_message_in_the_channel() -> None:
    many = tuple(replace(one, outcome=came) for came in Outcome for one in LINES)
    for lines in ((), many):
        told = Minutes("c", 1, DAY, lines, (), is_published=True)
        assert problems(meeting.minutes_message(told), "message") == []


def test_hostile_words_stand_as_plain_text() -> None:
    for name in ("agenda", "step", "preview", "minutes"):
        texts = [one["text"] for one in VIEWS[name]["blocks"] if one["type"] == "section"]
        assert any("<!channel>" in one["text"] for one in texts)
        assert all(one["type"] == "plain_text" for one in texts if "<!channel>" in one["text"])


def test_a_meeting_without_minutes_tells_nobody_that_votes_can_change() -> None:
    assert "Voting has ended" in words(convening.meeting_page(replace(WHOLE, stage=Stage.READY)))
    assert "Nothing is kept yet." in words(VIEWS["step, held"])
