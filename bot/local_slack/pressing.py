"""Where a person presses or chooses something, and whether Slack tells the bot."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.local_slack import payloads
from bot.local_slack.conversations import Conversation, Message
from bot.local_slack.inputs import FIELD, elements, entry
from bot.local_slack.people import Member
from bot.local_slack.refusals import NotPossibleError
from bot.local_slack.surfaces import View
from bot.local_slack.workspace import Workspace

Json = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """What a person reaches for; None is "wherever it is"."""

    action_id: str
    block_id: str | None = None
    value: Any = None
    where: str | None = None
    message_ts: str | None = None
    channel: str | None = None


@dataclass(frozen=True)
class Found:
    """The element, and the one surface it stands on."""

    block: Json
    element: Json
    entered: dict[str, Json]
    view: View | None = None
    message: Message | None = None
    place: Conversation | None = None


def find(workspace: Workspace, person: Member, wanted: Wanted) -> Found:
    """The element in front of the person: in the modal, else the newest message, else Home."""
    for found in _candidates(workspace, person, wanted):
        if found.element["action_id"] == wanted.action_id and (
            wanted.block_id in (None, found.block["block_id"])
        ):
            if found.element["type"] != "button" or wanted.value is None:
                return found
            if found.element.get("value") == wanted.value:
                return found
    raise NotPossibleError(f"There is nothing called “{wanted.action_id}” in front of this person.")


def _candidates(workspace: Workspace, person: Member, wanted: Wanted) -> Iterator[Found]:
    where = "message" if wanted.message_ts else wanted.where
    if where in (None, "modal"):
        top = workspace.views.top(person.id)
        if top:
            yield from _in_view(top)
    if where in (None, "message"):
        yield from _in_messages(workspace, person, wanted)
    if where in (None, "home"):
        home = workspace.views.homes.get(person.id)
        if home:
            yield from _in_view(home)


def _in_view(view: View) -> Iterator[Found]:
    for block, element in elements(view.given["blocks"]):
        yield Found(block, element, view.entered, view=view)


def _in_messages(workspace: Workspace, person: Member, wanted: Wanted) -> Iterator[Found]:
    for place in workspace.conversations.of(person.id):
        if wanted.channel not in (None, place.id):
            continue
        for message in reversed(list(place.seen_by(person.id))):
            if message.blocks and wanted.message_ts in (None, message.ts):
                entered = message.entered.setdefault(person.id, {})
                for block, element in elements(message.blocks):
                    yield Found(block, element, entered, message=message, place=place)


def choose(found: Found, value: Any) -> Json | None:
    """Remember what was chosen; None for a button, which holds nothing."""
    if found.element["type"] == "button":
        return None
    searched = found.view.found.get(found.block["block_id"], ()) if found.view else ()
    chosen = entry(found.element, value, searched)
    if found.element["type"] in FIELD:
        remembered = found.entered.setdefault(found.block["block_id"], {})
        remembered[found.element["action_id"]] = chosen
    return chosen


def tells_the_bot(found: Found) -> bool:
    """Whether Slack sends this at once, instead of keeping it for the submission."""
    return found.block["type"] != "input" or bool(found.block.get("dispatch_action"))


def payload(workspace: Workspace, person: Member, found: Found, chosen: Json | None) -> Json:
    """What the bot is sent."""
    pressed = payloads.action(found.block, found.element, chosen, workspace.clock.ts())
    if found.view:
        return payloads.on_view(workspace, person, found.view, pressed)
    if found.message is None or found.place is None:
        raise NotPossibleError("That message has gone.")
    return payloads.on_message(workspace, person, found.place, found.message, pressed)
