"""The schema: made when new, moved forward when told to, refused when it differs."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from bot.schema import _config, bring_up, migrate, newest, revision
from surveys.errors import DatabaseNotOurs, DatabaseOutOfDate
from surveys.model.asking import Came, Due
from surveys.model.people import Account
from surveys.model.rounds import Seat
from surveys.store.database import Store, open_database
from surveys.store.keyring import Keyring
from surveys.store.tables import metadata
from tests.surveys.store import samples
from tests.surveys.store.samples import NOW

# What databases of earlier versions held.
ROWS = {
    "0001": (
        "INSERT INTO units VALUES ('org', NULL, 'Children', FALSE)",
        "INSERT INTO people VALUES ('p1', 'E1', 'One', '', 'org', 'social worker',"
        " 'permanent', '2020-01-06', NULL, TRUE, NULL, NULL)",
        "INSERT INTO accounts VALUES ('T1', 'U1', 'p1', NULL)",
        "INSERT INTO deliveries VALUES ('d1', 'welcome', 'p1', '', '2026-09-03 09:00:00',"
        " 'pending', 0, NULL, NULL, FALSE, NULL, NULL, NULL)",
    ),
    "0002": (
        "INSERT INTO windows VALUES ('w0', 'weekly-pulse', 0)",
        "INSERT INTO rounds VALUES ('r0', 'weekly-pulse', 0, 'w0', '2026-09-07',"
        " '2026-09-07 09:00:00.000000', '2026-09-11 09:00:00.000000', 'open', FALSE,"
        """ FALSE, '["how_are_you"]', 5, 20, 10)""",
        "INSERT INTO rosters VALUES ('r0', 'p1', 'org')",
        "INSERT INTO rounds VALUES ('r1', 'weekly-pulse', 1, 'w0', '2026-09-01',"
        " '2026-09-01 09:00:00.000000', '2026-09-04 09:00:00.000000', 'closed', TRUE,"
        """ FALSE, '["how_are_you"]', 5, 20, 10)""",
        "INSERT INTO rosters VALUES ('r1', 'p1', 'org')",
        "INSERT INTO schedules VALUES ('weekly-pulse', '2026-09-14 09:00:00.000000')",
        "INSERT INTO occurrences VALUES ('weekly-pulse', '2026-09-07')",
    ),
    "0003": (
        "INSERT INTO windows VALUES ('w1', 'health-check', 0)",
        "INSERT INTO rounds (id, survey, number, window_id, local_date, opens_at, closes_at, state,"
        " scrubbed, repeats, questions, k_team, k_week, k_comments, revision, minutes) VALUES"
        " ('r2', 'health-check', 0, 'w1', '2026-09-09', '2026-09-09 09:00:00.000000',"
        """ '2026-09-11 09:00:00.000000', 'closed', TRUE, FALSE, '["words"]', 5, 20, 10, 2, 4)""",
        "INSERT INTO rosters VALUES ('r2', 'p1', 'org')",
    ),
}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path}/data/staff_voice.db")
    yield engine
    engine.dispose()


@pytest.fixture
def bare(store: Store) -> Engine:
    """A database with no table in it, of each kind."""
    with store.engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
    return store.engine


def run(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_migrations_make_exactly_the_tables_that_the_code_knows(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_database_of_each_earlier_version_is_moved_forward_with_what_it_holds(
    bare: Engine,
) -> None:
    earlier = [step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()]
    for version in reversed(earlier):
        _to(bare, version)
        run(bare, *ROWS.get(version, ()))
        if version != newest():
            with pytest.raises(DatabaseOutOfDate):
                bring_up(bare)
    migrate(bare)
    assert revision(bare) == newest()
    with Store(bare, Keyring(Path("unused"))).begin() as tx:
        (found,) = tx.deliveries.claim("one", NOW, NOW, 10)
        assert found.id == "d1"
        assert tx.rounds.open() == (samples.round_(),)
        assert tx.rounds.roster("r0") == (Seat("p1", "org"),)
        # The summer holiday moved one to a Tuesday; it is known for which Monday it was meant.
        past = tx.asks.since(date(2026, 1, 1))["p1"]
        assert min(one.asked_on for one in past) == date(2026, 9, 1)
        asks = sorted((one.named, one.minutes) for one in past)
        assert asks == [(date(2026, 8, 31), 1), (date(2026, 9, 7), 1), (date(2026, 9, 7), 4)]
        assert tx.asks.left_out("r0") == {}
        assert tx.schedules.all() == (Due("weekly-pulse", NOW + timedelta(weeks=1), 1),)
        assert tx.schedules.dates("weekly-pulse", Came.ASKED) == (date(2026, 9, 7),)
        (person,) = tx.people.all()
        assert (person.own_hours, person.reminders, person.zone) == (None, True, None)
        assert tx.people.unlocated("T1", NOW, 9) == (Account("T1", "U1"),)


def _to(engine: Engine, version: str) -> None:
    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)


def test_rows_under_tags_have_no_number_that_tells_their_order(empty: Engine) -> None:
    bring_up(empty)
    with empty.connect() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master"))
        ddl = {row.name: row.sql for row in rows}
    for table in ("ballots", "postponements"):
        assert ddl[table].rstrip().endswith("WITHOUT ROWID")


def test_an_empty_database_is_brought_up(empty: Engine) -> None:
    bring_up(empty)
    assert revision(empty) == newest()
    assert set(inspect(empty).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_a_current_database_is_left_alone(store: Store) -> None:
    bring_up(store.engine)
    migrate(store.engine)
    assert revision(store.engine) == newest()


def test_a_database_of_something_else_is_not_touched(empty: Engine) -> None:
    run(empty, "CREATE TABLE invoices (id INTEGER)")
    with pytest.raises(DatabaseNotOurs):
        bring_up(empty)
    with pytest.raises(DatabaseNotOurs):
        migrate(empty)
    assert inspect(empty).get_table_names() == ["invoices"]
