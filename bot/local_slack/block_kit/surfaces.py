"""Whole surfaces: a message's blocks, a modal, a Home tab."""

import json
from typing import Literal

from bot.local_slack.block_kit.blocks import block
from bot.local_slack.block_kit.checking import ID_LENGTH, Check, Json
from bot.local_slack.block_kit.composition import option, texts

Surface = Literal["message", "modal", "home"]
MOST_BLOCKS: dict[str, int] = {"message": 50, "modal": 100, "home": 100}
MESSAGE_CHARACTERS = 12_000
TEXTS = ("text", "alt_text")  # what of a block counts
VIEW_BYTES = 250_000
VIEW_FIELDS = {"private_metadata", "callback_id", "external_id"}
MODAL_FIELDS = VIEW_FIELDS | {"submit", "close", "clear_on_close", "notify_on_close"}


def problems(blocks_or_view: object, surface: Surface) -> list[str]:
    """Every problem Slack would refuse these blocks, or this view, for; empty when it takes them.

    A list is read as blocks and a dict as a whole view. Each problem is a sentence ending with
    the JSON pointer of the place.
    """
    check = Check()
    if isinstance(blocks_or_view, dict):
        _view(check, blocks_or_view, surface)
    else:
        _blocks(check, blocks_or_view, surface)
        if too_long(blocks_or_view):
            check.refuse("/blocks", f"must hold less than {MESSAGE_CHARACTERS + 1} characters")
    return check.found


def problems_of_options(options: object) -> list[str]:
    """Every problem Slack would refuse what a search offers for."""
    check = Check()
    for at, each in enumerate(check.items("/options", options, 0, 100)):
        option(check, f"/options/{at}", each)
    return check.found


def too_long(blocks: object) -> bool:
    """Whether a message's blocks hold more text than Slack takes in one message."""
    return _characters(blocks) > MESSAGE_CHARACTERS


def _characters(thing: object) -> int:
    if isinstance(thing, list):
        return sum(map(_characters, thing))
    if not isinstance(thing, dict):
        return 0
    return sum(
        len(value) if name in TEXTS and isinstance(value, str) else _characters(value)
        for name, value in thing.items()
    )


def _view(check: Check, view: Json, surface: Surface) -> None:
    if view.get("type") != surface:
        check.refuse("/view/type", f"must be {surface}")
    if surface == "modal":
        check.fields("/view", view, ["type", "title", "blocks"], MODAL_FIELDS)
        texts(check, "/view", view, {"title": 24, "submit": 24, "close": 24})
        check.flags("/view", view, ("clear_on_close", "notify_on_close"))
    else:
        check.fields("/view", view, ["type", "blocks"], VIEW_FIELDS)
    check.strings("/view", view, {"private_metadata": 3000, "callback_id": ID_LENGTH}, shortest=0)
    check.strings("/view", view, {"external_id": ID_LENGTH})
    blocks = view.get("blocks")
    _blocks(check, blocks, surface)
    if surface == "modal" and "submit" not in view and _asks(blocks):
        check.refuse("/view", "missing required field: submit (the modal has input blocks)")
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        check.refuse("/view", "must be less than 250 KB")


def _asks(blocks: object) -> bool:
    return isinstance(blocks, list) and any(
        isinstance(each, dict) and each.get("type") == "input" for each in blocks
    )


def _blocks(check: Check, blocks: object, surface: Surface) -> None:
    seen: set[str] = set()
    focused = 0
    for at, each in enumerate(check.items("/blocks", blocks, 0, MOST_BLOCKS[surface])):
        block(check, f"/blocks/{at}", each, surface)
        name = each.get("block_id") if isinstance(each, dict) else None
        if isinstance(name, str) and name in seen:
            check.refuse(f"/blocks/{at}/block_id", f"`block_id` {name} already exists")
        elif isinstance(name, str):
            seen.add(name)
        focused += '"focus_on_load": true' in json.dumps(each, default=str)
    if focused > 1:
        check.refuse("/blocks", "only one element may have focus_on_load")
