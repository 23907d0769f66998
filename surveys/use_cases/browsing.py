"""Browsing: the forum as everybody reads it: each question's state, votes, age and answer."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from surveys.errors import QuestionGone
from surveys.model.actions import Holder, Named
from surveys.model.browsing import (
    Answered,
    Board,
    Brief,
    ForumAtHome,
    Listed,
    Opened,
    Seeking,
    Topics,
)
from surveys.model.forum import (
    OTHER_TOPIC,
    AnswerState,
    CycleState,
    ForumAnswer,
    ForumQuestion,
    QuestionState,
)
from surveys.model.people import Account
from surveys.rules.actions import post_of
from surveys.rules.forum.alike import alike
from surveys.rules.forum.boards import NOT_READ, PAGE_SIZE, RECENT, SHOWN, age, in_order, sought
from surveys.rules.forum.meetings import vote_until
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.admitting import reader
from surveys.use_cases.convening import coming_meeting, today
from surveys.use_cases.recounting import Telling
from surveys.use_cases.voting import has_voted


class Reading:
    """One reading of the forum, in which nothing is looked up twice."""

    def __init__(self, runtime: Runtime, tx: Transaction) -> None:
        self._runtime, self._tx = runtime, tx
        self._telling = Telling(runtime, tx)
        self.today = today(runtime)
        self.cycle = tx.forum_cycles.open()
        self.meeting_on = coming_meeting(runtime, self.cycle)
        self.vote_until = vote_until(self.meeting_on)
        is_made = self.cycle and tx.forum_questions.agenda(self.cycle.id)  # it ends the voting
        self.is_voting = not is_made and self.today <= self.vote_until

    @cached_property
    def questions(self) -> dict[str, ForumQuestion]:
        """Every question there ever was, the oldest first."""
        return {one.id: one for one in self._tx.forum_questions.all()}

    @cached_property
    def _joined(self) -> Counter[str]:
        ends = (self.standing_for(one) for one in self.questions.values() if one.merged_into)
        return Counter(one.id for one in ends)

    def standing_for(self, question: ForumQuestion) -> ForumQuestion:
        """Return the question that one was joined with in the end, or the question itself."""
        seen = {question.id}
        while (following := question.merged_into) and following not in seen:
            seen.add(following)
            question = self.questions[following]
        return question

    def listed(self, questions: Iterable[ForumQuestion]) -> tuple[Listed, ...]:
        """Return questions as everybody reads them."""
        chosen = tuple(questions)
        answers = self._answers(chosen)
        return tuple(self._listed(one, answers.get(one.id, ())) for one in chosen)

    def _listed(self, one: ForumQuestion, answers: Sequence[ForumAnswer]) -> Listed:
        return Listed(
            id=one.id,
            state=one.state,
            text=one.text,
            topic=topic_name(self._runtime, one.topic),
            addressee=one.addressee,
            votes=one.band,
            earlier_votes=one.earlier_votes,
            age=age(one.released_on, self.today),
            held=self._held(one),
            due=one.held.due if one.held else None,
            answer=self._answered(one, answers) if answers else None,
            joined=self._joined[one.id],
            hidden_for=one.hidden_for,
        )

    def _held(self, one: ForumQuestion) -> Named | None:
        if one.held is None:
            return None
        return self._telling.named(Holder(one.held.person_id, one.held.post, one.held.unit_id))

    def _answered(self, one: ForumQuestion, answers: Sequence[ForumAnswer]) -> Answered:
        answer, day = answers[-1], self._telling.day
        by = self._telling.named(Holder(answer.by_id, answer.by_post, self._part(one, answer)))
        first = day(answers[0].at) if len(answers) > 1 else None
        return Answered(answer.text, day(answer.at), by, answer.at_meeting, first, answer.link)

    def _part(self, one: ForumQuestion, answer: ForumAnswer) -> str:
        """The part that an answer's writer speaks for; "": they have gone, and so is that."""
        if one.held is not None and answer.by_id in {None, one.held.person_id}:
            return one.held.unit_id
        if answer.by_id is None:
            return ""
        person = self._tx.people.get(answer.by_id)
        return post_of(person, person.unit_id, self._telling.parents).unit_id

    def _answers(self, questions: Iterable[ForumQuestion]) -> dict[str, list[ForumAnswer]]:
        """The published versions of the answer to each of some questions, the oldest first."""
        told = [one.id for one in questions if one.state in SHOWN]
        found: dict[str, list[ForumAnswer]] = {}
        for one in self._tx.forum_questions.answers(told):
            if one.state is AnswerState.PUBLISHED:
                found.setdefault(one.question_id, []).append(one)
        return found


