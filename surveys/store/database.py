"""One database: how it is opened, how a transaction begins, how deleted rows leave every file."""

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from surveys.errors import DatabaseUnreadable
from surveys.model.figures import Change
from surveys.model.surveys import Survey
from surveys.store.actions import Actions
from surveys.store.asks import Asks
from surveys.store.ballots import Ballots
from surveys.store.commentary import Commentaries
from surveys.store.comments import Comments
from surveys.store.context import Context
from surveys.store.deliveries import Deliveries
from surveys.store.events import Events
from surveys.store.exits import Exits
from surveys.store.figures import Figures
from surveys.store.forum_cycles import ForumCycles
from surveys.store.forum_questions import ForumQuestions
from surveys.store.group_commit import GroupCommit
from surveys.store.inspecting import reading
from surveys.store.installation import Installation
from surveys.store.keyring import Keyring
from surveys.store.leavers import Leavers
from surveys.store.marks import Marks
from surveys.store.milestones import Milestones
from surveys.store.notices import Notices
from surveys.store.paces import Paces
from surveys.store.people import People
from surveys.store.pictures import Pictures
from surveys.store.pools import Pools
from surveys.store.proposals import Proposals
from surveys.store.reconciliations import Reconciliations
from surveys.store.releases import Releases
from surveys.store.restores import Restores
from surveys.store.retention import Retention
from surveys.store.rounds import Rounds
from surveys.store.schedules import Schedules
from surveys.store.series import Series
from surveys.store.surveys import Surveys
from surveys.store.thanks import Thanks
from surveys.store.traffic import Traffic
from surveys.store.trail import Acts
from surveys.store.units import Units
from surveys.store.windows import Windows
from surveys.store.workspaces import Workspaces

PRAGMAS: Final = {
    "journal_mode": "WAL",
    "synchronous": "FULL",  # what was acknowledged survives a power cut
    "secure_delete": "ON",
    "temp_store": "MEMORY",
    "foreign_keys": "ON",
    "trusted_schema": "OFF",
    "busy_timeout": "10000",
}
# Each that stays open keeps up to two megabytes of pages: as many stay as work at the same time in
# a busy hour, the one used last goes first, and those that a moment needs beyond are closed again.
SQLITE_CONNECTIONS: Final = {"pool_size": 16, "max_overflow": 34, "pool_use_lifo": True}


class Published:
    """What may be shown: people, the tree, what is asked, releases. No way leads to a ballot."""

    def __init__(self, connection: Connection) -> None:
        self.people = People(connection)
        self.units = Units(connection)
        self.milestones = Milestones(connection)
        self.windows = Windows(connection)
        self.schedules = Schedules(connection)
        self.surveys = Surveys(connection)
        self.releases = Releases(connection)
        self.figures = Figures(connection)
        self.series = Series(connection)
        self.pictures = Pictures(connection)
        self.context = Context(connection)
        self.comments = Comments(connection)
        self.actions = Actions(connection)
        self.exits = Exits(connection)
        self.events = Events(connection)
        self.commentary = Commentaries(connection)
        self.forum_questions = ForumQuestions(connection)
        self.workspaces = Workspaces(connection)


