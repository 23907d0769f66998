"""Layout blocks: what each type must hold, may hold, and how much."""

from collections.abc import Callable

from bot.local_slack.block_kit.checking import ID_LENGTH, Check, Json
from bot.local_slack.block_kit.composition import text, texts
from bot.local_slack.block_kit.elements import element, picture

Rule = Callable[[Check, str, Json, str], None]


def block(check: Check, place: str, value: object, surface: str) -> None:
    """Check one block on a surface: message, modal or home."""
    thing = check.object(place, value)
    if thing is None:
        return
    name = thing.get("type")
    rule = RULES.get(str(name))
    if rule is None or (name in MESSAGES_ONLY and surface != "message"):
        check.refuse(place, f"unsupported type: {name}")
        return
    check.strings(place, thing, {"block_id": ID_LENGTH})
    rule(check, place, thing, surface)


def _section(check: Check, place: str, thing: Json, surface: str) -> None:
    check.fields(place, thing, ["type"], {"block_id", "text", "fields", "accessory", "expand"})
    if "text" not in thing and "fields" not in thing:
        check.refuse(place, "must have at least one of text, fields")
    if "text" in thing:
        text(check, f"{place}/text", thing["text"], 3000, "any")
    if "fields" in thing:
        for at, each in enumerate(check.items(f"{place}/fields", thing["fields"], 1, 10)):
            text(check, f"{place}/fields/{at}", each, 2000, "any")
    if "accessory" in thing:
        element(check, f"{place}/accessory", thing["accessory"], "section", surface)


def _header(check: Check, place: str, thing: Json, _surface: str) -> None:
    check.fields(place, thing, ["type", "text"], {"block_id"})
    texts(check, place, thing, {"text": 150})


def _divider(check: Check, place: str, thing: Json, _surface: str) -> None:
    check.fields(place, thing, ["type"], {"block_id"})


def _context(check: Check, place: str, thing: Json, surface: str) -> None:
    check.fields(place, thing, ["type", "elements"], {"block_id"})
    for at, each in enumerate(check.items(f"{place}/elements", thing.get("elements", []), 1, 10)):
        where = f"{place}/elements/{at}"
        if isinstance(each, dict) and each.get("type") in ("plain_text", "mrkdwn"):
            text(check, where, each, 3000, "any")
        else:
            element(check, where, each, "context", surface)


def _actions(check: Check, place: str, thing: Json, surface: str) -> None:
    check.fields(place, thing, ["type", "elements"], {"block_id"})
    elements = check.items(f"{place}/elements", thing.get("elements", []), 1, 25)
    seen: set[object] = set()
    for at, each in enumerate(elements):
        element(check, f"{place}/elements/{at}", each, "actions", surface)
        name = each.get("action_id") if isinstance(each, dict) else None
        if name is not None and name in seen:
            check.refuse(f"{place}/elements/{at}/action_id", f"`action_id` {name} already exists")
        seen.add(name)


def _input(check: Check, place: str, thing: Json, surface: str) -> None:
    optional = {"block_id", "hint", "optional", "dispatch_action"}
    check.fields(place, thing, ["type", "label", "element"], optional)
    check.flags(place, thing, ("optional", "dispatch_action"))
    texts(check, place, thing, {"label": 2000, "hint": 2000})
    if "element" in thing:
        element(check, f"{place}/element", thing["element"], "input", surface)


def _image(check: Check, place: str, thing: Json, _surface: str) -> None:
    optional = {"block_id", "title", "image_url", "slack_file"}
    check.fields(place, thing, ["type", "alt_text"], optional)
    texts(check, place, thing, {"title": 2000})
    picture(check, place, thing)


def _markdown(check: Check, place: str, thing: Json, _surface: str) -> None:
    check.fields(place, thing, ["type", "text"], {"block_id"})
    check.strings(place, thing, {"text": 12000})


def _rich_text(check: Check, place: str, thing: Json, _surface: str) -> None:
    check.fields(place, thing, ["type", "elements"], {"block_id"})
    accepted = {f"rich_text_{part}" for part in ("section", "list", "quote", "preformatted")}
    for at, each in enumerate(check.items(f"{place}/elements", thing.get("elements", []), 1, 500)):
        if not isinstance(each, dict) or each.get("type") not in accepted:
            check.refuse(f"{place}/elements/{at}", "unsupported type in rich_text")


def _table(check: Check, place: str, thing: Json, _surface: str) -> None:
    check.fields(place, thing, ["type", "rows"], {"block_id", "column_settings"})
    for at, row in enumerate(check.items(f"{place}/rows", thing.get("rows", []), 1, 100)):
        for each, cell in enumerate(check.items(f"{place}/rows/{at}", row, 1, 20)):
            if not isinstance(cell, dict) or cell.get("type") not in ("raw_text", "rich_text"):
                check.refuse(f"{place}/rows/{at}/{each}", "must be one of raw_text, rich_text")


MESSAGES_ONLY = frozenset({"markdown", "table"})
RULES: dict[str, Rule] = {
    "section": _section,
    "header": _header,
    "divider": _divider,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": _image,
    "markdown": _markdown,
    "rich_text": _rich_text,
    "table": _table,
}
