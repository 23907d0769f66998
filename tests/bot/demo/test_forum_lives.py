"""The forum in the demo: questions in several states, votes, an answer, the last minutes."""

from dataclasses import replace
from datetime import timedelta

from bot.demo.forum import ANSWER, ASKED, SAID, lives
from surveys.model.forum import AnswerState, QuestionState
from surveys.model.people import Role
from surveys.rules.people_file import people_in
from surveys.rules.words import guarded
from surveys.runtime import Runtime
from surveys.use_cases import asking, convening, convoking
from tests.conftest import FRIDAY, Clock
from tests.forum import make_champion
from tests.organisation import account, enrol, people_file


def test_nothing_that_is_said_names_anybody(sqlite_runtime: Runtime) -> None:
    asked = [one for own in ASKED.values() for one in own]
    for said in (ANSWER, *(one for one, _outcome in SAID), *(text for text, _t, _n in asked)):
        assert guarded(said, frozenset()) is None, said
    drivers = {one.id for one in sqlite_runtime.bank.drivers}
    assert {topic for _text, topic, _n in asked} <= drivers


def test_thirteen_weeks_leave_questions_in_several_states_and_minutes(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    runtime = sqlite_runtime
    enrol(runtime)
    make_champion(runtime, 5)
    rows = list(people_in(people_file()))
    rows[4] = replace(rows[4], roles=frozenset({Role.CHAMPION}))
    for week in range(1, 14):
        friday = FRIDAY + timedelta(weeks=week - 1)
        clock.move_to(friday)
        lives(runtime, rows, week, friday.date())
        clock.move_to(friday + timedelta(days=2, hours=20))  # Monday at eleven, or noon
        asking.hand_over(runtime)
        convening.finish(runtime)
    with runtime.store.looking() as tx:
        found = {one.text: one for one in tx.forum_questions.all()}
        answers = tx.forum_questions.answers([one.id for one in found.values()])
    states = [one.state for one in found.values()]
    assert states.count(QuestionState.ANSWERED) == 2
    assert states.count(QuestionState.WAITING) == 3
    assert states.count(QuestionState.OPEN) == 5
    published = [one for one in answers if one.state is AnswerState.PUBLISHED]
    assert {one.text for one in published} == {SAID[0][0], ANSWER}
    assert max(one.earlier_votes for one in found.values()) == 46
    (past,) = convoking.past_meetings(runtime, account(9))
    assert (past.answered, past.discussed, past.carried) == (1, 1, 2)
    assert convoking.standing(runtime, account(9)).items == 0