def board(runtime: Runtime, caller: Account, seeking: Seeking) -> Board:
    """Return a page of the forum. Raises NotOnTheList."""
    with runtime.store.looking() as tx:
        reader(tx, caller)
        reading = Reading(runtime, tx)
        every = reading.questions.values()
        found = sought(in_order(every), seeking)
        pages = max(1, -(-len(found) // PAGE_SIZE))
        page = min(max(seeking.page, 0), pages - 1)
        shown = found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
        hidden = Counter(one.hidden_for for one in every if one.state is QuestionState.HIDDEN)
        return Board(
            seeking=Seeking(seeking.sought, seeking.topic, page),
            topics=topics(runtime),
            listed=reading.listed(shown),
            found=len(found),
            pages=pages,
            waiting=sum(one.state in NOT_READ for one in every),
            hidden=tuple(sorted((why, n) for why, n in hidden.items() if why)),
            meeting_on=reading.meeting_on,
            vote_until=reading.vote_until,
            is_voting=reading.is_voting,
        )


def question(runtime: Runtime, caller: Account, question_id: str) -> Opened:
    """Return one question whole, or the one it was joined with.

    Raises NotOnTheList, QuestionGone: there is none that everybody may read.
    """
    with runtime.store.looking() as tx:
        person = reader(tx, caller)
        reading = Reading(runtime, tx)
        found = reading.questions.get(question_id)
        if found is None:
            raise QuestionGone
        found = reading.standing_for(found)
        if found.state not in SHOWN:
            raise QuestionGone
        others = (one for one in in_order(reading.questions.values()) if one.id != found.id)
        (listed,) = reading.listed([found])
        return Opened(
            listed=listed,
            is_mine=has_voted(runtime, tx, person.id, found.id),
            is_voting=reading.is_voting and found.state is QuestionState.OPEN,
            vote_until=reading.vote_until,
            meeting_on=reading.meeting_on,
            related=briefs(alike(found.text, others)),
        )


def at_home(runtime: Runtime, tx: Transaction) -> ForumAtHome:
    """Return what Home says of the forum, which is the same for everybody."""
    states = tx.forum_questions.states()
    earlier = tx.forum_cycles.ended()
    return ForumAtHome(
        open=states.get(QuestionState.OPEN, 0),
        answered=states.get(QuestionState.ANSWERED, 0),
        replies=tx.forum_questions.replies_after(today(runtime) - RECENT),
        was_lost=bool(earlier) and earlier[0].state is CycleState.LOST,
    )


def briefs(questions: Iterable[ForumQuestion]) -> tuple[Brief, ...]:
    """Return questions as suggestions."""
    return tuple(Brief(one.id, one.text, one.state) for one in questions)


def topics(runtime: Runtime) -> Topics:
    """Return what a question may be about: the drivers of the question bank, and something else."""
    return (*((one.id, one.name) for one in runtime.bank.drivers), (OTHER_TOPIC, None))


def topic_name(runtime: Runtime, topic: str) -> str | None:
    """Return what a topic is called. None: something else, or no longer in the question bank."""
    return dict(topics(runtime)).get(topic)
