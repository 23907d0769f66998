"""The Champions Forum in the demo: questions asked, voted for, answered, a meeting, its minutes.

Everything is invented, and goes the way of everybody's: asked into the letterbox, handed over on
Monday, published by a champion, answered by a leader.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from surveys.model.chairing import Seen
from surveys.model.forum import Addressee, ForumQuestion, Outcome, QuestionState
from surveys.model.meetings import Noted
from surveys.model.people import Account, Role
from surveys.model.words import Rewritten
from surveys.rules.people_file import PersonRow
from surveys.runtime import Runtime
from surveys.use_cases import asking, assigning, convoking, meeting, screening, voting

# What is asked after a week: words, topic, and how many will vote for it.
ASKED: Final[dict[int, tuple[tuple[str, str, int], ...]]] = {
    1: (
        ("Why do we write the same visit up in two systems?", "tools", 46),
        ("When will duty be shared evenly between the teams?", "caseload", 31),
        ("Could we have a quiet room for writing reports?", "tools", 12),
        ("Is there a way to senior practitioner without managing people?", "progression", 23),
    ),
    5: (
        ("Will agency posts become permanent next year?", "stability", 38),
        ("Can we choose our own start time on days without court?", "flexibility", 17),
        ("What happens with what we say in these surveys?", "leadership", 6),
    ),
    12: (
        ("Who decides which families get a second worker?", "safety", 0),
        ("Could supervision be longer for newly qualified workers?", "supervision", 0),
        ("Why is parking no longer paid at the north office?", "pay", 0),
    ),
}
SAID: Final = (
    ("From January a visit is written up once: the new form fills the other in.", Outcome.ANSWERED),
    ("A shared rota is tried in two services until Easter.", Outcome.DISCUSSED),
)
ANSWER: Final = "Yes, from next month: whoever has no court that day chooses between 7.30 and 10."
PUBLISHES, VOTES, MEETS, ANSWERS = (2, 6), (3, 7), 4, 8  # after these weeks
_DUE: Final = timedelta(weeks=6)


def lives(runtime: Runtime, rows: Sequence[PersonRow], week: int, today: date) -> None:
    """Do what is done in the forum after a week; nothing where nobody looks after it."""
    champion, leader = _first(rows, Role.CHAMPION), _first(rows, Role.LEADER)
    if champion is None or leader is None:
        return
    if week in ASKED:
        _ask(runtime, rows, week)
    if week in PUBLISHES:
        for one in _in_state(runtime, QuestionState.WAITING):
            screening.publish(runtime, champion, Seen(one.id, one.version, 0))
    if week in VOTES:
        _vote(runtime, rows)
    if week == MEETS:
        _meet(runtime, champion, today)
    if week == ANSWERS:
        _answer(runtime, champion, leader, today + _DUE)


def _ask(runtime: Runtime, rows: Sequence[PersonRow], week: int) -> None:
    for place, (text, topic, _votes) in enumerate(ASKED[week]):
        asker = rows[-1 - place % len(rows)].accounts[0]
        form = f"{week}-{place}"
        asking.ask(runtime, asker, form, text, topic, Addressee.HEADS, alone=place % 2 == 0)


def _vote(runtime: Runtime, rows: Sequence[PersonRow]) -> None:
    wanted = {text: votes for own in ASKED.values() for text, _topic, votes in own}
    for one in _in_state(runtime, QuestionState.OPEN):
        for row in rows[: wanted.get(one.text, 0)]:
            voting.vote(runtime, row.accounts[0], one.id, wanted=True)


def _meet(runtime: Runtime, champion: Account, today: date) -> None:
    """Hold the meeting today, and publish its minutes."""
    cycle = convoking.chaired(runtime, champion).cycle_id
    if cycle is None or not _in_state(runtime, QuestionState.OPEN):
        return
    meeting.move_meeting(runtime, champion, today)
    meeting.make_agenda(runtime, champion, cycle, early=True)
    for place, (said, outcome) in enumerate(SAID, 1):
        mark = convoking.meeting_step(runtime, champion, cycle, place).mark
        meeting.keep_note(runtime, champion, mark, Noted(Rewritten(said, 0), outcome))
    meeting.publish_minutes(runtime, champion, cycle)
    meeting.settle(runtime)


def _answer(runtime: Runtime, champion: Account, leader: Account, due: date) -> None:
    """Assign two questions to a leader, who answers one of them."""
    with runtime.store.looking() as tx:
        person = tx.people.find_by_account(leader.slack_id, leader.workspace)
    waiting = sorted(_in_state(runtime, QuestionState.OPEN), key=lambda one: one.text)
    if person is None:
        return
    for one in waiting[:2]:
        assigning.assign(runtime, champion, Seen(one.id, one.version, 0), person.id, due)
    if waiting:
        seen = Seen(waiting[0].id, waiting[0].version + 1, 0)
        assigning.draft(runtime, leader, seen, ANSWER)
        assigning.issue(runtime, leader, replace(seen, answers=1))


def _in_state(runtime: Runtime, state: QuestionState) -> tuple[ForumQuestion, ...]:
    with runtime.store.looking() as tx:
        return tx.forum_questions.in_states({state})


def _first(rows: Sequence[PersonRow], role: Role) -> Account | None:
    return next((row.accounts[0] for row in rows if role in (row.roles or ())), None)
