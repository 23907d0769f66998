"""Starting: keys and questions that are not this database's are refused before any harm."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from handlers import ticks
from surveys.errors import (
    KeysAway,
    KeysElsewhere,
    KeysNotFound,
    NothingToVoid,
    QuestionsMissing,
)
from surveys.model.questions import Bank
from surveys.model.rounds import RoundState
from surveys.runtime import Runtime
from surveys.store.database import Store
from surveys.store.keyring import Keyring
from surveys.use_cases import closing, convening, starting
from tests.conftest import Clock
from tests.organisation import answer, enrol, open_round


def elsewhere(runtime: Runtime, folder: Path) -> Runtime:
    return replace(runtime, store=Store(runtime.store.engine, Keyring(folder)))


def test_another_key_folder_is_refused_while_a_round_is_open(
    sqlite_runtime: Runtime, clock: Clock, tmp_path: Path
) -> None:
    enrol(sqlite_runtime)
    starting.check(sqlite_runtime)
    opened = open_round(sqlite_runtime, clock)
    answer(sqlite_runtime, 3, opened, 4)
    with pytest.raises(KeysElsewhere) as refused:
        starting.check(elsewhere(sqlite_runtime, tmp_path / "other"))
    assert str(sqlite_runtime.store.keys.folder.resolve()) in refused.value.sentence
    starting.check(sqlite_runtime)
    with sqlite_runtime.store.begin() as tx:
        assert len(list(tx.ballots.of(opened.id))) == 1


def test_keys_may_move_between_rounds(sqlite_runtime: Runtime, tmp_path: Path) -> None:
    starting.check(sqlite_runtime)
    moved = elsewhere(sqlite_runtime, tmp_path / "other")
    starting.check(moved)
    starting.check(moved)


def test_lost_keys_are_given_up_by_command_alone(
    sqlite_runtime: Runtime, clock: Clock, tmp_path: Path
) -> None:
    enrol(sqlite_runtime)
    starting.check(sqlite_runtime)
    with pytest.raises(NothingToVoid):
        closing.void_now(sqlite_runtime)
    open_round(sqlite_runtime, clock)
    moved = elsewhere(sqlite_runtime, tmp_path / "other")
    assert len(closing.void_now(moved)) == 1
    starting.check(moved)


def test_questions_that_were_asked_must_stay_in_the_bank(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    enrol(sqlite_runtime)
    opened = open_round(sqlite_runtime, clock)
    bank = sqlite_runtime.bank
    kept = tuple(item for item in bank.items if item.id != opened.questions[1])
    poorer = Bank(bank.drivers, kept, bank.headline, bank.comment)
    with pytest.raises(QuestionsMissing, match=opened.questions[1]):
        starting.check(replace(sqlite_runtime, bank=poorer))


@pytest.fixture
def answered(sqlite_runtime: Runtime, clock: Clock) -> Runtime:
    """A database with an answer in an open round, and a cycle of the forum."""
    enrol(sqlite_runtime)
    starting.check(sqlite_runtime)
    answer(sqlite_runtime, 3, open_round(sqlite_runtime, clock), 4)
    with sqlite_runtime.store.begin() as tx:
        convening.current(sqlite_runtime, tx)
    return sqlite_runtime


def put_away(runtime: Runtime) -> Path:
    """Leave an empty folder where the keys were, as when a disk is not mounted."""
    folder = runtime.store.keys.folder
    moved = folder.rename(folder.with_name("moved"))
    folder.mkdir()
    return moved


def kept(runtime: Runtime) -> tuple[int, bool]:
    with runtime.store.begin() as tx:
        answers = sum(len(list(tx.ballots.of(one.id))) for one in tx.rounds.open())
        return answers, tx.forum_cycles.open() is not None


def states(runtime: Runtime) -> list[RoundState]:
    with runtime.store.begin() as tx:
        return [one.state for one in tx.rounds.all()]


def test_keys_that_are_away_for_a_while_cost_nobody_an_answer(
    answered: Runtime, clock: Clock
) -> None:
    folder = answered.store.keys.folder
    moved = put_away(answered)
    clock.at += timedelta(days=40)  # everything is due to close
    ticks.keep_time(answered)
    assert list(folder.iterdir()) == []
    assert kept(answered) == (1, True)
    folder.rmdir()
    moved.rename(folder)
    ticks.keep_time(answered)
    assert RoundState.VOID not in states(answered)
    assert RoundState.CLOSED in states(answered)
    assert kept(answered) == (0, True)


def test_a_bot_does_not_start_without_the_keys_in_use(answered: Runtime) -> None:
    moved = put_away(answered)
    with pytest.raises(KeysNotFound, match=str(answered.store.keys.folder)):
        starting.check(answered)
    assert kept(answered) == (1, True)
    answered.store.keys.folder.rmdir()
    moved.rename(answered.store.keys.folder)
    starting.check(answered)


def test_whoever_answers_while_the_keys_are_away_is_told_to_come_back(
    answered: Runtime, clock: Clock
) -> None:
    with answered.store.begin() as tx:
        (opened,) = tx.rounds.open()
    put_away(answered)
    with pytest.raises(KeysAway):
        answer(answered, 4, opened, 2)


def test_a_folder_of_a_version_without_marks_is_taken_for_what_it_is(answered: Runtime) -> None:
    for path in answered.store.keys.folder.iterdir():
        if path.suffix != ".key":
            path.unlink()
    starting.begin_keys(answered)
    assert answered.store.keys.is_here
