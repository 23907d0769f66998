"""What is counted of the forum for everybody to know."""

from dataclasses import replace
from datetime import date, timedelta

from handlers.views.convening import waiting_in_words
from surveys.model.actions import Post
from surveys.model.forum import Addressee, ForumQuestion, HideReason, Holding, QuestionState
from surveys.model.openness import Unanswered
from surveys.rules.forum.openness import statistics, unanswered

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)


def _question(id_: str, on: date = FIRST, **changes: object) -> ForumQuestion:
    one = ForumQuestion(
        id_, "c", QuestionState.OPEN, 1, "other", Addressee.ANYONE, "Why?", on, None
    )
    return replace(one, **changes)


def test_a_quarter_counts_what_was_asked_in_it_and_what_was_answered_in_it() -> None:
    hidden = {"state": QuestionState.HIDDEN, "hidden_for": HideReason.ABUSIVE}
    asked = (
        _question("before", FIRST - timedelta(days=1)),
        _question("first"),
        _question("last", LAST),
        _question("after", LAST + timedelta(days=1)),
        _question("hidden", LAST, **hidden),
        _question("part", split_from="first"),
    )
    answered = {"before": FIRST + timedelta(days=9), "first": FIRST + timedelta(days=4)}
    told = statistics(asked, {**answered, "last": LAST + timedelta(days=1)}, FIRST, LAST)
    assert (told.asked, told.answered, told.median_days) == (3, 2, 7.0)
    assert (told.hidden, told.still_open) == ({HideReason.ABUSIVE: 1}, 2)
    assert statistics((), {}, FIRST, LAST).median_days is None


def test_leadership_is_told_what_waits_and_what_is_overdue_in_one_line() -> None:
    today = date(2026, 9, 11)
    late = Holding("p", Post.LEADER, "u", today - timedelta(days=1))
    waits = {"state": QuestionState.WAITING}
    found = unanswered(
        (
            _question("old", today - timedelta(days=30), held=late),
            _question("today", today, held=replace(late, due=today)),
            _question("new", today - timedelta(days=1), **waits),
            _question("forgotten", date(2026, 9, 7), **waits),  # a Monday: until Thursday
            _question("done", FIRST, state=QuestionState.ANSWERED, held=late),
        ),
        today,
    )
    assert found == Unanswered(open=2, oldest=30, overdue=1, unscreened=1)
    assert waiting_in_words(found) == [
        "*Champions Forum*: 2 questions without an answer, the oldest 30 days old,"
        " 1 answer overdue, 1 waits for champions for too long."
    ]
    assert waiting_in_words(Unanswered(0, 0, 0, 0)) == [
        "*Champions Forum*: 0 questions without an answer."
    ]
    assert waiting_in_words(None) == []
