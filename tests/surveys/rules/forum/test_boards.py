"""The order of the forum tells no more than bands and days; ages count working days."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from surveys.model.browsing import Seeking, Sought
from surveys.model.forum import QuestionState
from surveys.rules.forum.boards import age, in_order, sought
from surveys.rules.forum.votes import band
from tests.surveys.rules.forum.test_alike import asked

FRIDAY = date(2026, 9, 11)


def test_bands_come_first_then_age_and_answers_newest_first() -> None:
    old, new, loved, answered, fresh, hidden = asked(*"abcdef")
    shown = in_order(
        [
            replace(new, released_on=FRIDAY),
            old,
            replace(loved, released_on=FRIDAY, band="10-19"),
            replace(answered, state=QuestionState.ANSWERED, answered_on=FRIDAY),
            replace(fresh, state=QuestionState.ANSWERED, answered_on=FRIDAY + timedelta(days=3)),
            replace(hidden, state=QuestionState.HIDDEN),
        ]
    )
    assert [one.text for one in shown] == ["c", "a", "b", "e", "d"]


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8))
def test_counts_of_one_band_are_not_told_apart_by_the_order(votes: list[int]) -> None:
    questions = [
        replace(one, band=band(count))
        for one, count in zip(asked(*["Why?"] * len(votes)), votes, strict=True)
    ]
    shown = in_order(questions)
    assert in_order(reversed(questions)) == shown
    lows = [int(one.band.removesuffix("+").split("-")[0]) for one in shown]
    assert lows == sorted(lows, reverse=True)


def test_one_sees_the_state_and_the_topic_that_one_chose() -> None:
    one, two = asked("a", "b")
    both = [one, replace(two, state=QuestionState.ANSWERED, topic="caseload")]
    assert sought(both, Seeking()) == tuple(both)
    assert sought(both, Seeking(Sought.OPEN)) == (both[0],)
    assert sought(both, Seeking(Sought.ANSWERED, "caseload")) == (both[1],)
    assert sought(both, Seeking(Sought.OPEN, "caseload")) == ()


def test_age_counts_working_days_after_the_day_of_release() -> None:
    assert age(FRIDAY, FRIDAY) == 0
    assert age(FRIDAY, date(2026, 9, 13)) == 0  # Sunday
    assert age(FRIDAY, date(2026, 9, 14)) == 1
    assert age(date(2026, 12, 24), date(2026, 12, 29)) == 1  # Christmas, and Boxing Day's Monday
