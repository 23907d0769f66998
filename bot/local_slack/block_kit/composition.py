"""Composition objects: text, options, option groups and confirmation dialogs."""

from typing import Literal

from bot.local_slack.block_kit.checking import Check, Json

Kind = Literal["plain", "any"]


def text(check: Check, place: str, value: object, longest: int, kind: Kind = "plain") -> None:
    """Check a text object; `plain` refuses mrkdwn."""
    thing = check.object(place, value)
    if thing is None:
        return
    style = thing.get("type")
    accepted = ("plain_text",) if kind == "plain" else ("plain_text", "mrkdwn")
    if style not in accepted:
        check.refuse(f"{place}/type", f"must be one of {', '.join(accepted)}")
        return
    check.fields(place, thing, ["type", "text"], {"emoji" if style == "plain_text" else "verbatim"})
    check.flags(place, thing, ("emoji", "verbatim"))
    if "text" in thing:
        check.string(f"{place}/text", thing["text"], longest)


def texts(check: Check, place: str, thing: Json, limits: dict[str, int]) -> None:
    """Check each of the named plain text fields that is there."""
    for name, longest in limits.items():
        if name in thing:
            text(check, f"{place}/{name}", thing[name], longest)


def option(
    check: Check, place: str, value: object, kind: Kind = "plain", *, url: bool = False
) -> None:
    """Check one option of a menu or a group of choices."""
    thing = check.object(place, value)
    if thing is None:
        return
    check.fields(
        place, thing, ["text", "value"], {"description", "url"} if url else {"description"}
    )
    if "text" in thing:
        text(check, f"{place}/text", thing["text"], 75, kind)
    if "description" in thing:
        text(check, f"{place}/description", thing["description"], 75, kind)
    check.strings(place, thing, {"value": 150, "url": 3000})


def menu(check: Check, place: str, thing: Json, kind: Kind, most: int) -> None:
    """Check the options, or the option groups, of an element, and what it starts with."""
    grouped = "option_groups" in thing
    if grouped == ("options" in thing):
        check.refuse(place, "must have exactly one of options, option_groups")
    offered: list[object] = []
    if grouped:
        for at, group in enumerate(
            check.items(f"{place}/option_groups", thing["option_groups"], 1, 100)
        ):
            offered += _group(check, f"{place}/option_groups/{at}", group, kind)
    elif "options" in thing:
        offered = check.items(f"{place}/options", thing["options"], 1, most)
        for at, each in enumerate(offered):
            option(check, f"{place}/options/{at}", each, kind)
    _starts(check, place, thing, offered)


def _group(check: Check, place: str, value: object, kind: Kind) -> list[object]:
    thing = check.object(place, value)
    if thing is None:
        return []
    check.fields(place, thing, ["label", "options"], set())
    texts(check, place, thing, {"label": 75})
    options = check.items(f"{place}/options", thing.get("options", []), 1, 100)
    for at, each in enumerate(options):
        option(check, f"{place}/options/{at}", each, kind)
    return options


def _starts(check: Check, place: str, thing: Json, offered: list[object]) -> None:
    if "initial_option" in thing and thing["initial_option"] not in offered:
        check.refuse(f"{place}/initial_option", "must exactly match one of the provided options")
    if "initial_options" in thing:
        chosen = check.items(f"{place}/initial_options", thing["initial_options"], 1, 100)
        for at, each in enumerate(chosen):
            if each not in offered:
                check.refuse(
                    f"{place}/initial_options/{at}",
                    "must exactly match one of the provided options",
                )


def confirm(check: Check, place: str, value: object) -> None:
    """Check a confirmation dialog."""
    thing = check.object(place, value)
    if thing is None:
        return
    check.fields(place, thing, ["title", "text", "confirm", "deny"], {"style"})
    texts(check, place, thing, {"title": 100, "confirm": 30, "deny": 30})
    if "text" in thing:
        text(check, f"{place}/text", thing["text"], 300, "any")
    if thing.get("style", "primary") not in ("primary", "danger"):
        check.refuse(f"{place}/style", "must be one of primary, danger")
