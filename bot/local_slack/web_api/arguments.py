"""Reading the arguments of a Web API call, form-encoded or JSON."""

import json
from typing import Any
from urllib.parse import parse_qsl

from bot.local_slack.block_kit import problems, too_long
from bot.local_slack.block_kit.surfaces import Surface
from bot.local_slack.refusals import RefusedError

Json = dict[str, Any]


def read(content_type: str, body: bytes, query: bytes) -> Json:
    """The arguments of a call, wherever they were put."""
    arguments: Json = dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True))
    if content_type.startswith("application/json"):
        try:
            given = json.loads(body or b"{}")
        except ValueError as error:
            raise RefusedError("invalid_json") from error
        if not isinstance(given, dict):
            raise RefusedError("json_not_object")
        return arguments | given
    return arguments | dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True))


def needed(arguments: Json, name: str) -> str:
    """A text argument that must be there."""
    value = arguments.get(name)
    if not isinstance(value, str) or not value:
        raise RefusedError("invalid_arguments", [f"[ERROR] missing required field: {name}"])
    return value


def structure(arguments: Json, name: str) -> Any:
    """An argument that is JSON, already read or still a string; None when it is not there."""
    value = arguments.get(name)
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value else None
    except ValueError as error:
        raise RefusedError("invalid_arguments", [f"[ERROR] {name} is not JSON"]) from error


def flag(arguments: Json, name: str) -> bool:
    """A yes-or-no argument."""
    return arguments.get(name) in (True, "true", "True", "1", 1)


def whole(arguments: Json, name: str, otherwise: int) -> int:
    """A whole number argument."""
    try:
        return int(arguments.get(name) or otherwise)
    except ValueError as error:
        raise RefusedError("invalid_arguments", [f"[ERROR] {name} is not a number"]) from error


def blocks(arguments: Json) -> list[Json] | None:
    """The blocks of a message, refused where Slack refuses them; None when there are none."""
    given = structure(arguments, "blocks")
    if given is None:
        return None
    if too_long(given):
        raise RefusedError("msg_blocks_too_long")
    found = problems(given, "message")
    if found:
        raise RefusedError("invalid_blocks", found)
    return list(given)


def view(arguments: Json, *surfaces: Surface) -> Json:
    """A view of one of these kinds, refused where Slack refuses it."""
    given = structure(arguments, "view")
    if not isinstance(given, dict):
        raise RefusedError("invalid_arguments", ["[ERROR] missing required field: view"])
    return accepted(given, *surfaces)


def accepted(given: Json, *surfaces: Surface) -> Json:
    """The view itself, when Slack takes it as one of these kinds."""
    surface = given.get("type") if given.get("type") in surfaces else surfaces[0]
    found = problems(given, surface)  # type: ignore[arg-type] # a name
    if any("250 KB" in each for each in found):
        raise RefusedError("view_too_large", found)
    if found:
        raise RefusedError("invalid_arguments", found)
    return given


def page(arguments: Json, items: list[Json], name: str, otherwise: int = 100) -> Json:
    """One page of a list, with the cursor of the next."""
    cursor = str(arguments.get("cursor") or "0")
    if not cursor.isdigit():
        raise RefusedError("invalid_cursor")
    start, limit = int(cursor), max(1, min(whole(arguments, "limit", otherwise), 1000))
    following = str(start + limit) if start + limit < len(items) else ""
    return {name: items[start : start + limit], "response_metadata": {"next_cursor": following}}
