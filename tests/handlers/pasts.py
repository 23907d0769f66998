"""What a workspace lived through once, given to many tests: its files and its messages."""

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import delete

from bot.local_slack import LocalSlack
from surveys.store.database import Store
from surveys.store.tables import installation


@dataclass(frozen=True)
class Past:
    """The database and the keys that a bot left, and what Slack kept of its conversations."""

    files: Mapping[Path, bytes]
    conversations: bytes
    last_ts: int
    at: datetime

    @classmethod
    def of(cls, folder: Path, slack: LocalSlack, at: datetime) -> Self:
        """Remember a workspace whose bot has given its database back."""
        files = {one.relative_to(folder): one.read_bytes() for one in folder.rglob("*.*")}
        workspace = slack.workspace
        assert not workspace.views.homes  # nobody has looked yet: views are not remembered
        return cls(files, pickle.dumps(workspace.conversations), workspace.clock._last, at)

    def put_into(self, folder: Path) -> None:
        """Write the files where there are none, as private as they were."""
        for place, content in self.files.items():
            file = folder / place
            file.parent.mkdir(mode=0o700, exist_ok=True)
            file.touch(mode=0o600)
            file.write_bytes(content)

    def tell(self, slack: LocalSlack) -> None:
        """Let a workspace that has just started have had these conversations."""
        slack.workspace.conversations = pickle.loads(self.conversations)
        slack.workspace.clock._last = self.last_ts


def forget_where_keys_are(store: Store) -> None:
    """Let the next bot on a database put its keys into another folder while a round is open."""
    with store.engine.begin() as connection:
        connection.execute(delete(installation))
