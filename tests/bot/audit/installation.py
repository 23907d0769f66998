"""An installation that has lived a little: one round closed, the next one open."""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bot.audit.command import made
from bot.audit.paper import Paper
from bot.config import read_to_look
from surveys.bank.support import SUPPORT_FILE
from surveys.model.rounds import Round, Thresholds
from surveys.runtime import Runtime
from surveys.use_cases import opening, starting
from tests.conftest import MONDAY, Clock, with_policy
from tests.lives import Rows, rows_in, skip_to, write_again
from tests.organisation import answer, close_round, enrol, open_round

TEAMS = {
    "Children's Services/Assessment/Team 1": 9,
    "Children's Services/Assessment/Team 2": 15,
    "Children's Services/Fostering/Team 3": 21,
    "Children's Services/Fostering/Team 4": 4,
}
RAISED = Thresholds(6, 21, 11)


@dataclass
class Installation:
    """A bot's database, keys and settings, and the ways to spoil them."""

    runtime: Runtime
    clock: Clock
    folder: Path
    closed: Round
    opened: Round
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def is_sqlite(self) -> bool:
        return self.runtime.store.is_sqlite

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def key(self) -> Path:
        return self.runtime.store.keys.folder / f"{self.opened.id}.key"

    def audit(self, now: datetime | None = None) -> Paper:
        config, refused = read_to_look(_env_file=None, **self.settings)
        return made(config, now or self.clock(), refused)

    def run(self, statement: str, **given: object) -> None:
        """Change the database behind the product's back."""
        if self.is_sqlite:
            with sqlite3.connect(self.data / "staff_voice.db") as connection:
                connection.execute(statement, given)
            connection.close()
        else:
            with self.runtime.store.engine.begin() as connection:
                connection.execute(text(statement), given)


@dataclass(frozen=True)
class _Life:
    """What a life left behind on one kind of database."""

    rows: Rows
    keys: dict[str, bytes]
    closed: Round
    opened: Round
    ended: datetime
    last_id: str


_LIVES: dict[str, _Life] = {}  # by kind of database, of this process


def installed(runtime: Runtime, clock: Clock, folder: Path) -> Installation:
    """Return an installation that has lived, or one with all that another of its kind left."""
    live = with_policy(runtime, thresholds=RAISED)
    life = _LIVES.get(_kind(live))
    if life is None:
        return lived(runtime, clock, folder)
    write_again(live.store, life.rows)
    for round_id, key in life.keys.items():
        live.store.keys.create(round_id, key)
    clock.move_to(life.ended)
    skip_to(live, life.last_id)
    return _installation(live, clock, folder, life.closed, life.opened)


def lived(runtime: Runtime, clock: Clock, folder: Path) -> Installation:
    """Live through a round, everyone answering, and open the next."""
    live = with_policy(runtime, thresholds=RAISED)
    starting.check(live)
    enrol(live, TEAMS)
    closed = open_round(live, clock)
    _answer(live, closed, lambda number: 1 if number <= 9 else 1 + number % 5)
    close_round(live, clock)
    clock.pass_(days=3)
    opened = opening.open_now(live)
    _answer(live, opened, lambda number: 3)
    keys = {opened.id: live.store.keys.find(opened.id) or b""}
    rows = rows_in(live.store)
    _LIVES[_kind(live)] = _Life(rows, keys, closed, opened, clock(), live.new_id())
    return _installation(live, clock, folder, closed, opened)


def _kind(runtime: Runtime) -> str:
    return runtime.store.engine.dialect.name


def _installation(
    live: Runtime, clock: Clock, folder: Path, closed: Round, opened: Round
) -> Installation:
    backups = folder / "backups"
    backups.mkdir(mode=0o700)
    return Installation(live, clock, folder, closed, opened, _settings(live, folder, backups))


def list_of_help(folder: Path, reviewed: date) -> Path:
    """Write our list of help as one that was filled in, and checked on some day."""
    file = folder / "support.toml"
    ours = SUPPORT_FILE.read_text(encoding="utf-8").replace(
        'reach = "', 'reach = "Extension 4000. '
    )
    file.write_text(re.sub(r"(?m)^reviewed = .*", f"reviewed = {reviewed}", ours), "utf-8")
    return file


def _answer(runtime: Runtime, opened: Round, score: Callable[[int], int]) -> None:
    for number in range(1, sum(TEAMS.values()) + 1):
        answer(runtime, number, opened, score(number), "Paper" if number % 3 else None)


def _settings(runtime: Runtime, folder: Path, backups: Path) -> dict[str, Any]:
    return {
        "database_url": runtime.store.engine.url.render_as_string(hide_password=False),
        "key_dir": folder / "keys",
        "backup_dir": backups,
        "support_file": list_of_help(folder, MONDAY.date()),
        "snapshots_exclude_keys": "yes",
        "smallest_team": RAISED.team,
        "smallest_week": RAISED.week,
        "smallest_comments": RAISED.comments,
        "tick_seconds": 0.1,
    }


def results(paper: Paper) -> dict[str, str]:
    return {one["check"]: one["result"] for one in paper["checks"]}


def failing(paper: Paper) -> set[str]:
    return {name for name, result in results(paper).items() if result == "fail"}


LATER = timedelta(hours=2)
