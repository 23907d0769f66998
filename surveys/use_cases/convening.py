"""Convening: a cycle of the forum begins with the first letter and ends with its meeting.

Its key is made with it. Whoever closes a cycle counts its votes, deletes them, passes letters that
still wait on to the next cycle and destroys the key; what follows the transaction is repeated until
it is done.
"""

from contextlib import suppress
from datetime import date
from typing import Final

from surveys.errors import FormTooOld
from surveys.model.forum import DAY_PREFIX, Cycle, CycleState, QuestionState
from surveys.rules.forum.letterbox import (
    KEY_BYTES,
    NONCE_BYTES,
    LetterUnreadable,
    open_letter,
    seal_letter,
)
from surveys.rules.forum.meetings import next_meeting
from surveys.rules.forum.votes import voters
from surveys.runtime import Runtime
from surveys.store.database import Transaction

_ATTEMPTS: Final = 5  # to make a day's key, each of them spoilt by another process


def today(runtime: Runtime) -> date:
    """Return the day in the organisation's zone."""
    return runtime.now().astimezone(runtime.policy.zone).date()


def coming_meeting(runtime: Runtime, cycle: Cycle | None) -> date:
    """Return the day of the next meeting: the open cycle's, or that of one begun now."""
    return cycle.meeting_on if cycle else next_meeting(today(runtime), runtime.policy.meetings)


def current(runtime: Runtime, tx: Transaction) -> tuple[Cycle, bytes]:
    """Return the open cycle and its key, and begin one if there is none.

    Raises FormTooOld when its key is missing, which the next tick deals with.
    """
    cycle = tx.forum_cycles.open()
    if cycle is None:
        return _begin(runtime, tx, released_on=None)
    key = runtime.store.keys.find(cycle.key_name)
    if key is None:
        raise FormTooOld
    return cycle, key


def count_votes(tx: Transaction, cycle: Cycle, key: bytes) -> dict[str, int]:
    """Return how many people voted for each question: in bands only, while the cycle is open."""
    people, cast = tx.people.ids(), tx.forum_cycles.tags(cycle.id)
    return {one: len(voters(key, all_of, people, cast)) for one, all_of in merged(tx).items()}


def merged(tx: Transaction) -> dict[str, list[str]]:
    """Return each question that is or was voted for, with those that were merged into it.

    Votes stay where they were given: rows that a merge moved would tell whose they are to whoever
    saw people vote one after the other.
    """
    found = tx.forum_questions.in_states({QuestionState.OPEN, QuestionState.ANSWERED})
    together = {one.id: [one.id] for one in found}
    for one in tx.forum_questions.in_states({QuestionState.MERGED}):
        if one.opened_on is not None and one.merged_into in together:
            together[one.merged_into].append(one.id)
    return together


def close_cycle(runtime: Runtime, tx: Transaction, cycle: Cycle) -> bool:
    """End a cycle whose meeting is over; False when it has ended already.

    What was not reached stays in the forum with its count of votes beside it, and letters that wait
    for two others go on waiting.
    """
    if not tx.forum_cycles.close(cycle.id):
        return False
    key = runtime.store.keys.find(cycle.key_name)
    if key is not None:
        _keep_counts(tx, cycle, key)
        _carry_letters(runtime, tx, cycle, key)
    tx.forum_cycles.destroy_votes(cycle.id)
    return True


def give_up_lost(runtime: Runtime) -> Cycle | None:
    """End a cycle whose key is missing, as after a restore. None: there is none such.

    Its votes and what waited in the letterbox are lost, and Home says so.
    """
    with runtime.store.begin() as tx:
        cycle = tx.forum_cycles.open()
        if cycle is None or runtime.store.keys.find(cycle.key_name) is not None:
            return None
        tx.forum_cycles.close(cycle.id, CycleState.LOST)
        tx.forum_cycles.destroy_votes(cycle.id)
        letters = [one.id for one in tx.forum_cycles.letters(cycle.id)]
        tx.forum_cycles.take_out(cycle.id, letters)
    return cycle


