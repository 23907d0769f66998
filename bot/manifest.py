"""The Slack app's manifest: what the app may do, and nothing beyond."""

import json
from pathlib import Path

FILE = Path(__file__).with_name("manifest.json")


def manifest() -> str:
    """Return the manifest as it is pasted into Slack: JSON."""
    return FILE.read_text(encoding="utf-8")


def scopes() -> tuple[str, ...]:
    """Return the scopes that the bot's token needs."""
    return tuple(json.loads(manifest())["oauth_config"]["scopes"]["bot"])
