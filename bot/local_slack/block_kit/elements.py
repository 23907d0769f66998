"""Block elements: buttons, menus, choices, pickers and text inputs, and where each may stand."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.local_slack.block_kit.checking import ID_LENGTH, Check, Json
from bot.local_slack.block_kit.composition import confirm, menu, option, text, texts

Rule = Callable[[Check, str, Json], None]
ACTIONS, SECTION, INPUT, CONTEXT = "actions", "section", "input", "context"
DATE = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
TIME = r"([01]\d|2[0-3]):[0-5]\d"


@dataclass(frozen=True)
class Shape:
    """What one type of element must hold, may hold, and where it may stand."""

    places: frozenset[str]
    required: tuple[str, ...] = ()
    optional: frozenset[str] = frozenset()
    rules: tuple[Rule, ...] = field(default=())


def element(check: Check, place: str, value: object, stands_in: str, surface: str) -> None:
    """Check one element that stands in a block on a surface."""
    thing = check.object(place, value)
    if thing is None:
        return
    name = thing.get("type")
    shape = SHAPES.get(str(name))
    if shape is None or stands_in not in shape.places:
        check.refuse(place, f"unsupported type: {name}")
        return
    if surface != "modal" and name == "file_input":
        check.refuse(place, f"unsupported type: {name}")
    common = {"type"} if name == "image" else {"type", "action_id", "confirm", "focus_on_load"}
    check.fields(place, thing, shape.required, common | shape.optional)
    check.strings(place, thing, {"action_id": ID_LENGTH})
    check.flags(place, thing, ("focus_on_load",))
    texts(check, place, thing, {"placeholder": 150})
    if "confirm" in thing:
        confirm(check, f"{place}/confirm", thing["confirm"])
    for rule in shape.rules:
        rule(check, place, thing)


def picture(check: Check, place: str, thing: Json) -> None:
    """Check where an image comes from and that it is described."""
    if ("image_url" in thing) == ("slack_file" in thing):
        check.refuse(place, "must have exactly one of image_url, slack_file")
    check.strings(place, thing, {"image_url": 3000, "alt_text": 2000})
    source = thing.get("slack_file")
    if "slack_file" in thing and not (
        isinstance(source, dict) and len(source.keys() & {"id", "url"}) == 1
    ):
        check.refuse(f"{place}/slack_file", "must have exactly one of id, url")


def _button(check: Check, place: str, thing: Json) -> None:
    if "text" in thing:
        text(check, f"{place}/text", thing["text"], 75)
    check.strings(place, thing, {"url": 3000, "accessibility_label": 75})
    check.strings(place, thing, {"value": 2000}, shortest=0)
    if thing.get("style", "primary") not in ("primary", "danger"):
        check.refuse(f"{place}/style", "must be one of primary, danger")


def _select(check: Check, place: str, thing: Json) -> None:
    menu(check, place, thing, "plain", 100)
    check.whole(place, thing, "max_selected_items", 1, 100)


def _searched(check: Check, place: str, thing: Json) -> None:
    check.whole(place, thing, "min_query_length", 0, 100)
    check.whole(place, thing, "max_selected_items", 1, 100)
    if "initial_option" in thing:
        option(check, f"{place}/initial_option", thing["initial_option"])
    if "initial_options" in thing:
        chosen = check.items(f"{place}/initial_options", thing["initial_options"], 1, 100)
        for at, each in enumerate(chosen):
            option(check, f"{place}/initial_options/{at}", each)


def _choices(check: Check, place: str, thing: Json) -> None:
    menu(check, place, thing, "any", 10)


def _overflow(check: Check, place: str, thing: Json) -> None:
    for at, each in enumerate(check.items(f"{place}/options", thing.get("options", []), 1, 5)):
        option(check, f"{place}/options/{at}", each, url=True)


def _text_input(check: Check, place: str, thing: Json) -> None:
    check.flags(place, thing, ("multiline",))
    check.whole(place, thing, "min_length", 0, 3000)
    check.whole(place, thing, "max_length", 1, 3000)
    shortest, longest = thing.get("min_length", 0), thing.get("max_length", 3000)
    if isinstance(shortest, int) and isinstance(longest, int) and shortest > longest:
        check.refuse(f"{place}/min_length", "must not be more than max_length")
    check.strings(place, thing, {"initial_value": 3000}, shortest=0)


def _pickers(check: Check, place: str, thing: Json) -> None:
    check.matches(place, thing, "initial_date", DATE, "a date in YYYY-MM-DD format")
    check.matches(place, thing, "initial_time", TIME, "a time in HH:mm format")
    check.whole(place, thing, "initial_date_time", 10**9, 10**10 - 1)


def _number(check: Check, place: str, thing: Json) -> None:
    check.flags(place, thing, ("is_decimal_allowed",))


ANYWHERE = frozenset({ACTIONS, SECTION, INPUT})
FORM = frozenset({INPUT})
HINTED = frozenset({"placeholder"})
CHOSEN = HINTED | {"initial_options", "max_selected_items"}
DISPATCH = HINTED | {"initial_value", "dispatch_action_config"}
LENGTHS = DISPATCH | {"min_length", "max_length", "multiline"}
OPTIONS = frozenset({"options", "option_groups"})
CONVERSATION = HINTED | {"default_to_current_conversation", "filter", "response_url_enabled"}

SHAPES: dict[str, Shape] = {
    "button": Shape(
        frozenset({ACTIONS, SECTION}),
        ("text",),
        frozenset({"url", "value", "style", "accessibility_label"}),
        (_button,),
    ),
    "image": Shape(
        frozenset({SECTION, CONTEXT}),
        ("alt_text",),
        frozenset({"image_url", "slack_file"}),
        (picture,),
    ),
    "static_select": Shape(ANYWHERE, (), HINTED | OPTIONS | {"initial_option"}, (_select,)),
    "multi_static_select": Shape(ANYWHERE, (), CHOSEN | OPTIONS, (_select,)),
    "external_select": Shape(
        ANYWHERE, (), HINTED | {"initial_option", "min_query_length"}, (_searched,)
    ),
    "multi_external_select": Shape(
        ANYWHERE,
        (),
        HINTED | {"initial_options", "max_selected_items", "min_query_length"},
        (_searched,),
    ),
    "users_select": Shape(ANYWHERE, (), HINTED | {"initial_user"}),
    "multi_users_select": Shape(ANYWHERE, (), HINTED | {"initial_users", "max_selected_items"}),
    "channels_select": Shape(ANYWHERE, (), HINTED | {"initial_channel", "response_url_enabled"}),
    "multi_channels_select": Shape(
        ANYWHERE, (), HINTED | {"initial_channels", "max_selected_items"}
    ),
    "conversations_select": Shape(ANYWHERE, (), CONVERSATION | {"initial_conversation"}),
    "multi_conversations_select": Shape(
        ANYWHERE, (), CONVERSATION | {"initial_conversations", "max_selected_items"}
    ),
    "radio_buttons": Shape(ANYWHERE, ("options",), frozenset({"initial_option"}), (_choices,)),
    "checkboxes": Shape(ANYWHERE, ("options",), frozenset({"initial_options"}), (_choices,)),
    "overflow": Shape(frozenset({ACTIONS, SECTION}), ("options",), frozenset(), (_overflow,)),
    "datepicker": Shape(ANYWHERE, (), HINTED | {"initial_date"}, (_pickers,)),
    "timepicker": Shape(ANYWHERE, (), HINTED | {"initial_time", "timezone"}, (_pickers,)),
    "datetimepicker": Shape(
        frozenset({ACTIONS, INPUT}), (), frozenset({"initial_date_time"}), (_pickers,)
    ),
    "plain_text_input": Shape(FORM, (), LENGTHS, (_text_input,)),
    "email_text_input": Shape(FORM, (), DISPATCH),
    "url_text_input": Shape(FORM, (), DISPATCH),
    "number_input": Shape(
        FORM, ("is_decimal_allowed",), DISPATCH | {"min_value", "max_value"}, (_number,)
    ),
    "file_input": Shape(FORM, (), frozenset({"filetypes", "max_files"})),
}
