"""Counting a closed round: people, and sums that tell of nobody."""

from collections import Counter
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from surveys.model.questions import Answers
from surveys.model.releases import UnitTotal
from surveys.rules.clipping import clip
from surveys.rules.tallying import respondents, unit_totals
from tests.surveys.rules.organisations import ITEM

LEAVES = ("t1", "t2", "t3")
OTHER = replace(ITEM, id="other")
said = st.lists(
    st.tuples(
        st.sampled_from(LEAVES),
        st.builds(
            Answers,
            scores=st.dictionaries(st.sampled_from(("q", "other")), st.integers(1, 5)),
            comment=st.none() | st.just("said"),
        ),
    ),
    max_size=30,
)


def test_nothing_said_leaves_nothing() -> None:
    assert unit_totals([], [ITEM], []) == ()
    assert respondents([]) == {}


def test_a_skipped_question_counts_nobody() -> None:
    totals = unit_totals([("t1", Answers({"other": 3}, "said"))], [ITEM, OTHER], ["t1"])
    assert [(one.question_id, one.n) for one in totals] == [("q", 0), ("other", 1)]


def test_a_comment_alone_is_an_answer_and_nothing_at_all_is_none() -> None:
    answers = [("t1", Answers({}, "said")), ("t1", Answers({}, None)), ("t2", Answers({}, None))]
    assert respondents(answers) == {"t1": 1, "t2": 0}
    assert unit_totals(answers, [ITEM], ["t1", "t2"]) == (
        UnitTotal("q", "t1", 0, 0.0),
        UnitTotal("q", "t2", 0, 0.0),
    )


def test_nine_people_keep_a_count_and_a_clipped_sum() -> None:
    answers = [("t1", Answers({"q": 5}, None))] * 9
    assert unit_totals(answers, [ITEM], ["t1"]) == (UnitTotal("q", "t1", 9, 41.0),)


@given(said)
def test_everyone_is_counted_once_where_they_sit(answers: list[tuple[str, Answers]]) -> None:
    totals = unit_totals(answers, [ITEM, OTHER], LEAVES)
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
    assert unit_totals(mixed, [ITEM, OTHER], LEAVES) == unit_totals(answers, [ITEM, OTHER], LEAVES)
