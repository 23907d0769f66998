"""The door: what is turned away before anything is looked up for it.

Another workspace than ours, and whoever acts faster than a person can: nothing is read, kept or
logged of them. What is remembered of how fast somebody acts is a number under a name that only
this process can make, and it is forgotten after a minute of rest.
"""

import hmac
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from handlers import ids
from handlers.payloads import Body, caller
from handlers.views.notices import refusal
from surveys.errors import TooFast
from surveys.wording import _

_SEARCH: Final = 0.25  # of an act: Slack asks after every few letters that somebody types
_SECONDS: Final = 60.0
_MANY: Final = 4096  # names, before those at rest are looked for and forgotten

Answer = dict[str, Any]


@dataclass
class _Allowance:
    left: float  # acts
    at: float  # seconds of the clock, when it was so
    is_told: bool = False  # that it is too fast, since they last rested


class Door:
    """Who may come in, and how often: so many acts at once, and as many again in each minute.

    `clock` counts seconds from any moment; `key` is fresh for each process, so that nobody else can
    tell whose allowance is whose. Each process counts for itself.
    """

    def __init__(
        self,
        knows: Callable[[str], bool],
        acts_a_minute: int,
        clock: Callable[[], float],
        key: bytes,
    ) -> None:
        self._knows, self._most = knows, float(acts_a_minute)
        self._clock, self._key = clock, key
        self._allowances: dict[bytes, _Allowance] = {}
        self._turn = threading.Lock()

    def answer(self, body: Body) -> Answer | None:
        """Return what somebody is answered who is turned away. None: they come in.

        Raises TooFast, once each time somebody becomes too fast, to be shown by a call to Slack.
        """
        if not self._knows(_workspace(body)):
            said = _("Staff Voice is not installed in this workspace.")
            return {"text": said} if "command" in body else {}
        if _is_news(body):
            return None
        is_first = self._take(body)
        if is_first is None:
            return None
        return _answered(body, is_first=is_first)

    def _take(self, body: Body) -> bool | None:
        """Take one act from an allowance; say whether it is the first too many. None: it is not."""
        who = caller(body)
        name = hmac.digest(self._key, f"{who.workspace} {who.slack_id}".encode(), sha256)
        cost = _SEARCH if body.get("type") == "block_suggestion" else 1.0
        with self._turn:
            now = self._clock()
            if len(self._allowances) >= _MANY:
                self._forget_the_rested(now)
            mine = self._allowances.setdefault(name, _Allowance(self._most, now))
            mine.left = self._now_left(mine, now)
            mine.at = now
            if mine.left >= cost:
                mine.left -= cost
                mine.is_told = mine.is_told and mine.left < self._most / 2
                return None
            is_first, mine.is_told = not mine.is_told, True
            return is_first

    def _now_left(self, allowance: _Allowance, now: float) -> float:
        return min(self._most, allowance.left + (now - allowance.at) * self._most / _SECONDS)

    def _forget_the_rested(self, now: float) -> None:
        self._allowances = {
            name: one
            for name, one in self._allowances.items()
            if self._now_left(one, now) < self._most
        }


def _workspace(body: Body) -> str:
    """Return the workspace of whoever acted, or in which something happened; empty: none."""
    inside, user = body.get("team"), body.get("user")
    of_user = user.get("team_id") if isinstance(user, Mapping) else None
    at = inside.get("id") if isinstance(inside, Mapping) else body.get("team_id")
    return str(at or of_user or "")


def _is_news(body: Body) -> bool:
    """Say whether Slack tells of something that nobody presses."""
    return body.get("type") == "event_callback" and body["event"].get("type") != ids.HOME_OPENED


def _answered(body: Body, *, is_first: bool) -> Answer:
    said = TooFast().sentence
    if "command" in body:
        return {"text": said}
    if body.get("type") == "view_submission":  # over the form: what was written in it stays
        return {"response_action": "push", "view": refusal(said)}
    if body.get("type") == "block_suggestion":
        return {"options": []}
    if is_first and body.get("type") in {"block_actions", "shortcut"}:
        raise TooFast
    return {}
