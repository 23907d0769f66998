"""The views.* methods."""

from bot.local_slack.block_kit.checking import Json
from bot.local_slack.inputs import name_all
from bot.local_slack.refusals import RefusedError
from bot.local_slack.surfaces import View
from bot.local_slack.web_api.arguments import needed, view
from bot.local_slack.workspace import Workspace


def open_view(workspace: Workspace, arguments: Json) -> Json:
    """views.open: in front of what is open when the trigger came from there, else alone."""
    given = view(arguments, "modal")
    trigger = workspace.triggers.exchange(needed(arguments, "trigger_id"))
    stack = workspace.views.stacks.get(trigger.person, [])
    inside = any(each.id == trigger.view_id for each in stack)
    return put(workspace, trigger.person, given, fresh=not inside)


def push(workspace: Workspace, arguments: Json) -> Json:
    """views.push: at most three deep."""
    given = view(arguments, "modal")
    trigger = workspace.triggers.exchange(needed(arguments, "trigger_id"))
    if not workspace.views.top(trigger.person):
        raise RefusedError("not_found")
    return put(workspace, trigger.person, given, fresh=False)


def put(workspace: Workspace, person: str, given: Json, *, fresh: bool) -> Json:
    """Put a new modal in front of a person."""
    _name(workspace, given)
    opened = workspace.views.push(person, given, fresh=fresh)
    workspace.live.changed(person, "modal")
    return {"view": opened.as_json(workspace.team_id)}


def update(workspace: Workspace, arguments: Json) -> Json:
    """views.update, refused when the hash is not the view's."""
    given = view(arguments, "modal", "home")
    found = workspace.views.find(arguments.get("view_id"), arguments.get("external_id"))
    if found.given["type"] != given["type"]:
        raise RefusedError("invalid_arguments", ["[ERROR] the type of a view cannot change"])
    change(workspace, found, given, arguments.get("hash"))
    return {"view": found.as_json(workspace.team_id)}


def change(workspace: Workspace, found: View, given: Json, known_hash: str | None = None) -> None:
    """Replace a view in front of its person."""
    _name(workspace, given)
    workspace.views.change(found, given, known_hash)
    workspace.live.changed(found.person, given["type"])


def publish(workspace: Workspace, arguments: Json) -> Json:
    """views.publish."""
    given = view(arguments, "home")
    person = needed(arguments, "user_id")
    if workspace.person(person) is None:
        raise RefusedError("user_not_found")
    _name(workspace, given)
    home = workspace.views.publish(person, given, arguments.get("hash"))
    workspace.live.changed(person, "home")
    return {"view": home.as_json(workspace.team_id)}


def _name(workspace: Workspace, given: Json) -> None:
    """Give every block and element a name, and refuse a file that is not here."""
    if not workspace.files.holds(given["blocks"]):
        raise RefusedError("invalid_arguments", ["[ERROR] invalid slack file"])
    name_all(given["blocks"])
