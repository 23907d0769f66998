"""What of the forum is removed when it is too old, and what stays, on each database."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from surveys.model.actions import Post
from surveys.model.forum import (
    AgendaItem,
    AnswerState,
    ForumAnswer,
    ForumQuestion,
    HideReason,
    Note,
    QuestionState,
    SealedReply,
    Thread,
)
from surveys.model.keeping import Record
from surveys.runtime import Runtime
from surveys.use_cases import convening, retaining
from tests.conftest import MONDAY, Clock
from tests.forum import publish_questions
from tests.organisation import enrol

LATER = datetime(2027, 9, 20, 3, tzinfo=UTC)  # more than the twelve months of comments
YEARS_LATER = datetime(2029, 12, 20, 3, tzinfo=UTC)  # more than three years


@pytest.fixture
def forum(runtime: Runtime, clock: Clock) -> Runtime:
    """A hidden, a merged and an answered question, an open one, a note and a private reply."""
    clock.move_to(MONDAY)
    enrol(runtime, {"Children's Services/Team 1": 2})
    ids = publish_questions(runtime, ("hidden", "merged", "answered", "open"))
    with runtime.store.begin() as tx:
        found = {one.text: one for one in tx.forum_questions.all()}

        def change(text: str, **changes: object) -> None:
            one = found[text]
            tx.forum_questions.change(replace(one, version=one.version + 1, **changes))

        day = MONDAY.date()
        reason, thread = HideReason.ABUSIVE, Thread("t" * 32, b"p" * 32)
        change("hidden", state=QuestionState.HIDDEN, hidden_for=reason, thread=thread)
        change("merged", state=QuestionState.MERGED, merged_into=found["answered"].id)
        change("answered", state=QuestionState.ANSWERED, answered_on=day)
        tx.forum_questions.note(Note("n1", found["open"].id, "And?", day))
        tx.forum_questions.reply(SealedReply("r1", thread.id, b"box", day))
        cycle = tx.forum_cycles.open()
        assert cycle is not None
        tx.forum_questions.set_agenda(
            AgendaItem(cycle.id, one, n, 0) for n, one in enumerate(ids, 1)
        )
        answer = ForumAnswer(
            found["answered"].id, 1, AnswerState.PUBLISHED, "Yes.", MONDAY, None, Post.LEADER,
            at_meeting=False,
        )  # fmt: skip
        tx.forum_questions.answer(answer)
        convening.close_cycle(runtime, tx, cycle)
    return runtime


def _questions(runtime: Runtime) -> dict[str, ForumQuestion]:
    with runtime.store.looking() as tx:
        return {one.id: one for one in tx.forum_questions.all()}


def test_words_that_nobody_is_shown_go_with_comments_and_counts_stay(
    forum: Runtime, clock: Clock
) -> None:
    retaining.retain(forum)
    assert "hidden" in {one.text for one in _questions(forum).values()}
    clock.move_to(LATER)
    retaining.retain(forum)
    found = _questions(forum).values()
    assert sorted(one.text for one in found) == ["", "", "answered", "open"]
    (hidden,) = [one for one in found if one.state is QuestionState.HIDDEN]
    assert (hidden.hidden_for, hidden.thread) == (HideReason.ABUSIVE, None)
    with forum.store.looking() as tx:
        assert tx.forum_questions.notes([one.id for one in found]) == ()
        assert tx.forum_questions.replies() == ()
        assert Record.FORUM_WORDS not in tx.retention.oldest()
        assert tx.retention.oldest()[Record.FORUM_RECORDS].date() == date(2026, 9, 7)


def test_answers_and_minutes_go_after_three_years_and_what_is_open_stays(
    forum: Runtime, clock: Clock
) -> None:
    clock.move_to(YEARS_LATER)
    retaining.retain(forum)
    assert sorted(one.text for one in _questions(forum).values()) == ["", "", "open"]
    with forum.store.looking() as tx:
        assert tx.forum_questions.answers([*_questions(forum)]) == ()
        assert tx.forum_questions.agenda(tx.forum_cycles.all()[0].id) == ()
        assert Record.FORUM_RECORDS not in tx.retention.oldest()
