"""Simulated staff before a survey of any kind: scores, picks, ticks and words.

As in the weekly pulse every draw comes from the seed and what it is about. Each service leans
towards some options, so that services differ; people add their own chance.
"""

import random
from collections.abc import Sequence

from bot.demo.staff import (
    SKIPS,
    WRITES,
    Mood,
    SimulatedAnswer,
    Story,
    Unsaid,
    character,
    draw,
    service_of,
    slack_id_of,
    tone_of,
)
from surveys.model.questions import Answers, Choice, CommentPrompt, Item, Question
from surveys.model.surveys import Survey
from surveys.rules.people_file import PersonRow

LEANING = 0.35  # of a service towards an option, as the spread of its weight
TICKED = 0.4  # of several options, each


def survey_answers(
    people: Sequence[PersonRow], survey: Survey, number: int, seed: int
) -> list[SimulatedAnswer]:
    """What everyone who answers answers in a round of a survey, rounds from 1, by Slack id."""
    story = Story(sorted({service_of(person) for person in people}), seed)
    unsaid = Unsaid(seed, survey.id, number)
    found = []
    for person in sorted(people, key=slack_id_of):
        mood, answers = character(person, seed)
        now = draw(seed, survey.id, number, slack_id_of(person))
        if now.random() >= answers:
            continue
        said = _Person(mood, story, unsaid, now, number).answers_to(survey)
        if not said.is_empty:
            found.append(_simulated(survey, number, slack_id_of(person), said))
    return found


class _Person:
    """Somebody with a form before them."""

    def __init__(
        self, mood: Mood, story: Story, unsaid: Unsaid, now: random.Random, number: int
    ) -> None:
        self._mood, self._story, self._unsaid = mood, story, unsaid
        self._now, self._number = now, number

    def answers_to(self, survey: Survey) -> Answers:
        said = Answers()
        for question in survey.questions:
            must = question.id in survey.required
            if must or self._now.random() >= SKIPS:
                self._answer(question, said, must=must)
        return said

    def _answer(self, question: Question, said: Answers, *, must: bool) -> None:
        if isinstance(question, Item):
            said.scores[question.id] = self._score(question)
        elif isinstance(question, Choice):
            if picked := self._picked(question, must=must):
                said.picks[question.id] = picked
        elif must or self._now.random() < WRITES:
            said.comments[question.id] = self._words(question)

    def _score(self, item: Item) -> int:
        felt = self._story.level(item, self._mood, self._number) + self._now.gauss(0, 0.75)
        if item.direction < 0:
            felt = 6 - felt
        lo, hi = item.scale.lo, item.scale.hi
        return min(hi, max(lo, round(lo + (felt - 1) / 4 * (hi - lo))))

    def _picked(self, choice: Choice, *, must: bool) -> tuple[str, ...]:
        leaning = draw(self._story.seed, "options", self._mood.service, choice.id)
        ids = [option.id for option in choice.options]
        weights = [max(0.1, 1 + leaning.gauss(0, LEANING)) for _option in ids]
        if choice.is_exclusive:
            return (self._now.choices(ids, weights)[0],)
        ticked = tuple(
            one
            for one, weight in zip(ids, weights, strict=True)
            if self._now.random() < TICKED * weight
        )
        return ticked or ((self._now.choice(ids),) if must else ())

    def _words(self, question: CommentPrompt) -> str:
        felt = 3.5 + self._mood.own + self._now.gauss(0, 0.5)
        return self._unsaid.one((), tone_of(felt))


def _simulated(survey: Survey, number: int, slack_id: str, said: Answers) -> SimulatedAnswer:
    texts = dict(said.comments)
    comment = texts.pop("comment", None)
    return SimulatedAnswer(number, slack_id, said.scores, comment, survey.id, said.picks, texts)
