"""The chat.* methods, and what is sent to a response URL."""

from typing import Any

from bot.local_slack.block_kit.checking import Json
from bot.local_slack.conversations import Conversation, Message
from bot.local_slack.inputs import name_all
from bot.local_slack.people import BOT_USER
from bot.local_slack.refusals import RefusedError
from bot.local_slack.responses import ResponseUrl
from bot.local_slack.web_api.arguments import blocks, flag, needed, structure
from bot.local_slack.workspace import Workspace

LONGEST_TEXT = 40_000


def post_message(workspace: Workspace, arguments: Json) -> Json:
    """chat.postMessage."""
    channel = _place(workspace, needed(arguments, "channel"))
    text, given = _content(workspace, arguments)
    message = workspace.post(
        channel,
        BOT_USER,
        text,
        given,
        metadata=_metadata(arguments),
        thread_ts=arguments.get("thread_ts"),
    )
    return {"channel": channel.id, "ts": message.ts, "message": message.as_json(metadata=True)}


def post_ephemeral(workspace: Workspace, arguments: Json) -> Json:
    """chat.postEphemeral."""
    person = needed(arguments, "user")
    channel = _place(workspace, needed(arguments, "channel"))
    if not channel.holds(person) or workspace.person(person) is None:
        raise RefusedError("user_not_in_channel")
    text, given = _content(workspace, arguments)
    message = workspace.post(channel, BOT_USER, text, given, only_for=person)
    return {"message_ts": message.ts}


def update(workspace: Workspace, arguments: Json) -> Json:
    """chat.update."""
    channel = workspace.conversations.get(needed(arguments, "channel"))
    message = _own(channel, needed(arguments, "ts"), "cant_update_message")
    more: dict[str, Any] = {}
    if "metadata" in arguments:
        more["metadata"] = _metadata(arguments)
    text, given = _content(workspace, arguments)
    if given is None and "text" not in arguments:
        given = message.blocks
    workspace.reword(message, text, given, **more)
    return {"channel": channel.id, "ts": message.ts, "text": text, "message": message.as_json()}


def delete(workspace: Workspace, arguments: Json) -> Json:
    """chat.delete."""
    channel = workspace.conversations.get(needed(arguments, "channel"))
    workspace.delete(_own(channel, needed(arguments, "ts"), "cant_delete_message"))
    return {"channel": channel.id, "ts": arguments["ts"]}


def get_permalink(workspace: Workspace, arguments: Json) -> Json:
    """chat.getPermalink."""
    channel = workspace.conversations.get(needed(arguments, "channel"))
    ts = needed(arguments, "message_ts")
    if ts not in channel.by_ts:
        raise RefusedError("message_not_found")
    return {"channel": channel.id, "permalink": f"{workspace.address}/?channel={channel.id}#{ts}"}


def respond(workspace: Workspace, leads_to: ResponseUrl, arguments: Json) -> None:
    """What a response URL does: replaces, deletes, or adds a message, ephemeral unless told."""
    channel = workspace.conversations.by_id[leads_to.channel]
    message = channel.by_ts.get(leads_to.message_ts or "")
    if flag(arguments, "delete_original") and message:
        workspace.delete(message)
        return
    text, given = _content(workspace, arguments)
    if flag(arguments, "replace_original") and message:
        workspace.reword(message, text, given)
        return
    public = arguments.get("response_type") == "in_channel"
    workspace.post(channel, BOT_USER, text, given, only_for=None if public else leads_to.person)


def _place(workspace: Workspace, channel: str) -> Conversation:
    if workspace.person(channel):
        return workspace.conversations.between([channel])
    found = workspace.conversations.get(channel)
    if found.kind == "im":
        other = next(each for each in found.members if each != BOT_USER)
        if workspace.members[other].deleted:
            raise RefusedError("user_disabled")
    return found


def _content(workspace: Workspace, arguments: Json) -> tuple[str, list[Json] | None]:
    given, text = blocks(arguments), str(arguments.get("text") or "")
    if not given and not text and not arguments.get("attachments"):
        raise RefusedError("no_text")
    if len(text) > LONGEST_TEXT:
        raise RefusedError("msg_too_long")
    if not workspace.files.holds(given or []):
        raise RefusedError("invalid_blocks", ["[ERROR] invalid slack file"])
    return text, name_all(given) if given else given


def _metadata(arguments: Json) -> Json | None:
    given = structure(arguments, "metadata")
    if given is None:
        return None
    fits = isinstance(given, dict) and given.keys() == {"event_type", "event_payload"}
    if not fits or not isinstance(given["event_payload"], dict):
        raise RefusedError("invalid_metadata_format")
    return dict(given)


def _own(channel: Conversation, ts: str, refusal: str) -> Message:
    message = channel.by_ts.get(ts)
    if message is None or message.deleted or message.only_for:
        raise RefusedError("message_not_found")
    if message.author != BOT_USER:
        raise RefusedError(refusal)
    return message
