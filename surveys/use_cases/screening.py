"""Screening: champions publish, merge, split, hide or send back what was asked.

Whoever was slower changes nothing and is told what has happened; whoever does the same thing twice
does it once. Hiding takes two champions, and so does publishing a question that may name somebody:
what the first wants is kept until a second decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from surveys.errors import (
    HiddenMeanwhile,
    HidingProposed,
    NotNow,
    PublishedMeanwhile,
    QuestionGone,
    QuestionMovedOn,
    SecondNeeded,
)
from surveys.model.chairing import Deed, Done, Seen, Wish
from surveys.model.forum import (
    Decision,
    ForumQuestion,
    HideReason,
    Holding,
    QuestionState,
    SealedReply,
)
from surveys.model.people import Account
from surveys.rules.forum.duties import answer_by, champion_may
from surveys.rules.forum.receipts import seal_reply
from surveys.rules.words import guarded
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.admitting import champion
from surveys.use_cases.sighting import Sight

SECRET: Final = 32  # bytes, fresh for each reply
_REFUSALS: Final = {
    QuestionState.OPEN: PublishedMeanwhile,
    QuestionState.HIDDEN: HiddenMeanwhile,
}


@dataclass(frozen=True)
class Bench:
    """A question before a champion, in one transaction."""

    runtime: Runtime
    tx: Transaction
    sight: Sight
    question: ForumQuestion
    wishes: tuple[Wish, ...]

    def is_first(self, seen: Seen, deed: Deed) -> bool:
        """Say whether nobody has changed the question since it was seen, and it may be done.

        Raises NotNow.
        """
        if self.question.version != seen.version:
            return False
        answers = self.tx.forum_questions.answers([self.question.id])
        if deed not in champion_may(self.question, self.wishes, answers):
            is_first = self.mine and deed in {Deed.CONFIRM, Deed.PUBLISH}
            raise SecondNeeded if is_first else NotNow
        return True

    @property
    def mine(self) -> Wish | None:
        """What whoever acts wants already."""
        return next((one for one in self.wishes if one.is_mine), None)

    def refusal(self) -> Exception:
        """Return what to tell whoever was slower."""
        if self.wishes and not self.mine:
            return HidingProposed()
        return _REFUSALS.get(self.question.state, QuestionMovedOn)()

    def keep(self, **changes: Any) -> ForumQuestion:
        """Change the question. Raises QuestionMovedOn: somebody else just did."""
        new = replace(self.question, version=self.question.version + 1, **changes)
        if not self.tx.forum_questions.change(new):
            raise QuestionMovedOn
        return new

    def wish(self, hide_for: HideReason | None, words: str) -> None:
        """Keep what a first champion wants."""
        self.keep()
        self.tx.forum_questions.decide(
            Decision(self.question.id, self.sight.person.id, hide_for, words)
        )

    def tell_asker(self, words: str) -> None:
        """Seal words to the question's thread, if it has one."""
        thread, runtime = self.question.thread, self.runtime
        if thread is not None and words:
            box = seal_reply(thread, runtime.entropy(SECRET), words)
            reply = SealedReply(runtime.new_id(), thread.id, box, self.sight.today)
            self.tx.forum_questions.reply(reply)


def bench(runtime: Runtime, tx: Transaction, caller: Account, seen: Seen) -> Bench:
    """Bring a question before a champion, alone until the transaction ends.

    Raises NotOnTheList, ForChampionsAlone, QuestionGone.
    """
    tx.asks.hold()
    sight = Sight(runtime, tx, champion(tx, caller))
    question = tx.forum_questions.find(seen.question_id)
    if question is None:
        raise QuestionGone
    return Bench(runtime, tx, sight, question, sight.wishes_of(question))


def publish(runtime: Runtime, caller: Account, seen: Seen) -> Done:
    """Let everybody see a question; one that may name somebody waits for a second champion."""
    with runtime.store.begin() as tx:
        at = bench(runtime, tx, caller, seen)
        if not at.is_first(seen, Deed.PUBLISH):
            if at.question.state is QuestionState.OPEN and not at.wishes:
                return Done.PUBLISHED_ALREADY
            if at.mine and at.mine.hide_for is None:
                return Done.SECOND_NEEDED
            raise at.refusal()
        if not at.wishes and guarded(at.question.text, at.sight.ours):
            at.wish(None, "")
            return Done.SECOND_NEEDED
        opened = at.question.opened_on or at.sight.today
        at.keep(state=QuestionState.OPEN, opened_on=opened)
        tx.forum_questions.undecide(at.question.id)
    return Done.PUBLISHED


def hide(runtime: Runtime, caller: Account, seen: Seen, reason: HideReason, words: str) -> Done:
    """Propose to hide a question; `words` are for its asker, once a second champion agrees."""
    with runtime.store.begin() as tx:
        at = bench(runtime, tx, caller, seen)
        if not at.is_first(seen, Deed.HIDE):
            mine = at.mine
            if mine and (mine.hide_for, mine.words) == (reason, words):
                return Done.HIDE_PROPOSED
            raise at.refusal()
        tx.forum_questions.undecide(at.question.id)
        at.wish(reason, words)
    return Done.HIDE_PROPOSED


