"""The forum's desk in Slack: two champions screen, a leader answers, the channel hears once."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers import ids
from surveys.model.chairing import Deed
from surveys.model.forum import QuestionState
from tests.chairing import (
    ASKED,
    CHAMPION,
    LEADER,
    OTHER_LEADER,
    PSW,
    SECOND,
    STAFF,
    appoint,
    ask,
    called,
    change,
    hand_in,
    read,
    state,
)
from tests.conftest import MONDAY
from tests.desk import (
    FILES,
    ROOMS,
    SUPERVISION,
    assign,
    at_home,
    deed,
    do,
    inputs,
    opened,
    publish,
    read_in,
    screen,
)
from tests.handlers.dispatching import WAYS, Scene, buttons, scene, words
from tests.handlers.views.test_limits import mrkdwn_in

TEAMS = {"Children's Services/Team 1": 12, "Children's Services/Team 2": 14}
CHANNEL = "C0GENERAL"
ANSWER = "From March: the supplier replaces the search first."
HOSTILE = "<!channel> *Why* <https://example.org|here> \u202eetov & :fire: <@U0009>?"


@pytest.fixture
def way() -> str:
    return WAYS[0]


@pytest.fixture
def stage(way: str, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, way, TEAMS, forum_channel=CHANNEL) as one:
        appoint(one.bot.runtime)
        one.clock.move_to(MONDAY)
        hand_in(one.bot.runtime)
        yield one


@pytest.mark.parametrize("way", WAYS)
def test_champions_screen_one_after_the_other_and_home_says_what_waits(stage: Scene) -> None:
    champion = stage.person(CHAMPION)
    told = "3 questions wait to be screened, the oldest due by Thursday 10 September."
    assert told in words(champion.open_home())
    champion.press(ids.SCREEN, where="home")
    read_in(champion, "3 questions wait.")
    for _question in ASKED:
        before = words(champion.modal())
        champion.press(deed(Deed.PUBLISH))
        champion.until(lambda one, before=before: words(one.modal()) != before)
        assert "Published." in words(champion.modal())
    assert "No question waits for you to decide on." in words(champion.modal())
    champion.close_modal(everything=True)
    assert "to be screened" not in words(champion.open_home())
    assert "3 open questions are with nobody." in words(champion.home())
    assert "with nobody" not in words(stage.person(STAFF).open_home())


def test_hiding_waits_for_a_second_champion_who_reads_what_the_asker_will(stage: Scene) -> None:
    first, _shown = screen(stage, CHAMPION, ROOMS)
    first.press(deed(Deed.HIDE))
    first.until(lambda one: ids.CHAIR_REASON in inputs(one))
    shown = first.submit({ids.CHAIR_REASON: "not_for_forum", "words": "Ask Kayleigh instead"})
    assert "⟦Kayleigh: name?⟧" in words(shown.modal)
    said = {ids.CHAIR_REASON: "not_for_forum", "words1": "Please ask your own manager."}
    assert "hidden once a second champion agrees" in words(first.submit(said).modal)
    stage.dispatching.again()
    first.close_modal(everything=True)
    assert "1 waits for another champion, after you." in words(first.open_home())
    second, shown = screen(stage, SECOND, ROOMS)
    assert "1 waits for you as the second champion." in words(second.home())
    assert "Person 2: hide it." in words(shown)
    assert "Please ask your own manager." in words(shown)
    assert deed(Deed.PUBLISH) not in buttons(shown)
    do(second, Deed.CONFIRM, "Hidden.")
    assert state(stage.bot.runtime, ROOMS) is QuestionState.HIDDEN
    assert read(stage.bot.runtime, ask(stage.bot.runtime, ROOMS, 22)) == [
        "Please ask your own manager."
    ]
    second.close_modal(everything=True)
    again = opened(stage, PSW, ROOMS, "hidden")
    do(again, Deed.PUT_BACK, "Put back.")


def test_whoever_is_slower_reads_what_happened_and_changes_nothing(stage: Scene) -> None:
    slow, _shown = screen(stage, SECOND, ROOMS)
    slow_too, _shown = screen(stage, PSW, ROOMS)
    publish(stage, ROOMS)
    kept = stage.kept()["forum_questions"]
    do(slow, Deed.PUBLISH, "published already")
    slow_too.press(deed(Deed.HIDE))
    slow_too.until(lambda one: ids.CHAIR_REASON in inputs(one))
    shown = slow_too.submit({ids.CHAIR_REASON: "abusive", "words": "No."}).modal
    assert "Another champion has just published this question" in words(shown)
    assert stage.kept()["forum_questions"] == kept


def test_a_question_is_merged_and_one_is_split(stage: Scene) -> None:
    publish(stage, FILES)
    champion, _shown = screen(stage, CHAMPION, ROOMS)
    champion.press(deed(Deed.MERGE))
    champion.until(lambda one: ids.CHAIR_TARGET in inputs(one))
    target = called(stage.bot.runtime, FILES).id
    assert "Merged." in words(champion.submit({ids.CHAIR_TARGET: target}).modal)
    assert called(stage.bot.runtime, ROOMS).merged_into == target
    champion.press(deed(Deed.SPLIT))
    champion.until(lambda one: "part1_0" in inputs(one))
    assert inputs(champion)["part1_0"]["initial_value"] == SUPERVISION
    shown = champion.submit({"part1_0": "Who supervises?", "part2_0": "How often?"})
    assert "Split." in words(shown.modal)
    assert state(stage.bot.runtime, "How often?") is QuestionState.WAITING


def test_a_leader_answers_and_the_channel_hears_it_once(stage: Scene) -> None:
    publish(stage, FILES)
    assign(stage)
    leader = at_home(stage, LEADER, ids.PILE_MINE)
    assert "With you: 1, the first due Monday 21 September." in words(leader.home())
    leader = opened(stage, LEADER, FILES, "mine")
    leader.press(deed(Deed.DRAFT))
    leader.until(lambda one: "words" in inputs(one))
    shown = leader.submit({"words": f"{ANSWER} Kayleigh leads it."}).modal
    assert "Nothing is kept yet." in words(shown)
    assert "Draft kept." in words(leader.submit({"words1": ANSWER}).modal)
    champion = opened(stage, CHAMPION, FILES, "open")
    assert ANSWER in words(champion.modal())
    do(leader, Deed.ISSUE, "Published.")
    stage.dispatching.again()
    for _tick in range(3):
        stage.bot.tick()
    (posted,) = stage.person(STAFF).messages(CHANNEL)
    assert f"{FILES}\n" in words(posted)
    assert ANSWER in words(posted)
    assert "Person 1, leader of Children's Services" in words(posted)
    leader.close_modal(everything=True)
    assert "With you" not in words(leader.open_home())
    said = words(opened(stage, PSW, FILES, "answered").modal())
    assert (
        f"Posted in the channel. <{stage.slack.address}/?channel={CHANNEL}#{posted['ts']}|" in said
    )


def test_a_stale_view_of_whom_it_is_with_no_more_changes_nothing(stage: Scene) -> None:
    publish(stage, FILES)
    assign(stage)
    leader = opened(stage, LEADER, FILES, "mine")
    leader.press(deed(Deed.DRAFT))
    leader.until(lambda one: "words" in inputs(one))
    assign(stage, number=OTHER_LEADER)
    shown = leader.submit({"words": ANSWER}).modal
    assert "This question is not with you" in words(shown)
    assert stage.kept()["forum_answers"] == []
    change(stage.bot.runtime, OTHER_LEADER, active=False)
    champion = opened(stage, CHAMPION, FILES, "nobody")
    told = "formerly: leader of Children's Services, who can no longer answer it"
    assert told in words(champion.modal())
    assert "Person 5" not in words(champion.modal())


def test_a_reminder_names_nothing_and_leads_to_the_question(stage: Scene) -> None:
    publish(stage, FILES)
    assign(stage)
    leader = stage.person(LEADER)
    before = len(leader.messages())
    stage.clock.move_to(datetime(2026, 9, 15, 11, tzinfo=UTC))
    stage.bot.tick()
    told = [one for one in leader.messages()[before:] if "with you" in words(one)]
    assert len(told) == 1
    said = words(told[0]).casefold()
    assert "due on" in said
    assert "forum" not in said
    assert FILES.casefold() not in said
    leader.press(ids.CASE, message_ts=told[0]["ts"])
    read_in(leader, FILES)


def test_nobody_else_opens_anything_of_it_with_a_forged_press(stage: Scene) -> None:
    champion, _shown = screen(stage, CHAMPION, ROOMS)
    before = words(champion.modal())
    champion.press(ids.SCREEN_LATER)
    champion.until(lambda one: words(one.modal()) != before)
    press, kept = stage.dispatching.sent[-1], stage.kept()
    value = called(stage.bot.runtime, ROOMS).id
    for one in (ids.SCREEN, ids.CASE, ids.PILE, *(deed(each) for each in Deed)):
        acted = {**press["actions"][0], "action_id": one, "value": value}
        if one == ids.PILE:
            acted["value"] = "open"
        sent = {"user": {"id": "U0009", "team_id": "T0LOCAL"}, "actions": [acted]}
        stage.dispatching.again(**sent)
        shown = champion.until(lambda one: "That didn't work" in words(one.modal()) and one.modal())
        assert not any(text in words(shown) for text in ASKED), one
    assert stage.kept() == kept


def test_what_people_wrote_is_shown_as_text_everywhere_and_rings_nobody(stage: Scene) -> None:
    ask(stage.bot.runtime, HOSTILE)
    stage.clock.move_to(datetime(2026, 9, 18, 9, tzinfo=UTC))
    ask(stage.bot.runtime, "Why so late?", 21)
    ask(stage.bot.runtime, "Why so early?", 22)
    stage.clock.move_to(datetime(2026, 9, 21, 10, tzinfo=UTC))
    stage.bot.tick()
    for number in (CHAMPION, SECOND):  # it may name somebody, so it takes two
        visitor, shown = screen(stage, number, HOSTILE[:10])
        assert "<!channel>" not in str([one for one in shown["blocks"] if "mrkdwn" in str(one)])
        do(visitor, Deed.PUBLISH, "Published." if number == SECOND else "Kept.")
        visitor.close_modal(everything=True)
    assert state(stage.bot.runtime, HOSTILE) is QuestionState.OPEN
    champion = at_home(stage, CHAMPION, ids.PILE)
    champion.press(ids.PILE, where="home")
    read_in(champion, "Champions Forum")
    champion.choose(ids.PICK_PILE, "open")
    drawn = champion.until(lambda one: "Why" in words(one.modal()) and one.modal())
    formatted = str(list(mrkdwn_in(drawn["blocks"])))
    assert "<" not in formatted
    assert "Why" not in formatted
    assert "\u202e" not in str(drawn)
