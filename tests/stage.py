"""The whole bot in a local workspace, under a clock that a test moves.

It is left without the long wait of the Socket Mode library for a connection that has gone silent.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.socket_mode.builtin import connection

from bot import config as settings
from bot.app import build_bot
from bot.demo.clock import DemoClock
from bot.demo.play import Stage
from bot.local_slack import LocalSlack, Member
from bot.serving import Serving
from surveys.rules.people_file import people_in
from surveys.use_cases import enrolling
from tests.conftest import THURSDAY
from tests.databases import hurry, sqlite_in

QUIET_SECONDS = 0.1  # the library has three before it lets go


@contextmanager
def stage(folder: Path, content: bytes, **more: Any) -> Iterator[Stage]:
    """Start a workspace with the people of a file, and the bot in it, not ticking by itself."""
    clock = DemoClock(THURSDAY)
    members = [
        Member(row.accounts[0].slack_id, row.name, title=row.job_family)
        for row in people_in(content)
    ]
    slack = LocalSlack(members, now=clock)
    slack.start()
    bot = build_bot(
        settings.load(
            slack_bot_token="xoxb-local",
            slack_app_token="xapp-local",
            slack_api_url=slack.api_url,
            database_url=sqlite_in(folder),
            key_dir=folder / "keys",
            _env_file=None,
            **more,
        ),
        clock,
    )
    hurry(bot.runtime.store.engine)
    with _briskly():
        serving = Serving(bot, ticking=False)
    try:
        assert slack.connected.wait(10)
        enrolling.apply_people(bot.runtime, content)
        yield Stage(bot, slack, clock)
    finally:
        serving.stop()
        slack.stop()


@contextmanager
def _briskly() -> Iterator[None]:
    connect = connection.Connection.connect

    def briskly(one: connection.Connection) -> None:
        connect(one)  # with all its time: a socket that is late is left open by the library
        if one.sock is not None:
            one.sock.settimeout(QUIET_SECONDS)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection.Connection, "connect", briskly)
        yield
