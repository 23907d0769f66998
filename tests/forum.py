"""A forum with questions in it, for tests that begin where asking ends."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from surveys.model.forum import Addressee, ForumQuestion, QuestionState
from surveys.model.people import Role
from surveys.runtime import Runtime
from surveys.use_cases import convening, voting
from tests.organisation import account

MEETING = date(2026, 12, 10)  # a Thursday: votes until 3 December
QUESTIONS = (
    "Why do we write visits up twice?",
    "When will the duty rota be fair?",
    "Who decides on agency staff?",
)


def make_champion(runtime: Runtime, number: int, role: Role = Role.CHAMPION) -> None:
    with runtime.store.begin() as tx:
        found = tx.people.find_by_account(account(number).slack_id, "T0LOCAL")
        assert found is not None
        tx.people.save(replace(found, roles=found.roles | {role}))


def publish_questions(
    runtime: Runtime, texts: Sequence[str] = QUESTIONS, meeting_on: date | None = MEETING
) -> list[str]:
    """Begin a cycle and publish questions in it, the first asked first; return their ids."""
    with runtime.store.begin() as tx:
        cycle, _key = convening.current(runtime, tx)
        if meeting_on is not None:
            tx.forum_cycles.move(cycle.id, meeting_on)
        found = []
        for place, text in enumerate(texts):
            day = convening.today(runtime)
            one = ForumQuestion(
                id=f"q{cycle.number}-{place}",
                cycle_id=cycle.id,
                state=QuestionState.OPEN,
                version=1,
                topic="caseload",
                addressee=Addressee.HEADS,
                text=text,
                released_on=day.replace(day=max(1, day.day - len(texts) + place)),
                thread=None,
                opened_on=day,
            )
            tx.forum_questions.add(one)
            found.append(one.id)
    return found


def vote(runtime: Runtime, question_id: str, *numbers: int) -> None:
    for number in numbers:
        voting.vote(runtime, account(number), question_id, wanted=True)


def cycle_id(runtime: Runtime) -> str:
    with runtime.store.looking() as tx:
        cycle = tx.forum_cycles.open()
        assert cycle is not None
        return cycle.id
