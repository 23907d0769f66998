"""What a person entered: state entries, what a form starts with, and what it still needs."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from bot.local_slack.refusals import NotPossibleError

Json = dict[str, Any]
FIELD: dict[str, str] = {
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "radio_buttons": "selected_option",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "file_input": "files",
}
TEXTUAL = ("plain_text_input", "number_input", "email_text_input", "url_text_input")
REQUIRED = "Please complete this required field."


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each interactive element with the block it stands in."""
    for block in blocks:
        inside = [block.get("accessory"), block.get("element")]
        if block["type"] == "actions":
            inside = block["elements"]
        for element in inside:
            if element and "action_id" in element:
                yield block, element


def name_all(blocks: list[Json]) -> list[Json]:
    """Give a block id and an action id wherever the bot gave none, as Slack does."""
    for at, block in enumerate(blocks):
        block.setdefault("block_id", f"block-{at}")
        inside = [block.get("accessory"), block.get("element")]
        if block["type"] == "actions":
            inside = block["elements"]
        for position, element in enumerate(inside):
            if element and element["type"] != "image":
                element.setdefault("action_id", f"action-{at}-{position}")
    return blocks


def values(blocks: list[Json], entered: dict[str, Json]) -> dict[str, Json]:
    """Slack's `state.values`: what was entered, else what each element starts with."""
    state: dict[str, Json] = {}
    for block, element in elements(blocks):
        if element["type"] in FIELD:
            block_id, action_id = block["block_id"], element["action_id"]
            entry = entered.get(block_id, {}).get(action_id) or _start(element)
            state.setdefault(block_id, {})[action_id] = entry
    return state


def _start(element: Json) -> Json:
    name = FIELD[element["type"]]
    initial = element.get("initial_" + name.removeprefix("selected_"))
    plural = name.endswith("s")
    return {"type": element["type"], name: [] if plural and initial is None else initial}


def options(element: Json) -> list[Json]:
    """The options of an element: in groups too, and those that a search begins with."""
    grouped = [each for group in element.get("option_groups", ()) for each in group["options"]]
    begun = element.get("initial_options", ()) if "external" in element["type"] else ()
    return [*element.get("options", ()), *grouped, *begun]


def entry(element: Json, given: Any, found: Sequence[Json] = ()) -> Json:
    """The state entry for a plain value: an option's value, a date, an id, a text, or a list.

    `found` is what the bot offered for a search in this element.
    """
    kind = element["type"]
    name = FIELD.get(kind, "selected_option")
    if kind in TEXTUAL:
        given = None if given in (None, "") else str(given)
    elif name in ("selected_option", "selected_options"):
        given = _chosen([*options(element), *found], given, many=name.endswith("s"))
    elif name.endswith("s"):
        given = [given] if isinstance(given, str) else list(given or ())
    elif kind == "datetimepicker":
        given = None if given in (None, "") else int(given)
    else:
        given = given or None
    return {"type": kind, name: given}


def _chosen(choices: Sequence[Json], given: Any, *, many: bool) -> Any:
    offered = {each["value"]: each for each in choices}
    wanted = given if isinstance(given, list) else [given]
    wanted = [each for each in wanted if each not in (None, "")]
    unknown = [each for each in wanted if each not in offered]
    if unknown:
        raise NotPossibleError(f"“{unknown[0]}” is not one of the choices: {', '.join(offered)}.")
    chosen = [offered[each] for each in wanted]
    if many:
        return chosen
    return chosen[0] if chosen else None


def complaints(blocks: list[Json], entered: dict[str, Json]) -> dict[str, str]:
    """What Slack's own form says before it sends anything: a sentence by block id."""
    state = values(blocks, entered)
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        given = state[block["block_id"]][element["action_id"]][FIELD[element["type"]]]
        if given in (None, "", []) or (isinstance(given, str) and not given.strip()):
            sentence = None if block.get("optional") else REQUIRED
        else:
            sentence = _complaint(element, given)
        if sentence:
            found[block["block_id"]] = sentence
    return found


def _complaint(element: Json, given: Any) -> str | None:
    kind = element["type"]
    if kind == "plain_text_input":
        return _length(element, given)
    if kind == "number_input":
        return _number(element, given)
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", given):
        return "Please enter an email address."
    if kind == "url_text_input" and not re.match(r"https?://\S+$", given):
        return "Please enter a web address."
    if kind == "datepicker":
        return _date(given)
    most = element.get("max_selected_items")
    if most and isinstance(given, list) and len(given) > most:
        return f"Please choose no more than {most}."
    return None


def _length(element: Json, given: str) -> str | None:
    shortest, longest = element.get("min_length", 0), element.get("max_length", 3000)
    if len(given) < shortest:
        return f"Please write at least {shortest} characters."
    if len(given) > longest:
        return f"Please write no more than {longest} characters; this has {len(given)}."
    return None


def _number(element: Json, given: str) -> str | None:
    form = r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+"
    if not re.fullmatch(form, given.strip()):
        return "Please enter a number."
    if "min_value" in element and float(given) < float(element["min_value"]):
        return f"Please enter {element['min_value']} or more."
    if "max_value" in element and float(given) > float(element["max_value"]):
        return f"Please enter {element['max_value']} or less."
    return None


def _date(given: str) -> str | None:
    try:
        date.fromisoformat(given)
    except ValueError:
        return "Please enter a date as year-month-day."
    return None
