"""Chairing: what champions, and leaders who answer, see of the forum's questions.

Nothing here says who asked. A question that is with somebody who has left the list, or leads no
more, is with nobody: whoever looks after the forum sees it among those to assign.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from surveys.errors import ForChampionsAlone, NotYoursToAnswer, QuestionGone
from surveys.model.actions import Holder, Post
from surveys.model.chairing import (
    Answer,
    Case,
    Deed,
    Duties,
    Likeness,
    Line,
    Listing,
    Pile,
    Seen,
)
from surveys.model.forum import AnswerState, Decision, ForumAnswer, ForumQuestion, QuestionState
from surveys.model.people import Account, Person
from surveys.rules.forum.duties import (
    RECENT,
    champion_may,
    draft_of,
    holder_may,
    is_late,
    looks_after,
    may_answer,
    most_alike,
    piles_of,
)
from surveys.rules.forum.meetings import screen_by
from surveys.rules.words import guarded
from surveys.runtime import Runtime
from surveys.store.database import Published, Transaction
from surveys.use_cases.admitting import champion, reader
from surveys.use_cases.announcing import posted
from surveys.use_cases.sighting import Sight

PAGE_SIZE: Final = 10
_HELD: Final = frozenset({Pile.MINE})
_TO_MERGE_INTO: Final = frozenset({QuestionState.OPEN, QuestionState.ANSWERED})


def one_case(runtime: Runtime, caller: Account, question_id: str, *, in_turn: bool = False) -> Case:
    """Return one question to whoever looks after the forum, or is to answer it.

    Raises NotOnTheList, QuestionGone, NotYoursToAnswer.
    """
    with runtime.store.looking() as tx:
        sight = Sight(runtime, tx, reader(tx, caller))
        question = tx.forum_questions.find(question_id)
        if question is None:
            raise QuestionGone
        if not looks_after(sight.person) and not sight.is_mine(question):
            raise NotYoursToAnswer
        return _case(sight, tx, question, in_turn=in_turn)


def next_to_screen(runtime: Runtime, caller: Account, after: str = "") -> Case | None:
    """Return the first question that the caller can decide on, or the next after one.

    None: there is none. Raises NotOnTheList, ForChampionsAlone.
    """
    with runtime.store.looking() as tx:
        sight = Sight(runtime, tx, champion(tx, caller))
        waiting = _in_turn(sight)
        if not waiting:
            return None
        places = {one.id: place for place, one in enumerate(waiting)}
        place = places[after] + 1 if after in places else 0
        return _case(sight, tx, waiting[place % len(waiting)], in_turn=True)


def duties(runtime: Runtime, person: Person) -> Duties | None:
    """Return what somebody's Home tab says of the forum. None: nothing of it is theirs to do."""
    if not looks_after(person) and not may_answer(person):
        return None
    with runtime.store.published() as db:
        sight = Sight(runtime, db, person)
        piles = _piles(sight)
        mine = [one.held.due for one in piles.get(Pile.MINE, ()) if one.held]
        if not looks_after(person) and not mine:
            return None
        waiting = [screen_by(one.released_on) for one in piles.get(Pile.SCREEN, ())]
        first, due = min(waiting, default=None), min(mine, default=None)
        return Duties(
            piles={pile: len(own) for pile, own in piles.items()},
            looks_after=looks_after(person),
            screen_by=first,
            screen_late=first is not None and first < sight.today,
            due=due,
            due_late=due is not None and due < sight.today,
        )


