"""The Slack app's manifest: what the app may do, and nothing beyond."""

import json
from pathlib import Path
from typing import Any, Final

from bot.scopes import OF_SYNC

FILE = Path(__file__).with_name("manifest.json")
EVENTS_PATH: Final = "/slack/events"
INSTALL_PATH: Final = "/slack/install"
REDIRECT_PATH: Final = "/slack/oauth_redirect"
# Of workspaces that install the app by themselves: that they removed it.
INSTALLED_EVENTS: Final = ("app_uninstalled", "tokens_revoked")


def manifest(
    address: str | None = None, *, several: bool = False, sockets: bool = True, sync: bool = False
) -> str:
    """Return the manifest as it is pasted into Slack: JSON.

    `several`: for workspaces that install the app by themselves, at our public `address`. Without
    `sockets` Slack calls us there. `sync`: people may be read from groups and profiles too.
    """
    if sockets and not several and not sync:
        return FILE.read_text(encoding="utf-8")
    found = json.loads(FILE.read_text(encoding="utf-8"))
    settings = found["settings"]
    if not sockets:
        _let_slack_call(found, f"{address}{EVENTS_PATH}")
    if several:
        found["oauth_config"]["redirect_urls"] = [f"{address}{REDIRECT_PATH}"]
        settings["event_subscriptions"]["bot_events"] += INSTALLED_EVENTS
    if sync:
        found["oauth_config"]["scopes"]["bot"] += OF_SYNC
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _let_slack_call(found: dict[str, Any], url: str) -> None:
    settings = found["settings"]
    settings["socket_mode_enabled"] = False
    settings["event_subscriptions"]["request_url"] = url
    settings["interactivity"]["request_url"] = url
    settings["interactivity"]["message_menu_options_url"] = url
    for command in found["features"]["slash_commands"]:
        command["url"] = url


def scopes(*, sync: bool = False) -> tuple[str, ...]:
    """Return the scopes that the bot's token needs; `sync`: where people are read from Slack."""
    return tuple(json.loads(manifest(sync=sync))["oauth_config"]["scopes"]["bot"])
