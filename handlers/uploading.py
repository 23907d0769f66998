"""Uploading files to Slack: each is sent to an address of its own, then shared."""

import urllib.request
from collections.abc import Mapping, Sequence
from typing import Final

from slack_sdk import WebClient

_BYTES: Final = {"Content-Type": "application/octet-stream"}
_LOOKED_THROUGH: Final = 200  # messages


def upload(
    client: WebClient, name: str, title: str, content: bytes, channel: str | None = None
) -> str:
    """Upload one file, share it in a conversation if one is named, and return its id.

    Raises SlackApiError, OSError and what else the client raises.
    """
    file_id = send_up(client, name, content)
    share(client, {file_id: title}, channel)
    return file_id


def send_up(client: WebClient, name: str, content: bytes) -> str:
    """Upload a file that nobody sees yet, and return its id. Raises as `upload` does."""
    ticket = client.files_getUploadURLExternal(filename=name, length=len(content))
    asked = urllib.request.Request(  # noqa: S310 - the address is Slack's own
        str(ticket["upload_url"]), data=content, headers=_BYTES, method="POST"
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
    Raises as `upload` does.
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
