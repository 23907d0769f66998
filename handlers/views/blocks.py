"""Block Kit's pieces, with Slack's limits kept where a text could be too long."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from handlers import ids
from surveys.wording import _

Block = dict[str, Any]
View = dict[str, Any]

SECTION: Final = 3000
_HEADER: Final = 150
LONGEST_BUTTON: Final = 75
_OPTION: Final = 75
TITLE: Final = 24
_LABEL: Final = 2000
MOST_ONE_BELOW_THE_OTHER: Final = 10  # radio buttons, or boxes to tick


def plain(text: str, limit: int) -> Block:
    """Plain text, shortened to Slack's limit."""
    return {"type": "plain_text", "text": shortened(text, limit), "emoji": True}


def section(text: str, *, accessory: Block | None = None) -> Block:
    """A paragraph of mrkdwn."""
    block: Block = {
        "type": "section",
        "text": {"type": "mrkdwn", "text": shortened(text, SECTION)},
    }
    return block | ({"accessory": accessory} if accessory else {})


def context(text: str) -> Block:
    """A small paragraph of mrkdwn."""
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": shortened(text, SECTION)}],
    }


def header(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain(text, _HEADER)}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def button(text: str, action_id: str, value: str = "", *, primary: bool = False) -> Block:
    """A button."""
    block: Block = {"type": "button", "text": plain(text, LONGEST_BUTTON), "action_id": action_id}
    if value:
        block["value"] = value
    return block | ({"style": "primary"} if primary else {})


def spoken(one: Block, words: str) -> Block:
    """Give a button a name that tells it from others with the same words on them."""
    return one | {"accessibility_label": shortened(words, LONGEST_BUTTON)}


def actions(buttons: Iterable[Block], block_id: str | None = None) -> Block:
    """A row of buttons."""
    block: Block = {"type": "actions", "elements": list(buttons)}
    return block | ({"block_id": block_id} if block_id else {})


def radio(
    label: str,
    block_id: str,
    action_id: str,
    options: Sequence[tuple[str, str]],
    *,
    initial: str | None = None,
    optional: bool = True,
) -> Block:
    """One choice among (value, words) options, one below the other."""
    element: Block = {
        "type": "radio_buttons",
        "action_id": action_id,
        "options": [option(value, words) for value, words in options],
    }
    for value, words in options:
        if value == initial:
            element["initial_option"] = option(value, words)
    return input_block(label, block_id, element, optional=optional)


def menu(
    label: str,
    block_id: str,
    action_id: str,
    options: Sequence[tuple[str, str]],
    *,
    initial: str | None = None,
    optional: bool = True,
) -> Block:
    """One choice among (value, words) options, in a list that unfolds."""
    element: Block = {
        "type": "static_select",
        "action_id": action_id,
        "options": [option(value, words) for value, words in options],
    }
    for value, words in options:
        if value == initial:
            element["initial_option"] = option(value, words)
    return input_block(label, block_id, element, optional=optional)


def checkboxes(
    label: str,
    block_id: str,
    action_id: str,
    options: Sequence[tuple[str, str]],
    *,
    initial: Collection[str] = (),
    optional: bool = True,
) -> Block:
    """Any of several (value, words) options: boxes, or a list where there are many."""
    element: Block = {
        "type": "checkboxes" if len(options) <= MOST_ONE_BELOW_THE_OTHER else "multi_static_select",
        "action_id": action_id,
        "options": [option(value, words) for value, words in options],
    }
    if ticked := [option(value, words) for value, words in options if value in initial]:
        element["initial_options"] = ticked
    return input_block(label, block_id, element, optional=optional)


def text_input(
    label: str,
    block_id: str,
    action_id: str,
    *,
    hint: str,
    limit: int,
    initial: str | None = None,
    optional: bool = True,
) -> Block:
    """A box to write in."""
    element: Block = {
        "type": "plain_text_input",
        "action_id": action_id,
        "multiline": True,
        "max_length": limit,
    }
    if initial:
        element["initial_value"] = initial
    return input_block(label, block_id, element, optional=optional) | {"hint": plain(hint, _LABEL)}


def line_input(
    label: str, block_id: str, action_id: str, *, hint: str, limit: int, initial: str
) -> Block:
    """One line to write in, which may not stay empty."""
    element: Block = {
        "type": "plain_text_input",
        "action_id": action_id,
        "max_length": limit,
        "initial_value": initial,
    }
    return input_block(label, block_id, element, optional=False) | {"hint": plain(hint, _LABEL)}


def date_input(label: str, block_id: str, action_id: str, initial: str) -> Block:
    """A date to pick, ISO `initial`."""
    element = {"type": "datepicker", "action_id": action_id, "initial_date": initial}
    return input_block(label, block_id, element, optional=False)


def option(value: str, words: str) -> Block:
    """One option of a choice."""
    return {"text": plain(words, _OPTION), "value": value}


def modal(
    title: str,
    blocks: Sequence[Block],
    callback_id: str,
    *,
    close: str,
    submit: str | None = None,
    metadata: str = "",
    is_help: bool = False,
) -> View:
    """A form, or a notice when there is nothing to submit; the way to help is in all but help."""
    if not is_help and not any(_leads_to_help(block) for block in blocks):
        blocks = [*blocks, actions([button(_("Get help"), ids.HELP)], block_id="help")]
    view: View = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, TITLE),
        "close": plain(close, TITLE),
        "blocks": list(blocks),
    }
    if submit:
        view["submit"] = plain(submit, TITLE)
    return view | ({"private_metadata": metadata} if metadata else {})


def shortened(text: str, limit: int) -> str:
    """Return text cut at a limit of characters, the cut shown by an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _leads_to_help(block: Block) -> bool:
    return any(one.get("action_id") == ids.HELP for one in block.get("elements", ()))


def input_block(label: str, block_id: str, element: Block, *, optional: bool) -> Block:
    """An element that is filled in, under its label."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, _LABEL),
        "element": element,
        "optional": optional,
    }
