"""An HR lead runs a survey from Slack, from the first click to the archive: a real Bolt App."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from handlers import ids
from surveys.model.surveys import KeptSurvey, SurveyState
from tests.authoring import SURVEY, Author, author_of
from tests.conftest import MONDAY
from tests.handlers.dispatching import WAYS, Scene, buttons, scene, words

STAFF = {"Children's Services/Assessment/Team 1": 14, "Children's Services/Assessment/Team 2": 12}
AUTHOR, OTHER_AUTHOR, SOMEBODY = 2, 3, 4


@pytest.fixture(params=WAYS)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, request.param, STAFF, authors=(AUTHOR, OTHER_AUTHOR)) as one:
        yield one


@pytest.fixture
def author(stage: Scene) -> Author:
    return author_of(stage, AUTHOR)


def kept(stage: Scene, survey: str = SURVEY) -> KeptSurvey:
    with stage.bot.runtime.store.begin() as tx:
        return tx.surveys.get(survey)


def test_a_survey_lives_from_the_first_click_to_the_archive(stage: Scene, author: Author) -> None:
    author.begin()
    author.add_every_kind()
    author.press(ids.AUDIENCE, ids.SUBMIT_AUDIENCE)
    author.submit({ids.FAMILIES: ["social worker"], ids.TENURE_FROM: "3"}, "who started 3 months")
    author.press(ids.CALENDAR, ids.SUBMIT_CALENDAR)
    author.press(ids.DATES, "21 September 2026", value="2026-09-21", block_id=ids.STARTS)
    author.press(ids.DATES, "Wednesday 21 October 2026", value="monthly", block_id=ids.EVERY)
    author.submit({}, "Every month from Monday 21 September 2026, at 10:00")
    preview = words(author.press(ids.PREVIEW, "Who would be asked"))
    assert "26 people would be asked on Monday 21 September 2026." in preview
    assert "8. Anything else?" in preview
    author.press(ids.TRIAL_FORM, ids.SUBMIT_PRETEND)
    author.visitor.close_modal()
    author.press(ids.OVERVIEW, "Who is asked")
    author.press(ids.START, ids.SUBMIT_START)
    author.submit({}, "It is started.")
    assert kept(stage).state is SurveyState.RUNNING
    stage.bot.tick()
    stage.clock.move_to(MONDAY + timedelta(days=14))
    stage.bot.tick()
    assert "26 of 26 invitations delivered" in author.home()
    author.manage()
    author.press(ids.CLOSE_EARLY, "The round is closed.")
    author.press(ids.ARCHIVE, "It is in the archive.")
    assert kept(stage).state is SurveyState.ARCHIVED
    assert ids.EDITOR not in buttons(author.visitor.modal())
