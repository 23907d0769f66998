"""Assigning: a question goes to a senior leader, who drafts and publishes the answer.

The leader whom it is with publishes; champions see each draft, and may send it back. Every version
is kept, so a correction stands beside what it corrects.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from surveys.errors import (
    AnswerMovedOn,
    DueWrong,
    LeaderUnknown,
    NotNow,
    NotYoursToAnswer,
    QuestionGone,
    QuestionMovedOn,
)
from surveys.model.actions import Post
from surveys.model.chairing import Assigning, Deed, Done, Likeness, Seen, Targets
from surveys.model.forum import (
    AnswerState,
    ForumAnswer,
    ForumQuestion,
    Holding,
    QuestionState,
    SealedReply,
)
from surveys.model.people import Account
from surveys.rules.actions import post_of
from surveys.rules.forum.duties import (
    answer_by,
    draft_of,
    holder_may,
    is_fitting,
    looks_after,
    may_answer,
)
from surveys.rules.forum.receipts import seal_reply
from surveys.runtime import Runtime
from surveys.store.database import Published, Transaction
from surveys.use_cases.admitting import champion, reader
from surveys.use_cases.announcing import announce
from surveys.use_cases.chairing import targets
from surveys.use_cases.screening import SECRET, bench
from surveys.use_cases.sighting import Sight


def assigning(runtime: Runtime, caller: Account, seen: Seen) -> Assigning:
    """Return to whom a question may be assigned. Raises NotOnTheList and others."""
    with runtime.store.published() as db:
        sight = Sight(runtime, db, champion(db, caller))
        question = _found(db, seen)
        holder, held = sight.holder(question), question.held
        is_later = held is not None and held.due >= sight.today
        return Assigning(
            seen=seen,
            question=question,
            leaders=tuple((one.id, one.name) for one in db.people.all() if may_answer(one)),
            chosen=holder.id if holder else None,
            due=held.due if held and is_later else answer_by(sight.today),
        )


def merging(runtime: Runtime, caller: Account, seen: Seen) -> Targets:
    """Return what a question may be merged into. Raises NotOnTheList and others."""
    with runtime.store.published() as db:
        champion(db, caller)
        question = _found(db, seen)
        offered = tuple(Likeness(one.id, one.text) for one in targets(db, question))
        return Targets(seen, question, offered)


def assign(runtime: Runtime, caller: Account, seen: Seen, leader_id: str, due: date | None) -> Done:
    """Assign an open question, or assign it anew. Raises LeaderUnknown, DueWrong and others."""
    with runtime.store.begin() as tx:
        at = bench(runtime, tx, caller, seen)
        found = [one for one in tx.people.all() if one.id == leader_id and may_answer(one)]
        if not found:
            raise LeaderUnknown
        held = at.question.held
        if not at.is_first(seen, Deed.ASSIGN):
            if held and (held.person_id, held.due) == (leader_id, due):
                return Done.NOTHING_NEW
            raise at.refusal()
        if due is None or not is_fitting(due, at.sight.today):
            raise DueWrong
        holder = post_of(found[0], found[0].unit_id, at.sight.telling.parents)
        at.keep(held=Holding(leader_id, Post.LEADER, holder.unit_id, due))
    return Done.ASSIGNED


def draft(runtime: Runtime, caller: Account, seen: Seen, text: str) -> Done:
    """Keep a version of an answer for its holder and the champions to read."""
    with runtime.store.begin() as tx:
        sight, question, answers = _desk(runtime, tx, caller, seen)
        last = answers[-1] if answers else None
        is_kept = last is not None and (last.state, last.text) == (AnswerState.DRAFT, text)
        if is_kept and last is not None and last.by_id == sight.person.id:
            return Done.DRAFTED
        if Deed.DRAFT not in holder_may(question, answers):
            raise NotNow
        if len(answers) != seen.answers:
            raise AnswerMovedOn
        _write(runtime, tx, question, answers, AnswerState.DRAFT, text, sight.person.id)
    return Done.DRAFTED


def issue(runtime: Runtime, caller: Account, seen: Seen) -> Done:
    """Publish the draft: everybody reads it, and it goes to the channel if there is one."""
    with runtime.store.begin() as tx:
        sight, question, answers = _desk(runtime, tx, caller, seen)
        last = answers[-1] if answers else None
        if last is not None and last.state is AnswerState.PUBLISHED:
            if len(answers) == seen.answers + 1:
                return Done.ISSUED  # handed in twice
            raise AnswerMovedOn
        waiting = draft_of(answers)
        if waiting is None or len(answers) != seen.answers:
            raise AnswerMovedOn
        if Deed.ISSUE not in holder_may(question, answers):
            raise NotNow
        published = _write(
            runtime, tx, question, answers, AnswerState.PUBLISHED, waiting.text, sight.person.id
        )
        answered = question.answered_on or sight.today
        new = replace(question, state=QuestionState.ANSWERED, answered_on=answered)
        if not tx.forum_questions.change(replace(new, version=question.version + 1)):
            raise QuestionMovedOn
        announce(runtime, tx, published)
    return Done.ISSUED


def send_back(runtime: Runtime, caller: Account, seen: Seen, words: str) -> Done:
    """Ask the holder to look at their draft again: it can be published once it is saved anew."""
    with runtime.store.begin() as tx:
        at = bench(runtime, tx, caller, seen)
        answers = tx.forum_questions.answers([at.question.id])
        last, person = answers[-1] if answers else None, at.sight.person
        if last is not None and (last.state, last.text) == (AnswerState.SENT_BACK, words):
            return Done.SENT_BACK
        if draft_of(answers) is None or len(answers) != seen.answers:
            raise AnswerMovedOn
        post = post_of(person, person.unit_id, at.sight.telling.parents).post
        _write(runtime, tx, at.question, answers, AnswerState.SENT_BACK, words, person.id, post)
    return Done.SENT_BACK


def reply(runtime: Runtime, caller: Account, seen: Seen, form_id: str, words: str) -> Done:
    """Write to the asker alone: sealed to their receipt, and nobody is messaged."""
    with runtime.store.begin() as tx:
        sight = Sight(runtime, tx, reader(tx, caller))
        question = _found(tx, seen)
        if not looks_after(sight.person) and not sight.is_mine(question):
            raise NotYoursToAnswer
        if question.thread is None:
            raise NotNow
        box = seal_reply(question.thread, runtime.entropy(SECRET), words)
        tx.forum_questions.reply(SealedReply(form_id, question.thread.id, box, sight.today))
    return Done.REPLIED


def _desk(
    runtime: Runtime, tx: Transaction, caller: Account, seen: Seen
) -> tuple[Sight, ForumQuestion, tuple[ForumAnswer, ...]]:
    """Bring a question before the leader whom it is with, alone until the transaction ends."""
    tx.asks.hold()
    sight = Sight(runtime, tx, reader(tx, caller))
    question = _found(tx, seen)
    if not sight.is_mine(question):
        raise NotYoursToAnswer
    return sight, question, tx.forum_questions.answers([question.id])


def _write(
    runtime: Runtime,
    tx: Transaction,
    question: ForumQuestion,
    answers: Sequence[ForumAnswer],
    state: AnswerState,
    text: str,
    by_id: str,
    post: Post = Post.LEADER,
) -> ForumAnswer:
    version = answers[-1].version + 1 if answers else 1
    new = ForumAnswer(
        question.id, version, state, text, runtime.now(), by_id, post, at_meeting=False
    )
    if not tx.forum_questions.answer(new):
        raise AnswerMovedOn
    return new


def _found(db: Published, seen: Seen) -> ForumQuestion:
    question = db.forum_questions.find(seen.question_id)
    if question is None:
        raise QuestionGone
    return question
