"""Slack workspaces in which the app was installed, and which of them a delivery goes to."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SealedToken:
    """A bot token as it lies in the database: noise without the key in another folder."""

    key_name: str
    box: bytes


@dataclass(frozen=True)
class Workspace:
    """One workspace in which the app was installed, and what Slack said of it then."""

    id: str  # Slack's, such as "T0123456789"
    name: str
    bot_id: str
    bot_user: str
    scopes: tuple[str, ...]
    enterprise: str | None  # None: it belongs to no Enterprise Grid organisation
    installed_at: datetime
    token: SealedToken | None  # None: the app was removed there, and its token destroyed

    @property
    def is_installed(self) -> bool:
        """Say whether the app is installed there, as far as Slack has told us."""
        return self.token is not None


@dataclass(frozen=True)
class Reach:
    """What one workspace's token reaches: each person is written to in one workspace alone."""

    workspace: str
    order: tuple[str, ...]  # every installed one; a person's first of them is where they read
    has_channel: bool  # the forum's channel is in this one
