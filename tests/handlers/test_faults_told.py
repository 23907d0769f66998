"""A fault after which somebody would see nothing: one sentence all the same."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from handlers import ids
from handlers.authoring import showing
from surveys.model.surveys import SurveyState
from surveys.use_cases import authoring, choosing, overseeing
from tests.authoring import DETAILS, SURVEY, Author, author_of
from tests.handlers.dispatching import WAYS, Scene, scene

AUTHOR = 2
DONE = "That is done, but this page could not be brought up to date."
OUR_FAULT = "Something went wrong on our side. Nothing was saved. Reference "


def fail(*_given: Any, **_more: Any) -> Any:
    raise ZeroDivisionError


@pytest.fixture(params=WAYS[:2])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, request.param, authors=(AUTHOR,)) as one:
        yield one


@pytest.fixture
def author(stage: Scene) -> Author:
    one = author_of(stage, AUTHOR)
    one.begin()
    return one


def test_a_page_that_cannot_be_drawn_after_a_change_is_no_silence(
    stage: Scene, author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    author.press(ids.DETAILS, ids.SUBMIT_DETAILS)
    with monkeypatch.context() as patch:
        patch.setattr(showing, "survey_page", fail)
        author.submit(DETAILS | {ids.TITLE: "After the fault"}, DONE)
    author.visitor.close_modal(everything=True)
    author.manage()
    monkeypatch.setattr(overseeing, "survey_page", fail)
    author.press(ids.ARCHIVE, DONE)
    kept = authoring.show(stage.bot.runtime, SURVEY)
    assert (kept.survey.title, kept.state) == ("After the fault", SurveyState.ARCHIVED)


def test_a_search_that_fails_does_not_say_that_there_is_no_such_thing(
    stage: Scene, author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    payload: dict[str, Any] = {
        "type": "block_suggestion",
        "user": {"id": f"U{AUTHOR:04}", "team_id": "T0LOCAL"},
        "team": {"id": "T0LOCAL"},
        "action_id": ids.CHOICE,
        "block_id": ids.UNITS,
        "value": "team",
    }
    monkeypatch.setattr(choosing, "search", fail)
    (offered,) = stage.dispatching.send(payload)["options"]
    assert offered["text"]["text"].startswith(OUR_FAULT)
    assert len(offered["text"]["text"].split()[-1]) == 8  # the reference is whole
