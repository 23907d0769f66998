"""Steering: an author starts, pauses, resumes, closes and archives a survey."""

from surveys.errors import KeyMissing, NoOpenRound
from surveys.model.people import Account
from surveys.model.rounds import RoundState
from surveys.model.surveys import KeptSurvey
from surveys.rules.lifecycle import Step
from surveys.runtime import Runtime
from surveys.use_cases.admitting import admit_author
from surveys.use_cases.authoring import step_in
from surveys.use_cases.closing import close_now


def take(
    runtime: Runtime, caller: Account, survey_id: str, step: Step, seen: int | None = None
) -> KeptSurvey:
    """Take a step in a survey's life; `seen` is the revision its author looked at, None: any.

    Raises NotAnAuthor, SurveyUnknown, SurveyChangedMeanwhile, and what the step is refused for.
    """
    with runtime.store.begin() as tx:
        author = admit_author(tx, caller)
        return step_in(runtime, tx, survey_id, step, seen, author)


def close_early(runtime: Runtime, caller: Account, survey_id: str, round_id: str) -> None:
    """Close the open round that an author looked at, and no other; a second click is the first.

    Raises NotAnAuthor, NoOpenRound, SurveyAsksAtMilestones, KeyMissing.
    """
    with runtime.store.begin() as tx:
        author = admit_author(tx, caller)
    try:
        close_now(runtime, survey_id, round_id, by=author)
    except (NoOpenRound, KeyMissing):  # the key goes with the round that another click closed
        if not _is_closed(runtime, survey_id, round_id):
            raise


def _is_closed(runtime: Runtime, survey_id: str, round_id: str) -> bool:
    with runtime.store.begin() as tx:
        found = tx.rounds.find(round_id)
    return found is not None and (found.survey, found.state) == (survey_id, RoundState.CLOSED)
