"""The rights we ask of Slack: what each call needs, and why we ask, in one table for everybody.

The manifest is held against it, the local workspace refuses by it, setting up tells it.
"""

from collections.abc import Mapping
from typing import Any, Final

from surveys.wording import _

# By Slack's reference of its methods; None: any token of the app may.
METHODS: Final[Mapping[str, str | None]] = {
    "apps.uninstall": None,
    "auth.revoke": None,
    "auth.test": None,
    "chat.delete": "chat:write",
    "chat.getPermalink": None,
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.join": "channels:join",
    "conversations.open": "im:write",
    "files.completeUploadExternal": "files:write",
    "files.delete": "files:write",
    "files.getUploadURLExternal": "files:write",
    "files.info": "files:read",
    "team.info": "team:read",
    "usergroups.list": "usergroups:read",
    "usergroups.users.list": "usergroups:read",
    "users.info": "users:read",
    "users.list": "users:read",
    "users.lookupByEmail": "users:read.email",
    "views.open": None,
    "views.publish": None,
    "views.push": None,
    "views.update": None,
}
# These need a right of the sort of conversation they are about.
BY_CONVERSATION: Final[Mapping[str, str]] = {
    "conversations.history": "history",
    "conversations.info": "read",
    "conversations.list": "read",
    "conversations.members": "read",
}
EVENTS: Final[Mapping[str, str | None]] = {"app_home_opened": None, "user_change": "users:read"}
COMMANDS_AND_SHORTCUTS: Final = "commands"
SOCKETS: Final = "connections:write"  # of the app token, and of no bot's


def needed(method: str, arguments: Mapping[str, Any]) -> str | None:
    """Return the right that a call needs. None: none, or we know no such method."""
    if method not in BY_CONVERSATION:
        return METHODS.get(method)
    is_direct = str(arguments.get("channel", "C")).startswith(("D", "U"))
    return f"{'im' if is_direct else 'channels'}:{BY_CONVERSATION[method]}"


def reasons() -> dict[str, str]:
    """Return why we ask for each right of the manifest: one sentence for whoever installs."""
    return {
        "chat:write": _("to send invitations, results and reminders as Staff Voice."),
        "commands": _(
            "for /staff-voice, and for shortcuts such as the one to the Champions Forum."
        ),
        "files:read": _("to learn whether the week's picture has arrived before it is shown."),
        "files:write": _("to send the week's picture, and packs to whoever makes one."),
        "im:history": _(
            "to look in our own conversation whether a message has arrived, so that none comes"
            " twice. No other conversation can be read."
        ),
        "im:write": _("to open the conversation in which somebody is asked."),
        "users:read": _("to know people's time zones, and who has left Slack."),
    }