def finish(runtime: Runtime) -> bool:
    """Destroy the keys of ended cycles and days, and every trace of votes; False: not yet."""
    keys, first = runtime.store.keys, today(runtime)
    names = keys.forum_names()
    with runtime.store.begin() as tx:
        ended = tx.forum_cycles.unscrubbed()
        # A key that came back, from a copy of the folder say, must not outlive its cycle either.
        returned = [one for one in tx.forum_cycles.ended() if one.key_name in names]
        tx.forum_cycles.forget_quotas(first)
    old = [one for one in names if one.startswith(DAY_PREFIX) and one < day_key_name(first)]
    for name in (*(one.key_name for one in (*ended, *returned)), *old):
        keys.destroy(name)
    if not ended:
        return True
    if not runtime.store.scrub():
        return False
    with runtime.store.begin() as tx:
        tx.forum_cycles.scrubbed(one.id for one in ended)
    runtime.store.settle()
    return True


def day_key_name(day: date) -> str:
    """Return the name of the key that counts a day's letters."""
    return f"{DAY_PREFIX}{day.isoformat()}"


def day_key(runtime: Runtime, day: date) -> bytes:
    """Return the key of a day, made by whichever process asks first. Raises FileNotFoundError.

    One that is not whole was its maker's last act, or is being written just now: a new one takes
    its place, and what the other maker counted with it counts no more.
    """
    name, keys = day_key_name(day), runtime.store.keys
    for _attempt in range(_ATTEMPTS):
        found = keys.find(name)
        if found is not None and len(found) == KEY_BYTES:
            return found
        if found is not None:
            keys.destroy(name)
        with suppress(FileExistsError):  # another process has just made it
            keys.create(name, runtime.entropy(KEY_BYTES))
    raise FileNotFoundError(name)


def _begin(runtime: Runtime, tx: Transaction, released_on: date | None) -> tuple[Cycle, bytes]:
    tx.asks.hold()  # nobody else begins one meanwhile
    earlier = tx.forum_cycles.all()
    if earlier and earlier[0].state is CycleState.OPEN:
        return current(runtime, tx)  # another process was first
    number = earlier[0].number + 1 if earlier else 1
    meeting = _meeting(runtime, earlier)
    cycle = Cycle(runtime.new_id(), number, meeting, CycleState.OPEN, released_on, scrubbed=False)
    key = runtime.entropy(KEY_BYTES)
    runtime.store.keys.create(cycle.key_name, key)
    tx.keys_made.append(cycle.key_name)
    tx.forum_cycles.begin(cycle.id, number, meeting, released_on)
    return cycle, key


def _meeting(runtime: Runtime, earlier: tuple[Cycle, ...]) -> date:
    """The day of a new cycle's meeting: that of one that was lost, or the next after the last."""
    first = today(runtime)
    if earlier and earlier[0].state is CycleState.LOST and earlier[0].meeting_on >= first:
        return earlier[0].meeting_on
    after = max((first, *(one.meeting_on for one in earlier)))
    return next_meeting(after, runtime.policy.meetings)


def _keep_counts(tx: Transaction, cycle: Cycle, key: bytes) -> None:
    """Put the count of votes beside each question: those carried over begin anew with it.

    Where an agenda was made its counts stand: of two that differ, whoever was removed or merged in
    between would be the difference.
    """
    told = {one.question_id: one.votes for one in tx.forum_questions.agenda(cycle.id)}
    counts = count_votes(tx, cycle, key)
    still_open = {one.id for one in tx.forum_questions.in_states({QuestionState.OPEN})}
    for question_id, counted in counts.items():
        votes = told.get(question_id, counted)
        if votes or question_id in still_open:
            tx.forum_questions.keep_votes(question_id, votes)


def _carry_letters(runtime: Runtime, tx: Transaction, cycle: Cycle, key: bytes) -> None:
    letters = tx.forum_cycles.letters(cycle.id)
    if not letters:
        return
    new, new_key = _begin(runtime, tx, cycle.released_on)
    for one in letters:
        try:
            letter = open_letter(key, one)
        except LetterUnreadable:
            continue  # a damaged box must not keep everyone else's cycle open
        id_ = runtime.entropy(16).hex()
        sealed = seal_letter(new_key, id_, runtime.entropy(NONCE_BYTES), letter)
        tx.forum_cycles.post(new.id, sealed)
    tx.forum_cycles.take_out(cycle.id, (one.id for one in letters))
