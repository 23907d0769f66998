"""Returning: an asker comes back with the eight words of a receipt, and nobody learns who it is.

The words open their own thread alone. What champions wrote to it is unsealed in memory, and what
its holder writes goes through the letterbox like a question.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from surveys.errors import ReceiptUnknown
from surveys.model.composing import After, AfterForm, Between, Returned, Said, Stage
from surveys.model.forum import ForumQuestion, Letter, LetterKind, QuestionState
from surveys.model.people import Account
from surveys.model.support import Route
from surveys.model.words import Rewritten
from surveys.rules.forum.letterbox import LetterUnreadable, open_letter
from surveys.rules.forum.receipts import Receipt, ReplyUnreadable, open_reply, same_thread
from surveys.rules.words import routes_for
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.admitting import reader
from surveys.use_cases.asking import read_receipt, seen_between, write_after
from surveys.use_cases.browsing import Reading
from surveys.use_cases.composing import by_when, held_back, new_form_id, whole


@dataclass(frozen=True)
class Wrote:
    """What became of what was written with a receipt."""

    form: AfterForm
    routes: frozenset[Route]  # where its writer is shown to turn


def look(runtime: Runtime, caller: Account, words: str) -> AfterForm:
    """Return what a receipt opens, with an empty form.

    Raises NotOnTheList, ReceiptWrong, ReceiptUnknown.
    """
    receipt = read_receipt(words)
    with runtime.store.looking() as tx:
        reader(tx, caller)
        returned = _returned(runtime, tx, receipt)
    return _empty(runtime, returned, words)


def write(runtime: Runtime, caller: Account, after: After) -> Wrote:
    """Put what was written into the letterbox; words that name somebody come back first.

    Raises NotOnTheList, ReceiptWrong, ReceiptUnknown, QuestionEmpty, QuestionTooLong, LettersSpent.
    """
    receipt, text = read_receipt(after.words), whole(after.text)
    routes = routes_for(text)
    with runtime.store.looking() as tx:
        reader(tx, caller)
        returned = _returned(runtime, tx, receipt)
        found = held_back(tx, text, after.text)
    if found is not None:
        again = replace(after, step=after.step + 1)
        return Wrote(AfterForm(again, returned, by_when(runtime), found), routes)
    sent = write_after(runtime, caller, after.form_id, receipt, after.kind, text, alone=after.alone)
    return Wrote(replace(_empty(runtime, returned, after.words), sent=sent), routes)


def _empty(runtime: Runtime, returned: Returned, words: str) -> AfterForm:
    text = Rewritten("", 0)
    after = After(new_form_id(runtime), words, text, returned.kind, alone=True)
    return AfterForm(after, returned, by_when(runtime))


def _returned(runtime: Runtime, tx: Transaction, receipt: Receipt) -> Returned:
    thread_id = receipt.thread.id
    mine = tx.forum_questions.of_thread(thread_id)
    if not mine:
        return _in_the_letterbox(runtime, tx, thread_id)
    reading = Reading(runtime, tx)
    targets = {one.id: one for one in map(reading.standing_for, mine) if one not in mine}
    said, unreadable = _said(tx, receipt, mine)
    is_awaited = any(one.state is QuestionState.REWORDING for one in mine)
    own = [one for one in mine if one.state is not QuestionState.SPLIT] or mine
    return Returned(
        stage=Stage.FORUM,
        text="",
        seen=None,
        listed=reading.listed(own),
        targets=reading.listed(targets.values()),
        said=said,
        unreadable=unreadable,
        kind=LetterKind.REWORDING if is_awaited else LetterKind.FOLLOW_UP,
        on_their_way=len(_letters(runtime, tx, thread_id)),
    )


def _in_the_letterbox(runtime: Runtime, tx: Transaction, thread_id: str) -> Returned:
    """What waits there under a receipt. Raises ReceiptUnknown: nothing does."""
    letters = _letters(runtime, tx, thread_id)
    letter = next((one for one in letters if one.kind is LetterKind.QUESTION), None)
    if letter is None:
        raise ReceiptUnknown
    seen = Between(seen_between(runtime, alone=False).first, letter.latest)
    return Returned(Stage.LETTERBOX, letter.text, seen, (), (), (), 0, LetterKind.FOLLOW_UP)


def _letters(runtime: Runtime, tx: Transaction, thread_id: str) -> list[Letter]:
    """What lies in the letterbox of one thread."""
    cycle = tx.forum_cycles.open()
    key = runtime.store.keys.find(cycle.key_name) if cycle else None
    found: list[Letter] = []
    if cycle is None or key is None:
        return found
    for sealed in tx.forum_cycles.letters(cycle.id):
        try:
            letter = open_letter(key, sealed)
        except LetterUnreadable:
            continue
        if same_thread(letter.thread.id, thread_id):
            found.append(letter)
    return found


def _said(
    tx: Transaction, receipt: Receipt, mine: Iterable[ForumQuestion]
) -> tuple[tuple[Said, ...], int]:
    """What was written in a thread, the oldest first, and how much of it can't be read."""
    notes = tx.forum_questions.notes([one.id for one in mine])
    said = [Said(one.released_on, one.text, by_asker=True) for one in notes]
    unreadable = 0
    for reply in tx.forum_questions.replies(receipt.thread.id):
        try:
            said.append(Said(reply.on, open_reply(receipt, reply.box), by_asker=False))
        except ReplyUnreadable:
            unreadable += 1
    return tuple(sorted(said, key=lambda one: one.on)), unreadable
