"""The questions behind the ids that rounds and releases keep."""

from dataclasses import replace

import pytest

from surveys.errors import QuestionsMissing
from surveys.model.rounds import RoundState, Seat
from surveys.rules.seating import frozen_tree
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases import starting
from surveys.use_cases.asked import question_by_id, questions_of
from tests.conftest import Clock
from tests.organisation import enrol, open_round
from tests.surveys.store import samples
from tests.surveys.store.test_surveys import SURVEY

IDS = tuple(one.id for one in SURVEY.questions)


def add_round(tx: Transaction, revision: int, number: int, *questions: str) -> None:
    if number == 0:
        samples.begin(tx)
        tx.people.save(samples.person())
    window = f"kit {number}"
    tx.windows.add(window, "kit", number, frozen_tree([samples.ORG, samples.TEAM]))
    asked = samples.round_(
        number,
        survey="kit",
        revision=revision,
        window_id=window,
        questions=questions,
        state=RoundState.CLOSED,
    )
    tx.rounds.add(asked, [Seat("p1", "team")])


def test_a_round_asks_its_revisions_questions_in_their_order(sqlite_runtime: Runtime) -> None:
    changed = replace(SURVEY, questions=(replace(SURVEY.questions[2], text="Anything?"),))
    with sqlite_runtime.store.begin() as tx:
        tx.surveys.add(SURVEY)
        tx.surveys.revise(changed, 1)
        add_round(tx, 1, 0, *IDS)
        add_round(tx, 2, 1, IDS[2])
    with sqlite_runtime.store.begin() as tx:
        for _again in range(2):
            first, second = tx.rounds.find("r0"), tx.rounds.find("r1")
            assert first is not None
            assert second is not None
            assert questions_of(sqlite_runtime, tx, first) == SURVEY.questions
            assert questions_of(sqlite_runtime, tx, second) == changed.questions


def test_a_release_is_read_with_the_words_of_its_rounds_revision(sqlite_runtime: Runtime) -> None:
    changed = replace(SURVEY, questions=(replace(SURVEY.questions[2], text="Anything?"),))
    with sqlite_runtime.store.begin() as tx:
        tx.surveys.add(SURVEY)
        tx.surveys.revise(changed, 1)
        add_round(tx, 1, 0, *IDS)
        add_round(tx, 2, 1, IDS[2])
    with sqlite_runtime.store.published() as db:
        for number, text in ((0, "What else?"), (1, "Anything?")):
            release = samples.release(number, survey="kit")
            found = question_by_id(sqlite_runtime, db, release)
            assert found["other_kit"].text == text
            assert found["how_are_you"] == sqlite_runtime.bank.headline
            assert found["comment"] == sqlite_runtime.bank.comment


def test_the_weekly_pulse_asks_what_the_bank_has_and_room_for_a_comment(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    enrol(sqlite_runtime)
    opened = open_round(sqlite_runtime, clock)
    with sqlite_runtime.store.begin() as tx:
        asked = questions_of(sqlite_runtime, tx, opened)
    assert [one.id for one in asked] == [*opened.questions, "comment"]


def test_a_question_in_a_surveys_own_words_need_not_be_in_the_bank(sqlite_runtime: Runtime) -> None:
    with sqlite_runtime.store.begin() as tx:
        tx.surveys.add(SURVEY)
        add_round(tx, 1, 0, *IDS)
    starting.check(sqlite_runtime)


def test_a_question_that_neither_has_is_refused_at_the_start(sqlite_runtime: Runtime) -> None:
    with sqlite_runtime.store.begin() as tx:
        tx.surveys.add(SURVEY)
        add_round(tx, 1, 0, *IDS, "nowhere")
    with pytest.raises(QuestionsMissing, match="nowhere"):
        starting.check(sqlite_runtime)
