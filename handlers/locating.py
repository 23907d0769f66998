"""Learning from Slack who is there and on which clock: a few at each tick, and at each change."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from slack_sdk import WebClient

from handlers import payloads
from handlers.pacing import Manner, SharedPace
from handlers.payloads import Profile
from handlers.sending import NOBODY_THERE, Delayed, read_profile
from surveys.model.people import Account
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
    """Ask Slack of a few people; return of how many it told."""
    pace = SharedPace(runtime, workspace, manner or Manner())
    learnt = 0
    for account in locating.unlocated(runtime, workspace, A_FEW):
        found = read_profile(client, account.slack_id, _OnlyHere(pace))
        if isinstance(found, Delayed):
            break
        if isinstance(found, Profile):
            _keep(runtime, account, found)
        elif found.error in NOBODY_THERE:
            locating.keep_gone(runtime, account)
        else:  # it says nothing of the account, and is asked again in a month
            locating.keep_zone(runtime, account, None)
        learnt += 1
    return learnt


def hear_profile(body: dict[str, Any], runtime: Runtime) -> None:
    """Keep the time zone of whoever's profile changed, or that they left Slack or came back."""
    account, changed = payloads.changed_profile(body)
    _keep(runtime, account, changed)


def _keep(runtime: Runtime, account: Account, told: Profile) -> None:
    if told.closed:
        locating.keep_gone(runtime, account)
    else:
        locating.keep_present(runtime, account, told.zone)
