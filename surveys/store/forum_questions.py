"""The questions of the forum, from the batch that hands them over to their answers."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from surveys.model.forum import (
    FEWEST,
    AgendaItem,
    Decision,
    ForumQuestion,
    HideReason,
    Note,
    Outcome,
    QuestionState,
    SealedReply,
)
from surveys.store.dialect import insert_or
from surveys.store.forum_answers import ForumAnswers
from surveys.store.forum_rows import question_in, values_of
from surveys.store.tables import (
    forum_agenda,
    forum_answers,
    forum_decisions,
    forum_notes,
    forum_questions,
    forum_replies,
)

_VOTES: Final = frozenset({"band", "earlier_votes"})


class ForumQuestions(ForumAnswers):
    """Questions, and what belongs to one."""

    def add(self, question: ForumQuestion) -> None:
        """Keep a new question."""
        self._connection.execute(insert(forum_questions).values(values_of(question)))

    def change(self, question: ForumQuestion) -> bool:
        """Keep a question as it is now; False when it is not the version before this one.

        Its version must be one more than that which was read: whoever was slower changes nothing.
        Votes have methods of their own.
        """
        mine = (forum_questions.c.id == question.id) & (
            forum_questions.c.version == question.version - 1
        )
        new = {name: one for name, one in values_of(question).items() if name not in _VOTES}
        done = update(forum_questions).where(mine).values(new)
        return self._connection.execute(done).rowcount == 1

    def show_band(self, question_id: str, band: str) -> None:
        """Put a band of votes beside a question. It is no change of the question itself."""
        mine = forum_questions.c.id == question_id
        self._connection.execute(update(forum_questions).where(mine).values(band=band))

    def keep_votes(self, question_id: str, votes: int) -> None:
        """Keep how many people voted for a question in a cycle that ends; counting begins anew."""
        mine = forum_questions.c.id == question_id
        kept = {"earlier_votes": votes, "band": FEWEST}
        self._connection.execute(update(forum_questions).where(mine).values(kept))

    def find(self, question_id: str) -> ForumQuestion | None:
        """Return one question. None: there is none of that id."""
        found = self._listed(forum_questions.c.id == question_id)
        return found[0] if found else None

    def in_states(self, states: Collection[QuestionState]) -> tuple[ForumQuestion, ...]:
        """Return the questions in some states: the oldest first, those of one day by random id."""
        return self._listed(forum_questions.c.state.in_([str(one) for one in states]))

    def all(self) -> tuple[ForumQuestion, ...]:
        """Return every question: the oldest first, those of one day by random id."""
        return self._listed()

    def states(self) -> dict[QuestionState, int]:
        """Return how many questions are in each state that any is in."""
        table = forum_questions.c
        query = select(table.state, func.count()).group_by(table.state)
        return {QuestionState(row[0]): int(row[1]) for row in self._connection.execute(query)}

    def of_thread(self, thread_id: str) -> tuple[ForumQuestion, ...]:
        """Return the question of a thread, and those that it was split into."""
        return self._listed(forum_questions.c.thread_id == thread_id)

    def reply(self, reply: SealedReply) -> None:
        """Keep a private reply; one of the same id is kept once, as it was first."""
        new = insert_or(self._connection, forum_replies).values(
            id=reply.id, thread_id=reply.thread_id, box=reply.box, written_on=reply.on
        )
        self._connection.execute(new.on_conflict_do_nothing())

    def replies(self, thread_id: str | None = None) -> tuple[SealedReply, ...]:
        """Return the replies of one thread, or all of them; the oldest day first."""
        table = forum_replies.c
        query = select(forum_replies).order_by(table.written_on, table.id)
        if thread_id is not None:
            query = query.where(table.thread_id == thread_id)
        rows = self._connection.execute(query)
        return tuple(SealedReply(row.id, row.thread_id, row.box, row.written_on) for row in rows)

    def replies_after(self, day: date) -> int:
        """Return how many private replies were written after a day, whoever has read them."""
        query = select(func.count()).where(forum_replies.c.written_on > day)
        return int(self._connection.scalar(query) or 0)

    def note(self, note: Note) -> None:
        """Keep what an asker wrote after their question."""
        self._connection.execute(
            insert(forum_notes).values(
                id=note.id,
                question_id=note.question_id,
                text=note.text,
                released_on=note.released_on,
            )
        )

    def notes(self, question_ids: Collection[str]) -> tuple[Note, ...]:
        """Return what askers wrote after some questions, the oldest day first."""
        table = forum_notes.c
        query = select(forum_notes).where(table.question_id.in_(list(question_ids)))
        rows = self._connection.execute(query.order_by(table.released_on, table.id))
        return tuple(Note(row.id, row.question_id, row.text, row.released_on) for row in rows)

    def decide(self, decision: Decision) -> None:
        """Keep what a champion wants, in place of what they wanted before."""
        self.undecide(decision.question_id, decision.person_id)
        self._connection.execute(
            insert(forum_decisions).values(
                question_id=decision.question_id,
                person_id=decision.person_id,
                hide_for=str(decision.hide_for) if decision.hide_for else None,
                words=decision.words,
            )
        )

    def decisions(self, question_ids: Collection[str]) -> tuple[Decision, ...]:
        """Return what champions want of some questions, by question and champion."""
        table = forum_decisions.c
        query = select(forum_decisions).where(table.question_id.in_(list(question_ids)))
        rows = self._connection.execute(query.order_by(table.question_id, table.person_id))
        return tuple(
            Decision(
                row.question_id,
                row.person_id,
                HideReason(row.hide_for) if row.hide_for else None,
                row.words,
            )
            for row in rows
        )

    def undecide(self, question_id: str, person_id: str | None = None) -> None:
        """Forget what one champion, or what all of them, wanted of a question."""
        mine = forum_decisions.c.question_id == question_id
        if person_id is not None:
            mine &= forum_decisions.c.person_id == person_id
        self._connection.execute(delete(forum_decisions).where(mine))

    def set_agenda(self, items: Iterable[AgendaItem]) -> bool:
        """Keep the agenda of a meeting; False when it was made before."""
        rows = [
            {
                "cycle_id": one.cycle_id,
                "question_id": one.question_id,
                "position": one.position,
                "votes": one.votes,
                "note": one.note,
                "outcome": str(one.outcome),
                "version": one.version,
            }
            for one in items
        ]
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(forum_agenda), rows)
        except IntegrityError:
            return False
        return True

    def change_item(self, item: AgendaItem) -> bool:
        """Keep what was said of a question; False when it is not the version before this one."""
        table = forum_agenda.c
        mine = (table.cycle_id == item.cycle_id) & (table.question_id == item.question_id)
        done = update(forum_agenda).where(mine, table.version == item.version - 1)
        values = {"note": item.note, "outcome": str(item.outcome), "version": item.version}
        return self._connection.execute(done.values(values)).rowcount == 1

    def agenda(self, cycle_id: str) -> tuple[AgendaItem, ...]:
        """Return the agenda of a meeting in its order. Empty: it is not made yet."""
        mine = forum_agenda.c.cycle_id == cycle_id
        query = select(forum_agenda).where(mine).order_by(forum_agenda.c.position)
        return tuple(
            AgendaItem(
                row.cycle_id,
                row.question_id,
                row.position,
                row.votes,
                row.note,
                Outcome(row.outcome),
                row.version,
            )
            for row in self._connection.execute(query)
        )

    def of(self, person_id: str) -> tuple[int, int]:
        """Return how many questions are with somebody, and how many versions they wrote."""
        held = select(func.count()).where(forum_questions.c.holder_id == person_id)
        said = select(func.count()).where(forum_answers.c.by_id == person_id)
        first, second = (int(self._connection.execute(one).scalar() or 0) for one in (held, said))
        return first, second

    def _listed(self, *chosen: ColumnElement[bool]) -> tuple[ForumQuestion, ...]:
        table = forum_questions.c
        query = select(forum_questions).where(*chosen).order_by(table.released_on, table.id)
        return tuple(question_in(row) for row in self._connection.execute(query))
