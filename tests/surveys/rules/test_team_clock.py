"""The team clock: no question's figures of teams twice in a quarter, whoever asks it."""

from datetime import date, timedelta

import pytest

from surveys.rules.team_clock import Shown, held_back

DAY = date(2026, 9, 7)
ASKED = {"caseload": [DAY], "tools": [DAY]}


def after(days: int, survey: str = "other", question: str = "caseload") -> Shown:
    return Shown(survey, question, (DAY + timedelta(days=days),))


@pytest.mark.parametrize(
    ("days", "held"), [(-91, False), (-90, True), (-1, True), (0, True), (90, True), (91, False)]
)
def test_another_surveys_figures_hold_a_question_back_for_thirteen_weeks(
    days: int, held: bool
) -> None:
    found = held_back("mine", ASKED, [after(days)], has_windows=False)
    assert found == ({"caseload"} if held else frozenset())


@pytest.mark.parametrize(("days", "held"), [(-84, False), (-83, True), (-31, True)])
def test_a_monthly_survey_shows_teams_once_a_quarter(days: int, held: bool) -> None:
    found = held_back("mine", ASKED, [after(days, "mine")], has_windows=False)
    assert found == ({"caseload"} if held else frozenset())


def test_windows_keep_the_pulses_own_quarters_apart() -> None:
    asked = {"how_are_you": [DAY + timedelta(weeks=n) for n in range(13)]}
    before = Shown("pulse", "how_are_you", (DAY - timedelta(weeks=1),))
    assert held_back("pulse", asked, [before], has_windows=True) == frozenset()
    other = Shown("check", "how_are_you", (DAY - timedelta(weeks=1),))
    assert held_back("pulse", asked, [before, other], has_windows=True) == {"how_are_you"}


def test_any_round_of_a_window_counts() -> None:
    asked = {"caseload": [DAY - timedelta(weeks=20), DAY]}
    assert held_back("pulse", asked, [after(30)], has_windows=True) == {"caseload"}


def test_questions_nobody_else_showed_are_free() -> None:
    assert held_back("mine", ASKED, [after(1, question="pay")], has_windows=False) == frozenset()
    assert held_back("mine", ASKED, [], has_windows=False) == frozenset()
