"""Letters and votes of the forum: no file links a question to its asker, or a vote to its voter.

The thief saw eight colleagues type one after the other, holds every copy of the database that was
taken after each, and the files as they lie afterwards; he does not hold the key.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from random import Random

import pytest

from surveys.store.database import Store
from surveys.use_cases import asking, voting
from tests.attacks.boxes import TEAM, seeded
from tests.attacks.letters import TABLES, Forum, our_forum
from tests.attacks.linking import ON_BOXES, ON_FILES, ON_ROWS, Attack, accuracy, by_chance
from tests.attacks.snapshots import Trial, copy_postgres, copy_sqlite
from tests.attacks.test_storage_linkage import LINKED, figures, sqlite_store
from tests.conftest import Clock, taken
from tests.databases import open_postgres

BATCHES = 8
BATCHES_OF_A_CONTROL = 3
BOX, TAG = 2, 1
# A vote is a tag and no more: what looks at a box finds none.
ON_TAGS: Mapping[str, Attack] = {
    name: one for name, one in ON_BOXES.items() if name not in {"boxes by nonce", "boxes by ending"}
}


def on_sqlite(folder: Path, batches: int) -> Forum:
    clock = Clock()
    with sqlite_store(folder) as store:
        file = Path(str(store.engine.url.database))
        take = partial(copy_sqlite, file, TABLES)
        return our_forum(seeded(store, clock), clock, batches, Random(7), take)


@pytest.fixture(scope="module")
def stolen(tmp_path_factory: pytest.TempPathFactory) -> Forum:
    return on_sqlite(tmp_path_factory.mktemp("forum"), BATCHES)


def safe(attacks: Mapping[str, Attack], trials: Sequence[Trial]) -> None:
    found = figures(attacks, trials)
    assert max(found.values()) <= by_chance(len(trials), TEAM, len(found)), found


def test_no_file_of_sqlite_links_a_question_to_the_order_of_asking(stolen: Forum) -> None:
    safe({**ON_ROWS, **ON_FILES, **ON_BOXES}, stolen.asked)


def test_no_file_of_sqlite_links_a_vote_to_its_question(stolen: Forum) -> None:
    safe(ON_TAGS, stolen.voted)


def test_no_place_and_no_stamp_of_postgresql_links_either(
    postgres_url: str, tmp_path: Path
) -> None:
    clock, engine = Clock(), open_postgres(postgres_url)
    runtime = seeded(Store(engine, taken(tmp_path / "keys")), clock)
    lived = our_forum(runtime, clock, BATCHES, Random(7), lambda: copy_postgres(engine, TABLES))
    engine.dispose()
    safe({**ON_ROWS, **ON_BOXES}, lived.asked)
    safe(ON_TAGS, lived.voted)


def test_a_letter_and_a_vote_add_one_row_of_one_size_that_names_nothing(stolen: Forum) -> None:
    for trial in stolen.asked:
        assert [len(rows) for rows in trial.new] == [1] * TEAM
        assert len({len(bytes(row.content[BOX])) for (row,) in trial.new}) == 1
        for copy in trial.copies:
            assert not [one for one in trial.said if one in copy.everything()]
            assert trial.key not in copy.everything()
    for trial in stolen.voted:
        assert [len(rows) for rows in trial.new] == [1] * TEAM
        assert {len(bytes(row.content[TAG])) for (row,) in trial.new} == {16}


def test_letters_kept_and_handed_over_in_the_order_of_asking_would_be_linked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = count(1)
    monkeypatch.setattr(asking, "letter_id", lambda _key, _form: f"{next(numbers):032}")
    monkeypatch.setattr(asking, "sorted", lambda batch, key: list(batch), raising=False)
    leaky = on_sqlite(tmp_path, BATCHES_OF_A_CONTROL)
    assert accuracy(ON_BOXES["boxes by tag"], leaky.asked) >= LINKED


def test_votes_that_say_for_what_they_are_would_be_linked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        voting, "vote_tag", lambda _key, question, person: (question + person).encode()
    )
    leaky = on_sqlite(tmp_path, BATCHES_OF_A_CONTROL)
    assert accuracy(ON_BOXES["boxes by tag, words by key"], leaky.voted) >= LINKED
