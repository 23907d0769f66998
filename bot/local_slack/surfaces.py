"""Views: each person's stack of modals and Home tab, with what they entered so far."""

from dataclasses import dataclass, field
from itertools import count
from secrets import token_hex
from typing import Any

from bot.local_slack.inputs import values
from bot.local_slack.people import APP_ID, BOT_ID
from bot.local_slack.refusals import RefusedError

Json = dict[str, Any]
STACK_LIMIT = 3
TEXT_FIELDS = ("title", "submit", "close")


@dataclass
class View:
    """A view somebody sees, and what they entered in it: block id, action id, state entry."""

    id: str
    person: str
    given: Json
    hash: str
    root: str
    previous: str | None = None
    entered: dict[str, Json] = field(default_factory=dict)
    found: dict[str, list[Json]] = field(default_factory=dict)  # by searches, by block id

    def as_json(self, team_id: str, *, state: bool = True) -> Json:
        """The view as Slack's API and its interaction payloads give it."""
        given = self.given
        return {
            "id": self.id,
            "team_id": team_id,
            "app_id": APP_ID,
            "app_installed_team_id": team_id,
            "bot_id": BOT_ID,
            "type": given["type"],
            "blocks": given["blocks"],
            "private_metadata": given.get("private_metadata", ""),
            "callback_id": given.get("callback_id", ""),
            "external_id": given.get("external_id", ""),
            "clear_on_close": given.get("clear_on_close", False),
            "notify_on_close": given.get("notify_on_close", False),
            "hash": self.hash,
            "root_view_id": self.root,
            "previous_view_id": self.previous,
            "state": {"values": values(given["blocks"], self.entered) if state else {}},
            **{name: given.get(name) for name in TEXT_FIELDS},
        }


class Views:
    """The views of everybody in the workspace."""

    def __init__(self) -> None:
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self._open: dict[str, View] = {}
        self._numbers = count(1)

    def top(self, person: str) -> View | None:
        """The modal in front of this person."""
        stack = self.stacks.get(person)
        return stack[-1] if stack else None

    def push(self, person: str, given: Json, *, fresh: bool) -> View:
        """Put a modal in front of a person, on what is open or, if fresh, instead of it."""
        if fresh:
            self.clear(person)
        stack = self.stacks.setdefault(person, [])
        if len(stack) >= STACK_LIMIT:
            raise RefusedError("push_limit_reached")
        self._refuse_taken(given)
        view = self._new(person, given)
        if stack:
            view.root, view.previous = stack[0].root, stack[-1].id
        stack.append(view)
        return view

    def publish(self, person: str, given: Json, known_hash: str | None) -> View:
        """Set a person's Home tab."""
        old = self.homes.get(person)
        if old is None:
            self.homes[person] = self._new(person, given)
        else:
            self.change(old, given, known_hash)
        return self.homes[person]

    def change(self, view: View, given: Json, known_hash: str | None = None) -> None:
        """Replace what a view shows; what was entered stays where the block and action stay."""
        if known_hash and known_hash != view.hash:
            raise RefusedError("hash_conflict")
        self._refuse_taken(given, view)
        view.given, view.hash = given, self._hash()

    def find(self, view_id: str | None, external_id: str | None) -> View:
        """The open view with this id or external id."""
        if view_id:
            found = self._open.get(view_id)
        else:
            found = next((each for each in self._open.values() if _is(each, external_id)), None)
        if found is None:
            raise RefusedError("not_found")
        return found

    def close(self, person: str) -> View | None:
        """Take away the modal in front of a person, and give it back."""
        stack = self.stacks.get(person)
        return self._open.pop(stack.pop().id) if stack else None

    def clear(self, person: str) -> list[View]:
        """Take away every modal of a person, the one in front first."""
        return [self._open.pop(view.id) for view in reversed(self.stacks.pop(person, []))]

    def _new(self, person: str, given: Json) -> View:
        view_id = f"V{next(self._numbers):08d}"
        view = View(view_id, person, given, self._hash(), root=view_id)
        self._open[view_id] = view
        return view

    def _refuse_taken(self, given: Json, but: View | None = None) -> None:
        name = given.get("external_id")
        if name and any(_is(each, name) for each in self._open.values() if each is not but):
            raise RefusedError("duplicate_external_id")

    def _hash(self) -> str:
        return f"{next(self._numbers)}.{token_hex(4)}"


def _is(view: View, external_id: str | None) -> bool:
    return bool(external_id) and view.given.get("external_id") == external_id