class Transaction(Published):
    """Everything a use case may read and write until it commits."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self.installation = Installation(connection)
        self.rounds = Rounds(connection)
        self.asks = Asks(connection)
        self.marks = Marks(connection)
        self.ballots = Ballots(connection)
        self.forum_cycles = ForumCycles(connection)
        self.deliveries = Deliveries(connection)
        self.traffic = Traffic(connection)
        self.notices = Notices(connection)
        self.paces = Paces(connection)
        self.leavers = Leavers(connection)
        self.pools = Pools(connection)
        self.thanks = Thanks(connection)
        self.keys_made: list[str] = []  # by name: of no use if the transaction fails
        self.retention = Retention(connection)
        self.proposals = Proposals(connection)
        self.trail = Acts(connection)
        self.reconciliations = Reconciliations(connection)
        self.restores = Restores(connection)


class Store:
    """The database and the keys beside it."""

    def __init__(self, engine: Engine, keys: Keyring) -> None:
        self.engine = engine
        self.keys = keys
        # What each revision asks: it never changes, and everyone answers in the same hour.
        self.definitions: dict[tuple[str, int], Survey] = {}
        # What each release says changed: the same to each of its many readers.
        self.changes: dict[str, dict[tuple[str, str], Change]] = {}
        # SQLite's own queue for writers is unfair: with many threads some wait for seconds.
        self._turn = threading.RLock() if self.is_sqlite else nullcontext()
        self.group = GroupCommit()  # of answers

    @property
    def is_sqlite(self) -> bool:
        """Say whether this is SQLite rather than PostgreSQL."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """Open a transaction: committed at the end of the block, rolled back when it raises."""
        made: list[str] = []
        try:
            with self._turn, self._connect("BEGIN IMMEDIATE") as connection:
                tx = Transaction(connection)
                made = tx.keys_made
                yield tx
        except BaseException:
            if made:
                # Where the database can't be asked either, a key too many does no harm.
                with suppress(SQLAlchemyError):
                    self._drop(made)
            raise

    @contextmanager
    def published(self) -> Iterator[Published]:
        """Open a transaction that reads only what may be shown."""
        with self._connect("BEGIN") as connection:
            yield Published(connection)

    @contextmanager
    def looking(self) -> Iterator[Transaction]:
        """Open a transaction that can't write and holds up nobody, whatever is done in it."""
        with reading(self.engine) as connection:
            yield Transaction(connection)

    def scrub(self) -> bool:
        """Remove every trace of deleted rows from the files of SQLite; say whether it could.

        False: another reader holds the write-ahead log, so the next tick tries again.
        PostgreSQL has no such call: there the traces are sealed boxes without a key.
        """
        if not self.is_sqlite:
            return True
        with self._turn:
            raw = self.engine.raw_connection()
            try:
                cursor = raw.cursor()
                cursor.execute("VACUUM")
                busy, _log, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                raw.close()
        return not busy and self._log_is_empty()

    def settle(self) -> None:
        """Empty SQLite's write-ahead log into the database, if nobody is reading it."""
        if self.is_sqlite and not self._log_is_empty():
            raw = self.engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()

    def close(self) -> None:
        """Give every connection back; the last one empties SQLite's log."""
        self.engine.dispose()

    def _drop(self, names: Collection[str]) -> None:
        """Destroy keys of rounds and cycles that were not kept.

        A transaction whose commit failed may have been kept all the same, and may even be under way
        still: it holds the lock until its fate is known.
        """
        with self.begin() as tx:
            tx.asks.hold()
            cycle = tx.forum_cycles.open()
            kept = {cycle.key_name} if cycle else set()
            for name in names:
                is_kept = name in kept or tx.pools.is_known(name)
                if not is_kept and tx.rounds.find(name) is None:
                    self.keys.destroy(name)

    def _log_is_empty(self) -> bool:
        name = self.engine.url.database
        log = Path(f"{name}-wal")
        return not name or not log.exists() or log.stat().st_size == 0

    @contextmanager
    def _connect(self, begin: str) -> Iterator[Connection]:
        connecting = self.engine.connect().execution_options(staff_voice_begin=begin)
        with connecting as connection, connection.begin():
            yield connection


def open_database(url: str) -> Engine:
    """Open the database at a SQLAlchemy URL. Raises DatabaseUnreadable."""
    if _is_sqlite(url):
        engine = _open_sqlite(url)
    else:
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_size=40)
    try:
        engine.connect().close()
    except DBAPIError as error:
        raise DatabaseUnreadable(type(error.orig).__name__) from None
    return engine


def is_there(url: str) -> bool:
    """Say whether a database may be at a URL: opening a file of SQLite would make it."""
    file = sqlite_file(url)
    if file is None:
        return not _is_sqlite(url)
    return file.is_file() and file.stat().st_size > 0


def sqlite_file(url: str) -> Path | None:
    """Return the file at a URL, as it is written there. None: a server's database, or in memory."""
    name = make_url(url).database
    if not _is_sqlite(url) or name in (None, "", ":memory:"):
        return None
    return Path(str(name))


def _is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _open_sqlite(url: str) -> Engine:
    file = sqlite_file(url)
    options: dict[str, Any] = {"hide_parameters": True}
    if file is None:
        options |= {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    else:
        options |= SQLITE_CONNECTIONS
        _create_privately(file)
    engine = create_engine(url, **options)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _create_privately(file: Path) -> None:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        raise DatabaseUnreadable(error.strerror or type(error).__name__) from None


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, in _begin
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")


def _begin(connection: Connection) -> None:
    # A reader that turns writer half-way finds the database locked: writers say so at once.
    begin = connection.get_execution_options().get("staff_voice_begin", "BEGIN IMMEDIATE")
    connection.exec_driver_sql(begin)
