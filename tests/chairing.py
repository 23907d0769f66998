"""Questions handed to champions, and the people who deal with them, in the words of tests."""

from collections.abc import Sequence
from dataclasses import replace

from surveys.model.chairing import Case, Done
from surveys.model.forum import Addressee, ForumQuestion, QuestionState
from surveys.model.people import Person, Role
from surveys.rules.forum.receipts import Receipt, open_reply
from surveys.runtime import Runtime
from surveys.use_cases import asking, chairing, screening
from tests.organisation import account

LEADER, CHAMPION, SECOND, PSW, OTHER_LEADER, STAFF = 1, 2, 3, 4, 5, 9
ASKED = (
    "When will the new case system open each file in under a minute?",
    "Why do newly qualified workers wait so long for supervision?",
    "Could we have quiet rooms in each office?",
)


def appoint(runtime: Runtime) -> None:
    """Give a few people of the list their roles."""
    roles = {CHAMPION: Role.CHAMPION, SECOND: Role.CHAMPION, PSW: Role.PSW}
    for number, role in {**roles, LEADER: Role.LEADER, OTHER_LEADER: Role.LEADER}.items():
        change(runtime, number, roles=frozenset({role}))


def change(runtime: Runtime, number: int, **changes: object) -> None:
    """Change one person's record."""
    with runtime.store.begin() as tx:
        tx.people.save(replace(person(runtime, number), **changes))


def person(runtime: Runtime, number: int) -> Person:
    with runtime.store.published() as db:
        found = db.people.find_by_account(account(number).slack_id, "T0LOCAL")
    assert found is not None
    return found


def hand_in(runtime: Runtime, texts: Sequence[str] = ASKED) -> dict[str, Receipt]:
    """Let staff ask, and the batch of the day come; return the receipt of each question."""
    receipts = {text: ask(runtime, text, 20 + number) for number, text in enumerate(texts)}
    assert asking.hand_over(runtime) == len(texts)
    return receipts


def ask(runtime: Runtime, text: str, number: int = 20) -> Receipt:
    """Ask a question, or hand its form in again, which gives the same receipt."""
    form, who = f"form of {text[:9]}", account(number)
    asked = asking.ask(runtime, who, form, text, "caseload", Addressee.HEADS, alone=False)
    return asked.receipt


def called(runtime: Runtime, text: str) -> ForumQuestion:
    """Return the question with a text."""
    with runtime.store.published() as db:
        (found,) = [one for one in db.forum_questions.all() if one.text == text]
    return found


def look(runtime: Runtime, number: int, text: str) -> Case:
    return chairing.one_case(runtime, account(number), called(runtime, text).id)


def publish(runtime: Runtime, text: str, number: int = CHAMPION) -> Done:
    return screening.publish(runtime, account(number), look(runtime, number, text).seen)


def state(runtime: Runtime, text: str) -> QuestionState:
    return called(runtime, text).state


def read(runtime: Runtime, receipt: Receipt) -> list[str]:
    """What an asker reads of private replies."""
    with runtime.store.begin() as tx:
        boxes = [one.box for one in tx.forum_questions.replies(receipt.thread.id)]
    return [open_reply(receipt, box) for box in boxes]
