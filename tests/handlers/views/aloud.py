"""What a screen reader, or a voice that presses buttons, would make of a view."""

import re
from collections.abc import Iterator
from typing import Any

A_SIGN = 20  # characters; what is longer is somebody's text
TURNED = "\u202e"
LETTER = re.compile(r"[^\W_]")
EMOJI = re.compile(r":[a-z0-9_+-]+:")
FIELD_OF_TEXT = ("text", "label", "title", "placeholder", "description")


def unread(view: Any) -> list[str]:
    """Say what whoever listens to a view, or speaks to it, could not use."""
    blocks = view["blocks"] if isinstance(view, dict) else view
    things = [*_within(blocks)]
    return [*_unsaid(things), *_alike(things), *_unlabelled(blocks)]


def _within(thing: Any) -> Iterator[dict[str, Any]]:
    if isinstance(thing, dict):
        yield thing
    inner = thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ()
    for one in inner:
        yield from _within(one)


def _unsaid(things: list[dict[str, Any]]) -> Iterator[str]:
    """Nothing is said by a picture, a colour, an emoji or a sign alone."""
    for one in things:
        if one.get("type") == "image" and not LETTER.search(one.get("alt_text", "")):
            yield f"a picture without words: {one}"
        for field in FIELD_OF_TEXT:
            words = one.get(field)
            said = words.get("text") if isinstance(words, dict) else None
            if not isinstance(said, str) or len(said) > A_SIGN:
                continue
            if not LETTER.search(EMOJI.sub("", said)):
                yield f"no word in it: {said!r}"


def _alike(things: list[dict[str, Any]]) -> Iterator[str]:
    """Buttons with the same words that do different things have names of their own.

    A name begins with the words on the button, so that whoever says what they see presses it.
    """
    does_what: dict[str, tuple[object, object]] = {}
    for one in things:
        if one.get("type") != "button":
            continue
        seen, name = one["text"]["text"], one.get("accessibility_label")
        if TURNED in seen:
            continue  # an ill-meant text that a test gives to every choice of a question
        does = (one.get("action_id"), one.get("value"))
        if name is None and does_what.setdefault(seen, does) != does:
            yield f"two buttons are called {seen!r}"
        if name is not None and not name.lower().startswith(seen.lower().rstrip("…")[:40]):
            yield f"{seen!r} is called {name!r}"


def _unlabelled(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """A field outside an input has words of its own, or those of the section it stands in."""
    for block in blocks:
        for one in block.get("elements", []) if block.get("type") == "actions" else []:
            if one["type"] != "button" and "placeholder" not in one and not _is_list(one):
                yield f"a field without a name: {one['action_id']}"


def _is_list(one: dict[str, Any]) -> bool:
    return one["type"] in {"radio_buttons", "checkboxes", "overflow"}  # each choice has its words
