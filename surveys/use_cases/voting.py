"""Voting: each person once for each open question, changed as they like, until voting ends."""

from surveys.errors import NotOnTheList, QuestionGone, VotingOver
from surveys.model.forum import Cycle, QuestionState
from surveys.model.people import Account
from surveys.rules.forum.meetings import vote_until
from surveys.rules.forum.votes import band, vote_tag, voters
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.convening import count_votes, current, today


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
        # An agenda ends the voting: its counts are exact, and must not move under anybody's eyes.
        is_made = bool(tx.forum_questions.agenda(cycle.id))
        is_over = is_made or today(runtime) > vote_until(cycle.meeting_on)
        if question.state is not QuestionState.OPEN or is_over:
            raise VotingOver
        tag = vote_tag(key, question_id, person.id)
        put = tx.forum_cycles.vote if wanted else tx.forum_cycles.unvote
        put(cycle.id, [tag])
    return wanted


def has_voted(runtime: Runtime, tx: Transaction, person_id: str, question_id: str) -> bool:
    """Say whether somebody's vote lies on a question in the open cycle: for themselves alone."""
    cycle = tx.forum_cycles.open()
    key = runtime.store.keys.find(cycle.key_name) if cycle else None
    if cycle is None or key is None:
        return False
    return vote_tag(key, question_id, person_id) in tx.forum_cycles.tags(cycle.id)


def show_bands(tx: Transaction, cycle: Cycle, key: bytes) -> None:
    """Put each open question's band of votes beside it.

    That is done once a day: whoever looks on learns nothing of when somebody voted.
    """
    for question_id, votes in count_votes(tx, cycle, key).items():
        tx.forum_questions.show_band(question_id, band(votes))


def merge_votes(runtime: Runtime, tx: Transaction, source: str, target: str) -> None:
    """Turn the votes for one question into votes for another, each person's once."""
    cycle, key = current(runtime, tx)
    people = voters(key, source, tx.people.ids(), tx.forum_cycles.tags(cycle.id))
    tx.forum_cycles.vote(cycle.id, sorted(vote_tag(key, target, one) for one in people))
    tx.forum_cycles.unvote(cycle.id, (vote_tag(key, source, one) for one in people))
