"""The workspace: everything in it, and every change that somebody sees."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.local_slack.clock import Clock
from bot.local_slack.conversations import Conversation, Conversations, Message
from bot.local_slack.files import Files
from bot.local_slack.inputs import name_all
from bot.local_slack.live import Live
from bot.local_slack.people import BOT_USER, Channel, Guide, Member, UserGroup
from bot.local_slack.responses import ResponseUrls
from bot.local_slack.surfaces import Views
from bot.local_slack.triggers import Triggers

Json = dict[str, Any]
Search = Callable[[str], Sequence[tuple[str, str]]]
GENERAL = Channel("C0GENERAL", "general")


class Workspace:
    """People, conversations, views, files and triggers of one Slack workspace."""

    def __init__(
        self,
        team: tuple[str, str],
        bot_name: str,
        now: Callable[[], datetime] | None,
        trigger_seconds: float,
    ) -> None:
        self.team_id, self.team_name = team
        self.address = ""
        self.clock = Clock(now)
        self.members: dict[str, Member] = {BOT_USER: Member(BOT_USER, bot_name, title="App")}
        self.groups: dict[str, UserGroup] = {}
        self.conversations = Conversations()
        self.views = Views()
        self.triggers = Triggers(trigger_seconds)
        self.responses = ResponseUrls()
        self.files = Files()
        self.live = Live()
        self.typed: list[Json] = []
        self.guide: tuple[Guide, ...] = ()
        self.search: Search | None = None
        self.notice: str | None = None
        self.command = "/staff-voice"

    def person(self, person: str) -> Member | None:
        """A member who is a person and still there."""
        member = self.members.get(person)
        return None if member is None or member.deleted or person == BOT_USER else member

    def offset(self, tz: str) -> int:
        """Seconds between a time zone and UTC, now."""
        away = self.clock.now().astimezone(ZoneInfo(tz)).utcoffset()
        return int(away.total_seconds()) if away else 0

    def open_channel(self, channel: Channel) -> Conversation:
        """Add a channel; the bot is in it."""
        kind = "private" if channel.is_private else "public"
        members = [*channel.members, BOT_USER]
        return self.conversations.add(
            Conversation(channel.id, kind, channel.name, members)  # type: ignore[arg-type] # a literal
        )

    def post(
        self,
        channel: Conversation,
        author: str,
        text: str,
        blocks: list[Json] | None = None,
        **more: Any,
    ) -> Message:
        """Put a message in a conversation, where those who may see it see it at once."""
        ts = self.clock.ts()
        message = Message(ts, channel.id, author, text, name_all(blocks or []), **more)
        channel.add(message)
        self.touched(message)
        return message

    def reword(self, message: Message, text: str, blocks: list[Json] | None, **more: Any) -> None:
        """Change a message, remembering how it was."""
        message.keep_earlier()
        message.text, message.blocks = text, name_all(blocks or [])
        message.edited_ts = self.clock.ts()
        if "metadata" in more:
            message.metadata = more["metadata"]
        self.touched(message)

    def delete(self, message: Message) -> None:
        """Take a message away, remembering that it was there."""
        message.deleted = True
        self.touched(message)

    def touched(self, message: Message) -> None:
        """Tell the people who see this message that it changed."""
        if message.only_for:
            self.live.changed(message.only_for, "messages")
            return
        conversation = self.conversations.by_id[message.channel]
        if conversation.kind == "public":
            self.live.everyone("channels")
        for person in conversation.members if conversation.kind != "public" else ():
            self.live.changed(person, "messages")

    def kept(self) -> list[Json]:
        """What Slack itself keeps and an export could hold: everything but ephemerals and modals.

        Earlier wordings, deleted messages and what was typed after a command are in it.
        """
        kept: list[Json] = []
        for conversation in list(self.conversations.by_id.values()):
            kept += [
                _as_kept(each, conversation, self.members)
                for each in list(conversation.messages)
                if each.only_for is None
            ]
        files = [
            {"kind": "file", "content": each.words, **each.as_json()}
            for each in list(self.files.by_id.values())
        ]
        return kept + files + list(self.typed)


def _as_kept(message: Message, conversation: Conversation, members: dict[str, Member]) -> Json:
    body: Json = {
        "kind": "message",
        "channel": conversation.id,
        "place": _place(conversation, members),
    }
    body |= message.as_json(metadata=True)
    author = members.get(message.author)
    body["author"] = author.name if author else message.author
    if message.earlier:
        body["earlier"] = message.earlier
    if message.deleted:
        body["deleted"] = True
    return body


def _place(conversation: Conversation, members: dict[str, Member]) -> str:
    if conversation.name:
        return f"#{conversation.name}"
    names = [members[each].name for each in conversation.members if each in members]
    return "Direct message: " + ", ".join(names)
