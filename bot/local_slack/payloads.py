"""The payloads Slack sends when a person does something."""

from typing import Any

from bot.local_slack.conversations import Conversation, Message
from bot.local_slack.inputs import FIELD, values
from bot.local_slack.people import APP_ID, Member
from bot.local_slack.surfaces import View
from bot.local_slack.workspace import Workspace

Json = dict[str, Any]


def common(workspace: Workspace, kind: str, person: Member) -> Json:
    """What every interaction payload carries."""
    return {
        "type": kind,
        "token": "local",
        "team": {"id": workspace.team_id, "domain": "local"},
        "user": user(workspace, person),
        "api_app_id": APP_ID,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def user(workspace: Workspace, person: Member) -> Json:
    """The person who acts."""
    name = person.as_user(workspace.team_id)["name"]
    return {"id": person.id, "name": name, "username": name, "team_id": workspace.team_id}


def action(block: Json, element: Json, entered: Json | None, ts: str) -> Json:
    """One entry of `actions`: what was pressed or chosen."""
    kind = element["type"]
    body: Json = {
        "type": kind,
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": ts,
    }
    if kind == "button":
        body |= {name: element[name] for name in ("text", "value", "style") if name in element}
    elif kind == "overflow":
        body["selected_option"] = (entered or {}).get("selected_option")
    else:
        name = FIELD[kind]
        body[name] = (entered or {}).get(name)
    return body


def on_message(
    workspace: Workspace, person: Member, place: Conversation, message: Message, pressed: Json
) -> Json:
    """A press in a message."""
    ephemeral = message.only_for is not None
    ticket = workspace.responses.give(person.id, place.id, message.ts)
    entered = message.entered.get(person.id, {})
    body: Json = common(workspace, "block_actions", person) | {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": place.id,
            "is_ephemeral": ephemeral,
        },
        "channel": {"id": place.id, "name": place.name or "directmessage"},
        "trigger_id": workspace.triggers.give(person.id),
        "state": {"values": values(message.blocks, entered)},
        "response_url": f"{workspace.address}/respond/{ticket}",
        "actions": [pressed],
    }
    if not ephemeral:
        body["message"] = message.as_json()
    return body


def on_view(workspace: Workspace, person: Member, view: View, pressed: Json) -> Json:
    """A press in a modal or the Home tab."""
    seen = view.as_json(workspace.team_id)
    inside = view.id if view.given["type"] == "modal" else None
    return common(workspace, "block_actions", person) | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": workspace.triggers.give(person.id, inside),
        "view": seen,
        "state": seen["state"],
        "actions": [pressed],
    }


def suggestion(workspace: Workspace, person: Member, view: View, asked: Json) -> Json:
    """Somebody types in a list that the bot searches."""
    return common(workspace, "block_suggestion", person) | {
        "container": {"type": "view", "view_id": view.id},
        "view": view.as_json(workspace.team_id),
        **{name: asked[name] for name in ("block_id", "action_id", "value")},
    }


def submission(workspace: Workspace, person: Member, view: View) -> Json:
    """A modal handed in."""
    return common(workspace, "view_submission", person) | {
        "trigger_id": workspace.triggers.give(person.id, view.id),
        "view": view.as_json(workspace.team_id),
        "response_urls": [],
    }


def closed(workspace: Workspace, person: Member, view: View, *, cleared: bool) -> Json:
    """A modal closed."""
    return common(workspace, "view_closed", person) | {
        "view": view.as_json(workspace.team_id),
        "is_cleared": cleared,
    }


def command(
    workspace: Workspace, person: Member, place: Conversation, name: str, text: str
) -> Json:
    """A slash command."""
    ticket = workspace.responses.give(person.id, place.id, None)
    return {
        "token": "local",
        "team_id": workspace.team_id,
        "team_domain": "local",
        "channel_id": place.id,
        "channel_name": place.name or "directmessage",
        "user_id": person.id,
        "user_name": person.as_user(workspace.team_id)["name"],
        "command": name,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": f"{workspace.address}/respond/{ticket}",
        "trigger_id": workspace.triggers.give(person.id),
    }


def shortcut(workspace: Workspace, person: Member, callback_id: str, ts: str) -> Json:
    """A global shortcut, which has no conversation and no response URL."""
    return common(workspace, "shortcut", person) | {
        "callback_id": callback_id,
        "action_ts": ts,
        "trigger_id": workspace.triggers.give(person.id),
    }
