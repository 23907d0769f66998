"""Trigger ids, as Slack gives them: used once, within three seconds of real time."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from secrets import token_hex

from bot.local_slack.refusals import RefusedError

REMEMBERED = 5000


@dataclass
class Trigger:
    """What a trigger id stands for; `view_id` is the modal it was pressed in, if any."""

    person: str
    expires: float
    view_id: str | None
    used: bool = False


class Triggers:
    """Every trigger id given lately."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._given: OrderedDict[str, Trigger] = OrderedDict()

    def give(self, person: str, view_id: str | None = None) -> str:
        """A new trigger id for something a person just did."""
        trigger_id = f"{len(self._given)}.{token_hex(6)}.{token_hex(16)}"
        self._given[trigger_id] = Trigger(person, time.monotonic() + self._seconds, view_id)
        if len(self._given) > REMEMBERED:
            self._given.popitem(last=False)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """What the trigger stands for, once and in time."""
        trigger = self._given.get(trigger_id)
        if trigger is None:
            raise RefusedError("invalid_trigger_id")
        if trigger.used:
            raise RefusedError("exchanged_trigger_id")
        if time.monotonic() > trigger.expires:
            raise RefusedError("expired_trigger_id")
        trigger.used = True
        return trigger
