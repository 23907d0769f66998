"""Sighting: the forum as one person finds it: what is theirs, and what others want of it."""

from collections.abc import Sequence
from functools import cached_property

from surveys.model.actions import Holder, Named
from surveys.model.chairing import Wish
from surveys.model.forum import Decision, ForumQuestion
from surveys.model.people import Person
from surveys.rules.forum.duties import looks_after, may_answer
from surveys.runtime import Runtime
from surveys.store.database import Published
from surveys.use_cases.recounting import Telling


class Sight:
    """One reading of the forum by one person, in which nothing is looked up twice."""

    def __init__(self, runtime: Runtime, db: Published, person: Person) -> None:
        self.runtime, self.db, self.person = runtime, db, person
        self.telling = Telling(runtime, db)
        self.today = self.telling.today
        self._people: dict[str, Person] = {}

    @cached_property
    def ours(self) -> frozenset[str]:
        """What our parts are called: names of nobody."""
        return frozenset(unit.name for unit in self.telling.units)

    def someone(self, person_id: str) -> Person:
        """Return a person of whom a record is left."""
        if person_id not in self._people:
            self._people[person_id] = self.db.people.get(person_id)
        return self._people[person_id]

    def holder(self, question: ForumQuestion) -> Person | None:
        """Return who is to answer a question. None: nobody who could."""
        if question.held is None or question.held.person_id is None:
            return None
        person = self.someone(question.held.person_id)
        return person if may_answer(person) else None

    def is_mine(self, question: ForumQuestion) -> bool:
        """Say whether a question is with the reader."""
        holder = self.holder(question)
        return holder is not None and holder.id == self.person.id

    def named(self, question: ForumQuestion) -> Named | None:
        """Return with whom a question is or was, by post and perhaps by name. None: nobody yet."""
        held = question.held
        if held is None:
            return None
        return self.telling.named(Holder(held.person_id, held.post, held.unit_id))

    def wishes(self, decisions: Sequence[Decision]) -> tuple[Wish, ...]:
        """Return what champions want of a question, of those who still look after the forum."""
        by = [(one, self.someone(one.person_id)) for one in decisions]
        return tuple(
            Wish(who.id, who.name, who.id == self.person.id, one.hide_for, one.words)
            for one, who in by
            if who.active and looks_after(who)
        )

    def wishes_of(self, question: ForumQuestion) -> tuple[Wish, ...]:
        """Return what champions want of one question."""
        return self.wishes(self.db.forum_questions.decisions([question.id]))
