"""Counting a closed round: people, and sums that tell of nobody."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.model.questions import Answers, Choice, Option, Style
from surveys.model.releases import UnitTotal
from surveys.rules.clipping import clip
from surveys.rules.tallying import respondents, unit_totals
from tests.organisation import pulse_answers
from tests.surveys.rules.organisations import ITEM

DAY = Choice("day", "Which day?", "the day", Style.ONE, tuple(Option(one, one) for one in "abc"))
LEAVES = ("t1", "t2", "t3")
OTHER = replace(ITEM, id="other")
said = st.lists(
    st.tuples(
        st.sampled_from(LEAVES),
        st.builds(
            Answers,
            scores=st.dictionaries(st.sampled_from(("q", "other")), st.integers(1, 5)),
            picks=st.dictionaries(st.just("day"), st.sampled_from([("a",), ("b",), ("c",)])),
            comments=st.dictionaries(st.just("comment"), st.just("said")),
        ),
    ),
    max_size=30,
)


def test_nothing_said_leaves_nothing() -> None:
    assert unit_totals([], ITEM, []) == []
    assert respondents([]) == {}


def test_a_skipped_question_counts_nobody() -> None:
    answers = [("t1", pulse_answers({"other": 3}, "said"))]
    assert [one.n for one in unit_totals(answers, ITEM, ["t1"])] == [0]
    assert [one.n for one in unit_totals(answers, OTHER, ["t1"])] == [1]


def test_a_comment_alone_is_an_answer_and_nothing_at_all_is_none() -> None:
    answers = [("t1", pulse_answers({}, "said")), ("t1", Answers()), ("t2", Answers())]
    assert respondents(answers) == {"t1": 1, "t2": 0}
    assert unit_totals(answers, ITEM, ["t1", "t2"]) == [
        UnitTotal("q", "t1", 0, 0.0),
        UnitTotal("q", "t2", 0, 0.0),
    ]


def test_nine_people_keep_a_count_and_a_clipped_sum() -> None:
    answers = [("t1", Answers({"q": 5}))] * 9
    assert unit_totals(answers, ITEM, ["t1"]) == [UnitTotal("q", "t1", 9, 41.0)]


@given(said)
def test_everyone_is_counted_once_where_they_sit(answers: list[tuple[str, Answers]]) -> None:
    totals = [one for item in (ITEM, OTHER) for one in unit_totals(answers, item, LEAVES)]
    for item in (ITEM, OTHER):
        counts = Counter(leaf for leaf, one in answers if item.id in one.scores)
        assert {one.leaf_id: one.n for one in totals if one.question_id == item.id} == {
            leaf: counts[leaf] for leaf in LEAVES
        }
    for one in totals:
        given_ = [a.scores[one.question_id] for leaf, a in answers
                  if leaf == one.leaf_id and one.question_id in a.scores]  # fmt: skip
        assert one.clipped_sum == clip(sum(given_), one.n, 1, 5)


@given(said, st.randoms())
def test_the_order_of_answers_leaves_no_trace(
    answers: list[tuple[str, Answers]], rng: Random
) -> None:
    mixed = list(answers)
    rng.shuffle(mixed)
    for question in (ITEM, OTHER, DAY):
        assert unit_totals(mixed, question, LEAVES) == unit_totals(answers, question, LEAVES)


@given(said)
def test_every_option_is_counted_of_the_same_people(answers: list[tuple[str, Answers]]) -> None:
    totals = unit_totals(answers, DAY, LEAVES)
    assert {one.question_id for one in totals} == {"day:a", "day:b", "day:c"}
    for leaf in LEAVES:
        own = [one for one in totals if one.leaf_id == leaf]
        n = sum(leaf == at and "day" in one.picks for at, one in answers)
        assert {one.n for one in own} == {n}
        assert sum(one.clipped_sum for one in own) == pytest.approx(n)


def test_ticks_of_several_options_are_kept_of_those_who_ticked_any() -> None:
    several = replace(DAY, style=Style.SEVERAL)
    answers = [("t1", Answers(picks={"day": ("a", "b")}))] * 5 + [("t1", Answers({"q": 3}))]
    assert unit_totals(answers, several, ["t1"]) == [
        UnitTotal("day:a", "t1", 5, 4.0),
        UnitTotal("day:b", "t1", 5, 4.0),
        UnitTotal("day:c", "t1", 5, 1.0),
    ]
