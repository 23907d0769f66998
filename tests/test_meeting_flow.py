"""A meeting of the forum, from Home: agenda, notes, minutes that everybody reads."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.local_slack import Visitor
from handlers import ids
from tests.conftest import MONDAY
from tests.forum import QUESTIONS, make_champion, publish_questions, vote
from tests.handlers.dispatching import WAYS, Scene, buttons, scene, words

STAFF = {"Children's Services/Team 1": 3, "Children's Services/Team 2": 3}
LEADER, CHAMPION, READER = 1, 3, 5
THE_DAY = datetime(2026, 12, 10, 10, tzinfo=UTC)


@pytest.fixture
def way() -> str:
    return WAYS[0]


@pytest.fixture
def stage(way: str, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, way, STAFF) as one:
        one.clock.move_to(MONDAY)
        make_champion(one.bot.runtime, CHAMPION)
        asked = publish_questions(one.bot.runtime)
        vote(one.bot.runtime, asked[2], 2, 4)
        yield one


def chair(stage: Scene) -> Visitor:
    visitor = stage.person(CHAMPION)
    visitor.until(lambda one: ids.MEETING in str(one.open_home()))
    visitor.press(ids.MEETING, where="home")
    visitor.until(lambda one: ids.MOVE_MEETING in str(one.modal()))
    return visitor


def make_agenda(stage: Scene) -> Visitor:
    visitor = chair(stage)
    visitor.press(ids.MAKE_AGENDA)
    visitor.until(lambda one: one.modal()["callback_id"] == ids.SUBMIT_AGENDA)
    assert "People can still vote until Thursday 3 December" in words(visitor.modal())
    shown = visitor.submit({}).modal
    assert "The agenda is made:* 3 questions." in words(shown)
    return visitor


def walk(visitor: Visitor) -> None:
    visitor.press(ids.WALK)
    visitor.until(lambda one: one.modal()["callback_id"] == ids.SUBMIT_NOTE)


@pytest.mark.parametrize("way", WAYS)
def test_a_meeting_from_the_agenda_to_the_minutes_that_everybody_reads(stage: Scene) -> None:
    visitor = make_agenda(stage)
    stage.clock.move_to(THE_DAY)
    walk(visitor)
    assert QUESTIONS[2] in words(visitor.modal())
    assert "2 votes" in words(visitor.modal())
    shown = visitor.submit({"note1_0": "HR does, from Monday.", "outcome1": "answered"}).modal
    assert QUESTIONS[0] in words(shown)
    shown = visitor.press(f"{ids.WALK_PAGE}_on")
    visitor.until(lambda one: QUESTIONS[1] in words(one.modal()))
    shown = visitor.submit({"note3_0": "A rota is tried.", "outcome3": "discussed"}).modal
    assert "That was the last question." in words(shown)
    visitor.press(ids.PREVIEW_MINUTES)
    visitor.until(lambda one: one.modal()["callback_id"] == ids.SUBMIT_MINUTES)
    assert "Nobody else sees this yet." in words(visitor.modal())
    shown = visitor.submit({}).modal
    assert "The minutes are published." in words(shown)
    reader = stage.person(READER)
    assert "The Champions Forum meets on 11 March 2027." in words(reader.open_home())
    reader.press(ids.PAST_MEETINGS, where="home")
    reader.until(lambda one: ids.MINUTES_OF in str(one.modal()))
    assert "1 question answered, 1 talked about, 1 carried over" in words(reader.modal())
    reader.press(ids.MINUTES_OF)
    reader.until(lambda one: "Answered at the meeting" in words(one.modal()))
    said = words(reader.modal())
    assert "HR does, from Monday." in said
    assert said.index("A rota is tried.") > said.index("Not reached: carried over")


def test_a_second_press_of_publish_does_nothing_and_says_so(stage: Scene) -> None:
    visitor = make_agenda(stage)
    stage.clock.move_to(THE_DAY)
    visitor.close_modal(everything=True)
    visitor = chair(stage)
    visitor.press(ids.PREVIEW_MINUTES)
    visitor.until(lambda one: one.modal()["callback_id"] == ids.SUBMIT_MINUTES)
    visitor.submit({})
    stage.bot.tick()
    kept = stage.kept()
    assert "are published already and its votes are gone" in str(stage.dispatching.again())
    assert stage.kept() == kept


def test_a_note_that_names_somebody_comes_back_with_its_words_pointed_out(stage: Scene) -> None:
    visitor = make_agenda(stage)
    walk(visitor)
    kept = stage.kept()
    shown = visitor.submit({"note1_0": "Ask Kayleigh <!channel>", "outcome1": "answered"}).modal
    assert "Nothing is kept yet." in words(shown)
    assert "⟦Kayleigh: name?⟧" in words(shown)
    assert stage.kept() == kept
    shown = visitor.submit({}).modal
    assert QUESTIONS[0] in words(shown)
    assert visitor.press(f"{ids.WALK_PAGE}_back")
    visitor.until(lambda one: "Ask [name]" in str(one.modal()))
    wrong = visitor.submit({"note1_0": "", "outcome1": "answered"})
    assert "Please note what was answered" in wrong.errors["note1_0"]


def test_an_action_recorded_in_the_meeting_stands_in_the_ledger_and_the_minutes(
    stage: Scene,
) -> None:
    visitor = make_agenda(stage)
    walk(visitor)
    visitor.press(ids.RECORD_AFTER)
    visitor.until(lambda one: one.modal()["callback_id"] == ids.SUBMIT_PART)
    shown = visitor.modal()
    whole = next(one for one in shown["blocks"] if one.get("block_id") == ids.PART)
    unit = whole["element"]["option_groups"][0]["options"][0]["value"]
    shown = visitor.submit({ids.PART: unit}).modal
    assert QUESTIONS[2] in words(shown)
    shown = visitor.submit({"what": "A list of who decides", ids.DUE: "2026-12-18"}).modal
    assert "Kept." in words(shown)
    assert f"*You asked* {QUESTIONS[2]} (Champions Forum)" in words(shown)
    assert "Did it work?" not in words(shown)
    visitor.close_modal(everything=True)
    stage.clock.move_to(THE_DAY)
    assert f"*You asked* {QUESTIONS[2]}" in words(stage.person(READER).open_home())
    visitor = chair(stage)
    visitor.press(ids.PREVIEW_MINUTES)
    visitor.until(lambda one: one.modal()["callback_id"] == ids.SUBMIT_MINUTES)
    assert "A list of who decides (planned, due by 18 December 2026; " in words(visitor.modal())


def test_a_meeting_is_moved_and_not_onto_a_day_without_work(stage: Scene) -> None:
    visitor = chair(stage)
    visitor.press(ids.MOVE_MEETING)
    visitor.until(lambda one: one.modal()["callback_id"] == ids.SUBMIT_MOVE)
    wrong = visitor.submit({ids.MEETING_ON: "2026-12-25"})
    assert "not at a weekend or on a bank holiday" in wrong.errors[ids.MEETING_ON]
    assert "The meeting is moved." in words(visitor.submit({ids.MEETING_ON: "2026-12-17"}).modal)
    for number in (LEADER, READER):
        said = words(stage.person(number).open_home())
        assert "The Champions Forum meets on 17 December 2026." in said
        assert "Thursday 10 December" in said


def test_nobody_but_a_champion_makes_an_agenda_with_a_forged_press(stage: Scene) -> None:
    make_agenda(stage)
    kept = stage.kept()
    assert ids.MEETING not in str(stage.person(READER).open_home())
    forms = [one for one in stage.dispatching.sent if one["type"] == "view_submission"]
    for form in forms:
        forged = {**form, "user": {"id": "U0005", "team_id": "T0LOCAL"}}
        assert "Only champions and the Principal Social Worker" in str(
            stage.dispatching.send(forged)
        )
    assert stage.kept() == kept
    reader = stage.person(READER)
    reader.open_home()
    reader.press(ids.AGENDA, where="home")
    reader.until(lambda one: QUESTIONS[2] in words(one.modal()))
    assert "0-4 votes" in words(reader.modal())
    assert "2 votes" not in words(reader.modal())
    assert date(2026, 12, 10).isoformat() not in str(buttons(reader.modal()))
