"""A person acting over the wire, through the page's own interface."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, ClassVar, Self
from weakref import WeakValueDictionary

import httpx

from bot.local_slack.refusals import BotDidNotAnswerError, NotPossibleError

Json = dict[str, Any]
TIMEOUT = 30.0
NOT_ANSWERED = 504


@dataclass(frozen=True)
class Result:
    """What became of a submission: the modal now in front, and what was not accepted."""

    modal: Json | None
    errors: dict[str, str] = field(default_factory=dict)


class Line:
    """The connections to one workspace, kept alive and shared by its visitors."""

    _lines: ClassVar[WeakValueDictionary[str, "Line"]] = WeakValueDictionary()

    def __init__(self, address: str) -> None:
        limits = httpx.Limits(max_connections=64, max_keepalive_connections=64)
        transport = httpx.HTTPTransport(verify=False, limits=limits)
        self.client = httpx.Client(
            base_url=address, transport=transport, timeout=TIMEOUT, trust_env=False
        )

    @classmethod
    def to(cls, address: str) -> "Line":
        """The line to an address, opened once."""
        line = cls._lines.get(address)
        if line is None:
            line = cls._lines[address] = cls(address)
        return line

    def __del__(self) -> None:
        self.client.close()


class Visitor:
    """One person. `patience` is how long, in seconds, a press waits for the bot's response."""

    def __init__(self, address: str, person: str, *, patience: float = 10.0) -> None:
        self.id, self.address = person, address
        self._patience = patience
        self._line = Line.to(address)

    def __enter__(self) -> Self:
        """Use as a context, if that reads better."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing to let go of: the line closes with its last visitor."""

    def messages(self, channel: str | None = None, limit: int | None = None) -> list[Json]:
        """Messages in the direct message with the bot (or a channel), oldest first."""
        query = {"channel": channel, "limit": limit}
        given = {name: value for name, value in query.items() if value is not None}
        messages: list[Json] = self._get("messages", given)["messages"]
        return messages

    def conversations(self) -> list[Json]:
        """The conversations this person is in."""
        found: list[Json] = self._get("conversations")["conversations"]
        return found

    def home(self) -> Json | None:
        """The Home tab as it is."""
        return self._view(self._get("home"), "view")

    def open_home(self) -> Json | None:
        """Open the Home tab and wait for the bot to publish it."""
        return self._view(self._post("home", patience=self._patience), "view")

    def modal(self) -> Json | None:
        """The modal in front."""
        return self._view(self._get("modal"), "view")

    def press(
        self,
        action_id: str,
        message_ts: str | None = None,
        value: Any = None,
        block_id: str | None = None,
        *,
        where: str | None = None,
    ) -> Json | None:
        """Press a button or choose a value, wait for the bot's response, give the open modal.

        Without more said the element is looked for in the modal, then in messages from the
        newest, then in Home; `where` ("modal", "message", "home") and the ids narrow that.
        """
        answer = self._post(
            "press",
            action_id=action_id,
            message_ts=message_ts,
            value=value,
            block_id=block_id,
            where=where,
            patience=self._patience,
        )
        return self._view(answer, "modal")

    def choose(self, action_id: str, value: Any, **more: Any) -> Json | None:
        """Choose in a menu, a group of choices or a picker."""
        return self.press(action_id, value=value, **more)

    def submit(self, values: Json | None = None) -> Result:
        """Fill in the modal in front and hand it in."""
        answer = self._post("submit", values=values or {})
        return Result(self._view(answer, "modal"), answer["errors"])

    def search(self, block_id: str, words: str) -> list[Json]:
        """Type in a list of the open form that the bot searches; gives what it offers."""
        options: list[Json] = self._post("suggest", block_id=block_id, value=words)["options"]
        return options

    def close_modal(self, *, everything: bool = False) -> Json | None:
        """Close the modal in front; gives the one behind it."""
        return self._view(self._post("close", everything=everything), "modal")

    def command(self, command: str = "/staff-voice", text: str = "") -> Json | None:
        """Type a slash command; gives the open modal."""
        return self._view(self._post("command", command=command, text=text), "modal")

    def shortcut(self, callback_id: str) -> Json | None:
        """Use a global shortcut; gives the open modal."""
        return self._view(self._post("shortcut", callback_id=callback_id), "modal")

    def say(self, text: str, channel: str | None = None) -> None:
        """Write a message."""
        self._post("say", text=text, channel=channel)

    def move(self, tz: str) -> None:
        """Move to another time zone."""
        self._post("move", tz=tz)

    def until(self, found: Callable[["Visitor"], Any], seconds: float = 10.0) -> Any:
        """What `found` gives once that is truthy, asked again and again for so many seconds."""
        deadline = time.monotonic() + seconds
        while not (result := found(self)):
            if time.monotonic() > deadline:
                raise TimeoutError("It did not come to pass in time.")
            time.sleep(0.01)
        return result

    def _get(self, what: str, query: Json | None = None) -> Json:
        return self._read(self._line.client.get(f"/people/{self.id}/{what}", params=query))

    def _post(self, what: str, **given: Any) -> Json:
        return self._read(self._line.client.post(f"/people/{self.id}/{what}", json=given))

    @staticmethod
    def _view(answer: Json, name: str) -> Json | None:
        view: Json | None = answer[name]
        return view

    @staticmethod
    def _read(response: httpx.Response) -> Json:
        answer: Json = response.json()
        if response.is_success:
            return answer
        if response.status_code == NOT_ANSWERED:
            raise BotDidNotAnswerError(answer["error"])
        raise NotPossibleError(answer["error"])
