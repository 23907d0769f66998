"""Two years of one to three leavers a month, and everything that anyone could hold of them.

Whoever attacks has HR's list, every release, and a copy of the database at every month's end; they
know when each person was recorded and left. They do not have the key of an open pool.
"""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise, product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from surveys.model.auditing import TableShape
from surveys.model.leaving import ExitRelease, Said, SealedBox
from surveys.rules import sealing
from surveys.rules.auditing import rows as audited
from surveys.rules.leaving import boxes, deciding
from surveys.runtime import Runtime
from surveys.store.database import Store, open_database
from tests.conftest import Clock, runtime_on, taken
from tests.databases import hurry, sqlite_in
from tests.leaving import OCTOBER, move_in, record, released, rows, say
from tests.organisation import account

MONTHS = 24
HR_TABLES = ("leavers",)
POOL_TABLES = ("exit_pools", "exit_boxes", "exit_releases", "exit_cells", "exit_texts")
PEOPLE = tuple(n + 14 * service for n in range(3, 15) for service in range(3))  # by service
REASONS = ("caseload", "stress", "manager", "pay", "family")


@dataclass
class Life:
    """What came of two years, as it lies about."""

    runtime: Runtime
    folder: Path
    snapshots: list[dict[str, list[tuple[Any, ...]]]]
    keys: list[dict[str, bytes]]  # at the same moments: the attacker does not have them
    left: list[tuple[int, date]]  # in the order of leaving
    releases: tuple[ExitRelease, ...]


def what_leavers_say(seed: int = 5) -> dict[int, Said]:
    chance = Random(seed)
    said = {}
    for number in PEOPLE:
        main = chance.choice(REASONS)
        more = chance.sample(REASONS, 2)
        texts = {"first": f"quaggaword{number:02}x"}
        said[number] = Said(tuple({main, *more}), main, chance.choice(("yes", "no")), 5, texts)
    return said


def live(folder: Path, said: dict[int, Said], months: int = MONTHS) -> Life:
    clock, chance = Clock(), Random(3)
    engine = hurry(open_database(sqlite_in(folder)))
    runtime = runtime_on(Store(engine, taken(folder / "keys")), clock)
    move_in(runtime, clock)
    life = Life(runtime, folder, [], [], [], ())
    waiting = [*PEOPLE]
    for month in range(months):
        clock.move_to(OCTOBER + timedelta(days=30 * month))
        life.releases = released(runtime)
        for _leaver in range(chance.randint(1, 3) if waiting else 0):
            if waiting:
                number = waiting.pop(0)
                last_day = clock.at.date() + timedelta(days=7)
                record(runtime, number, last_day, reason=1 + number % 5)
                life.left.append((number, last_day))
                if chance.random() < 0.9:
                    say(runtime, account(number), said[number])
        life.snapshots.append(rows(runtime))
        keys = runtime.store.keys
        life.keys.append({one: keys.find(one) or b"" for one in keys.round_ids()})
    return life


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    lived = live(tmp_path_factory.mktemp("years"), what_leavers_say())
    yield lived
    lived.runtime.store.engine.dispose()


def test_there_were_releases_to_attack(life: Life) -> None:
    assert len(life.left) > 30
    assert len(life.releases) >= 2
    assert all(one.at_least == 10 for one in life.releases)


def test_releases_come_at_quarters_ends_alone_and_never_with_less_than_three_newcomers(
    life: Life,
) -> None:
    before = date(2026, 9, 30)
    for release in life.releases:
        pool = [day for _number, day in life.left if before < day <= release.until]
        assert len(pool) >= deciding.FEWEST + deciding.MARGIN
        before = release.until
    assert {(one.until.month, one.until.day) for one in life.releases} <= {
        (3, 31), (6, 30), (9, 30), (12, 31),
    }  # fmt: skip


def test_hr_s_list_and_the_pool_share_no_value_by_which_they_could_be_joined(life: Life) -> None:
    """In both directions, in every copy of two years."""
    for copy in life.snapshots:
        facts = {_text(one) for table in HR_TABLES for row in copy[table] for one in row[:3]}
        pool = {_text(one) for table in POOL_TABLES for row in copy[table] for one in row}
        facts = {one for one in facts if len(one) > 4}
        assert facts
        assert not facts & pool
        everything = b"|".join(
            one if isinstance(one, bytes) else str(one).encode()
            for table in POOL_TABLES
            for row in copy[table]
            for one in row
        )
        assert not [one for one in facts if one.encode() in everything]
        people = {str(row[0]) for row in copy["people"]}
        assert not [one for one in people if one.encode() in everything]


