"""Looking at a whole database at one moment, reading only: what an audit judges."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    func,
    inspect,
    literal_column,
    select,
    table,
    true,
    union_all,
)

from surveys.model.auditing import CommentsAt, ForumKept, Kept, Search, TableShape
from surveys.model.definitions import survey_of_json
from surveys.model.forum import LETTER_BYTES
from surveys.model.questions import Question
from surveys.model.rounds import Round
from surveys.model.spellings import Spelling, is_spelt, spellings
from surveys.store.exits import Exits
from surveys.store.forum_cycles import ForumCycles
from surveys.store.marks import Marks
from surveys.store.releases import Releases
from surveys.store.retention import Retention
from surveys.store.rounds import Rounds
from surveys.store.strangers import strangers
from surveys.store.tables import (
    ballots,
    comments,
    exit_boxes,
    exit_pools,
    exit_texts,
    forum_letters,
    forum_quotas,
    forum_votes,
    postponements,
    survey_revisions,
)
from surveys.store.trail import Acts
from surveys.store.units import Units
from surveys.store.windows import Windows
from surveys.wording import _

_SETTINGS: Final = (
    "secure_delete", "journal_mode", "foreign_keys", "temp_store", "trusted_schema",
)  # fmt: skip


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open one moment of the database, which can't be written to from here and holds up nobody."""
    options: dict[str, Any] = {"staff_voice_begin": "BEGIN"}
    if engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA query_only=ON")
        try:
            yield connection
        finally:
            connection.rollback()
            connection.invalidate()  # it may only read: nobody else is to be given it


def settings_in_force(engine: Engine) -> dict[str, str] | None:
    """Return the settings of a connection opened like the bot's. None: PostgreSQL has none."""
    if engine.dialect.name != "sqlite":
        return None
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        values = {one: cursor.execute(f"PRAGMA {one}").fetchone() for one in _SETTINGS}
    finally:
        raw.close()
    return {name: str(row[0]) if row else "" for name, row in values.items()}


def look(
    connection: Connection,
    settings: Mapping[str, str] | None,
    keys: Iterable[bytes],
    bank: Mapping[str, Question],
) -> Kept:
    """Read everything an audit judges, and search every table for copies of keys.

    `bank` holds the questions, by id, that are written in no survey's own words.
    """
    rounds, releases, windows = Rounds(connection), Releases(connection), Windows(connection)
    found, published = rounds.all(), releases.all()
    retention, units = Retention(connection), Units(connection).all()
    window_ids = {one.window_id for one in found} | {one.window_id for one in published}
    totals = {one.id: rounds.totals(one.id) for one in found}
    shapes = _shapes(connection)
    return Kept(
        organisation=units[0].name if units else None,
        settings=settings,
        rounds=found,
        unscrubbed=frozenset(one.id for one in rounds.unscrubbed()),
        sealed=_sealed(connection),
        marks=Marks(connection).all(),
        releases=published,
        comments=_comments(connection),
        questions=_questions(connection, found, bank),
        trees={window_id: windows.tree(window_id) for window_id in window_ids},
        totals={round_id: rows for round_id, rows in totals.items() if rows},
        asked=retention.asked(),
        oldest=retention.oldest(),
        tables=shapes,
        strangers=strangers(connection, shapes),
        key_copies=_search(connection, shapes, list(keys)),
        forum=_forum(connection),
        exits=Exits(connection).all(),
        exit_texts=_exit_texts(connection),
        pools=_pools(connection, exit_pools.c.state == "open"),
        trail=Acts(connection).whole(),
        pools_ever=tuple(sorted(_pools(connection, true()))),
    )


def _forum(connection: Connection) -> ForumKept:
    size = func.length(forum_letters.c.box)
    odd = select(func.count()).where(size != LETTER_BYTES)
    return ForumKept(
        cycles=ForumCycles(connection).all(),
        votes=_by_cycle(connection, forum_votes),
        letters=_by_cycle(connection, forum_letters),
        odd_letters=int(connection.execute(odd).scalar() or 0),
        first_quota=connection.execute(select(func.min(forum_quotas.c.day))).scalar(),
    )


def _by_cycle(connection: Connection, table: Table) -> dict[str, int]:
    rows = connection.execute(select(table.c.cycle_id, func.count()).group_by(table.c.cycle_id))
    return {row[0]: row[1] for row in rows}


def _sealed(connection: Connection) -> dict[str, int]:
    every = union_all(
        select(ballots.c.round_id), select(postponements.c.round_id), select(exit_boxes.c.pool_id)
    ).subquery()
    rows = connection.execute(select(every.c.round_id, func.count()).group_by(every.c.round_id))
    return {row[0]: row[1] for row in rows}


def _pools(connection: Connection, chosen: ColumnElement[bool]) -> frozenset[str]:
    return frozenset(connection.execute(select(exit_pools.c.id).where(chosen)).scalars())


def _exit_texts(connection: Connection) -> dict[tuple[str, str], int]:
    place = (exit_texts.c.release_id, exit_texts.c.question)
    rows = connection.execute(select(*place, func.count()).group_by(*place))
    return {(row[0], row[1]): row[2] for row in rows}


def _comments(connection: Connection) -> tuple[CommentsAt, ...]:
    place = (comments.c.release_id, comments.c.question_id, comments.c.node_id)
    rows = connection.execute(select(*place, func.count()).group_by(*place).order_by(*place))
    return tuple(CommentsAt(*row) for row in rows)


def _questions(
    connection: Connection, rounds: Iterable[Round], bank: Mapping[str, Question]
) -> dict[str, Mapping[str, Question]]:
    """Return by round what its revision asked in its own words, and what the bank has."""
    query = select(
        survey_revisions.c.survey_id, survey_revisions.c.revision, survey_revisions.c.definition
    )
    own = {
        (survey_id, revision): {one.id: one for one in survey_of_json(definition).questions}
        for survey_id, revision, definition in connection.execute(query)
    }
    return {one.id: {**bank, **own.get((one.survey, one.revision), {})} for one in rounds}


def _shapes(connection: Connection) -> tuple[TableShape, ...]:
    """Return the tables that are there, whoever made them."""
    inspector = inspect(connection)
    columns, keys = inspector.get_multi_columns(), inspector.get_multi_foreign_keys()
    return tuple(
        TableShape(
            name=place[1],
            columns=frozenset(str(one["name"]) for one in columns[place]),
            refers_to=frozenset(one["referred_table"] for one in keys.get(place, ())),
        )
        for place in sorted(columns)
    )


def _search(connection: Connection, shapes: Iterable[TableShape], keys: list[bytes]) -> Search:
    sought = spellings(keys)
    copies = sum(_holds(connection, one.name, sought) for one in shapes) if keys else 0
    return Search(len(keys), (_("the database"),), copies, 0)


def _holds(connection: Connection, name: str, sought: Sequence[Spelling]) -> bool:
    everything: Select[Any] = select(literal_column("*")).select_from(table(name))
    rows = connection.execute(everything)
    return any(is_spelt(_bytes(value), sought) for row in rows for value in row)


def _bytes(value: object) -> bytes:
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return value.encode("utf-8", "replace") if isinstance(value, str) else repr(value).encode()
