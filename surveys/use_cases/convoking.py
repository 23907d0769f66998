"""Convoking: what everybody reads of the forum's meetings, and champions while they hold one."""

from datetime import date

from surveys.errors import ForChampionsAlone, MeetingUnknown
from surveys.model.forum import (
    AgendaItem,
    Cycle,
    CycleState,
    ForumQuestion,
    Outcome,
    QuestionState,
)
from surveys.model.keeping import Record
from surveys.model.meetings import (
    Agenda,
    AgendaLine,
    Mark,
    MeetingStep,
    Minutes,
    PastMeeting,
    Standing,
)
from surveys.model.people import Account, Person
from surveys.rules.forum.agenda import is_shown, stage
from surveys.rules.forum.boards import age
from surveys.rules.forum.duties import looks_after
from surveys.rules.forum.meetings import collect_until, vote_until
from surveys.rules.forum.votes import band
from surveys.rules.retention import limits
from surveys.runtime import Runtime
from surveys.store.database import Published, Transaction
from surveys.use_cases.admitting import champion, reader
from surveys.use_cases.convening import coming_meeting, today
from surveys.use_cases.recounting import Telling


def standing_of(runtime: Runtime, tx: Transaction, person: Person) -> Standing:
    """Return how far the cycle has come."""
    cycle = tx.forum_cycles.open()
    meeting = coming_meeting(runtime, cycle)
    items = tx.forum_questions.agenda(cycle.id) if cycle else ()
    return Standing(
        cycle_id=cycle.id if cycle else None,
        stage=stage(today(runtime), meeting, is_made=bool(items)),
        meeting_on=meeting,
        collect_until=collect_until(meeting),
        vote_until=vote_until(meeting),
        items=len(items),
        open=len(tx.forum_questions.in_states({QuestionState.OPEN})),
        past=len(_held(runtime, tx)),
        looks_after=looks_after(person),
    )


def standing(runtime: Runtime, caller: Account) -> Standing:
    """Return the same. Raises NotOnTheList."""
    with runtime.store.looking() as tx:
        return standing_of(runtime, tx, reader(tx, caller))


def chaired(runtime: Runtime, caller: Account) -> Standing:
    """Return it to whoever looks after the meeting. Raises NotOnTheList, ForChampionsAlone."""
    with runtime.store.looking() as tx:
        return standing_of(runtime, tx, champion(tx, caller))


def agenda(runtime: Runtime, caller: Account | None) -> Agenda:
    """Return the agenda of the next meeting; votes as counts for champions, else as bands.

    Empty: it is not made yet. None: a script, which reads bands. Raises NotOnTheList.
    """
    with runtime.store.looking() as tx:
        person = reader(tx, caller) if caller else None
        cycle = tx.forum_cycles.open()
        is_exact = person is not None and looks_after(person)
        meeting = coming_meeting(runtime, cycle)
        lines = _lines(runtime, tx, cycle.id, is_exact=is_exact) if cycle else ()
        return Agenda(cycle.id if cycle else "", meeting, lines, is_exact)


def meeting_step(runtime: Runtime, caller: Account, cycle_id: str, position: int) -> MeetingStep:
    """Return one question of the meeting.

    Raises NotOnTheList, ForChampionsAlone, MeetingUnknown.
    """
    with runtime.store.looking() as tx:
        champion(tx, caller)
        return step_of(runtime, tx, Mark(cycle_id, position, 0))


def first_step(runtime: Runtime, caller: Account) -> MeetingStep:
    """Return the first question that was not reached. Raises as `meeting_step` does."""
    with runtime.store.looking() as tx:
        champion(tx, caller)
        cycle = tx.forum_cycles.open()
        items = tx.forum_questions.agenda(cycle.id) if cycle else ()
        if not items:
            raise MeetingUnknown
        waiting = [one.position for one in items if one.outcome is Outcome.NOT_REACHED]
        return step_of(runtime, tx, Mark(items[0].cycle_id, min(waiting, default=1), 0))


