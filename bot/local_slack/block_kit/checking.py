"""The notebook a check writes in, and the checks every object shares."""

import re
from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]
ID_LENGTH = 255


class Check:
    """Problems found so far, each in Slack's wording with the place it was found."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def refuse(self, place: str, sentence: str) -> None:
        """Write down one problem at a JSON pointer."""
        self.found.append(f"[ERROR] {sentence} [json-pointer:{place}]")

    def fields(self, place: str, thing: Json, required: Iterable[str], optional: set[str]) -> None:
        """Refuse a missing required field, and a field Slack does not know there."""
        needed = set(required)
        for name in sorted(needed - thing.keys()):
            self.refuse(place, f"missing required field: {name}")
        for name in sorted(thing.keys() - needed - optional):
            self.refuse(place, f"invalid additional property: {name}")

    def string(self, place: str, value: object, longest: int, shortest: int = 1) -> None:
        """Refuse what is not a string of an accepted length."""
        if not isinstance(value, str):
            self.refuse(place, "must be a string")
        elif len(value) > longest:
            self.refuse(place, f"must be less than {longest + 1} characters")
        elif len(value) < shortest:
            self.refuse(place, f"must be more than {shortest - 1} characters")

    def strings(self, place: str, thing: Json, limits: dict[str, int], shortest: int = 1) -> None:
        """Check each of the named fields that is there against its longest length."""
        for name, longest in limits.items():
            if name in thing:
                self.string(f"{place}/{name}", thing[name], longest, shortest)

    def flags(self, place: str, thing: Json, names: Iterable[str]) -> None:
        """Refuse a yes-or-no field that holds something else."""
        for name in names:
            if name in thing and not isinstance(thing[name], bool):
                self.refuse(f"{place}/{name}", "must be a boolean")

    def whole(self, place: str, thing: Json, name: str, least: int, most: int) -> None:
        """Refuse a whole number outside its range."""
        value = thing.get(name)
        if name not in thing:
            return
        if not isinstance(value, int) or isinstance(value, bool):
            self.refuse(f"{place}/{name}", "must be an integer")
        elif not least <= value <= most:
            self.refuse(f"{place}/{name}", f"must be between {least} and {most}")

    def matches(self, place: str, thing: Json, name: str, pattern: str, meaning: str) -> None:
        """Refuse a string that does not have its form."""
        if name in thing and not re.fullmatch(pattern, str(thing[name])):
            self.refuse(f"{place}/{name}", f"must be {meaning}")

    def items(self, place: str, value: object, least: int, most: int) -> list[Any]:
        """The items of a list, after refusing a list of the wrong size."""
        if not isinstance(value, list):
            self.refuse(place, "must be an array")
            return []
        if len(value) > most:
            self.refuse(place, f"no more than {most} items allowed")
        if len(value) < least:
            self.refuse(place, f"no less than {least} items allowed")
        return value

    def object(self, place: str, value: object) -> Json | None:
        """The object at a place, or None after refusing what is not one."""
        if isinstance(value, dict):
            return value
        self.refuse(place, "must be an object")
        return None
