"""The pace of our calls, in Slack's methods and limits; every process of a workspace keeps it."""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from handlers.sending import (
    LOOK,
    LOOK_AT_FILE,
    OPEN,
    POST,
    SHARE,
    TOKEN_REFUSALS,
    UPLOAD,
    WHO,
    Delayed,
)
from surveys.runtime import Runtime
from surveys.use_cases import pacing

# Slack's published tiers, in calls a minute; a workspace takes "several hundred" messages.
CALLS_A_MINUTE: Final[Mapping[str, int]] = {
    OPEN: 50,
    LOOK: 50,
    WHO: 100,
    UPLOAD: 0,  # no pace of our own: packs and pictures are few
    SHARE: 0,
    LOOK_AT_FILE: 100,
}
# A little slower than permitted: calls arrive less evenly than they leave.
SLACK_BETWEEN_TURNS: Final = 1.01
# Turns are taken at most so far ahead; with more to do than that, others go first.
PATIENCE: Final = timedelta(seconds=5)

_log: Final = logging.getLogger("staff_voice")


@dataclass(frozen=True)
class Manner:
    """How a process delivers."""

    posts_a_minute: int = 0  # 0: no pace of our own, only what Slack asks for
    threads: int = 1  # so that waiting for one answer holds up no other post
    stopping: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class SharedPace:
    """The turns of one workspace, taken from the database that all its processes share."""

    runtime: Runtime
    workspace: str
    manner: Manner

    def turn(self, method: str) -> Delayed | None:
        """Wait for the turn to call a method; Delayed: it does not come soon."""
        rate = self._rate(method)
        if not rate:
            return self._closed(method)
        gap = timedelta(minutes=SLACK_BETWEEN_TURNS / rate)
        wait = pacing.take_turn(self.runtime, self.workspace, method, gap, PATIENCE)
        if wait is None:
            return self._closed(method) or _later(0, method)
        if self.manner.stopping.wait(wait.total_seconds()):
            return Delayed(0, ambiguous=False, error=None, stop=True)
        return None

    def told(self, method: str, delayed: Delayed) -> None:
        """Let every process wait: for one method, or for all of them without a token."""
        wait, error = timedelta(seconds=delayed.seconds), str(delayed.error)
        if delayed.error in TOKEN_REFUSALS:
            _log.warning("workspace_paused", extra={"outcome": error})
            pacing.pause(self.runtime, self.workspace, wait, error)
        else:
            pacing.slow_down(self.runtime, self.workspace, method, wait, error)

    def is_open(self) -> bool:
        """Say whether messages may be posted now, or as soon as a turn can be waited for."""
        closed = self._closed_for(POST)
        patience = PATIENCE if self._rate(POST) else pacing.NO_WAIT
        return closed <= patience and not self.manner.stopping.is_set()

    def _rate(self, method: str) -> int:
        if not self.manner.posts_a_minute:
            return 0
        return CALLS_A_MINUTE.get(method, self.manner.posts_a_minute)

    def _closed_for(self, method: str) -> timedelta:
        told = not self._rate(method)  # without a pace of our own only Slack's counts
        return pacing.closed_for(self.runtime, self.workspace, method, told=told)

    def _closed(self, method: str) -> Delayed | None:
        closed = self._closed_for(method)
        return _later(-(-closed // timedelta(seconds=1)), method) if closed else None


def _later(seconds: int, method: str) -> Delayed:
    # Posts wait together; a look that has to wait leaves the others to be posted.
    return Delayed(seconds, ambiguous=False, error=None, stop=method == POST)
