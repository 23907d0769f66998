"""Surveys and their revisions, on each database."""

from dataclasses import replace
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from surveys.model.questions import Choice, CommentPrompt, Item, Option, Scale, Style
from surveys.model.rounds import Seat
from surveys.model.surveys import (
    Audience,
    Calendar,
    Every,
    KeptSurvey,
    Survey,
    SurveyState,
    Tenure,
)
from surveys.store.database import Store
from tests.surveys.store import samples

SURVEY = Survey(
    id="kit",
    title="Your kit",
    purpose="Tells us what to buy first.",
    questions=(
        Item(
            "kit_ready",
            "tools",
            Scale("agreement", 1, 5, ("a", "b", "c", "d", "e"), 1.0),
            "The kit I need is there.",
            1,
            "",
            "Kit when needed",
        ),
        Choice(
            "missing_kit",
            "What do you lack?",
            "Missing kit",
            Style.SEVERAL,
            (Option("phone", "Phone"), Option("car", "Car")),
        ),
        CommentPrompt("other_kit", "What else?"),
    ),
    required=frozenset({"kit_ready"}),
    minutes=2,
    audience=Audience(("team",), ("social worker",), ("agency",), Tenure(3, None)),
    calendar=Calendar(Every.TWICE_YEARLY, date(2026, 10, 5), time(10), ZoneInfo("Europe/London")),
    open_working_days=10,
    reminder=True,
)
SHORT = replace(SURVEY, questions=SURVEY.questions[:1], calendar=None, audience=Audience())
DRAFT, RUNNING = SurveyState.DRAFT, SurveyState.RUNNING


def test_a_survey_comes_back_as_it_was_written(store: Store) -> None:
    with store.begin() as tx:
        assert tx.surveys.find("kit") is None
        with pytest.raises(LookupError):
            tx.surveys.get("kit")
        assert tx.surveys.add(SURVEY)
        assert tx.surveys.get("kit") == KeptSurvey(SURVEY, DRAFT, 1)
        assert tx.surveys.definition("kit", 1) == SURVEY
        with pytest.raises(LookupError):
            tx.surveys.definition("kit", 2)
    with store.published() as db:
        assert db.surveys.get("kit").survey == SURVEY


def test_an_id_is_given_once(store: Store) -> None:
    with store.begin() as tx:
        assert tx.surveys.add(SURVEY)
        assert not tx.surveys.add(SHORT, RUNNING)
        assert tx.surveys.all() == (KeptSurvey(SURVEY, DRAFT, 1),)


def test_a_revision_goes_on_top_of_the_one_seen_and_changes_no_earlier_one(store: Store) -> None:
    with store.begin() as tx:
        tx.surveys.add(SURVEY)
        assert tx.surveys.revise(SHORT, 1)
        assert not tx.surveys.revise(SURVEY, 1)
        assert not tx.surveys.revise(replace(SURVEY, id="another"), 1)
        assert tx.surveys.get("kit") == KeptSurvey(SHORT, DRAFT, 2)
        assert tx.surveys.definition("kit", 1) == SURVEY
        assert tx.surveys.definition("kit", 2) == SHORT


def test_a_state_moves_on_from_the_one_seen(store: Store) -> None:
    with store.begin() as tx:
        tx.surveys.add(SURVEY)
        tx.surveys.add(replace(SURVEY, id="later"), RUNNING)
        assert tx.surveys.set_state("kit", DRAFT, RUNNING)
        assert not tx.surveys.set_state("kit", DRAFT, RUNNING)
        assert [one.survey.id for one in tx.surveys.in_state(RUNNING)] == ["kit", "later"]
        assert tx.surveys.in_state(DRAFT) == ()


def test_a_round_keeps_which_revision_it_asked(store: Store) -> None:
    samples.furnish(store)
    with store.begin() as tx:
        tx.rounds.add(samples.round_(1, revision=3, minutes=5), [Seat("p1", "team")])
        found = tx.rounds.find("r1")
        assert found is not None
        assert (found.revision, found.minutes) == (3, 5)
        assert tx.surveys.revision_asked("weekly-pulse", 0) == 1
        assert tx.surveys.revision_asked("weekly-pulse", 1) == 3
        assert tx.surveys.revision_asked("weekly-pulse", 2) is None
