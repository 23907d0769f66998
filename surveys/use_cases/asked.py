"""What a round asked: the questions behind the ids that rounds and releases keep.

A round asks one revision of its survey. The revision's own words come first, as they were when it
was asked; what is not written there comes from the bank: every question of the weekly pulse does.
"""

from surveys.model.questions import Question
from surveys.model.releases import Release
from surveys.model.rounds import Round
from surveys.model.surveys import WEEKLY_PULSE
from surveys.runtime import Runtime
from surveys.store.database import Published


def questions_of(runtime: Runtime, db: Published, round_: Round) -> tuple[Question, ...]:
    """Return a round's questions in the order asked; the weekly pulse ends with its comment.

    Raises LookupError for a revision or a question that is nowhere kept.
    """
    known = known_questions(runtime, db, round_.survey, round_.revision)
    asked = tuple(known[one] for one in round_.questions)
    comment = runtime.bank.comment
    is_whole = round_.survey != WEEKLY_PULSE or comment in asked
    return asked if is_whole else (*asked, comment)


def question_by_id(runtime: Runtime, db: Published, release: Release) -> dict[str, Question]:
    """Return every question that a release may speak of, by id: the survey's own, and the bank's.

    A release that pools several rounds is read by the revision of the last of them.
    """
    revision = db.surveys.revision_asked(release.survey, release.round_number)
    return known_questions(runtime, db, release.survey, revision)


def known_questions(
    runtime: Runtime, db: Published, survey_id: str, revision: int | None
) -> dict[str, Question]:
    """Return what one revision of a survey may ask, by id. None: what the bank has, and no more."""
    bank = runtime.bank
    in_bank: dict[str, Question] = {**bank.item_by_id, bank.comment.id: bank.comment}
    return in_bank | _own(runtime, db, survey_id, revision)


def _own(
    runtime: Runtime, db: Published, survey_id: str, revision: int | None
) -> dict[str, Question]:
    """Return what a revision asks in its own words, and remember it: a revision never changes."""
    if survey_id == WEEKLY_PULSE or revision is None:
        return {}
    remembered = runtime.store.questions_asked
    if (survey_id, revision) not in remembered:
        questions = db.surveys.definition(survey_id, revision).questions
        remembered[survey_id, revision] = {one.id: one for one in questions}
    return remembered[survey_id, revision]
