"""Whether an answer fits what was asked: known questions, real choices, nothing that is missing."""

from collections.abc import Collection, Mapping, Sequence

from surveys.model.questions import Answers, Choice, CommentPrompt, Item, Question
from surveys.rules.sealing import COMMENT_CHARACTERS


def fits(questions: Sequence[Question], answers: Answers) -> bool:
    """Say whether every answer is one that its question takes."""
    known = {question.id: question for question in questions}
    return (
        all(_scores(known.get(one), score) for one, score in answers.scores.items())
        and all(_picks(known.get(one), picked) for one, picked in answers.picks.items())
        and all(_says(known.get(one), said) for one, said in answers.comments.items())
    )


def missing(
    questions: Sequence[Question], required: Collection[str], answers: Answers
) -> tuple[str, ...]:
    """Return the ids of the questions that cannot be skipped and were, in the order asked."""
    given: Mapping[str, object] = {**answers.scores, **answers.picks, **answers.comments}
    return tuple(one.id for one in questions if one.id in required and one.id not in given)


def in_order(questions: Sequence[Question], answers: Answers) -> Answers:
    """Return answers that fit with everything in the order asked, however it was ticked."""
    picks = {
        one.id: tuple(option.id for option in one.options if option.id in answers.picks[one.id])
        for one in questions
        if isinstance(one, Choice) and one.id in answers.picks
    }
    return Answers(
        scores={one.id: answers.scores[one.id] for one in questions if one.id in answers.scores},
        picks=picks,
        comments={
            one.id: answers.comments[one.id] for one in questions if one.id in answers.comments
        },
    )


def tapped(question: Question, choice: int | None) -> Answers:
    """Return the answer that a button under a question stands for; empty: none, or no such button.

    `choice` is a score, or the place of an option from 0.
    """
    if choice is None:
        return Answers()
    if isinstance(question, Item) and question.scale.lo <= choice <= question.scale.hi:
        return Answers(scores={question.id: choice})
    if isinstance(question, Choice) and question.is_exclusive and choice < len(question.options):
        return Answers(picks={question.id: (question.options[choice].id,)})
    return Answers()


def _scores(question: Question | None, score: int) -> bool:
    return isinstance(question, Item) and question.scale.lo <= score <= question.scale.hi


def _picks(question: Question | None, picked: Sequence[str]) -> bool:
    if not isinstance(question, Choice) or not picked or len(set(picked)) != len(picked):
        return False
    if question.is_exclusive and len(picked) > 1:
        return False
    return set(picked) <= {option.id for option in question.options}


def _says(question: Question | None, said: str) -> bool:
    return isinstance(question, CommentPrompt) and 0 < len(said) <= COMMENT_CHARACTERS
