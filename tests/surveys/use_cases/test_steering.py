"""An author starts, pauses, resumes, closes and archives a survey."""

import pytest

from surveys.errors import (
    NoOpenRound,
    NotAnAuthor,
    SurveyArchived,
    SurveyAsksAtMilestones,
    SurveyChangedMeanwhile,
    SurveyPausedAlready,
    SurveyRunsAlready,
)
from surveys.model.rounds import RoundState
from surveys.model.surveys import SurveyState
from surveys.rules.lifecycle import Step
from surveys.runtime import Runtime
from surveys.use_cases import authoring, closing, drafting, opening, steering
from tests.authors import (
    AUTHOR,
    NOBODY_SPECIAL,
    OTHER,
    TEXT,
    draft,
    enrol_authors,
    place_of,
    renamed,
)
from tests.conftest import with_policy
from tests.surveys.use_cases.test_previewing import MILESTONES

ID = "after-the-move"


@pytest.fixture
def staffed(sqlite_runtime: Runtime) -> Runtime:
    enrol_authors(sqlite_runtime)
    draft(sqlite_runtime, TEXT)
    return with_policy(sqlite_runtime, welcome_working_days=0)


def test_a_survey_is_steered_through_its_life(runtime: Runtime) -> None:
    enrol_authors(runtime)
    seen = draft(runtime, TEXT).revision
    assert steering.take(runtime, AUTHOR, ID, Step.START, seen).state is SurveyState.RUNNING
    assert steering.take(runtime, OTHER, ID, Step.PAUSE).state is SurveyState.PAUSED
    assert steering.take(runtime, AUTHOR, ID, Step.RESUME).state is SurveyState.RUNNING
    assert steering.take(runtime, OTHER, ID, Step.ARCHIVE).state is SurveyState.ARCHIVED


@pytest.mark.parametrize(
    ("before", "step", "refusal"),
    [
        ((Step.START,), Step.START, SurveyRunsAlready),
        ((Step.START, Step.PAUSE), Step.PAUSE, SurveyPausedAlready),
        ((Step.START, Step.PAUSE, Step.RESUME), Step.RESUME, SurveyRunsAlready),
        ((Step.ARCHIVE,), Step.ARCHIVE, SurveyArchived),
    ],
)
def test_a_second_click_changes_nothing(
    staffed: Runtime, before: tuple[Step, ...], step: Step, refusal: type[Exception]
) -> None:
    for one in before:
        state = steering.take(staffed, AUTHOR, ID, one).state
    with pytest.raises(refusal):
        steering.take(staffed, AUTHOR, ID, step)
    assert authoring.show(staffed, ID).state is state


def test_what_starts_is_what_its_author_saw(staffed: Runtime) -> None:
    seen = authoring.show(staffed, ID)
    drafting.keep_details(staffed, OTHER, place_of(seen), renamed("Another"))
    with pytest.raises(SurveyChangedMeanwhile):
        steering.take(staffed, AUTHOR, ID, Step.START, seen.revision)
    assert authoring.show(staffed, ID).state is SurveyState.DRAFT


def test_the_round_that_its_author_looked_at_is_closed_and_no_other(staffed: Runtime) -> None:
    staffed = with_policy(staffed, ask_every_days=0)
    steering.take(staffed, AUTHOR, ID, Step.START)
    opened = opening.open_now(staffed, ID)
    other = opening.open_now(staffed)  # the weekly pulse
    steering.close_early(staffed, AUTHOR, ID, opened.id)
    with staffed.store.begin() as tx:
        assert [one.id for one in tx.rounds.open()] == [other.id]
        closed = tx.rounds.find(opened.id)
        assert closed is not None
        assert closed.state is RoundState.CLOSED
    for round_id in (other.id, "nowhere"):
        with pytest.raises(NoOpenRound):
            steering.close_early(staffed, AUTHOR, ID, round_id)
    with staffed.store.begin() as tx:
        assert [one.id for one in tx.rounds.open()] == [other.id]


def test_a_second_click_on_close_early_is_the_first(staffed: Runtime) -> None:
    steering.take(staffed, AUTHOR, ID, Step.START)
    opened = opening.open_now(staffed, ID)
    for _click in range(2):
        steering.close_early(staffed, AUTHOR, ID, opened.id)
        closing.finish(staffed)  # and its key is gone
    with staffed.store.begin() as tx:
        assert tx.rounds.next_number(ID) == 1
    with pytest.raises(NoOpenRound):  # of another survey it is not
        steering.close_early(staffed, AUTHOR, "weekly-pulse", opened.id)


def test_a_round_that_was_given_up_was_not_closed(staffed: Runtime) -> None:
    steering.take(staffed, AUTHOR, ID, Step.START)
    opened = opening.open_now(staffed, ID)
    with staffed.store.begin() as tx:
        tx.rounds.void(opened.id)
    with pytest.raises(NoOpenRound):
        steering.close_early(staffed, AUTHOR, ID, opened.id)


def test_a_pool_is_not_closed_by_hand(staffed: Runtime) -> None:
    kept = authoring.show(staffed, ID)
    pooled = drafting.keep_calendar(staffed, AUTHOR, place_of(kept), MILESTONES)
    steering.take(staffed, AUTHOR, ID, Step.START, pooled.revision)
    staffed.now.move_to(staffed.now().replace(month=10, day=6))
    opened = opening.open_survey(staffed, ID)
    assert len(opened) == 1
    with pytest.raises(SurveyAsksAtMilestones):
        steering.close_early(staffed, AUTHOR, ID, opened[0].id)


def test_nobody_else_steers(staffed: Runtime) -> None:
    opened = opening.open_now(staffed)
    with pytest.raises(NotAnAuthor):
        steering.take(staffed, NOBODY_SPECIAL, ID, Step.START)
    with pytest.raises(NotAnAuthor):
        steering.close_early(staffed, NOBODY_SPECIAL, "weekly-pulse", opened.id)
    with staffed.store.begin() as tx:
        assert len(tx.rounds.open()) == 1
