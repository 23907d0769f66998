"""What one person sees: their own messages, channels, Home tab and modal, and nothing else."""

from typing import Any

from bot.local_slack.conversations import Conversation
from bot.local_slack.files import File
from bot.local_slack.inputs import values
from bot.local_slack.people import BOT_USER, Member
from bot.local_slack.refusals import NotPossibleError
from bot.local_slack.workspace import Workspace

Json = dict[str, Any]


def conversations(workspace: Workspace, person: Member) -> list[Json]:
    """The conversations a person is in, their direct message with the bot first."""
    direct = workspace.conversations.between([person.id])
    others = [each for each in workspace.conversations.of(person.id) if each is not direct]
    return [
        {"id": each.id, "kind": each.kind, "name": _name(workspace, person, each)}
        for each in (direct, *others)
    ]


def _name(workspace: Workspace, person: Member, conversation: Conversation) -> str:
    if conversation.name:
        return conversation.name
    others = [each for each in conversation.members if each != person.id]
    return ", ".join(workspace.members[each].name for each in others)


def messages(
    workspace: Workspace, person: Member, channel: str | None, limit: int | None
) -> list[Json]:
    """The messages of one conversation, oldest first; the newest `limit` of them if given."""
    place = workspace.conversations.between([person.id])
    if channel is not None:
        found = workspace.conversations.by_id.get(channel)
        if found is None or not found.holds(person.id):
            raise NotPossibleError("This person is not in that channel.")
        place = found
    shown = list(place.seen_by(person.id))
    members = workspace.members
    return [
        each.as_json()
        | {
            "channel": place.id,
            "is_ephemeral": each.only_for is not None,
            "author": members[each.author].name,
            "is_bot": each.author == BOT_USER,
            "state": {"values": values(each.blocks, each.entered.get(person.id, {}))},
        }
        for each in (shown if limit is None else shown[-limit:])
    ]


def home(workspace: Workspace, person: Member) -> Json | None:
    """The person's Home tab; None when the bot never published one."""
    view = workspace.views.homes.get(person.id)
    return view.as_json(workspace.team_id) if view else None


def modal(workspace: Workspace, person: Member) -> Json | None:
    """The modal in front of the person; None when none is open."""
    view = workspace.views.top(person.id)
    if view is None:
        return None
    depth = len(workspace.views.stacks[person.id])
    return view.as_json(workspace.team_id) | {"depth": depth}


def file(workspace: Workspace, person: Member, file_id: str) -> File:
    """A file that stands in something this person sees."""
    found = workspace.files.by_id.get(file_id)
    if found is None or not (_shared(workspace, person, found) or _shown(workspace, person, found)):
        raise NotPossibleError("There is no such file here.")
    return found


def _shared(workspace: Workspace, person: Member, wanted: File) -> bool:
    places = [workspace.conversations.by_id[each] for each in wanted.channels]
    return any(each.holds(person.id) for each in places)


def _shown(workspace: Workspace, person: Member, wanted: File) -> bool:
    seen = [home(workspace, person), modal(workspace, person)]
    for place in workspace.conversations.of(person.id):
        seen += [{"blocks": each.blocks} for each in place.seen_by(person.id)]
    return any(f"'{wanted.id}'" in str(each["blocks"]) for each in seen if each)
