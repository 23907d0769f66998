"""The conversations.* methods."""

from bot.local_slack.block_kit.checking import Json
from bot.local_slack.people import BOT_USER
from bot.local_slack.refusals import RefusedError
from bot.local_slack.web_api.arguments import flag, needed, page, whole
from bot.local_slack.workspace import Workspace

KINDS = {"im": "im", "mpim": "mpim", "public_channel": "public", "private_channel": "private"}


def open_direct(workspace: Workspace, arguments: Json) -> Json:
    """conversations.open."""
    if arguments.get("channel"):
        found = workspace.conversations.get(arguments["channel"])
    else:
        given = arguments.get("users")
        people = given if isinstance(given, list) else needed(arguments, "users").split(",")
        for person in people:
            member = workspace.members.get(person)
            if member is None or person == BOT_USER:
                raise RefusedError("user_not_found")
            if member.deleted:
                raise RefusedError("user_disabled")
        found = workspace.conversations.between(sorted(people))
    return {"channel": found.as_json() if flag(arguments, "return_im") else {"id": found.id}}


def history(workspace: Workspace, arguments: Json) -> Json:
    """conversations.history, newest first, without ephemerals."""
    channel = workspace.conversations.get(needed(arguments, "channel"))
    if not channel.holds(BOT_USER):
        raise RefusedError("not_in_channel")
    oldest, latest = arguments.get("oldest"), arguments.get("latest")
    inclusive = flag(arguments, "inclusive")
    found = [
        each.as_json(metadata=flag(arguments, "include_all_metadata"))
        for each in reversed(channel.messages)
        if not each.deleted
        and each.only_for is None
        and _within(each.ts, oldest, latest, inclusive=inclusive)
    ]
    answer = page(arguments, found, "messages")
    answer["has_more"] = bool(answer["response_metadata"]["next_cursor"])
    return answer


def _within(ts: str, oldest: object, latest: object, *, inclusive: bool) -> bool:
    moment = float(ts)
    after, before = float(str(oldest or 0)), float(str(latest or "inf"))
    return after <= moment <= before if inclusive else after < moment < before


def info(workspace: Workspace, arguments: Json) -> Json:
    """conversations.info."""
    return {"channel": workspace.conversations.get(needed(arguments, "channel")).as_json()}


def listed(workspace: Workspace, arguments: Json) -> Json:
    """conversations.list."""
    kinds = str(arguments.get("types") or "public_channel").split(",")
    unknown = [each for each in kinds if each.strip() not in KINDS]
    if unknown:
        raise RefusedError("invalid_types")
    wanted = {KINDS[each.strip()] for each in kinds}
    found = [
        each.as_json()
        for each in workspace.conversations.by_id.values()
        if each.kind in wanted and (each.kind == "public" or each.holds(BOT_USER))
    ]
    return page(arguments, found, "channels")


def members(workspace: Workspace, arguments: Json) -> Json:
    """conversations.members."""
    channel = workspace.conversations.get(needed(arguments, "channel"))
    people = list(workspace.members) if channel.kind == "public" else channel.members
    start = whole(arguments, "cursor", 0)
    limit = whole(arguments, "limit", 100)
    following = str(start + limit) if start + limit < len(people) else ""
    return {
        "members": people[start : start + limit],
        "response_metadata": {"next_cursor": following},
    }


def join(workspace: Workspace, arguments: Json) -> Json:
    """conversations.join."""
    channel = workspace.conversations.get(needed(arguments, "channel"))
    if BOT_USER not in channel.members:
        channel.members.append(BOT_USER)
    return {"channel": channel.as_json()}
