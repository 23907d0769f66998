"""Channels, direct messages and the messages in them, with who may see what."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.local_slack.people import APP_ID, BOT_ID, BOT_USER
from bot.local_slack.refusals import RefusedError

Json = dict[str, Any]
Kind = Literal["im", "mpim", "public", "private"]


@dataclass
class Message:
    """One message; `only_for` is the one person who sees an ephemeral, None for the rest."""

    ts: str
    channel: str
    author: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    only_for: str | None = None
    edited_ts: str | None = None
    deleted: bool = False
    thread_ts: str | None = None
    files: list[Json] = field(default_factory=list)
    earlier: list[Json] = field(default_factory=list)
    entered: dict[str, Json] = field(default_factory=dict)

    def as_json(self, *, metadata: bool = False) -> Json:
        """The message as Slack's API gives it; metadata only when asked for."""
        body: Json = {"type": "message", "user": self.author, "text": self.text, "ts": self.ts}
        if self.author == BOT_USER:
            body |= {"bot_id": BOT_ID, "app_id": APP_ID}
        if self.blocks:
            body["blocks"] = self.blocks
        if self.files:
            body["files"] = self.files
        if self.thread_ts:
            body["thread_ts"] = self.thread_ts
        if self.edited_ts:
            body["edited"] = {"user": self.author, "ts": self.edited_ts}
        if metadata and self.metadata:
            body["metadata"] = self.metadata
        return body

    def keep_earlier(self) -> None:
        """Remember this wording before it is changed: an export may hold it."""
        self.earlier.append({"text": self.text, "blocks": self.blocks})


@dataclass
class Conversation:
    """A place messages stand in; a public one is open to everybody."""

    id: str
    kind: Kind
    name: str = ""
    members: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    by_ts: dict[str, Message] = field(default_factory=dict)

    def holds(self, person: str) -> bool:
        """Whether this person is in here."""
        return self.kind == "public" or person in self.members

    def add(self, message: Message) -> None:
        """Put a message at the end."""
        self.messages.append(message)
        self.by_ts[message.ts] = message

    def seen_by(self, person: str) -> Iterator[Message]:
        """Messages this person sees, oldest first; nothing at all for someone who is not in."""
        if not self.holds(person):
            return
        for message in self.messages:
            if not message.deleted and message.only_for in (None, person):
                yield message

    def as_json(self) -> Json:
        """The conversation as Slack's API gives it."""
        body: Json = {
            "id": self.id,
            "is_im": self.kind == "im",
            "is_mpim": self.kind == "mpim",
            "is_channel": self.kind == "public",
            "is_group": self.kind == "private",
            "is_private": self.kind != "public",
            "is_archived": False,
            "is_member": self.holds(BOT_USER),
        }
        if self.kind == "im":
            body["user"] = next((each for each in self.members if each != BOT_USER), BOT_USER)
        else:
            body |= {"name": self.name, "num_members": len(self.members)}
        return body


class Conversations:
    """Every conversation, and the direct messages between the bot and each person."""

    def __init__(self) -> None:
        self.by_id: dict[str, Conversation] = {}
        self._direct: dict[frozenset[str], Conversation] = {}

    def add(self, conversation: Conversation) -> Conversation:
        """Take in a conversation."""
        self.by_id[conversation.id] = conversation
        return conversation

    def between(self, people: list[str]) -> Conversation:
        """The direct message between the bot and these people, opened if need be."""
        key = frozenset(people)
        if key not in self._direct:
            one = len(people) == 1
            name = f"D0{people[0]}" if one else f"G0MPIM{len(self._direct):05d}"
            self._direct[key] = self.add(
                Conversation(name, "im" if one else "mpim", members=[*people, BOT_USER])
            )
        return self._direct[key]

    def get(self, channel: str) -> Conversation:
        """The conversation with this id, as the bot finds it."""
        found = self.by_id.get(channel)
        if found is None or not (found.holds(BOT_USER) or found.kind == "public"):
            raise RefusedError("channel_not_found")
        return found

    def of(self, person: str) -> list[Conversation]:
        """The conversations this person is in."""
        return [each for each in self.by_id.values() if each.holds(person)]
