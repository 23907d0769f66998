"""The cycle's dates and stages, and the order of an agenda."""

from datetime import date, timedelta

import pytest

from surveys.model.forum import Addressee, ForumQuestion, QuestionState
from surveys.model.meetings import Stage
from surveys.rules.calendar import is_working_day
from surveys.rules.forum.agenda import are_minutes_late, is_shown, may_meet, ordered, stage
from surveys.rules.forum.meetings import collect_until, next_meeting, vote_until

MEETING = date(2027, 1, 14)  # after Christmas: Friday 25 December, Monday 28 (kept for the 26th)


def _question(
    id_: str, released_on: date, state: QuestionState = QuestionState.OPEN
) -> ForumQuestion:
    return ForumQuestion(id_, "c", state, 1, "other", Addressee.ANYONE, "Why?", released_on, None)


def test_stages_follow_working_days_also_over_christmas() -> None:
    assert (collect_until(MEETING), vote_until(MEETING)) == (date(2026, 12, 21), date(2027, 1, 7))
    found = {
        day: stage(day, MEETING, is_made=False)
        for day in (MEETING + timedelta(days=n) for n in range(-40, 3))
    }
    assert found[date(2026, 12, 21)] is Stage.COLLECTING
    assert found[date(2026, 12, 22)] is found[date(2027, 1, 7)] is Stage.VOTING
    assert found[date(2027, 1, 8)] is Stage.COUNTED
    assert found[MEETING] is Stage.MEETING
    assert found[date(2027, 1, 15)] is Stage.MINUTES
    assert stage(date(2026, 12, 1), MEETING, is_made=True) is Stage.READY


def test_a_meeting_is_moved_to_working_days_within_a_year_alone() -> None:
    today = date(2026, 12, 1)
    for wrong in (
        date(2026, 12, 5),  # a Saturday
        date(2026, 12, 25),
        date(2026, 12, 28),  # the bank holiday of Boxing Day, which is a Saturday
        date(2026, 11, 30),  # yesterday
        date(2027, 12, 3),
    ):
        assert not may_meet(wrong, today)
    assert may_meet(today, today)
    assert may_meet(date(2027, 1, 14), today)


def test_usual_meetings_are_four_a_year_on_working_days() -> None:
    day, found = date(2026, 1, 1), []
    while len(found) < 12:
        day = next_meeting(day, ())
        found.append(day)
    assert {one.year: [each.month for each in found if each.year == one.year] for one in found} == {
        2026: [3, 6, 9, 12],
        2027: [3, 6, 9, 12],
        2028: [3, 6, 9, 12],
    }
    assert all(map(is_working_day, found))


def test_an_agenda_goes_by_votes_then_age_and_holds_open_questions_alone() -> None:
    old, new = date(2026, 9, 1), date(2026, 10, 1)
    asked = (
        _question("b", new),
        _question("a", new),
        _question("c", old),
        _question("d", new),
        _question("e", old, QuestionState.ANSWERED),
    )
    items = ordered("c", asked, {"d": 7, "e": 90})
    assert [(one.question_id, one.position, one.votes) for one in items] == [
        ("d", 1, 7), ("c", 2, 0), ("a", 3, 0), ("b", 4, 0),
    ]  # fmt: skip


def test_a_question_that_was_merged_unpublished_is_never_shown() -> None:
    merged = _question("a", date(2026, 9, 1), QuestionState.MERGED)
    assert not is_shown(merged)
    assert not is_shown(_question("a", date(2026, 9, 1), QuestionState.HIDDEN))
    assert is_shown(_question("a", date(2026, 9, 1)))


@pytest.mark.parametrize(("day", "late"), [(date(2027, 1, 28), False), (date(2027, 1, 29), True)])
def test_minutes_are_late_after_two_working_weeks(day: date, late: bool) -> None:
    assert are_minutes_late(MEETING, day) is late
