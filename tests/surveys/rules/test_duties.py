"""Who may do what with a question of the forum, and when something is late."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from surveys.model.actions import Post
from surveys.model.chairing import Deed, Pile, Wish
from surveys.model.deliveries import Kind
from surveys.model.forum import Addressee, ForumQuestion, HideReason, Holding, QuestionState, Thread
from surveys.rules.forum.duties import (
    champion_may,
    holder_may,
    is_late,
    most_alike,
    piles_of,
    reminder,
)

DAY = date(2026, 9, 7)
WAITING = ForumQuestion(
    "q1",
    "c1",
    QuestionState.WAITING,
    1,
    "other",
    Addressee.ANYONE,
    "Why?",
    DAY,
    Thread("t1", b"k"),
)
OPEN = replace(WAITING, state=QuestionState.OPEN)
HELD = replace(OPEN, held=Holding("p1", Post.LEADER, "u1", DAY))
HIDE = Wish("p2", "Person 2", False, HideReason.ABUSIVE, "No.")


@pytest.mark.parametrize(
    ("state", "may"),
    [
        (QuestionState.WAITING, {Deed.PUBLISH, Deed.REWORD, Deed.MERGE, Deed.SPLIT, Deed.HIDE}),
        (QuestionState.REWORDING, {Deed.PUT_BACK}),
        (QuestionState.OPEN, {Deed.ASSIGN, Deed.MERGE, Deed.HIDE}),
        (QuestionState.ANSWERED, {Deed.REOPEN, Deed.HIDE}),
        (QuestionState.HIDDEN, {Deed.PUT_BACK}),
        (QuestionState.MERGED, set()),
        (QuestionState.SPLIT, set()),
    ],
)
def test_what_a_champion_may_do_follows_from_where_a_question_stands(
    state: QuestionState, may: set[Deed]
) -> None:
    question = replace(WAITING, state=state)
    assert champion_may(question, (), ()) == may | {Deed.REPLY}
    unwritable = champion_may(replace(question, thread=None), (), ())
    assert unwritable == may - {Deed.REWORD}
    answerable = state in {QuestionState.OPEN, QuestionState.ANSWERED}
    assert (Deed.DRAFT in holder_may(question, ())) is answerable


def test_what_waits_for_a_second_champion_waits_for_another_one() -> None:
    assert champion_may(OPEN, (HIDE,), ()) == {Deed.REPLY, Deed.CONFIRM, Deed.DECLINE}
    mine = replace(HIDE, is_mine=True)
    assert champion_may(OPEN, (mine,), ()) == {Deed.REPLY, Deed.TAKE_BACK}
    publish = replace(HIDE, hide_for=None)
    assert champion_may(WAITING, (publish,), ()) == {Deed.REPLY, Deed.PUBLISH, Deed.DECLINE}


def test_a_holder_is_reminded_in_the_week_before_and_the_two_after() -> None:
    told = {days: reminder(HELD, DAY + timedelta(days=days)) for days in (-8, -7, 0, 1, 14, 15)}
    assert told == {
        -8: None,
        -7: Kind.FORUM_SOON,
        0: Kind.FORUM_SOON,
        1: Kind.FORUM_LATE,
        14: Kind.FORUM_LATE,
        15: None,
    }
    assert reminder(OPEN, DAY) is None
    assert reminder(replace(HELD, state=QuestionState.ANSWERED), DAY) is None


def test_screening_is_late_after_three_working_days_and_an_answer_after_its_day() -> None:
    assert [is_late(WAITING, DAY + timedelta(days=n)) for n in (3, 4)] == [False, True]
    assert [is_late(HELD, DAY + timedelta(days=n)) for n in (0, 1)] == [False, True]
    assert not is_late(OPEN, DAY + timedelta(days=99))


def test_a_question_with_whoever_left_is_with_nobody() -> None:
    def piles(question: ForumQuestion, *, is_held: bool) -> set[Pile]:
        later = DAY + timedelta(days=1)
        return {
            *piles_of(
                question,
                wished=None,
                followed=False,
                drafted=False,
                is_held=is_held,
                is_mine=False,
                today=later,
            )
        }

    assert piles(HELD, is_held=True) == {Pile.OPEN, Pile.LATE}
    assert piles(HELD, is_held=False) == {Pile.OPEN, Pile.NOBODY}


def test_the_most_alike_come_first_and_every_other_one_after() -> None:
    asked = replace(OPEN, text="When will the slow case system be replaced?")
    texts = ("Are there quiet rooms?", "Why is the case system slow?", "When is the party?")
    others = [replace(OPEN, id=f"q{n}", text=text) for n, text in enumerate(texts, start=2)]
    near, rest = most_alike(asked, others)
    assert next(one.text for one in (*near, *rest)) == texts[1]
    assert len(near) + len(rest) == 3
