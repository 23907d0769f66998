"""What tests of the forum ask, and how a question is published in them."""

from dataclasses import replace
from datetime import UTC, datetime

from surveys.model.forum import Addressee, QuestionState
from surveys.runtime import Runtime
from surveys.use_cases import asking
from tests.organisation import account

TUESDAY = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)  # 10:00 in London, when a batch is handed over


def ask(runtime: Runtime, who: int, form: str, *, alone: bool = True) -> asking.Asked:
    return asking.ask(
        runtime,
        account(who),
        form,
        f"Question of {form}?",
        "caseload",
        Addressee.HEADS,
        alone=alone,
    )


def open_all(runtime: Runtime) -> list[str]:
    """Publish whatever waits, as a champion would."""
    with runtime.store.begin() as tx:
        for one in tx.forum_questions.in_states({QuestionState.WAITING}):
            day = one.released_on
            opened = replace(one, version=one.version + 1, state=QuestionState.OPEN, opened_on=day)
            assert tx.forum_questions.change(opened)
        return [one.id for one in tx.forum_questions.all()]
