"""A form's inputs beyond the simplest, each named as files name the field."""

from collections.abc import Iterable, Sequence
from typing import Final

from handlers import ids
from handlers.views.blocks import Block, checkboxes, input_block, option, plain
from surveys.wording import _

Pairs = Sequence[tuple[str, str]]

MOST_LISTED: Final = 100  # in one list
_HINT: Final = 2000
_PLACEHOLDER: Final = 150
_CONFIRM_TITLE: Final = 100
_CONFIRM_TEXT: Final = 300
_CONFIRM_BUTTON: Final = 30
_OVERFLOW: Final = 5


def short_input(
    label: str,
    field: str,
    *,
    limit: int,
    initial: str = "",
    hint: str | None = None,
    optional: bool = False,
) -> Block:
    """One line to write in."""
    element: Block = {"type": "plain_text_input", "action_id": ids.CHOICE, "max_length": limit}
    if initial:
        element["initial_value"] = initial
    return _hinted(input_block(label, field, element, optional=optional), hint)


def number_input(
    label: str,
    field: str,
    *,
    least: int,
    most: int,
    initial: int | None = None,
    hint: str | None = None,
    optional: bool = False,
) -> Block:
    """A whole number in a range."""
    element: Block = {
        "type": "number_input",
        "action_id": ids.CHOICE,
        "is_decimal_allowed": False,
        "min_value": str(least),
        "max_value": str(most),
    }
    if initial is not None:
        element["initial_value"] = str(initial)
    return _hinted(input_block(label, field, element, optional=optional), hint)


def time_input(label: str, field: str, initial: str) -> Block:
    """A time to pick, such as "10:00"."""
    element = {"type": "timepicker", "action_id": ids.CHOICE, "initial_time": initial}
    return input_block(label, field, element, optional=False)


def tick(label: str, field: str, words: str, *, on: bool) -> Block:
    """One box to tick."""
    return checkboxes(label, field, ids.CHOICE, [(field, words)], initial=[field] if on else ())


def grouped_menu(
    label: str, field: str, groups: Iterable[tuple[str, Pairs]], *, hint: str | None = None
) -> Block:
    """Several choices from a list that unfolds, group by group."""
    element: Block = {
        "type": "multi_static_select",
        "action_id": ids.CHOICE,
        "option_groups": [
            {
                "label": plain(name, _PLACEHOLDER // 2),
                "options": [option(value, words) for value, words in pairs[:MOST_LISTED]],
            }
            for name, pairs in groups
        ],
    }
    return _hinted(input_block(label, field, element, optional=False), hint)


def several(
    label: str,
    field: str,
    offered: Pairs,
    chosen: Pairs,
    *,
    is_searched: bool,
    placeholder: str,
    hint: str | None = None,
) -> Block:
    """Any of many: a list, or where there are too many for one, a search."""
    element: Block = {"action_id": ids.CHOICE, "placeholder": plain(placeholder, _PLACEHOLDER)}
    if is_searched:
        element |= {"type": "multi_external_select", "min_query_length": 1}
    else:
        listed = [option(value, words) for value, words in offered[:MOST_LISTED]]
        element |= {"type": "multi_static_select", "options": listed}
    if chosen:
        element["initial_options"] = [option(value, words) for value, words in chosen[:MOST_LISTED]]
    return _hinted(input_block(label, field, element, optional=True), hint)


def found(pairs: Pairs) -> list[Block]:
    """What a search offers."""
    return [option(value, words) for value, words in pairs[:MOST_LISTED]]


def telling(block: Block, action_id: str) -> Block:
    """An input that tells us at once when it changes, under a name of its own."""
    element = block["element"] | {"action_id": action_id}
    return block | {"element": element, "dispatch_action": True}


def overflow(action_id: str, options: Pairs) -> Block:
    """A menu of up to five things to do, behind three dots."""
    return {
        "type": "overflow",
        "action_id": action_id,
        "options": [option(value, words) for value, words in options[:_OVERFLOW]],
    }


def confirmed(button: Block, title: str, text: str, yes: str, *, danger: bool = False) -> Block:
    """A button that says first what it does, and can be left alone."""
    dialog: Block = {
        "title": plain(title, _CONFIRM_TITLE),
        "text": plain(text, _CONFIRM_TEXT),
        "confirm": plain(yes, _CONFIRM_BUTTON),
        "deny": plain(_("Not now"), _CONFIRM_BUTTON),
    }
    if danger:
        dialog["style"] = "danger"
        button = button | {"style": "danger"}
    return button | {"confirm": dialog}


def _hinted(block: Block, hint: str | None) -> Block:
    return block | ({"hint": plain(hint, _HINT)} if hint else {})
