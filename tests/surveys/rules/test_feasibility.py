"""Feasibility: what an author is told agrees with what will be shown."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.bank.kinds import yes_and_no
from surveys.bank.questions import load_bank
from surveys.model.policy import LOWEST
from surveys.model.previews import Result
from surveys.model.questions import Choice, CommentPrompt, Question, Style
from surveys.model.surveys import Audience, Calendar, Every, Survey, Tenure
from surveys.model.tree import Tree
from surveys.rules.cutting import cut_at, unit_in
from surveys.rules.disclosure import choose, choose_pooled
from surveys.rules.feasibility import (
    USUAL_RESPONSE,
    Outlook,
    Scope,
    by_depth,
    expected_response,
    months_outside,
    outlooks,
    promises,
    scope_of,
)
from surveys.rules.placing import place_comments
from tests.surveys.rules.organisations import counts_of, services_of, tree_of, trees
from tests.surveys.rules.test_recurrence import asked

EVERYWHERE = Scope(is_whole_only=False)
WHOLE = Scope(is_whole_only=True)
LIKELY, WITH_MORE, NEVER = Outlook.LIKELY, Outlook.WITH_MORE, Outlook.NEVER


def told(
    tree: Tree, people: dict[str, int], response: float, scope: Scope = EVERYWHERE
) -> dict[str, tuple[Outlook, Outlook]]:
    found = outlooks(tree, people, response, scope, LOWEST)
    assert [one.node_id for one in found] == [node.id for node in tree.nodes]
    return {one.node_id: (one.weekly, one.quarterly) for one in found}


def test_teams_of_seven_wait_for_more_answers_and_their_service_does_not() -> None:
    tree, leaves = services_of({"fostering": 6, "assessment": 6})
    found = told(tree, dict.fromkeys(leaves, 7), 0.6)
    assert found["org"] == (LIKELY, LIKELY)
    assert found["fostering"] == (LIKELY, LIKELY)
    assert found["fostering/0"] == (NEVER, WITH_MORE)  # four of seven, and five are shown


def test_at_full_response_the_same_teams_are_likely() -> None:
    tree, leaves = services_of({"fostering": 6, "assessment": 6})
    found = told(tree, dict.fromkeys(leaves, 7), 1.0)
    assert found["fostering/0"] == (NEVER, LIKELY)


def test_a_team_of_four_is_never_shown_and_hides_a_sister() -> None:
    tree, _ = services_of({"fostering": 3})
    found = told(tree, {"fostering/0": 4, "fostering/1": 30, "fostering/2": 30}, 1.0)
    assert found["fostering/0"] == (NEVER, NEVER)
    shown = [one for one, outlook in found.items() if outlook[1] is LIKELY and "/" in one]
    assert len(shown) == 1


@given(trees(10), st.data(), st.sampled_from([0.0, 0.3, 0.6, 0.85, 1.0]))
def test_likely_is_what_the_rules_would_show_at_the_response_expected(
    tree: Tree, data: st.DataObject, response: float
) -> None:
    people = data.draw(counts_of(tree, 40))
    counts = {leaf: int(count * response + 0.5) for leaf, count in people.items()}
    weekly = choose(tree, counts, LOWEST.week)
    quarterly = choose_pooled(tree, [(counts, weekly)], LOWEST.team)
    everyone = choose(tree, people, LOWEST.week)
    found = told(tree, people, response)
    assert {one for one, (outlook, _) in found.items() if outlook is LIKELY} == weekly
    assert {one for one, (_, outlook) in found.items() if outlook is LIKELY} == quarterly
    assert not {one for one, (outlook, _) in found.items() if outlook is NEVER} & everyone


@given(trees(10), st.data())
def test_outside_the_chosen_parts_nothing_is_ever_to_be_expected(
    tree: Tree, data: st.DataObject
) -> None:
    people = data.draw(counts_of(tree, 60))
    chosen = frozenset(data.draw(st.sets(st.sampled_from([node.id for node in tree.nodes]))))
    found = told(tree, people, 0.6, Scope(is_whole_only=False, units=chosen))
    everywhere = told(tree, people, 0.6)
    for node_id, outlook in found.items():
        assert outlook == (everywhere[node_id] if node_id in chosen else (NEVER, NEVER))


@pytest.mark.parametrize(
    ("people", "outlook"), [(34, LIKELY), (32, WITH_MORE), (20, WITH_MORE), (19, NEVER)]
)
def test_an_audience_by_attribute_has_one_figure_from_twenty_answers_on(
    people: int, outlook: Outlook
) -> None:
    tree = tree_of({"org": None, "a": "org", "b": "org"})
    found = told(tree, {"a": 10, "b": people - 10}, 0.6, WHOLE)
    assert found == {"org": (outlook, NEVER), "a": (NEVER, NEVER), "b": (NEVER, NEVER)}


def test_an_author_reads_how_many_parts_of_each_level_are_likely() -> None:
    tree, leaves = services_of({"a": 2, "b": 2, "c": 2}, direct=1)
    people = {**dict.fromkeys(leaves, 10), "c/0": 3, "c/1": 0}
    found = outlooks(tree, people, 1.0, EVERYWHERE, LOWEST)
    levels = {
        one.depth: (one.of, one.weekly, one.quarterly)
        for one in by_depth(tree, people, found, EVERYWHERE)
    }
    assert levels[0] == (1, 1, 1)
    # Three services and a team of the organisation itself; one hides to cover the smallest.
    assert levels[1] == (4, 1, 2)
    assert levels[2] == (5, 0, 4)  # the sixth team is empty


def test_only_levels_where_figures_can_stand_are_summed_up() -> None:
    tree, leaves = services_of({"a": 2, "b": 2})
    people = dict.fromkeys(leaves, 30)
    part = Scope(is_whole_only=False, units=frozenset({"a", "a/0", "a/1"}))
    found = outlooks(tree, people, 0.6, part, LOWEST)
    assert [(one.depth, one.of) for one in by_depth(tree, people, found, part)] == [(1, 1), (2, 2)]
    found = outlooks(tree, people, 0.6, WHOLE, LOWEST)
    (whole,) = by_depth(tree, people, found, WHOLE)
    assert (whole.depth, whole.of, whole.weekly, whole.quarterly) == (0, 1, 1, 0)


SCORE, SHARE, WORDS = [
    load_bank().headline,
    Choice("q_two", "Two?", "Two", Style.YES_NO, yes_and_no(), None),
    CommentPrompt("q_three", "Three?"),
]


def promised(
    tree: Tree,
    people: dict[str, int],
    *questions: Question,
    scope: Scope = EVERYWHERE,
    response: float = 1.0,
) -> dict[Result, list[tuple[int, int, int, int]]]:
    found = promises(tree, people, response, scope, LOWEST, questions)
    return {
        one.result: [(each.depth, each.of, each.weekly, each.quarterly) for each in one.levels]
        for one in found
    }


def test_only_what_is_asked_is_promised_and_nothing_but_scores_below_a_service() -> None:
    tree, leaves = services_of({"a": 2, "b": 2})
    people = dict.fromkeys(leaves, 30)
    shares = [(0, 1, 1, 0), (1, 2, 2, 0)]
    assert promised(tree, people, SHARE) == {Result.SHARES: shares}
    assert promised(tree, people, WORDS) == {Result.WORDS: shares}
    found = promised(tree, people, WORDS, SCORE, SHARE)
    assert list(found) == [Result.SCORES, Result.SHARES, Result.WORDS]
    assert found[Result.SCORES][-1] == (2, 4, 4, 4)
    assert promised(tree, people) == {}


def test_of_one_team_alone_nothing_but_scores_may_be_expected() -> None:
    tree, _ = services_of({"a": 2})
    team = Scope(is_whole_only=False, units=frozenset({"a/0"}))
    found = promised(tree, {"a/0": 12}, SCORE, SHARE, WORDS, scope=team)
    assert found == {Result.SCORES: [(2, 1, 0, 1)], Result.SHARES: [], Result.WORDS: []}


def test_one_figure_is_for_the_organisation_whatever_is_asked() -> None:
    tree, leaves = services_of({"a": 2, "b": 2})
    found = promised(tree, dict.fromkeys(leaves, 5), SCORE, SHARE, WORDS, scope=WHOLE)
    assert set(map(tuple, found.values())) == {((0, 1, 1, 0),)}
    found = promised(tree, dict.fromkeys(leaves, 4), SCORE, SHARE, WORDS, scope=WHOLE)
    assert set(map(tuple, found.values())) == {((0, 1, 0, 0),)}


@given(trees(10), st.data())
def test_shares_are_promised_where_a_release_shows_them(tree: Tree, data: st.DataObject) -> None:
    people = data.draw(counts_of(tree, 60))
    cut = cut_at(tree, 1)
    by_unit: dict[str, int] = {}
    for leaf, count in people.items():
        unit = unit_in(cut, tree, leaf)
        by_unit[unit] = by_unit.get(unit, 0) + count
    shown = choose(cut, by_unit, LOWEST.week)
    services = {one for one in shown if tree.depth(one) == 1 and cut.by_id[one].unit_id == one}
    found = {
        depth: likely for depth, _of, likely, _team in promised(tree, people, SHARE)[Result.SHARES]
    }
    assert found.get(1, 0) == len(services)
    assert found.get(0, 0) == (tree.root in shown)


@given(trees(10), st.data())
def test_no_words_are_promised_that_no_release_could_place(tree: Tree, data: st.DataObject) -> None:
    people = data.draw(counts_of(tree, 60))
    shown = choose(tree, people, LOWEST.week)
    supposed = [(leaf, "words") for leaf, count in people.items() for _one in range(count)]
    placed = place_comments(tree, shown, people, supposed, LOWEST.comments)
    found = {
        depth: likely
        for depth, _of, likely, _team in promised(tree, people, SCORE, WORDS)[Result.WORDS]
    }
    assert found.get(1, 0) == len(
        {one for one in placed if tree.depth(one) == 1 and tree.by_id[one].unit_id == one}
    )
    assert found.get(0, 0) >= (tree.root in placed)


def test_what_to_expect_is_what_the_last_releases_said() -> None:
    assert expected_response([]) == USUAL_RESPONSE
    assert expected_response(["80%"]) == pytest.approx(0.8, abs=0.001)
    assert expected_response(["40%", "60%"]) == pytest.approx(0.5, abs=0.001)
    assert 0.9 < expected_response(["over 90%"]) < 1
    assert 0 < expected_response(["under 10%"]) < 0.05


def test_where_results_of_a_survey_can_stand() -> None:
    def survey(audience: Audience, calendar: Calendar | None = None) -> Survey:
        return Survey("s", "S", "", (), frozenset(), 2, audience, calendar, 5, False)

    places = frozenset({"a"})
    assert scope_of(survey(Audience()), places) == EVERYWHERE
    assert scope_of(survey(Audience(units=("a",))), places) == Scope(False, places)
    assert scope_of(survey(Audience(tenure=Tenure(0, 12))), places).is_whole_only
    start = asked(Every.MILESTONE, date(2026, 1, 5))
    assert scope_of(survey(Audience(), start), places).is_whole_only


@pytest.mark.parametrize(
    ("tenure", "outside"),
    [(None, ()), (Tenure(0, 12), (12, 24)), (Tenure(6, None), (3,)), (Tenure(3, 24), (24,))],
)
def test_a_milestone_outside_the_time_chosen_asks_nobody(
    tenure: Tenure | None, outside: tuple[int, ...]
) -> None:
    start = replace(asked(Every.MILESTONE, date(2026, 1, 5)), months=(3, 6, 12, 24))
    survey = Survey("s", "S", "", (), frozenset(), 2, Audience(tenure=tenure), start, 5, False)
    assert months_outside(survey) == outside
    weekly = replace(survey, calendar=asked(Every.WEEKLY, date(2026, 1, 5)))
    assert months_outside(weekly) == ()


def test_five_hundred_parts_each_have_an_outlook() -> None:
    tree, leaves = services_of(dict.fromkeys((f"s{one}" for one in range(25)), 19))
    people = {leaf: 7 + number % 8 for number, leaf in enumerate(leaves)}
    found = outlooks(tree, people, 0.6, EVERYWHERE, LOWEST)
    assert len(found) == len(tree.nodes) > 500
    counted = by_depth(tree, people, found, EVERYWHERE)
    assert counted
