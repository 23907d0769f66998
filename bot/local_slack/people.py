"""Who and what the workspace is told about before it starts: members, channels and guides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

BOT_USER = "U0STAFFVOICE"
BOT_ID = "B0STAFFVOICE"
APP_ID = "A0STAFFVOICE"


@dataclass(frozen=True)
class Member:
    """A person in the workspace."""

    id: str
    name: str
    email: str = ""
    title: str = ""
    tz: str = "Europe/London"
    is_admin: bool = False
    deleted: bool = False
    is_guest: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)  # of the profile, by label

    def as_user(self, team_id: str) -> dict[str, Any]:
        """The user object Slack's API gives for this person."""
        handle = (self.email.split("@")[0] or self.name).lower().replace(" ", ".")
        return {
            "id": self.id,
            "team_id": team_id,
            "name": handle,
            "real_name": self.name,
            "deleted": self.deleted,
            "tz": self.tz,
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_bot": self.id == BOT_USER,
            "is_restricted": self.is_guest,
            "is_app_user": False,
            "profile": {
                "real_name": self.name,
                "display_name": self.name,
                "email": self.email,
                "title": self.title,
                "team": team_id,
            },
        }


@dataclass(frozen=True)
class Channel:
    """A channel that is there from the start; a public one holds every member."""

    id: str
    name: str
    members: tuple[str, ...] = ()
    is_private: bool = False


@dataclass(frozen=True)
class UserGroup:
    """A user group, such as @champions."""

    id: str
    handle: str
    name: str
    users: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One thing to try; `href` is None when the step is done in Slack itself."""

    text: str
    href: str | None = None


@dataclass(frozen=True)
class Guide:
    """A role a newcomer can take, the person who has it, and what to try as them."""

    title: str
    member_id: str
    steps: tuple[Step, ...] = field(default=())
