"""What a round asked: the questions behind the ids that rounds and releases keep.

A round asks one revision of its survey. The revision's own words come first, as they were when it
was asked; what is not written there comes from the bank: every question of the weekly pulse does.
"""

from dataclasses import dataclass

from surveys.bank.comments import of_comments
from surveys.model.messages import About
from surveys.model.questions import Choice, CommentPrompt, Item, Question
from surveys.model.releases import Release
from surveys.model.rounds import Round
from surveys.model.surveys import WEEKLY_PULSE, Survey
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


@dataclass(frozen=True)
class Asked:
    """What a round asks."""

    about: About | None  # None: the weekly pulse
    questions: tuple[Question, ...]
    required: frozenset[str]


def asked_in(runtime: Runtime, db: Published, asking: Round) -> Asked:
    """Return what a round asks."""
    return Asked(
        about(runtime, db, asking),
        questions_of(runtime, db, asking),
        required_in(runtime, db, asking),
    )


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
    in_bank |= {one.id: one for one in of_comments()}
    return in_bank | _own(runtime, db, survey_id, revision)


def definition_of(runtime: Runtime, db: Published, survey_id: str, revision: int) -> Survey:
    """Return a survey as one revision has it, and remember it. Raises LookupError."""
    remembered = runtime.store.definitions
    if (survey_id, revision) not in remembered:
        remembered[survey_id, revision] = db.surveys.definition(survey_id, revision)
    return remembered[survey_id, revision]


def about(runtime: Runtime, db: Published, round_: Round) -> About | None:
    """Return what a round's messages say of its survey. None: it is the weekly pulse."""
    if round_.survey == WEEKLY_PULSE:
        return None
    survey = definition_of(runtime, db, round_.survey, round_.revision)
    return About(survey.title, survey.purpose, round_.minutes)


def about_release(runtime: Runtime, db: Published, release: Release) -> About | None:
    """Return what is said of a release's survey. None: it is the weekly pulse."""
    revision = db.surveys.revision_asked(release.survey, release.round_number)
    if release.survey == WEEKLY_PULSE or revision is None:
        return None
    survey = definition_of(runtime, db, release.survey, revision)
    return About(survey.title, survey.purpose, survey.minutes)


def asked_under(runtime: Runtime, db: Published, release: Release) -> dict[str, Item | Choice]:
    """Return the question behind each id under which a release keeps a score or a share.

    In the order of the release. Raises LookupError.
    """
    known = question_by_id(runtime, db, release)
    found = {one: known.get(one) or known[one.partition(":")[0]] for one in release.questions}
    return {one: behind for one, behind in found.items() if not isinstance(behind, CommentPrompt)}


def required_in(runtime: Runtime, db: Published, round_: Round) -> frozenset[str]:
    """Return the ids of the questions of a round that cannot be skipped."""
    if round_.survey == WEEKLY_PULSE:
        return frozenset()
    return definition_of(runtime, db, round_.survey, round_.revision).required


def _own(
    runtime: Runtime, db: Published, survey_id: str, revision: int | None
) -> dict[str, Question]:
    if survey_id == WEEKLY_PULSE or revision is None:
        return {}
    asked = definition_of(runtime, db, survey_id, revision).questions
    return {one.id: one for one in asked}
