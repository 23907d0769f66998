"""The users.*, usergroups.*, team.* and auth.* methods."""

from bot.local_slack.block_kit.checking import Json
from bot.local_slack.people import APP_ID, BOT_ID, BOT_USER, Member, UserGroup
from bot.local_slack.refusals import RefusedError
from bot.local_slack.web_api.arguments import needed, page
from bot.local_slack.workspace import Workspace


def auth_test(workspace: Workspace, _arguments: Json) -> Json:
    """auth.test."""
    return {
        "url": workspace.address + "/",
        "team": workspace.team_name,
        "user": workspace.members[BOT_USER].name,
        "team_id": workspace.team_id,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "app_id": APP_ID,
        "is_enterprise_install": False,
    }


def info(workspace: Workspace, arguments: Json) -> Json:
    """users.info."""
    member = workspace.members.get(needed(arguments, "user"))
    if member is None:
        raise RefusedError("user_not_found")
    return {"user": _user(workspace, member)}


def listed(workspace: Workspace, arguments: Json) -> Json:
    """users.list."""
    people = [_user(workspace, each) for each in list(workspace.members.values())]
    return page(arguments, people, "members")


def profile(workspace: Workspace, arguments: Json) -> Json:
    """users.profile.get."""
    member = workspace.members.get(needed(arguments, "user"))
    if member is None:
        raise RefusedError("user_not_found")
    fields = {
        f"Xf{place:04}": {"value": value, "alt": "", "label": label}
        for place, (label, value) in enumerate(member.fields.items())
    }
    return {"profile": member.as_user(workspace.team_id)["profile"] | {"fields": fields}}


def lookup_by_email(workspace: Workspace, arguments: Json) -> Json:
    """users.lookupByEmail."""
    email = needed(arguments, "email").lower()
    for member in workspace.members.values():
        if member.email.lower() == email and not member.deleted:
            return {"user": _user(workspace, member)}
    raise RefusedError("users_not_found")


def _user(workspace: Workspace, member: Member) -> Json:
    user = member.as_user(workspace.team_id)
    offset = workspace.offset(member.tz)
    return user | {"tz_offset": offset}


def groups(workspace: Workspace, _arguments: Json) -> Json:
    """usergroups.list."""
    return {"usergroups": [_group(workspace, each) for each in workspace.groups.values()]}


def _group(workspace: Workspace, group: UserGroup) -> Json:
    return {
        "id": group.id,
        "team_id": workspace.team_id,
        "is_usergroup": True,
        "handle": group.handle,
        "name": group.name,
        "user_count": len(group.users),
        "users": list(group.users),
    }


def group_users(workspace: Workspace, arguments: Json) -> Json:
    """usergroups.users.list."""
    group = workspace.groups.get(needed(arguments, "usergroup"))
    if group is None:
        raise RefusedError("no_such_subteam")
    return {"users": list(group.users)}


def team_info(workspace: Workspace, _arguments: Json) -> Json:
    """team.info."""
    return {"team": {"id": workspace.team_id, "name": workspace.team_name, "domain": "local"}}
