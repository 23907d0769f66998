"""Starting: keys and questions that are not this database's are refused before any harm."""

from dataclasses import replace
from pathlib import Path

import pytest

from surveys.errors import KeysElsewhere, NothingToVoid, QuestionsMissing
from surveys.model.questions import Bank
from surveys.runtime import Runtime
from surveys.store.database import Store
from surveys.store.keyring import Keyring
from surveys.use_cases import closing, starting
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
