"""Versions side by side: what a migration may do, and which code may work on which database."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, inspect, text

from bot import schema
from bot.schema import Standing, _config, bring_up, migrate, newest, revision, standing
from surveys.errors import DatabaseNotOurs, TablesInUse
from surveys.store.database import Store, open_database
from tests.databases import drop_everything

# From here on a migration only adds; what it must take away waits for the version after.
SINCE = "0014"
TABLE = "CREATE TABLE seats (id INTEGER PRIMARY KEY, unit TEXT NOT NULL, until TEXT)"
Shape = dict[str, Any]


def test_each_migration_leaves_the_code_before_it_able_to_work() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        before, floor = None, None
        for step in steps_since(SINCE):
            to(connection, step)
            after = shape(connection)
            hurt = hurts(before, after) if before else []
            now = schema._oldest(connection)
            if hurt:
                assert now == step, f"{step} {hurt}: it must set `oldest` to {step}"
            elif floor:
                assert now == floor, f"{step} need not shut out the code before it"
            before, floor = after, now
    engine.dispose()


@pytest.mark.parametrize(
    ("change", "hurt"),
    [
        ("DROP TABLE seats", "seats is gone"),
        ("ALTER TABLE seats RENAME TO places", "seats is gone"),
        ("ALTER TABLE seats DROP COLUMN until", "seats.until is gone"),
        ("ALTER TABLE seats RENAME COLUMN until TO till", "seats.until is gone"),
        ("ALTER TABLE seats ADD COLUMN n INTEGER NOT NULL DEFAULT 0", None),
        ("ALTER TABLE seats ADD COLUMN n INTEGER", None),
        ("CREATE UNIQUE INDEX once ON seats (unit)", "seats is newly unique by ['unit']"),
        ("CREATE INDEX quick ON seats (unit)", None),
        ("CREATE TABLE more (id INTEGER PRIMARY KEY, unit TEXT NOT NULL UNIQUE)", None),
    ],
)
def test_what_would_hurt_the_code_before_is_found(change: str, hurt: str | None) -> None:
    assert found_in(TABLE, change) == ([hurt] if hurt else [])


def test_a_column_that_becomes_compulsory_or_of_another_kind_is_found() -> None:
    made_again = ("DROP TABLE seats", TABLE.replace("until TEXT", "until INTEGER NOT NULL"))
    assert found_in(TABLE, *made_again) == [
        "seats.until must be filled in",
        "seats.until is INTEGER, no longer TEXT",
    ]


def found_in(made: str, *changes: str) -> list[str]:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        connection.execute(text(made))
        before = shape(connection)
        for change in changes:
            connection.execute(text(change))
        found = hurts(before, shape(connection))
    engine.dispose()
    return found


def hurts(before: Shape, after: Shape) -> list[str]:
    """What of a change would make code fail that does not know of it."""
    found = [f"{table} is gone" for table in before if table not in after]
    for table, old in before.items():
        new = after.get(table)
        if new is None:
            continue
        for name, column in old["columns"].items():
            found += _changed(f"{table}.{name}", column, new["columns"].get(name))
        for name, column in new["columns"].items():
            is_compulsory = not column["nullable"] and column["default"] is None
            if name not in old["columns"] and is_compulsory:
                found.append(f"{table}.{name} must be filled in")
        once = [one for one in new["unique"] if one not in old["unique"]]
        found += [
            f"{table} is newly unique by {one}" for one in once if set(one) <= set(old["columns"])
        ]
    return found


def _changed(name: str, old: Shape, new: Shape | None) -> Iterator[str]:
    if new is None:
        yield f"{name} is gone"
        return
    if old["nullable"] and not new["nullable"]:
        yield f"{name} must be filled in"
    if str(old["type"]) != str(new["type"]):
        yield f"{name} is {new['type']}, no longer {old['type']}"


def shape(connection: Connection) -> Shape:
    looked = inspect(connection)
    return {
        table: {
            "columns": {one["name"]: one for one in looked.get_columns(table)},
            "unique": [
                sorted(map(str, one["column_names"]))
                for one in (*looked.get_unique_constraints(table), *looked.get_indexes(table))
                if one.get("unique", True)
            ],
        }
        for table in looked.get_table_names()
    }


def steps_since(first: str) -> Iterable[str]:
    every = [one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions()]
    return every[every.index(first) :: -1]


def to(connection: Connection, version: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, version)


@pytest.fixture
def later(store: Store) -> Iterator[Engine]:
    """A database that a version to come has moved forward, and which lets ours work on it."""
    with store.engine.begin() as connection:
        before = schema._oldest(connection)
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    yield store.engine
    with store.engine.begin() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{newest()}'"))
        connection.execute(text("DELETE FROM compatibility"))
        connection.execute(text(f"INSERT INTO compatibility VALUES ('{before}')"))


def test_an_older_version_starts_on_a_database_that_lets_it(later: Engine) -> None:
    bring_up(later)
    migrate(later)
    assert revision(later) == "9999"
    with later.connect() as connection:
        assert standing(connection) is Standing.AHEAD


@pytest.mark.parametrize(
    "said", ["UPDATE compatibility SET oldest = '9998'", "DELETE FROM compatibility"]
)
def test_an_older_version_that_may_not_is_refused_and_changes_nothing(
    later: Engine, said: str
) -> None:
    with later.begin() as connection:
        connection.execute(text(said))
    for refusing in (bring_up, migrate):
        with pytest.raises(DatabaseNotOurs) as refused:
            refusing(later)
        assert "made by a newer version or by something else" in refused.value.sentence
    assert revision(later) == "9999"


def test_versions_that_start_together_on_an_empty_database_make_it_once(
    postgres_url: str,
) -> None:
    engine = open_database(postgres_url)
    with engine.begin() as connection:
        drop_everything(connection)
    with ThreadPoolExecutor(3) as together:
        for one in [together.submit(bring_up, engine) for _bot in range(3)]:
            one.result()
    assert revision(engine) == newest()
    engine.dispose()


def test_a_migration_does_not_make_people_wait_for_a_table_that_is_in_use(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "LONGEST_WAIT", "50ms")
    engine = open_database(postgres_url)
    with engine.begin() as connection:
        drop_everything(connection)
        to(connection, SINCE)
    with engine.begin() as busy:
        busy.execute(text("LOCK TABLE alembic_version IN SHARE MODE"))
        with pytest.raises(TablesInUse):
            migrate(engine)
        assert revision(engine) == SINCE
    migrate(engine)
    assert revision(engine) == newest()
    engine.dispose()


def test_an_empty_file_is_brought_up_and_says_who_may_work_on_it(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/data/staff_voice.db")
    bring_up(engine)
    with engine.connect() as connection:
        assert schema._oldest(connection) is not None
    engine.dispose()
