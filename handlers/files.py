"""Files in Slack: each is sent up to an address of its own, seen by nobody, then shared."""

import urllib.request
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.error import URLError

from slack_sdk import WebClient

_BYTES: Final = {"Content-Type": "application/octet-stream"}
_LOOKED_THROUGH: Final = 200  # messages


def send_up(client: WebClient, name: str, content: bytes) -> str:
    """Upload a file that nobody sees yet, and return its id.

    Raises SlackApiError, OSError and what else the client raises.
    """
    ticket = client.files_getUploadURLExternal(filename=name, length=len(content))
    address = str(ticket["upload_url"])
    if not address.startswith("https:") and client.base_url.startswith("https:"):
        raise URLError("plain")  # nothing of ours goes unencrypted where the API does not
    asked = urllib.request.Request(  # noqa: S310 - looked at above
        address, data=content, headers=_BYTES, method="POST"
    )
    proxy = {"http": client.proxy, "https": client.proxy} if client.proxy else None
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler(proxy), urllib.request.HTTPSHandler(context=client.ssl)
    )
    opener.open(asked, timeout=client.timeout).close()
    return str(ticket["file_id"])


def share(
    client: WebClient, titles: Mapping[str, str], channel: str | None, words: str | None = None
) -> None:
    """Make files whole, by their ids, and share them in one message of a conversation.

    `channel` None: they are shared nowhere, and are there to be shown in a block.
    Raises as `send_up` does.
    """
    client.files_completeUploadExternal(
        files=[{"id": file_id, "title": title} for file_id, title in titles.items()],
        channel_id=channel,
        initial_comment=words,
    )


def find_shared(client: WebClient, channel: str, file_ids: Sequence[str]) -> str | None:
    """Return the moment of our message that any of some files stands in. None: there is none."""
    history = client.conversations_history(channel=channel, limit=_LOOKED_THROUGH)
    for message in history["messages"]:
        if any(one.get("id") in file_ids for one in message.get("files") or ()):
            return str(message["ts"])
    return None
