"""Shares as a release says them: each option's, to 10%, at the same places."""

import pytest

from surveys.model.questions import Answers, Choice, Option, Style
from surveys.model.releases import Bound, Cell
from surveys.rules.cells import hidden_everywhere, hidden_outside, weekly_cells
from surveys.rules.tallying import unit_totals
from tests.surveys.rules.organisations import services_of

TREE, UNITS = services_of({}, direct=3)


def choice(style: Style, options: str = "abc") -> Choice:
    return Choice("q", "?", "a label", style, tuple(Option(one, one) for one in options))


def cells(asked: Choice, picks: dict[str, list[str]], k: int = 20) -> dict[str, Cell]:
    """The organisation's cells by option; each pick is written as its options' letters."""
    said = [(unit, Answers(picks={"q": tuple(one)})) for unit, own in picks.items() for one in own]
    totals = unit_totals(said, asked, UNITS)
    found = weekly_cells(TREE, asked, totals, k)
    return {one.question_id: one for one in found if one.node_id == TREE.root}


def test_shares_of_one_option_come_to_one() -> None:
    picks = {"direct0": ["a"] * 6 + ["b"] * 4, "direct1": ["b"] * 5 + ["c"] * 5}
    found = cells(choice(Style.ONE), picks)
    # One person of each unit moves to the option that nobody picked.
    assert {one: cell.value for one, cell in found.items()} == {"q:a": 0.3, "q:b": 0.4, "q:c": 0.3}
    assert {cell.n_band for cell in found.values()} == {"20-49"}


def test_everybody_of_one_mind_reads_or_higher_and_the_others_or_lower() -> None:
    found = cells(choice(Style.YES_NO, "yn"), {"direct0": ["y"] * 30, "direct1": ["y"] * 30})
    assert (found["q:y"].value, found["q:y"].bound) == (1.0, Bound.GE)
    assert (found["q:n"].value, found["q:n"].bound) == (0.0, Bound.LE)


def test_units_that_keep_nothing_of_their_answers_take_every_bound_away() -> None:
    found = cells(choice(Style.ONE), {"direct0": ["a"] * 30, "direct1": ["a"] * 2})
    assert {cell.bound for cell in found.values()} == {None}


def test_shares_of_several_options_may_come_to_more_than_one() -> None:
    found = cells(choice(Style.SEVERAL), {"direct0": ["ab"] * 20 + ["c"] * 20})
    assert [found[f"q:{one}"].value for one in "abc"] == [0.5, 0.5, 0.5]


@pytest.mark.parametrize("people", [19, 20])
def test_a_choice_is_shown_from_the_threshold_on(people: int) -> None:
    found = cells(choice(Style.ONE), {"direct0": ["a"] * 10, "direct1": ["b"] * (people - 10)})
    assert {cell.shown for cell in found.values()} == {people == 20}


def test_cells_outside_are_hidden_and_say_nothing() -> None:
    found = tuple(cells(choice(Style.ONE), {"direct0": ["a"] * 20}).values())
    assert all(cell.shown for cell in found)
    for hidden in (hidden_outside(found, frozenset()), hidden_everywhere(TREE, "q")):
        assert {(one.shown, one.value, one.bound, one.n_band) for one in hidden} == {
            (False, None, None, None)
        }
