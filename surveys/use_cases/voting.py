"""Voting: each person once for each open question, changed as they like, until voting ends."""

from surveys.errors import NotOnTheList, QuestionGone, VotingOver
from surveys.model.forum import QuestionState
from surveys.model.people import Account
from surveys.rules.forum.meetings import vote_until
from surveys.rules.forum.votes import merged_tags, vote_tag
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.convening import current, today


def vote(runtime: Runtime, caller: Account, question_id: str, *, wanted: bool) -> bool:
    """Give or take back the caller's vote; say whether it lies there now.

    Raises NotOnTheList, QuestionGone, VotingOver, FormTooOld.
    """
    with runtime.store.begin() as tx:
        person = tx.people.find_by_account(caller.slack_id, caller.workspace)
        if person is None or not person.active:
            raise NotOnTheList
        question = tx.forum_questions.find(question_id)
        if question is None:
            raise QuestionGone
        cycle, key = current(runtime, tx)
        if question.state is not QuestionState.OPEN or today(runtime) > vote_until(
            cycle.meeting_on
        ):
            raise VotingOver
        tag = vote_tag(key, question_id, person.id)
        if wanted:
            tx.forum_cycles.vote(cycle.id, question_id, [tag])
        else:
            tx.forum_cycles.unvote(cycle.id, question_id, tag)
    return wanted


def voted_for(runtime: Runtime, tx: Transaction, person_id: str) -> frozenset[str]:
    """Return the questions for which somebody has voted in the open cycle: for themselves alone."""
    cycle = tx.forum_cycles.open()
    key = runtime.store.keys.find(cycle.key_name) if cycle else None
    if cycle is None or key is None:
        return frozenset()
    asked = tx.forum_questions.in_states({QuestionState.OPEN})
    return frozenset(
        one.id
        for one in asked
        if vote_tag(key, one.id, person_id) in tx.forum_cycles.tags(cycle.id, one.id)
    )


def merge_votes(runtime: Runtime, tx: Transaction, source: str, target: str) -> None:
    """Turn the votes for one question into votes for another, each person's once."""
    cycle, key = current(runtime, tx)
    cast = tx.forum_cycles.tags(cycle.id, source)
    tags = merged_tags(key, source, target, tx.people.ids(), cast)
    tx.forum_cycles.vote(cycle.id, target, sorted(tags))
    tx.forum_cycles.destroy_votes(cycle.id, source)
