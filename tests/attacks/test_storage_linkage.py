"""Order and residue: nothing that lies on a disk links an answer to the order of answering."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from bot import config as settings
from bot.app import build_runtime
from surveys.runtime import Runtime
from surveys.store import database as store_database
from surveys.store.database import Store, open_database
from tests.attacks.boxes import (
    TEAM,
    numbered_table,
    our_box,
    postgres_table,
    seeded,
    shuffled_table,
    unscrubbed_table,
)
from tests.attacks.linking import ON_BOXES, ON_FILES, ON_ROWS, Attack, accuracy, by_chance
from tests.attacks.snapshots import Copy, Trial, copy_postgres, copy_sqlite
from tests.conftest import Clock, taken
from tests.databases import open_postgres, sqlite_in

ROUNDS = int(os.environ.get("LINKAGE_ROUNDS", "24"))
ROUNDS_OF_A_CONTROL = 6
LINKED = 0.99
TAG, BOX = 1, 2  # places in a row of ballots
PIECE = 24  # bytes of a box that cannot be the same by chance
TOUCHED = ("ballots", "comments")  # the others are compared in a test of their own


def figures(attacks: Mapping[str, Attack], trials: Sequence[Trial]) -> dict[str, float]:
    return {name: accuracy(attack, trials) for name, attack in attacks.items()}


@contextmanager
def sqlite_store(folder: Path) -> Iterator[Store]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(store_database.PRAGMAS, "synchronous", "OFF")  # the bytes are the same
        engine = open_database(sqlite_in(folder))
        yield Store(engine, taken(folder / "keys"))
        engine.dispose()


def on_sqlite(
    folder: Path,
    rounds: int,
    tables: Sequence[str] = TOUCHED,
    changed: Callable[[Runtime], Runtime] = lambda same: same,
) -> list[Trial]:
    clock = Clock()
    with sqlite_store(folder) as store:
        file = Path(str(store.engine.url.database))
        runtime = changed(seeded(store, clock))
        return our_box(runtime, clock, rounds, Random(7), lambda: copy_sqlite(file, tables))


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Trial]:
    return on_sqlite(tmp_path_factory.mktemp("ours"), ROUNDS)


def test_no_file_of_sqlite_links_what_is_released_to_the_order_of_answering(
    trials: Sequence[Trial],
) -> None:
    found = figures({**ON_ROWS, **ON_FILES, **ON_BOXES}, trials)
    assert max(found.values()) <= by_chance(len(trials), TEAM, len(found)), found


def test_no_copy_taken_while_a_round_is_open_holds_a_word_or_the_key(
    trials: Sequence[Trial],
) -> None:
    for trial in trials:
        for copy in trial.copies:
            everything = copy.everything()
            assert not [marker for marker in trial.said if marker in everything]
            assert trial.key not in everything


def test_an_answer_adds_one_sealed_row_of_one_size_and_changes_no_other(tmp_path: Path) -> None:
    for trial in on_sqlite(tmp_path, 2, tables=()):
        assert [[row.table for row in rows] for rows in trial.new] == [["ballots"]] * TEAM
        assert len({len(bytes(row.content[BOX])) for (row,) in trial.new}) == 1


def test_nothing_of_a_tag_or_a_box_is_left_in_any_file_after_the_round(
    trials: Sequence[Trial],
) -> None:
    for trial in trials:
        assert left_over(trial) == []
        assert trial.final.files.get("-wal", b"") == b""
        assert not boxes_in(trial.final)


def test_files_that_are_not_scrubbed_would_keep_tags_and_boxes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(store_database.PRAGMAS, "secure_delete", "OFF")
    monkeypatch.setattr(Store, "scrub", lambda self: True)
    (trial,) = on_sqlite(tmp_path, 1)
    assert left_over(trial)


def test_sealed_boxes_would_be_linked_if_ids_of_what_is_released_counted_up(
    tmp_path: Path,
) -> None:
    numbers = count(1)
    counting = partial(replace, new_id=lambda: f"{next(numbers):08}")
    leaky = on_sqlite(tmp_path, ROUNDS_OF_A_CONTROL, changed=counting)
    assert accuracy(ON_BOXES["boxes by tag"], leaky) >= LINKED


def test_the_ids_that_the_bot_gives_are_random(tmp_path: Path) -> None:
    runtime = build_runtime(
        settings.load(
            database_url=f"sqlite:///{tmp_path}/data/a.db", key_dir=tmp_path / "k", _env_file=None
        )
    )
    assert {UUID(runtime.new_id()).version for _ in range(5)} == {4}
    assert runtime.entropy is os.urandom
    runtime.store.close()


@pytest.mark.parametrize("attack", ["the place of released rows", "its place in the final file"])
def test_a_number_that_counts_up_gives_the_order_away(tmp_path: Path, attack: str) -> None:
    leaky = numbered_table(tmp_path, ROUNDS_OF_A_CONTROL, Random(1))
    assert accuracy({**ON_ROWS, **ON_FILES}[attack], leaky) >= LINKED


@pytest.mark.parametrize("attack", ["the first copy that holds it", "the log's frames"])
def test_random_keys_and_a_vacuum_at_the_end_give_the_order_away_before_it(
    tmp_path: Path, attack: str
) -> None:
    leaky = shuffled_table(tmp_path, ROUNDS_OF_A_CONTROL, Random(1))
    assert accuracy({**ON_ROWS, **ON_FILES}[attack], leaky) >= LINKED


def test_random_keys_without_a_vacuum_give_the_order_away_for_good(tmp_path: Path) -> None:
    leaky = unscrubbed_table(tmp_path, ROUNDS_OF_A_CONTROL, Random(1))
    assert accuracy(ON_FILES["its place in the final file"], leaky) >= LINKED


def on_postgres(url: str, folder: Path, rounds: int) -> list[Trial]:
    clock, engine = Clock(), open_postgres(url)
    runtime = seeded(Store(engine, taken(folder / "keys")), clock)
    found = our_box(runtime, clock, rounds, Random(7), lambda: copy_postgres(engine, TOUCHED))
    engine.dispose()
    return found


def test_no_place_and_no_stamp_of_postgresql_links_what_is_released_to_the_order_of_answering(
    postgres_url: str, tmp_path: Path
) -> None:
    trials = on_postgres(postgres_url, tmp_path, ROUNDS)
    found = figures({**ON_ROWS, **ON_BOXES}, trials)
    assert max(found.values()) <= by_chance(len(trials), TEAM, len(found)), found
    assert not any(boxes_in(trial.final) for trial in trials)


@pytest.mark.parametrize("attack", ["the place of released rows", "the stamp of released rows"])
@pytest.mark.parametrize("scrubbed", ["", "VACUUM FULL answers", "VACUUM FREEZE answers"])
def test_random_keys_in_postgresql_give_the_order_away_even_after_a_vacuum(
    postgres_url: str, attack: str, scrubbed: str
) -> None:
    engine, chance = open_database(postgres_url), Random(1)
    leaky = [postgres_table(engine, chance, scrubbed) for _ in range(ROUNDS_OF_A_CONTROL)]
    engine.dispose()
    assert accuracy(ON_ROWS[attack], leaky) >= LINKED


def boxes_in(copy: Copy) -> list[bytes]:
    return [bytes(row.content[BOX]) for row in copy.rows if row.table == "ballots"]


def left_over(trial: Trial) -> list[bytes]:
    """Pieces of the round's tags and boxes that are still in a file."""
    everything = trial.final.everything()
    sealed = [row for row in trial.copies[-1].rows if row.table == "ballots"]
    pieces = [bytes(row.content[TAG]) for row in sealed]
    for row in sealed:
        box = bytes(row.content[BOX])
        pieces += [box[at : at + PIECE] for at in range(0, len(box) - PIECE, 500)]
    return [piece for piece in pieces if piece in everything]
