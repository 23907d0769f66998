"""Asking: a question goes into the letterbox, and a batch of letters to champions each day.

Nothing says who asked: a letter lies under an id that the cycle's key makes from the form's own,
and how many somebody has sent today under a tag of the day's key.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from surveys.bank.receipts import receipt_words
from surveys.errors import LettersSpent, ReceiptUnknown, ReceiptWrong
from surveys.model.composing import Between
from surveys.model.forum import (
    RECEIPT_WORDS,
    Addressee,
    ForumQuestion,
    Letter,
    LetterKind,
    Note,
    QuestionState,
    SealedLetter,
)
from surveys.model.people import Account, Person
from surveys.rules.calendar import is_working_day
from surveys.rules.forum.letterbox import (
    NONCE_BYTES,
    LetterUnreadable,
    letter_id,
    open_letter,
    seal_letter,
)
from surveys.rules.forum.meetings import batch_day, handed_over, latest_day
from surveys.rules.forum.receipts import Receipt, receipt_for, receipt_in
from surveys.rules.forum.votes import quota_tags
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.admitting import reader
from surveys.use_cases.convening import current, day_key, today
from surveys.use_cases.voting import show_bands
from surveys.wording import _, ngettext


@dataclass(frozen=True)
class Asked:
    """What became of a question, for its asker alone."""

    receipt: Receipt
    seen: Between


def seen_between(runtime: Runtime, *, alone: bool) -> Between:
    """Return when champions see a letter that is sent now; `alone`: by a day, even if alone."""
    policy = runtime.policy
    first = batch_day(runtime.now().astimezone(policy.zone), policy.opening_time.hour)
    return Between(first, latest_day(first) if alone else None)


def ask(
    runtime: Runtime,
    caller: Account,
    form_id: str,
    text: str,
    topic: str,
    addressee: Addressee,
    *,
    alone: bool,
) -> Asked:
    """Put a question into the letterbox and return its receipt; the same form again, the same.

    The caller has passed `text` through the guard. Raises NotOnTheList, LettersSpent, FormTooOld.
    """
    seen = seen_between(runtime, alone=alone)
    with runtime.store.begin() as tx:
        person = reader(tx, caller)
        cycle, key = current(runtime, tx)
        receipt = receipt_for(key, form_id, receipt_words())
        letter = Letter(LetterKind.QUESTION, text, receipt.thread, seen.latest, topic, addressee)
        if not tx.forum_questions.of_thread(letter.thread.id):  # else handed over already
            _post(runtime, tx, person, cycle.id, key, form_id, letter)
    return Asked(receipt, seen)


def write_after(
    runtime: Runtime,
    caller: Account,
    form_id: str,
    receipt: Receipt,
    kind: LetterKind,
    text: str,
    *,
    alone: bool,
) -> Between:
    """Put what an asker writes after their question into the letterbox.

    Raises NotOnTheList, ReceiptUnknown, LettersSpent, FormTooOld.
    """
    seen = seen_between(runtime, alone=alone)
    with runtime.store.begin() as tx:
        person = reader(tx, caller)
        if not tx.forum_questions.of_thread(receipt.thread.id):
            raise ReceiptUnknown
        cycle, key = current(runtime, tx)
        letter = Letter(kind, text, receipt.thread, seen.latest)
        _post(runtime, tx, person, cycle.id, key, form_id, letter)
    return seen


def read_receipt(text: str) -> Receipt:
    """Read the words that somebody typed. Raises ReceiptWrong."""
    receipt = receipt_in(text)
    strange = [one for one in receipt.words if one not in receipt_words()]
    if strange:
        raise ReceiptWrong(
            _("{words} cannot be in a receipt").format(words=", ".join(strange[:RECEIPT_WORDS]))
        )
    if len(receipt.words) != RECEIPT_WORDS:
        found = ngettext("there is {n} word", "there are {n} words", len(receipt.words))
        raise ReceiptWrong(found.format(n=len(receipt.words)))
    return receipt


def hand_over(runtime: Runtime) -> int:
    """Hand the day's batch of letters to champions, once; return how many. 0: not yet, or none."""
    policy, now = runtime.policy, runtime.now().astimezone(runtime.policy.zone)
    day = now.date()
    if now.time() < policy.opening_time or not is_working_day(day):
        return 0
    with runtime.store.begin() as tx:
        cycle = tx.forum_cycles.open()
        key = runtime.store.keys.find(cycle.key_name) if cycle else None
        if cycle is None or key is None or not tx.forum_cycles.release(cycle.id, day):
            return 0
        opened = _opened(key, tx.forum_cycles.letters(cycle.id))
        chosen = handed_over(opened.values(), day)
        batch = {id_: one for id_, one in opened.items() if one in chosen}
        # A random order, and random ids: nothing of when each was sent is left.
        for id_ in sorted(batch, key=lambda _id: runtime.entropy(16)):
            _arrive(runtime, tx, cycle.id, day, batch[id_])
        tx.forum_cycles.take_out(cycle.id, batch)
        show_bands(tx, cycle, key)
    return len(batch)


def _post(
    runtime: Runtime,
    tx: Transaction,
    person: Person,
    cycle_id: str,
    key: bytes,
    form_id: str,
    letter: Letter,
) -> None:
    id_, day = letter_id(key, form_id), today(runtime)
    is_new = all(one.id != id_ for one in tx.forum_cycles.letters(cycle_id))
    if is_new and not tx.forum_cycles.count_letter(
        day, quota_tags(day_key(runtime, day), person.id)
    ):
        raise LettersSpent
    sealed = seal_letter(key, id_, runtime.entropy(NONCE_BYTES), letter)
    tx.forum_cycles.post(cycle_id, sealed)


def _opened(key: bytes, letters: Iterable[SealedLetter]) -> dict[str, Letter]:
    found = {}
    for one in letters:
        try:
            found[one.id] = open_letter(key, one)
        except LetterUnreadable:
            continue  # a damaged box must not hold up the others
    return found


def _arrive(runtime: Runtime, tx: Transaction, cycle_id: str, day: date, one: Letter) -> None:
    mine = tx.forum_questions.of_thread(one.thread.id)
    if one.kind is LetterKind.QUESTION:
        if not mine:
            tx.forum_questions.add(_question(runtime, cycle_id, day, one))
    elif mine:
        first = mine[0]
        awaited = [each for each in mine if each.state is QuestionState.REWORDING]
        if one.kind is LetterKind.REWORDING and awaited:
            tx.forum_questions.change(
                replace(
                    awaited[0],
                    version=awaited[0].version + 1,
                    state=QuestionState.WAITING,
                    text=one.text,
                    released_on=day,
                )
            )
        else:
            tx.forum_questions.note(Note(runtime.new_id(), first.id, one.text, day))


def _question(runtime: Runtime, cycle_id: str, day: date, one: Letter) -> ForumQuestion:
    return ForumQuestion(
        id=runtime.new_id(),
        cycle_id=cycle_id,
        state=QuestionState.WAITING,
        version=1,
        topic=one.topic,
        addressee=one.addressee,
        text=one.text,
        released_on=day,
        thread=one.thread,
    )
