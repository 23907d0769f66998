"""Meeting: the agenda is made, walked through and noted, and becomes the minutes.

An agenda is made once, and voting ends with it: whoever could have it counted again and again would
see votes come one by one.
"""

from dataclasses import dataclass, replace
from datetime import date

from surveys.errors import (
    AgendaMade,
    FormTooOld,
    MeetingDayWrong,
    MeetingNotYet,
    MinutesPublished,
    NoteMissing,
    NothingToDiscuss,
    QuestionMovedOn,
    VotingStillOpen,
)
from surveys.model.forum import (
    LONGEST_QUESTION,
    AgendaItem,
    AnswerState,
    Cycle,
    ForumAnswer,
    ForumQuestion,
    Outcome,
    QuestionState,
)
from surveys.model.meetings import Mark, MeetingStep, Noted
from surveys.model.people import Account, Person
from surveys.model.support import Route
from surveys.model.trail import ActKind
from surveys.model.words import Held, Rewritten
from surveys.rules.actions import post_of
from surveys.rules.forum.agenda import may_meet, ordered
from surveys.rules.forum.meetings import vote_until
from surveys.rules.words import guarded
from surveys.runtime import Runtime
from surveys.store.database import Published, Transaction
from surveys.use_cases.admitting import champion
from surveys.use_cases.announcing import announce_minutes
from surveys.use_cases.convening import close_cycle, count_votes, current, finish, today
from surveys.use_cases.convoking import step_of
from surveys.use_cases.guarding import routes_of
from surveys.use_cases.proposing import whole
from surveys.use_cases.trailing import note

NOTE = "note"
_TAKEN = frozenset({QuestionState.OPEN, QuestionState.ANSWERED})


@dataclass(frozen=True)
class Handed:
    """What became of a note: what comes next, and where its writer is shown to turn."""

    step: MeetingStep | None  # this question again, or the next; None: that was the last
    routes: frozenset[Route]


def make_agenda(runtime: Runtime, caller: Account, cycle_id: str, *, early: bool) -> int:
    """Make the agenda and end the voting; return how many questions are on it.

    `early`: before the last day of voting is over. Raises NotOnTheList, ForChampionsAlone,
    FormTooOld, VotingStillOpen, NothingToDiscuss, AgendaMade.
    """
    with runtime.store.begin() as tx:
        champion(tx, caller)
        cycle = _open(tx, cycle_id)
        if today(runtime) <= vote_until(cycle.meeting_on) and not early:
            raise VotingStillOpen
        cycle, key = current(runtime, tx)
        found = tx.forum_questions.in_states({QuestionState.OPEN})
        items = ordered(cycle_id, found, count_votes(tx, cycle, key))
        if not items:
            raise NothingToDiscuss
        if tx.forum_questions.agenda(cycle_id) or not tx.forum_questions.set_agenda(items):
            raise AgendaMade
    return len(items)


def move_meeting(runtime: Runtime, caller: Account | None, day: date | None) -> date:
    """Move the next meeting to a day; return the day it was on. None: whoever runs the command.

    Where nobody has asked anything yet, the cycle begins with it. Raises NotOnTheList,
    ForChampionsAlone, FormTooOld, MeetingDayWrong.
    """
    with runtime.store.begin() as tx:
        if caller is not None:
            champion(tx, caller)
        if day is None or not may_meet(day, today(runtime)):
            raise MeetingDayWrong
        cycle, _key = current(runtime, tx)
        tx.forum_cycles.move(cycle.id, day)
    return cycle.meeting_on


def keep_note(runtime: Runtime, caller: Account, mark: Mark, noted: Noted) -> Handed:
    """Keep what was said of one question, and go on to the next; telling words come back first.

    Handed in twice, it is kept once. Raises NotOnTheList, ForChampionsAlone, FormTooOld,
    NoteMissing, QuestionMovedOn.
    """
    said = whole(noted.note)[:LONGEST_QUESTION]  # as much as Slack takes
    routes = routes_of([said])
    with runtime.store.looking() as tx:
        champion(tx, caller)
        _open(tx, mark.cycle_id)
        item = _item(tx, mark)
        if noted.outcome is Outcome.ANSWERED and not said:
            raise NoteMissing
        if said != item.note and (held := _held(tx, said, noted.note)):
            again = replace(mark, step=mark.step + 1)
            shown = step_of(runtime, tx, again)
            return Handed(replace(shown, held=held, entered=noted.outcome), routes)
    with runtime.store.begin() as tx:
        person = champion(tx, caller)
        _open(tx, mark.cycle_id)
        _keep(runtime, tx, person, mark, said, noted.outcome)
        following = step_of(runtime, tx, Mark(mark.cycle_id, mark.position + 1, 0))
        is_last = following.mark.position == mark.position
        return Handed(None if is_last else following, routes)


