"""Learning people's time zones from Slack: a few at each tick, and whenever a profile changes."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from slack_sdk import WebClient

from handlers import payloads
from handlers.pacing import Manner, SharedPace
from handlers.sending import Delayed, Refused, read_zone
from surveys.runtime import Runtime
from surveys.use_cases import locating, pacing

A_FEW: Final = 8  # so that messages that are due meanwhile wait for some seconds at most
# Told that we may not ask, as by an app installed before it asked people's zones.
_NOT_ALLOWED: Final = timedelta(hours=1)


@dataclass(frozen=True)
class _OnlyHere:
    """The pace of one method: whatever Slack says to it holds up no message."""

    pace: SharedPace

    def turn(self, method: str) -> Delayed | None:
        return self.pace.turn(method)

    def told(self, method: str, delayed: Delayed) -> None:
        wait = max(timedelta(seconds=delayed.seconds), timedelta(0))
        if delayed.error != "ratelimited":
            wait = _NOT_ALLOWED
        pacing.slow_down(self.pace.runtime, self.pace.workspace, method, wait, str(delayed.error))


def learn_zones(
    runtime: Runtime, client: WebClient, workspace: str, manner: Manner | None = None
) -> int:
    """Ask Slack for a few time zones; return how many it told."""
    pace = SharedPace(runtime, workspace, manner or Manner())
    learnt = 0
    for account in locating.unlocated(runtime, workspace, A_FEW):
        found = read_zone(client, account.slack_id, _OnlyHere(pace))
        if isinstance(found, Delayed):
            break
        locating.keep_zone(runtime, account, None if isinstance(found, Refused) else found)
        learnt += 1
    return learnt


def hear_zone(body: dict[str, Any], runtime: Runtime) -> None:
    """Keep the time zone of whoever's profile changed."""
    account, zone = payloads.changed_zone(body)
    locating.keep_zone(runtime, account, zone)
