"""Announcing: a published answer goes to the forum's channel once, and its holder is reminded.

We may not read the channel, so a post of which Slack said nothing is never tried again by itself:
a champion looks there, and has it posted again where it is missing.
"""

from datetime import date
from typing import Final

from surveys.errors import NotNow, QuestionGone
from surveys.model.actions import Holder
from surveys.model.chairing import Announcement, AnswerReminder, Done, Posted, Seen
from surveys.model.deliveries import Delivery, DeliveryState, Kind
from surveys.model.forum import AnswerState, ForumAnswer, QuestionState
from surveys.model.people import Account
from surveys.rules.forum.duties import may_answer, reminder
from surveys.runtime import Runtime
from surveys.store.database import Published, Transaction
from surveys.use_cases.admitting import champion
from surveys.use_cases.recounting import Telling

REMINDERS: Final = frozenset({Kind.FORUM_SOON, Kind.FORUM_LATE})
IN_CHANNEL: Final = frozenset({Kind.FORUM_ANSWER, Kind.FORUM_MINUTES})
NOT_CLEAR: Final = "unclear"  # what went wrong where Slack said nothing


def announce(runtime: Runtime, tx: Transaction, answer: ForumAnswer) -> None:
    """Queue a published answer for the channel, if there is one. Queued twice, it goes once."""
    if runtime.policy.forum_channel is None or answer.by_id is None:
        return
    now, subject = runtime.now(), _subject(answer)
    tx.deliveries.add([Delivery(runtime.new_id(), Kind.FORUM_ANSWER, answer.by_id, subject, now)])


def announce_minutes(runtime: Runtime, tx: Transaction, person_id: str, cycle_id: str) -> None:
    """Queue a meeting's minutes for the channel, if there is one. Queued twice, they go once."""
    if runtime.policy.forum_channel is not None:
        new = Delivery(runtime.new_id(), Kind.FORUM_MINUTES, person_id, cycle_id, runtime.now())
        tx.deliveries.add([new])


def announcement_of(runtime: Runtime, tx: Transaction, delivery: Delivery) -> Announcement | None:
    """Return what is posted of an answer. None: it was hidden, reopened or corrected since."""
    question_id, _colon, version = delivery.subject.rpartition(":")
    question = tx.forum_questions.find(question_id)
    if question is None or question.state is not QuestionState.ANSWERED:
        return None
    published = _published(tx, question_id)
    if not published or str(published[-1].version) != version:
        return None
    telling, answer = Telling(runtime, tx), published[-1]
    whole = next(one.id for one in telling.units if one.parent_id is None)
    drivers = {one.id: one.name for one in runtime.bank.drivers}
    return Announcement(
        question=question.text,
        topic=drivers.get(question.topic),
        answer=answer.text,
        by=telling.named(Holder(answer.by_id, answer.by_post, whole)),
        is_correction=len(published) > 1,
        on=telling.day(published[0].at),
    )


def posted(tx: Transaction, answer: ForumAnswer) -> Posted | None:
    """Say how an answer came to the channel. None: it was not sent there."""
    if answer.by_id is None:
        return None
    mine = (Kind.FORUM_ANSWER, answer.by_id, _subject(answer))
    state = tx.deliveries.state_of(*mine)
    if state is None or state is DeliveryState.CANCELLED:
        return None
    if state is DeliveryState.FAILED:
        is_unclear = tx.deliveries.error_of(*mine) == NOT_CLEAR
        return Posted.UNCLEAR if is_unclear else Posted.REFUSED
    return Posted.ARRIVED if state is DeliveryState.SENT else Posted.WAITING


def keep_link(runtime: Runtime, delivery: Delivery, link: str) -> None:
    """Keep where an answer stands in the channel, so that its question leads there."""
    question_id, _colon, version = delivery.subject.rpartition(":")
    with runtime.store.begin() as tx:
        tx.forum_questions.keep_link(question_id, int(version), link)


def post_again(runtime: Runtime, caller: Account, seen: Seen) -> Done:
    """Post an answer once more that did not reach the channel, or perhaps not.

    Raises NotOnTheList, ForChampionsAlone, QuestionGone, NotNow.
    """
    with runtime.store.begin() as tx:
        champion(tx, caller)
        if tx.forum_questions.find(seen.question_id) is None:
            raise QuestionGone
        published = _published(tx, seen.question_id)
        how = posted(tx, published[-1]) if published else None
        if how is None:
            raise NotNow
        if not how.may_be_repeated:
            return Done.NOTHING_NEW
        newest = published[-1]
        tx.deliveries.forget(Kind.FORUM_ANSWER, str(newest.by_id), _subject(newest))
        announce(runtime, tx, newest)
    return Done.POSTED_AGAIN


def queue_reminders(runtime: Runtime) -> int:
    """Queue the reminders that are due to whom questions are with; return how many are new."""
    now = runtime.now()
    today = now.astimezone(runtime.policy.zone).date()
    with runtime.store.published() as db:
        waiting = [
            (kind, one.held.person_id, f"{one.id}:{one.held.due.isoformat()}")
            for one in db.forum_questions.in_states({QuestionState.OPEN})
            if one.held and one.held.person_id and (kind := reminder(one, today))
        ]
    if not waiting:
        return 0  # as nearly always: nobody waits for the one who may write
    with runtime.store.begin() as tx:
        new = [
            Delivery(runtime.new_id(), kind, holder, subject, now)
            for kind, holder, subject in waiting
            if tx.deliveries.state_of(kind, holder, subject) is None
        ]
        tx.deliveries.add(new)
    return len(new)


def reminder_of(runtime: Runtime, db: Published, delivery: Delivery) -> AnswerReminder | None:
    """Return what a reminder says. None: it is answered, passed on or put off since."""
    question_id, _colon, day = delivery.subject.rpartition(":")
    question = db.forum_questions.find(question_id)
    today = runtime.now().astimezone(runtime.policy.zone).date()
    held = question.held if question else None
    if question is None or held is None or held.person_id != delivery.person_id:
        return None
    if question.state is not QuestionState.OPEN or held.due != date.fromisoformat(day):
        return None
    is_late = held.due < today
    if is_late is not (delivery.kind is Kind.FORUM_LATE):
        return None  # its day came while it waited: the other one tells
    if not may_answer(db.people.get(delivery.person_id)):
        return None
    return AnswerReminder(question.id, held.due, is_late)


def _published(tx: Transaction, question_id: str) -> list[ForumAnswer]:
    answers = tx.forum_questions.answers([question_id])
    return [one for one in answers if one.state is AnswerState.PUBLISHED]


def _subject(answer: ForumAnswer) -> str:
    return f"{answer.question_id}:{answer.version}"
