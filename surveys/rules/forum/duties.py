"""Who may do what with a question of the forum, and by when: champions, and leaders who answer."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from surveys.model.chairing import Deed, Pile, Wish
from surveys.model.deliveries import Kind
from surveys.model.forum import (
    AnswerState,
    ForumAnswer,
    ForumQuestion,
    QuestionState,
)
from surveys.model.people import Person, Role
from surveys.rules.calendar import add_working_days
from surveys.rules.forum.alike import alike, stems
from surveys.rules.forum.meetings import screen_by

CHAMPIONS: Final = frozenset({Role.CHAMPION, Role.PSW})
ANSWER_WITHIN: Final = 10  # working days, unless a champion chooses another day
FURTHEST: Final = timedelta(days=366)
SOON: Final = timedelta(days=7)
STILL: Final = timedelta(days=14)  # after the day, whoever was not told yet still is
RECENT: Final = timedelta(days=28)  # how long a follow-up is pointed at
_LIVE: Final = frozenset({QuestionState.WAITING, QuestionState.OPEN, QuestionState.ANSWERED})


def looks_after(person: Person) -> bool:
    """Say whether somebody looks after the forum."""
    return bool(person.roles & CHAMPIONS)


def may_answer(person: Person) -> bool:
    """Say whether a question may be with somebody: a senior leader who is on the list."""
    return person.active and Role.LEADER in person.roles


def answer_by(today: date) -> date:
    """Return the day that is suggested for an answer."""
    return add_working_days(today, ANSWER_WITHIN)


def is_fitting(due: date, today: date) -> bool:
    """Say whether a day may be set for an answer."""
    return today <= due <= today + FURTHEST


def reminder(question: ForumQuestion, today: date) -> Kind | None:
    """Return which reminder its holder should have by now. None: neither, or it is too late."""
    held = question.held
    if held is None or question.state is not QuestionState.OPEN:
        return None
    if held.due - SOON <= today <= held.due:
        return Kind.FORUM_SOON
    return Kind.FORUM_LATE if held.due < today <= held.due + STILL else None


def draft_of(answers: Sequence[ForumAnswer]) -> ForumAnswer | None:
    """Return the draft that can be published: the last version, if it is one."""
    last = answers[-1] if answers else None
    return last if last and last.state is AnswerState.DRAFT else None


def champion_may(
    question: ForumQuestion, wishes: Collection[Wish], answers: Sequence[ForumAnswer]
) -> frozenset[Deed]:
    """Return what a champion may do with a question as it stands."""
    state, may = question.state, set[Deed]()
    if question.thread is not None:
        may.add(Deed.REPLY)
    if wishes:
        mine = any(one.is_mine for one in wishes)
        if mine:
            return frozenset({*may, Deed.TAKE_BACK})
        is_to_hide = any(one.hide_for for one in wishes)
        return frozenset({*may, Deed.CONFIRM if is_to_hide else Deed.PUBLISH, Deed.DECLINE})
    if state is QuestionState.WAITING:
        may |= {Deed.PUBLISH, Deed.MERGE, Deed.SPLIT, Deed.HIDE}
        if question.thread is not None:
            may.add(Deed.REWORD)
    elif state is QuestionState.OPEN:
        may |= {Deed.ASSIGN, Deed.MERGE, Deed.HIDE}
    elif state is QuestionState.ANSWERED:
        may |= {Deed.REOPEN, Deed.HIDE}
    elif state in {QuestionState.HIDDEN, QuestionState.REWORDING}:
        may.add(Deed.PUT_BACK)
    if state in _LIVE and draft_of(answers):
        may.add(Deed.SEND_BACK)
    return frozenset(may)


def holder_may(question: ForumQuestion, answers: Sequence[ForumAnswer]) -> frozenset[Deed]:
    """Return what the leader whom a question is with may do."""
    if question.state not in {QuestionState.OPEN, QuestionState.ANSWERED}:
        return frozenset()
    may = {Deed.DRAFT}
    if draft_of(answers):
        may.add(Deed.ISSUE)
    if question.thread is not None:
        may.add(Deed.REPLY)
    return frozenset(may)


def piles_of(
    question: ForumQuestion,
    *,
    wished: Pile | None,
    followed: bool,
    drafted: bool,
    is_held: bool,
    is_mine: bool,
    today: date,
) -> Iterable[Pile]:
    """Yield the piles that a question lies on.

    `wished`: SECOND or WISHED, where a champion wants something of it; `is_held`: by somebody who
    can answer it.
    """
    state = question.state
    if wished and state in _LIVE:
        yield wished
    elif state is QuestionState.WAITING:
        yield Pile.SCREEN
    if followed:
        yield Pile.FOLLOWED  # wherever it stands: nothing that was written is passed over
    if drafted and state in _LIVE:
        yield Pile.DRAFTED
    if state is QuestionState.OPEN:
        yield Pile.OPEN
        if not is_held:
            yield Pile.NOBODY
        elif is_late(question, today):
            yield Pile.LATE
        if is_mine:
            yield Pile.MINE
    same = {QuestionState.REWORDING, QuestionState.ANSWERED, QuestionState.HIDDEN}
    if state in same:
        yield Pile(str(state))


def is_late(question: ForumQuestion, today: date) -> bool:
    """Say whether a question should have been screened, or answered, by now."""
    if question.state is QuestionState.WAITING:
        return screen_by(question.released_on) < today
    held = question.held
    return question.state is QuestionState.OPEN and held is not None and held.due < today


def most_alike(
    question: ForumQuestion, others: Iterable[ForumQuestion]
) -> tuple[tuple[ForumQuestion, ...], tuple[ForumQuestion, ...]]:
    """Return the others that ask much the same, then all the rest, most words in common first."""
    everyone = tuple(others)
    near = alike(question.text, everyone)
    mine = stems(question.text)
    rest = (one for one in everyone if one not in near)
    return near, tuple(
        sorted(rest, key=lambda one: (-len(mine & stems(one.text)), one.released_on, one.id))
    )
