"""Voting: people are counted once, in bands, and nobody watches them vote; on each database."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from surveys.errors import VotingOver
from surveys.model.forum import Cycle, QuestionState
from surveys.runtime import Runtime
from surveys.use_cases import asking, convening, voting
from tests.conftest import MONDAY, Clock
from tests.forum_asking import TUESDAY, ask, open_all
from tests.organisation import account, enrol


@pytest.fixture
def forum(runtime: Runtime, clock: Clock) -> Runtime:
    clock.move_to(MONDAY)
    enrol(runtime)
    return runtime


def test_votes_count_people_and_a_merge_counts_nobody_twice(forum: Runtime) -> None:
    for who in (11, 12, 13):
        ask(forum, who, f"form-{who}")
    asking.hand_over(forum)
    with forum.store.begin() as tx:
        waiting = tx.forum_questions.all()[0].id
    with pytest.raises(VotingOver):
        voting.vote(forum, account(20), waiting, wanted=True)
    one, two, _three = open_all(forum)
    for who, question in ((20, one), (20, one), (21, one), (21, two), (22, two), (23, two)):
        voting.vote(forum, account(who), question, wanted=True)
    voting.vote(forum, account(23), two, wanted=False)
    cycle, counts = _counts(forum)
    assert (counts[one], counts[two]) == (2, 2)
    with forum.store.begin() as tx:
        before = tx.forum_cycles.tags(cycle.id)
    _merge(forum, one, two)
    _cycle, counts = _counts(forum)
    assert (counts.get(one), counts[two]) == (None, 3)
    with forum.store.begin() as tx:  # a row that moved would tell who voted for which
        assert tx.forum_cycles.tags(cycle.id) == before


def test_who_voted_for_a_question_that_was_merged_takes_that_back_or_leaves_it(
    forum: Runtime,
) -> None:
    for who in (11, 12, 13):
        ask(forum, who, f"form-{who}")
    asking.hand_over(forum)
    one, two, _three = open_all(forum)
    for who, question in ((20, one), (21, one), (21, two)):
        voting.vote(forum, account(who), question, wanted=True)
    _merge(forum, one, two)
    voting.vote(forum, account(20), two, wanted=True)
    assert _counts(forum)[1][two] == 2
    for left, who in ((1, 20), (0, 21)):
        voting.vote(forum, account(who), two, wanted=False)
        assert _counts(forum)[1][two] == left


def _merge(runtime: Runtime, source: str, target: str) -> None:
    with runtime.store.begin() as tx:
        one = tx.forum_questions.find(source)
        assert one is not None
        state = QuestionState.MERGED
        tx.forum_questions.change(
            replace(one, version=one.version + 1, state=state, merged_into=target)
        )


def test_the_band_of_votes_is_put_beside_a_question_once_a_day(
    forum: Runtime, clock: Clock
) -> None:
    for who in (11, 12, 13):
        ask(forum, who, f"form-{who}")
    asking.hand_over(forum)
    one, *_others = open_all(forum)
    for who in range(20, 26):
        voting.vote(forum, account(who), one, wanted=True)
    assert _band(forum, one) == "0-4"
    clock.move_to(TUESDAY)
    asking.hand_over(forum)
    assert _band(forum, one) == "5-9"


def test_bands_stand_still_until_five_people_have_voted_since(forum: Runtime, clock: Clock) -> None:
    for who in (11, 12, 13):
        ask(forum, who, f"form-{who}")
    asking.hand_over(forum)
    one, two, three = open_all(forum)
    told = []
    four, another = [(who, [one]) for who in range(20, 24)], [(24, [one, two, three])]
    four_more, last = [(who, [two]) for who in range(25, 29)], [(29, [three])]
    for day, voted in enumerate((four, another, four_more, last), 8):
        for who, questions in voted:
            for question in questions:
                voting.vote(forum, account(who), question, wanted=True)
        clock.move_to(datetime(2026, 9, day, 9, 0, tzinfo=UTC))
        asking.hand_over(forum)
        told.append((_band(forum, one), _band(forum, two)))
    assert told == [("0-4", "0-4"), ("5-9", "0-4"), ("5-9", "0-4"), ("5-9", "5-9")]


def _band(runtime: Runtime, question_id: str) -> str:
    with runtime.store.published() as db:
        found = db.forum_questions.find(question_id)
    assert found is not None
    return found.band


def _counts(runtime: Runtime) -> tuple[Cycle, dict[str, int]]:
    with runtime.store.begin() as tx:
        cycle, key = convening.current(runtime, tx)
        return cycle, convening.count_votes(tx, cycle, key)