def test_without_the_key_no_person_leads_to_a_box_and_with_it_each_would(life: Life) -> None:
    people = [str(row[0]) for row in life.snapshots[0]["people"]]
    found = 0
    for copy, keys in zip(life.snapshots, life.keys, strict=True):
        tags = {row[1] for row in copy["exit_boxes"]}
        guesses = {b"", b"0" * 32, *(str(row[0]).encode() for row in copy["exit_pools"])}
        for person, guess in product(people, guesses):
            digest = hmac.digest(guess, b"tag|" + person.encode(), hashlib.sha256)
            assert digest[: sealing.TAG_BYTES] not in tags
        sealed = [SealedBox(row[1], row[2]) for row in copy["exit_boxes"]]
        for pool_id, key in ((row[0], keys.get(row[0])) for row in copy["exit_pools"]):
            marks = {boxes.unseal(key, pool_id, one).mark for one in sealed} if key else set()
            found += sum(sealing.tag(key, person) in marks for person in people) if key else 0
    assert found >= len(life.left)  # the control: who holds key and copy can


def test_no_backup_beside_the_next_shows_whose_box_came_or_changed(life: Life) -> None:
    """The newest record of HR's beside the newest box; then whether that box changed."""
    for before, after in pairwise(life.snapshots):
        known = ({row[1] for row in copy["exit_boxes"]} for copy in (before, after))
        first, second = known
        is_touched = before["leavers"] != after["leavers"] or first != second
        assert not is_touched or not first & second
        assert len(second) % boxes.CHUNK == 0
        assert len(second) > 0


def test_no_copy_tells_who_spoke_by_its_rows_or_their_sizes(life: Life) -> None:
    for copy in life.snapshots:
        assert len({len(row[2]) for row in copy["exit_boxes"]}) <= 1
    # The rows stand by random tags: the order of leaving is nowhere.
    newest = life.snapshots[-1]
    assert [row[1] for row in newest["exit_boxes"]] == sorted(
        row[1] for row in newest["exit_boxes"]
    )


def test_words_that_were_not_released_are_in_no_byte_and_keys_are_gone(life: Life) -> None:
    with life.runtime.store.engine.connect() as connection:
        texts = connection.exec_driver_sql("SELECT body FROM exit_texts").scalars().all()
    assert 3 <= len(texts) <= 10 * len(life.releases)
    content = b"".join(one.read_bytes() for one in life.folder.rglob("*.db*") if one.is_file())
    for number in PEOPLE:
        word = f"quaggaword{number:02}x"
        assert (word.encode() in content) == (word in texts)
    assert len(life.runtime.store.keys.round_ids()) == 1  # of the pool that is open
    for keys in life.keys[:-1]:
        for key in keys.values():
            if key not in life.keys[-1].values():
                assert key not in content


def test_nothing_shown_is_of_one_two_or_everybody(life: Life) -> None:
    for release in life.releases:
        assert {one.share for one in release.cells} <= {None, *(n / 10 for n in range(1, 10))}
        assert any(one.share is None for one in release.cells)


def test_exchanging_what_two_leavers_said_changes_nothing_but_ciphertext(tmp_path: Path) -> None:
    said = what_leavers_say()
    one, other = PEOPLE[0], PEOPLE[2]
    assert said[one] != said[other]
    swapped = {**said, one: said[other], other: said[one]}
    lives = [live(tmp_path / name, told, months=8) for name, told in (("1", said), ("2", swapped))]
    assert lives[0].releases
    seen = [_visible(life) for life in lives]
    assert seen[0] == seen[1]
    changed = replace(said[one], reasons=("tools",), main="tools")
    third = live(tmp_path / "3", dict.fromkeys(PEOPLE, changed), months=8)
    assert _visible(third) != seen[0]  # the control: other answers in all do show
    for life in (*lives, third):
        life.runtime.store.engine.dispose()


def test_a_table_that_joined_them_would_fail_the_audit() -> None:
    joined = TableShape("jottings", frozenset({"leaver_id", "note"}), frozenset({"leavers"}))
    assert audited._says_who(joined)
    assert not audited._says_what(joined)
    leaky = replace(joined, refers_to=frozenset({"leavers", "exit_pools"}))
    assert audited._says_who(leaky)
    assert audited._says_what(leaky)


def _visible(life: Life) -> dict[str, Any]:
    """Everything but ciphertext, tags, and which texts chance chose."""
    last = life.snapshots[-1]
    return {
        "shown": [(one.until, one.at_least, one.cells) for one in life.releases],
        "texts": len(last["exit_texts"]),
        "boxes": len(last["exit_boxes"]),
        **{
            name: [row[1:] for row in table]
            for name, table in last.items()
            if name not in POOL_TABLES
        },
    }


def _text(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)