def confirm(runtime: Runtime, caller: Account, seen: Seen) -> Done:
    """Hide a question as another champion proposed, and give its asker the reason."""
    with runtime.store.begin() as tx:
        at = bench(runtime, tx, caller, seen)
        if not at.is_first(seen, Deed.CONFIRM):
            if at.question.state is QuestionState.HIDDEN:
                return Done.NOTHING_NEW
            raise at.refusal()
        first = next(one for one in at.wishes if one.hide_for)
        at.keep(state=QuestionState.HIDDEN, hidden_for=first.hide_for)
        at.tell_asker(first.words)
        tx.forum_questions.undecide(at.question.id)
    return Done.HIDDEN


def decline(runtime: Runtime, caller: Account, seen: Seen) -> Done:
    """Say no to what another champion wants."""
    return _forget(runtime, caller, seen, Deed.DECLINE)


def take_back(runtime: Runtime, caller: Account, seen: Seen) -> Done:
    """Take back what oneself wanted."""
    return _forget(runtime, caller, seen, Deed.TAKE_BACK)


def _forget(runtime: Runtime, caller: Account, seen: Seen, deed: Deed) -> Done:
    with runtime.store.begin() as tx:
        at = bench(runtime, tx, caller, seen)
        if not at.is_first(seen, deed):
            if not at.wishes and at.question.version == seen.version + 1:
                return Done.NOTHING_NEW
            raise at.refusal()
        at.keep()
        tx.forum_questions.undecide(at.question.id)
    return Done.TAKEN_BACK if deed is Deed.TAKE_BACK else Done.DECLINED


def put_back(runtime: Runtime, caller: Account, seen: Seen) -> Done:
    """Put a hidden question, or one that is being reworded, back among those to screen."""
    with runtime.store.begin() as tx:
        at = bench(runtime, tx, caller, seen)
        if not at.is_first(seen, Deed.PUT_BACK):
            if at.question.state is QuestionState.WAITING:
                return Done.NOTHING_NEW
            raise at.refusal()
        at.keep(state=QuestionState.WAITING, hidden_for=None)
    return Done.PUT_BACK


def reopen(runtime: Runtime, caller: Account, seen: Seen) -> Done:
    """Ask for another answer; whoever gave the first has the usual time for it."""
    with runtime.store.begin() as tx:
        at = bench(runtime, tx, caller, seen)
        if not at.is_first(seen, Deed.REOPEN):
            if at.question.state is QuestionState.OPEN:
                return Done.NOTHING_NEW
            raise at.refusal()
        held: Holding | None = at.question.held
        if held is not None:
            held = replace(held, due=answer_by(at.sight.today))
        at.keep(state=QuestionState.OPEN, answered_on=None, held=held)
    return Done.REOPENED


def merge(runtime: Runtime, caller: Account, seen: Seen, target_id: str) -> Done:
    """Merge a question into another that everybody sees; who voted for both counts once."""
    with runtime.store.begin() as tx:
        at = bench(runtime, tx, caller, seen)
        if not at.is_first(seen, Deed.MERGE):
            if at.question.merged_into == target_id:
                return Done.NOTHING_NEW
            raise at.refusal()
        target = tx.forum_questions.find(target_id)
        if target is None or target.id == at.question.id:
            raise QuestionGone
        if target.state not in {QuestionState.OPEN, QuestionState.ANSWERED}:
            raise QuestionMovedOn
        at.keep(state=QuestionState.MERGED, merged_into=target.id)
        for one in tx.forum_questions.in_states({QuestionState.MERGED}):
            if one.merged_into == at.question.id:  # a thread leads to its question in one step
                moved = replace(one, version=one.version + 1, merged_into=target.id)
                tx.forum_questions.change(moved)
    return Done.MERGED


def reword(runtime: Runtime, caller: Account, seen: Seen, words: str) -> Done:
    """Ask the asker for other words, through their thread."""
    with runtime.store.begin() as tx:
        at = bench(runtime, tx, caller, seen)
        if not at.is_first(seen, Deed.REWORD):
            if at.question.state is QuestionState.REWORDING:
                return Done.NOTHING_NEW
            raise at.refusal()
        at.keep(state=QuestionState.REWORDING)
        at.tell_asker(words)
    return Done.REWORDING


def split(runtime: Runtime, caller: Account, seen: Seen, texts: Sequence[str]) -> Done:
    """Make several questions of one; each waits to be screened, and its asker reads them all."""
    with runtime.store.begin() as tx:
        at = bench(runtime, tx, caller, seen)
        if not at.is_first(seen, Deed.SPLIT):
            if at.question.state is QuestionState.SPLIT:
                return Done.NOTHING_NEW
            raise at.refusal()
        at.keep(state=QuestionState.SPLIT)
        for text in texts:
            part = replace(
                at.question,
                id=runtime.new_id(),
                version=1,
                text=text,
                split_from=at.question.id,
            )
            tx.forum_questions.add(part)
    return Done.SPLIT
