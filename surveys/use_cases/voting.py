"""Voting: each person once for each open question, changed as they like, until voting ends."""

from surveys.errors import QuestionGone, VotingOver
from surveys.model.forum import Cycle, QuestionState
from surveys.model.people import Account
from surveys.rules.forum.meetings import vote_until
from surveys.rules.forum.votes import band, may_be_shown, vote_tag
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.admitting import reader
from surveys.use_cases.convening import count_votes, current, merged, today


def vote(runtime: Runtime, caller: Account, question_id: str, *, wanted: bool) -> bool:
    """Give or take back the caller's vote; say whether it lies there now.

    Raises NotOnTheList, QuestionGone, VotingOver, FormTooOld.
    """
    with runtime.store.begin() as tx:
        person = reader(tx, caller)
        question = tx.forum_questions.find(question_id)
        if question is None:
            raise QuestionGone
        cycle, key = current(runtime, tx)
        # An agenda ends the voting: its counts are exact, and must not move under anybody's eyes.
        is_made = bool(tx.forum_questions.agenda(cycle.id))
        is_over = is_made or today(runtime) > vote_until(cycle.meeting_on)
        if question.state is not QuestionState.OPEN or is_over:
            raise VotingOver
        mine = _mine(tx, cycle, key, person.id, question_id)
        if not wanted:
            tx.forum_cycles.unvote(cycle.id, mine)
        elif not mine:
            tx.forum_cycles.vote(cycle.id, [vote_tag(key, question_id, person.id)])
    return wanted


def has_voted(runtime: Runtime, tx: Transaction, person_id: str, question_id: str) -> bool:
    """Say whether somebody's vote lies on a question in the open cycle: for themselves alone."""
    cycle = tx.forum_cycles.open()
    key = runtime.store.keys.find(cycle.key_name) if cycle else None
    if cycle is None or key is None:
        return False
    return bool(_mine(tx, cycle, key, person_id, question_id))


def _mine(
    tx: Transaction, cycle: Cycle, key: bytes, person_id: str, question_id: str
) -> list[bytes]:
    """The tags of somebody's votes for a question, and for those that were merged into it."""
    tags = [vote_tag(key, one, person_id) for one in merged(tx).get(question_id, [])]
    cast = tx.forum_cycles.tags(cycle.id)
    return [one for one in tags if one in cast]


def show_bands(tx: Transaction, cycle: Cycle, key: bytes) -> None:
    """Put each question's band of votes beside it, once enough people have voted since the last.

    That is done once a day: whoever looks on learns nothing of when somebody voted.
    """
    every = [one for all_of in merged(tx).values() for one in all_of]
    unshown = tx.forum_cycles.unshown(cycle.id)
    if not may_be_shown(key, every, tx.people.ids(), unshown):
        return
    tx.forum_cycles.shown(cycle.id)
    for question_id, votes in count_votes(tx, cycle, key).items():
        tx.forum_questions.show_band(question_id, band(votes))