def listing(runtime: Runtime, caller: Account, pile: Pile, page: int = 0) -> Listing:
    """Return a page of a pile, the first due first. Raises NotOnTheList, ForChampionsAlone."""
    with runtime.store.published() as db:
        person = reader(db, caller)
        if pile not in _HELD and not looks_after(person):
            raise ForChampionsAlone
        sight = Sight(runtime, db, person)
        piles = _piles(sight)
        found = piles.get(pile, [])
        pages = max(1, -(-len(found) // PAGE_SIZE))
        page = min(max(page, 0), pages - 1)
        shown = found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
        counts = {one: len(own) for one, own in piles.items() if own} | {pile: len(found)}
        lines = tuple(
            Line(
                one,
                sight.named(one) if sight.holder(one) else None,
                is_late(one, sight.today) and pile is not Pile.NOBODY,
            )
            for one in shown
        )
        return Listing(
            pile, counts if looks_after(person) else {pile: len(found)}, lines, page, pages
        )


def targets(db: Published, question: ForumQuestion) -> tuple[ForumQuestion, ...]:
    """Return the questions that one may be merged into, the most alike first."""
    near, rest = most_alike(question, _others(db, question))
    return (*near, *rest)


def _others(db: Published, question: ForumQuestion) -> list[ForumQuestion]:
    found = db.forum_questions.in_states(_TO_MERGE_INTO)
    return [one for one in found if one.id != question.id]


def _in_turn(sight: Sight) -> list[ForumQuestion]:
    """Questions to decide on: the oldest first, those that wait for somebody else last."""
    piles = _piles(sight)
    mine = [*piles.get(Pile.SCREEN, ()), *piles.get(Pile.SECOND, ())]
    mine.sort(key=lambda one: (one.released_on, one.id))
    return [*mine, *piles.get(Pile.WISHED, ())]


def _piles(sight: Sight) -> Mapping[Pile, list[ForumQuestion]]:
    """Every pile, its questions in the order in which they are due."""
    questions = sight.db.forum_questions
    found = questions.all()
    ids = [one.id for one in found]
    decided: dict[str, list[Decision]] = {}
    for decision in questions.decisions(ids):
        decided.setdefault(decision.question_id, []).append(decision)
    answers = _by_question(questions.answers(ids))
    since = sight.today - RECENT
    followed = {one.question_id for one in questions.notes(ids) if one.released_on >= since}
    piles: dict[Pile, list[ForumQuestion]] = {}
    for one in found:
        wishes = sight.wishes(decided.get(one.id, ()))
        mine = any(wish.is_mine for wish in wishes)
        for pile in piles_of(
            one,
            wished=(Pile.WISHED if mine else Pile.SECOND) if wishes else None,
            followed=one.id in followed,
            drafted=draft_of(answers.get(one.id, ())) is not None,
            is_held=sight.holder(one) is not None,
            is_mine=sight.is_mine(one),
            today=sight.today,
        ):
            piles.setdefault(pile, []).append(one)
    for pile in piles.keys() & {Pile.MINE, Pile.LATE}:
        piles[pile].sort(key=lambda one: (one.held.due if one.held else one.released_on, one.id))
    return piles


def _by_question(answers: Sequence[ForumAnswer]) -> dict[str, list[ForumAnswer]]:
    found: dict[str, list[ForumAnswer]] = {}
    for one in answers:
        found.setdefault(one.question_id, []).append(one)
    return found


def _case(sight: Sight, tx: Transaction, question: ForumQuestion, *, in_turn: bool) -> Case:
    wishes = sight.wishes_of(question)
    answers = tx.forum_questions.answers([question.id])
    drivers = {one.id: one.name for one in sight.runtime.bank.drivers}
    looks, is_mine = looks_after(sight.person), sight.is_mine(question)
    joined = _joined(tx, question)
    may = champion_may(question, wishes, answers) if looks else frozenset[Deed]()
    if is_mine:
        may |= holder_may(question, answers)
    told = Case(
        question=question,
        seen=Seen(question.id, question.version, len(answers), in_turn),
        topic=drivers.get(question.topic),
        may=may,
        screen_by=screen_by(question.released_on),
        is_late=is_late(question, sight.today),
        waiting=len(_in_turn(sight)) if looks and in_turn else 0,
        guarded=guarded(question.text, sight.ours),
        wishes=wishes if looks else (),
        notes=tx.forum_questions.notes(joined | _of_asker(tx, question))[::-1],
        joined=joined,
        replies=len(tx.forum_questions.replies(question.thread.id)) if question.thread else 0,
        held_by=sight.named(question) if sight.holder(question) else None,
        left=None if sight.holder(question) else sight.named(question),
        is_mine=is_mine,
    )
    told = _with_answers(sight, tx, told, answers)
    return _with_others(tx, told) if looks else told


def _joined(tx: Transaction, question: ForumQuestion) -> frozenset[str]:
    """Return the questions of other askers that were merged into one."""
    merged = tx.forum_questions.in_states({QuestionState.MERGED})
    mine = [one for one in merged if one.merged_into == question.id]
    return frozenset(one.id for one in mine if one.thread != question.thread)


def _of_asker(tx: Transaction, question: ForumQuestion) -> set[str]:
    """Return a question and those that it was split with."""
    if question.thread is None:
        return {question.id}
    return {one.id for one in tx.forum_questions.of_thread(question.thread.id)}


def _with_answers(
    sight: Sight, tx: Transaction, case: Case, answers: Sequence[ForumAnswer]
) -> Case:
    published = [one for one in answers if one.state is AnswerState.PUBLISHED]
    draft, last = draft_of(answers), answers[-1] if answers else None
    is_back = last is not None and last.state is AnswerState.SENT_BACK
    drafts = [one for one in answers if one.state is AnswerState.DRAFT]
    newest = published[-1] if published else None
    how = posted(tx, newest) if newest else None
    may_repeat = how is not None and how.may_be_repeated and looks_after(sight.person)
    return replace(
        case,
        may=case.may | ({Deed.POST_AGAIN} if may_repeat else set()),
        draft=_told(sight, draft or (drafts[-1] if is_back and drafts else None)),
        sent_back=_told(sight, last if is_back else None),
        published=_told(sight, newest),
        corrected=len(published) > 1,
        posted=how,
    )


def _told(sight: Sight, answer: ForumAnswer | None) -> Answer | None:
    if answer is None:
        return None
    unit_id = next(one.id for one in sight.telling.units if one.parent_id is None)
    if answer.by_id is not None and answer.by_post is not Post.LEADER:
        unit_id = sight.someone(answer.by_id).unit_id
    by = sight.telling.named(Holder(answer.by_id, answer.by_post, unit_id))
    return Answer(answer.text, sight.telling.day(answer.at), by, answer.at_meeting, answer.link)


def _with_others(tx: Transaction, case: Case) -> Case:
    question, target = case.question, None
    if question.merged_into is not None:
        target = tx.forum_questions.find(question.merged_into)
    if not case.may & {Deed.PUBLISH, Deed.MERGE}:
        return replace(case, target=target.text if target else None)
    near, _rest = most_alike(question, _others(tx, question))
    return replace(case, alike=tuple(Likeness(one.id, one.text) for one in near))
