"""The forum: asked without a name, read and voted for by all, and come back to with a receipt."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.local_slack import Visitor
from handlers import ids
from surveys.model.actions import Post
from surveys.model.forum import (
    AnswerState,
    ForumAnswer,
    HideReason,
    Holding,
    QuestionState,
    SealedReply,
)
from surveys.rules.forum.receipts import seal_reply
from surveys.runtime import Runtime
from tests.handlers.dispatching import STRANGER, WAYS, Scene, scene, words

STAFF = {"Children's Services/Team 1": 4, "Children's Services/Team 2": 4}
LAPTOPS = "When will the new laptops reach the referral team?"
PARKING = "Why is there no parking at the office for duty workers?"
TUESDAY = datetime(2026, 9, 8, 9, 30, tzinfo=UTC)
PATHS = ("home", "menu", "shortcut", "message")


@pytest.fixture
def way() -> str:
    return WAYS[0]


@pytest.fixture
def stage(way: str, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, way, STAFF) as one:
        yield one


def open_form(visitor: Visitor, path: str = "home") -> dict[str, Any]:
    if path == "home":
        visitor.open_home()
        shown = visitor.press(ids.ASK, where="home")
    elif path == "menu":
        visitor.command(text="the question must not be typed here")
        shown = visitor.press(ids.ASK, where="modal")
    elif path == "shortcut":
        shown = visitor.shortcut(ids.ASK_SHORTCUT)
    else:
        shown = visitor.press(ids.ASK, where="message")
    visitor.until(lambda one: (one.modal() or {}).get("callback_id") == ids.SUBMIT_ASK)
    return shown or {}


def ask(stage: Scene, number: int, text: str, path: str = "home", **more: str) -> str:
    """Ask as a person does; return the receipt."""
    visitor = stage.person(number)
    open_form(visitor, path)
    shown = visitor.submit({ids.ASKED: text, **more}).modal
    assert "Nothing is sent yet." in words(shown)
    return sent(visitor)


def sent(visitor: Visitor) -> str:
    shown = visitor.submit().modal
    assert "Sent." in words(shown), words(shown)
    (box,) = (one for one in shown["blocks"] if one.get("block_id") == ids.RECEIPT_WORDS)
    receipt = str(box["element"]["initial_value"])
    assert len(receipt.split()) == 8
    assert visitor.submit().modal is None
    return receipt


def hand_over(stage: Scene, at: datetime = TUESDAY) -> None:
    stage.clock.move_to(at)
    stage.bot.tick()


def change(runtime: Runtime, text: str, **changes: Any) -> str:
    """Do with a question what a champion does, in the store; return its id."""
    with runtime.store.begin() as tx:
        (one,) = (each for each in tx.forum_questions.all() if each.text == text)
        assert tx.forum_questions.change(replace(one, version=one.version + 1, **changes))
    return one.id


def reply(runtime: Runtime, text: str, said: str) -> None:
    with runtime.store.begin() as tx:
        (one,) = (each for each in tx.forum_questions.all() if each.text == text)
        assert one.thread is not None
        box = seal_reply(one.thread, runtime.entropy(32), said)
        sealed = SealedReply(runtime.new_id(), one.thread.id, box, runtime.now().date())
        tx.forum_questions.reply(sealed)


def ask_three(stage: Scene) -> list[str]:
    texts = (LAPTOPS, PARKING, "Will supervision happen every month?")
    receipts = [ask(stage, 3 + place, text) for place, text in enumerate(texts)]
    hand_over(stage)
    return receipts


def come_back(visitor: Visitor, receipt: str) -> Any:
    visitor.open_home()
    visitor.press(ids.RECEIPT, where="home")
    visitor.until(lambda one: one.modal()["callback_id"] == ids.SUBMIT_RECEIPT)
    return visitor.submit({ids.RECEIPT_WORDS: receipt})


@pytest.mark.parametrize("way", WAYS)
def test_a_question_is_asked_seen_voted_for_and_answered(stage: Scene) -> None:
    ask_three(stage)
    reader = stage.person(8)
    assert "3 questions wait to be read by a champion" in words(_board(reader))
    reader.close_modal(everything=True)
    opened = {"state": QuestionState.OPEN, "opened_on": TUESDAY.date()}
    for text in (LAPTOPS, PARKING):
        change(stage.bot.runtime, text, **opened)
    _board(reader)
    one = next(each for each in reader.modal()["blocks"] if LAPTOPS in str(each))
    shown = reader.press(ids.FORUM_QUESTION, block_id=one["block_id"])
    reader.until(lambda one: ids.VOTE in str(one.modal()))
    shown = reader.press(ids.VOTE)
    reader.until(lambda one: "Your vote is counted." in words(one.modal()))
    votes = stage.kept()["forum_votes"]
    assert len(votes) == 1
    stage.dispatching.again()
    assert stage.kept()["forum_votes"] == votes
    shown = reader.press(ids.UNVOTE)
    reader.until(lambda one: "taken back" in words(one.modal()))
    assert stage.kept()["forum_votes"] == []
    _answer(stage.bot.runtime, LAPTOPS)
    reader.close_modal(everything=True)
    shown = words(_board(reader))
    assert "Answered on 8 September by Person 1, leader of Children's Services" in shown


def _board(visitor: Visitor) -> dict[str, Any]:
    visitor.open_home()
    visitor.press(ids.FORUM, where="home")
    return visitor.until(lambda one: one.modal())


def _answer(runtime: Runtime, text: str) -> None:
    with runtime.store.begin() as tx:
        person = next(one for one in tx.people.all() if one.name == "Person 1")
        whole = next(one.id for one in tx.units.all() if one.parent_id is None)
        holding = Holding(person.id, Post.LEADER, whole, TUESDAY.date())
    answered = {"state": QuestionState.ANSWERED, "answered_on": TUESDAY.date(), "held": holding}
    id_ = change(runtime, text, **answered)
    with runtime.store.begin() as tx:
        said = ForumAnswer(
            id_, 1, AnswerState.PUBLISHED, "In October.", TUESDAY, person.id, Post.LEADER, False
        )
        assert tx.forum_questions.answer(said)


@pytest.mark.parametrize("path", PATHS)
def test_the_form_opens_from_everywhere_and_what_was_typed_is_never_kept(
    stage: Scene, path: str
) -> None:
    ask(stage, 3, LAPTOPS, path)
    kept = stage.kept()
    assert len(kept["forum_letters"]) == 1
    assert "must not be typed" not in str(kept)
    assert "laptops" not in str((kept, stage.slack.kept()))


def test_a_stranger_is_told_so_and_opens_nothing(stage: Scene) -> None:
    stranger = Visitor(stage.slack.address, STRANGER)
    stranger.shortcut(ids.ASK_SHORTCUT)
    assert "not on the staff list" in words(stranger.until(lambda one: one.modal()))


def test_words_that_name_somebody_come_back_and_the_preview_is_what_is_sent(stage: Scene) -> None:
    asker = stage.person(3)
    open_form(asker)
    shown = asker.submit({ids.ASKED: "Ask Kayleigh why, on 07700 900123. I want to die"}).modal
    said = words(shown)
    assert "⟦Kayleigh: name?⟧" in said
    assert "Samaritans" in said
    shown = asker.submit({f"{ids.KEPT_WORDS}1": ["0"]}).modal
    assert "Ask Kayleigh why, on [phone]" in words(shown)
    shown = asker.submit({f"{ids.ASKED}2": "Ask Ann why"}).modal  # changed: looked at anew
    assert "⟦Ann: name?⟧" in words(shown)
    shown = asker.submit().modal
    assert "Ask [name] why" in words(shown)
    assert stage.kept()["forum_letters"] == []
    sent(asker)
    for other in (4, 5):
        ask(stage, other, f"Question {other}, why?")
    hand_over(stage)
    texts = {row[6] for row in stage.kept()["forum_questions"]}
    assert "Ask [name] why" in texts


def test_a_second_click_gives_the_same_receipt_and_one_letter(stage: Scene) -> None:
    asker = stage.person(3)
    open_form(asker)
    asker.submit({ids.ASKED: LAPTOPS})
    shown = asker.submit().modal
    kept = stage.kept()
    again = stage.dispatching.again()["view"]
    assert [one.get("element") for one in again["blocks"]] == [
        one.get("element") for one in shown["blocks"]
    ]
    assert len(kept["forum_letters"]) == len(stage.kept()["forum_letters"]) == 1


def test_something_like_it_is_offered_and_a_vote_for_it_sends_nothing(stage: Scene) -> None:
    ask_three(stage)
    change(stage.bot.runtime, LAPTOPS, state=QuestionState.OPEN)
    asker = stage.person(7)
    open_form(asker)
    shown = asker.submit({ids.ASKED: "When do we get new laptops?"}).modal
    assert LAPTOPS in words(shown)
    asker.press(ids.VOTE_INSTEAD)
    asker.until(lambda one: "nothing was sent" in words(one.modal()))
    kept = stage.kept()
    assert (len(kept["forum_votes"]), kept["forum_letters"]) == (1, [])


def test_a_receipt_opens_its_thread_alone_with_what_champions_wrote(stage: Scene) -> None:
    mine, other, _third = ask_three(stage)
    runtime = stage.bot.runtime
    reply(runtime, LAPTOPS, "It would name the <!channel> of one family")
    change(runtime, LAPTOPS, state=QuestionState.HIDDEN, hidden_for=HideReason.NAMES_FAMILY)
    asker = stage.person(3)
    said = words(come_back(asker, f"  {mine.upper()} ").modal)
    assert "It could identify a child, a family or a case." in said
    assert "It would name the <!channel> of one family" in said
    asker.close_modal(everything=True)
    assert "Champions have written nothing" in words(come_back(asker, other).modal)
    asker.close_modal(everything=True)
    wrong = come_back(asker, mine.replace(mine.split()[0], "qwertz"))
    assert "qwertz cannot be in a receipt" in wrong.errors[ids.RECEIPT_WORDS]
    wrong = asker.submit({ids.RECEIPT_WORDS: " ".join(mine.split()[::-1])})
    assert "No question has this receipt." in wrong.errors[ids.RECEIPT_WORDS]
    asker.close_modal(everything=True)
    assert "1 private reply in the last four weeks" in words(asker.open_home())


def test_what_waits_in_the_letterbox_is_told_to_its_receipt(stage: Scene) -> None:
    receipt = ask(stage, 3, LAPTOPS, alone="together")
    shown = words(come_back(stage.person(3), receipt).modal)
    assert "no champion has seen it yet" in shown
    assert "together with two others" in shown


def test_new_words_go_through_the_letterbox_in_place_of_the_old(stage: Scene) -> None:
    receipts = ask_three(stage)
    change(stage.bot.runtime, PARKING, state=QuestionState.REWORDING)
    asker = stage.person(4)
    shown = come_back(asker, receipts[1]).modal
    assert "Champions ask you for other words" in words(shown)
    box = _box(asker)
    shown = asker.submit({box: "Ask Kayleigh for parking"}).modal
    assert "⟦Kayleigh: name?⟧" in words(shown)
    shown = asker.submit({_box(asker): "Could duty workers park here?"}).modal
    assert "Sent." in words(shown)
    letters = stage.kept()["forum_letters"]
    stage.dispatching.again()
    assert len(stage.kept()["forum_letters"]) == len(letters) == 1
    assert "Kayleigh" not in str(stage.kept())
    hand_over(stage, datetime(2026, 9, 18, 9, 30, tzinfo=UTC))
    assert {row[6] for row in stage.kept()["forum_questions"]} >= {"Could duty workers park here?"}


def _box(visitor: Visitor) -> str:
    named = [str(one.get("block_id")) for one in visitor.modal()["blocks"]]
    return next(one for one in named if one.startswith(ids.AFTERWARDS))