def step_of(runtime: Runtime, db: Published, mark: Mark) -> MeetingStep:
    """Return a question of a meeting, the last where there is none so far down.

    A form that is shown again keeps the version its reader saw. Raises MeetingUnknown.
    """
    items = db.forum_questions.agenda(mark.cycle_id)
    if not items:
        raise MeetingUnknown
    item = items[min(max(mark.position, 1), len(items)) - 1]
    line = next(
        one
        for one in _lines(runtime, db, mark.cycle_id, is_exact=True)
        if one.position == item.position
    )
    recorded = (one.subject.forum_question_id for one in db.actions.all())
    return MeetingStep(
        mark=Mark(mark.cycle_id, item.position, mark.version or item.version, mark.step),
        of=len(items),
        line=line,
        actions=sum(one == item.question_id for one in recorded),
    )


def minutes(runtime: Runtime, caller: Account | None, cycle_id: str) -> Minutes:
    """Return a meeting's minutes: once published for everybody, before then for champions.

    None: a script. Raises NotOnTheList, ForChampionsAlone, MeetingUnknown.
    """
    with runtime.store.looking() as tx:
        person = reader(tx, caller) if caller else None
        cycle = next((one for one in tx.forum_cycles.all() if one.id == cycle_id), None)
        if cycle is None or cycle.state is CycleState.LOST:
            raise MeetingUnknown
        is_over = cycle.state is CycleState.CLOSED
        if not is_over and (person is None or not looks_after(person)):
            raise ForChampionsAlone
        return _minutes(runtime, tx, cycle, is_published=is_over)


def meeting_of(runtime: Runtime, day: date | None) -> str:
    """Return the cycle whose minutes of a day are published; None: the last. MeetingUnknown."""
    with runtime.store.looking() as tx:
        held = _held(runtime, tx)
    found = next((one.id for one in held if day in (None, one.meeting_on)), None)
    if found is None:
        raise MeetingUnknown
    return found


def past_meetings(runtime: Runtime, caller: Account) -> tuple[PastMeeting, ...]:
    """Return the meetings whose minutes are published, the newest first. Raises NotOnTheList."""
    with runtime.store.looking() as tx:
        reader(tx, caller)
        found = []
        for one in _held(runtime, tx):
            came = [item.outcome for item in tx.forum_questions.agenda(one.id)]
            counts = {outcome: came.count(outcome) for outcome in Outcome}
            found.append(
                PastMeeting(
                    one.id,
                    one.meeting_on,
                    counts[Outcome.ANSWERED],
                    counts[Outcome.DISCUSSED],
                    counts[Outcome.NOT_REACHED],
                )
            )
        return tuple(found)


def _held(runtime: Runtime, tx: Transaction) -> list[Cycle]:
    """Return the meetings whose minutes are kept still, the newest first."""
    oldest = limits(runtime.policy.keep, runtime.now())[Record.FORUM_RECORDS].date()
    ended = tx.forum_cycles.ended()
    return [one for one in ended if one.state is CycleState.CLOSED and one.meeting_on >= oldest]


def _minutes(runtime: Runtime, db: Published, cycle: Cycle, *, is_published: bool) -> Minutes:
    lines = _lines(runtime, db, cycle.id, is_exact=True)  # before then champions alone read them
    ids = {one.question_id for one in lines}
    telling = Telling(runtime, db)
    followed = [one for one in db.actions.all() if one.subject.forum_question_id in ids]
    told = [telling.told(one, None) for one in sorted(followed, key=lambda one: one.now.due)]
    return Minutes(
        cycle.id, cycle.number, cycle.meeting_on, lines, tuple(told), is_published=is_published
    )


def _lines(
    runtime: Runtime, db: Published, cycle_id: str, *, is_exact: bool
) -> tuple[AgendaLine, ...]:
    """Tell every question of an agenda, as it stands now."""
    found = {one.id: one for one in db.forum_questions.all()}
    return tuple(
        _line(runtime, found[one.question_id], one, is_exact=is_exact)
        for one in db.forum_questions.agenda(cycle_id)
    )


def _line(
    runtime: Runtime, question: ForumQuestion, item: AgendaItem, *, is_exact: bool
) -> AgendaLine:
    drivers = runtime.bank.driver_by_id
    return AgendaLine(
        position=item.position,
        question_id=question.id,
        state=question.state,
        text=question.text if is_shown(question) else "",
        topic=drivers[question.topic].name if question.topic in drivers else None,
        votes=str(item.votes) if is_exact else band(item.votes),
        earlier_votes=question.earlier_votes,
        age=age(question.released_on, today(runtime)),
        note=item.note if is_shown(question) else "",  # it may tell what the question did
        outcome=item.outcome,
    )
