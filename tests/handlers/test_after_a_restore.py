"""What Slack's people read after a restore: nothing twice, and word of it once."""

from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.config import Config
from bot.keeping import making
from bot.keeping.restoring import Told, restore
from bot.local_slack import LocalSlack, Visitor
from handlers import ids
from handlers.delivering import deliver_due
from surveys.runtime import Runtime
from surveys.use_cases import enrolling
from tests.conftest import MONDAY, Clock
from tests.handlers.dispatching import buttons, words
from tests.organisation import people_file

STAFF = 3


def read(slack: LocalSlack) -> list[list[str]]:
    people = (Visitor(slack.address, f"U{n:04}") for n in range(1, STAFF + 1))
    return [[words(one) for one in person.messages()] for person in people]


@pytest.fixture
def config(sqlite_runtime: Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.setattr(making, "ROOM_BEYOND", 0)
    enrolling.apply_people(sqlite_runtime, people_file({"Children's Services/Team 1": STAFF}))
    return Config(
        _env_file=None,
        database_url=sqlite_runtime.store.engine.url.render_as_string(),
        key_dir=sqlite_runtime.store.keys.folder,
        backup_dir=tmp_path / "backups",
    )


def test_nothing_that_was_sent_since_the_backup_is_sent_twice_and_everybody_is_told_once(
    sqlite_runtime: Runtime, client: WebClient, slack: LocalSlack, clock: Clock, config: Config
) -> None:
    store = sqlite_runtime.store

    def deliver() -> None:
        deliver_due(sqlite_runtime, client, "T0LOCAL", "one")

    def go_back(made: making.Made) -> None:
        store.close()
        restore(config, made.path, Told(replace=True, destroy_keys=True), clock)

    before_the_welcome = making.make(config, store.engine, clock)
    deliver()
    assert [len(one) for one in read(slack)] == [1] * STAFF
    clock.move_to(MONDAY)
    go_back(before_the_welcome)
    deliver()
    assert [len(one) for one in read(slack)] == [1] * STAFF
    clock.pass_(hours=1)
    go_back(making.make(config, store.engine, clock))
    deliver()
    deliver()
    told = [one[-1] for one in read(slack)]
    assert [len(one) for one in read(slack)] == [2] * STAFF
    assert len(set(told)) == 1
    assert "we went back to a copy made on Monday 7 September at 11:00" in told[0]
    newest = Visitor(slack.address, "U0001").messages()[-1]
    assert buttons(newest) == {ids.PROMISE, ids.HELP}
