"""Questions that ask much the same are found; others are not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.model.forum import Addressee, ForumQuestion, QuestionState
from surveys.rules.forum.alike import MOST, alike

PAIRS = (
    ("When will the new laptops reach the referral team?", "When do we get new laptops?"),
    ("Why is there no parking for duty workers?", "Could duty workers park near the office?"),
    ("Why are caseloads in assessment above 20?", "What of high caseloads in Assessment?"),
    ("Will agency workers become permanent staff?", "How many agency staff become permanent?"),
    ("Can we work from home two days a week?", "Does working two days at home stay?"),
    ("When will supervision happen every month?", "Why is monthly supervision cancelled?"),
)


def asked(*texts: str) -> list[ForumQuestion]:
    return [
        ForumQuestion(str(n), "c", QuestionState.OPEN, 1, "other", Addressee.ANYONE, text,
                      date(2026, 9, 7), None)
        for n, text in enumerate(texts)
    ]  # fmt: skip


@pytest.mark.parametrize("place", range(len(PAIRS)))
def test_the_same_asked_in_other_words_is_found_alone(place: int) -> None:
    others = [one for pair in PAIRS for one in pair if one != PAIRS[place][1]]
    found = alike(PAIRS[place][1], asked(*others))
    assert [one.text for one in found] == [PAIRS[place][0]]


def test_one_word_in_common_is_not_enough() -> None:
    assert alike("Pay?", asked("Why was the pay rise delayed by two months?")) == ()


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=6))
def test_whatever_is_written_at_most_three_are_suggested_and_none_for_nothing(
    text: str, others: list[str]
) -> None:
    assert len(alike(text, asked(*others))) <= MOST
    assert alike("", asked(*others)) == ()


@given(st.permutations(["new laptops", "the referral team", "reach", "when"]))
def test_the_order_of_words_does_not_matter(parts: list[str]) -> None:
    assert alike(" ".join(parts), asked(PAIRS[0][0]))