def publish_minutes(runtime: Runtime, caller: Account, cycle_id: str) -> Cycle:
    """Publish a meeting's minutes and end its cycle; what is open is carried over.

    What follows, `settle` or else the next tick does. Raises NotOnTheList, ForChampionsAlone,
    MeetingNotYet, MinutesPublished, FormTooOld.
    """
    with runtime.store.begin() as tx:
        person = champion(tx, caller)
        if any(one.id == cycle_id for one in tx.forum_cycles.ended()):
            raise MinutesPublished
        cycle = _open(tx, cycle_id)
        if today(runtime) < cycle.meeting_on:
            raise MeetingNotYet
        if not close_cycle(runtime, tx, cycle):
            raise MinutesPublished
        announce_minutes(runtime, tx, person.id, cycle_id)
        note(runtime, tx, person, ActKind.FORUM_CLOSED)
    return cycle


def settle(runtime: Runtime) -> bool:
    """Destroy the key of a cycle that has ended and every trace of its votes; False: not yet."""
    return finish(runtime)


def _keep(
    runtime: Runtime, tx: Transaction, person: Person, mark: Mark, said: str, outcome: Outcome
) -> None:
    item = _item(tx, mark)
    if item.version == mark.version + 1 and (item.note, item.outcome) == (said, outcome):
        return  # this very note: a form can be handed in twice
    question = tx.forum_questions.find(item.question_id)
    if question is None or question.state not in _TAKEN or item.version != mark.version:
        raise QuestionMovedOn
    if (item.note, item.outcome) == (said, outcome):
        return
    new = replace(item, note=said, outcome=outcome, version=item.version + 1)
    if not tx.forum_questions.change_item(new):
        raise QuestionMovedOn
    if outcome is Outcome.ANSWERED:
        _answer(runtime, tx, person, question, said)
    elif item.outcome is Outcome.ANSWERED and question.state is QuestionState.ANSWERED:
        again = replace(question, state=QuestionState.OPEN, answered_on=None)
        _change(tx, again)


def _answer(
    runtime: Runtime, tx: Transaction, person: Person, question: ForumQuestion, said: str
) -> None:
    parents = {one.id: one.parent_id for one in tx.units.ever()}
    by = post_of(person, person.unit_id, parents)
    before = tx.forum_questions.answers([question.id])
    version = max((one.version for one in before), default=0) + 1
    answer = ForumAnswer(
        question.id, version, AnswerState.PUBLISHED, said, runtime.now(), by.person_id, by.post,
        at_meeting=True,
    )  # fmt: skip
    if not tx.forum_questions.answer(answer):
        raise QuestionMovedOn
    if question.state is not QuestionState.ANSWERED:
        day = today(runtime)
        _change(tx, replace(question, state=QuestionState.ANSWERED, answered_on=day))


def _change(tx: Transaction, question: ForumQuestion) -> None:
    if not tx.forum_questions.change(replace(question, version=question.version + 1)):
        raise QuestionMovedOn


def _held(db: Published, said: str, note: Rewritten) -> Held | None:
    """Return a note that names somebody who is no part of ours, nor ticked."""
    ours = frozenset(unit.name for unit in db.units.ever())
    ticked = frozenset(note.kept.values())
    if not guarded(said, ours | ticked):
        return None
    found = guarded(said, ours)
    return Held(NOTE, "", found, ticked) if found else None


def _item(db: Published, mark: Mark) -> AgendaItem:
    """Return the question of a meeting that a form is about. Raises FormTooOld."""
    items = db.forum_questions.agenda(mark.cycle_id)
    found = next((one for one in items if one.position == mark.position), None)
    if found is None:
        raise FormTooOld
    return found


def _open(tx: Transaction, cycle_id: str) -> Cycle:
    """Return the cycle if it is open. Raises FormTooOld."""
    cycle = tx.forum_cycles.open()
    if cycle is None or cycle.id != cycle_id:
        raise FormTooOld
    return cycle
