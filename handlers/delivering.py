"""Delivering what is due: claim, post outside any transaction, record."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Final

from slack_sdk import WebClient

from handlers.errors import courtesy, record_fault
from handlers.pacing import Manner, SharedPace
from handlers.sending import (
    NOBODY_THERE,
    POST,
    Arrived,
    Delayed,
    Message,
    Outcome,
    Refused,
    link_to,
    open_conversation,
    post,
)
from handlers.speaking import announced, message_of
from handlers.uploading import Easel, with_picture
from surveys.model.deliveries import Delivery, Kind
from surveys.model.messages import Digest
from surveys.model.people import Account
from surveys.model.workspaces import Reach
from surveys.runtime import Runtime
from surveys.use_cases import announcing, delivering
from surveys.use_cases.announcing import NOT_CLEAR

_SECONDS_AFTER_A_FAULT: Final = 60
# A known conversation can be gone, and an app can lose sight of it.
_GONE: Final = Refused("channel_not_found")


def deliver_due(
    runtime: Runtime,
    client: WebClient,
    workspace: str,
    owner: str,
    manner: Manner | None = None,
    reach: Reach | None = None,
) -> int:
    """Send what is due, to one of several workspaces if `reach` says so; return how many came."""
    pace = SharedPace(runtime, workspace, how := manner or Manner())
    desk = _Desk(runtime, client, workspace, owner, pace, reach)
    if how.threads == 1:
        return _work(desk)
    with ThreadPoolExecutor(how.threads, thread_name_prefix="delivering") as pool:
        working = [pool.submit(_work, desk) for _thread in range(how.threads)]
        return sum(one.result() for one in working)


@dataclass(frozen=True)
class _Desk:
    """What it takes to deliver."""

    runtime: Runtime
    client: WebClient
    workspace: str
    owner: str
    pace: SharedPace
    reach: Reach | None  # None: there is one workspace, and this is it

    def claim(self) -> tuple[Delivery, ...]:
        return delivering.claim(self.runtime, self.owner, self.reach)

    @property
    def easel(self) -> Easel:
        return Easel(self.runtime, self.client, self.workspace, self.owner, self.pace)

    @property
    def is_closing(self) -> bool:
        return self.pace.manner.stopping.is_set()


@dataclass(frozen=True)
class _Turns:
    """The turns of one delivery: a post needs a claim that is still ours when its turn comes."""

    desk: _Desk
    delivery: Delivery

    def turn(self, method: str) -> Delayed | None:
        delayed = self.desk.pace.turn(method)
        is_lost = method == POST and not delayed and not _hold(self.desk, self.delivery)
        return Delayed(0, ambiguous=False, error=None, stop=False) if is_lost else delayed

    def told(self, method: str, delayed: Delayed) -> None:
        self.desk.pace.told(method, delayed)


def _work(desk: _Desk) -> int:
    """Claim and deliver until nothing is due, nothing may be posted or the process stops."""
    arrived = 0
    while desk.pace.is_open() and (claimed := desk.claim()):
        arrived += _deliver_all(desk, claimed)
    return arrived


def _deliver_all(desk: _Desk, claimed: tuple[Delivery, ...]) -> int:
    arrived = 0
    for place, delivery in enumerate(claimed):
        if desk.is_closing:
            rest = Delayed(0, ambiguous=False, error=None, stop=True)
            _put_back_all(desk, claimed[place:], rest)
            break
        if not _hold(desk, delivery):
            continue
        outcome = _deliver_alone(desk, delivery)
        arrived += isinstance(outcome, Arrived)
        if isinstance(outcome, Delayed) and outcome.stop:
            _put_back_all(desk, claimed[place + 1 :], outcome)
            break
    return arrived


def _hold(desk: _Desk, delivery: Delivery) -> bool:
    return delivering.hold(desk.runtime, delivery, desk.owner)


def _deliver_alone(desk: _Desk, delivery: Delivery) -> Outcome | None:
    """Deliver one message; a fault of our own in it must not hold up the others of its batch."""
    try:
        return _deliver(desk, delivery)
    except Exception as error:  # whatever it is; where it came from, the message may have arrived
        reference = record_fault(error, "message")
        fault = Delayed(_SECONDS_AFTER_A_FAULT, ambiguous=True, error=reference, stop=False)
        _put_back(desk, delivery, fault)
        return fault


def _deliver(desk: _Desk, delivery: Delivery) -> Outcome | None:
    if delivery.kind in delivering.IN_CHANNEL:
        return _announce(desk, delivery)
    if wait := delivering.wait_for_hours(desk.runtime, delivery):
        delivering.put_back(
            desk.runtime,
            delivery,
            desk.owner,
            wait,
            ambiguous=delivery.ambiguous,
            error="out_of_hours",
        )
        return None
    composed = delivering.compose(desk.runtime, delivery)
    if composed is None:
        delivering.cancelled(desk.runtime, delivery, desk.owner)
        return None
    addressed = delivering.address(desk.runtime, delivery, desk.workspace, desk.reach)
    if addressed is None:
        delivering.failed(desk.runtime, delivery, desk.owner, "no_account")
        return Refused("no_account")
    if isinstance(composed, Digest):
        pictured = with_picture(desk.easel, composed)
        if isinstance(pictured, Delayed):
            _put_back_all(desk, (delivery,), pictured)
            return pictured
        composed = pictured
    account, channel = addressed
    outcome = _post(desk, delivery, account.slack_id, channel, message_of(composed))
    _record(desk, delivery, outcome, account, channel)
    return outcome


def _record(
    desk: _Desk, delivery: Delivery, outcome: Outcome, account: Account, channel: str | None
) -> None:
    """Keep what became of a message to somebody whose conversation was known, or was not."""
    if isinstance(outcome, Arrived):
        new = None if outcome.channel == channel else account
        delivering.sent(
            desk.runtime, delivery, desk.owner, outcome.channel, outcome.ts, opened_with=new
        )
    elif isinstance(outcome, Refused):
        gone = account if outcome.error in NOBODY_THERE else None
        delivering.failed(desk.runtime, delivery, desk.owner, outcome.error, gone)
    else:
        _put_back(desk, delivery, outcome)


def _announce(desk: _Desk, delivery: Delivery) -> Outcome | None:
    """Post something into a channel, once: we may not look there whether it arrived."""
    channel = delivering.to_channel(desk.runtime, delivery)
    told = delivering.announcement(desk.runtime, delivery)
    if channel is None or told is None:
        delivering.cancelled(desk.runtime, delivery, desk.owner)
        return None
    outcome: Outcome = Refused(NOT_CLEAR)
    if not delivery.ambiguous:
        message = announced(told)
        turns = _Turns(desk, delivery)
        outcome = post(desk.client, channel, message, delivery.id, look_first=False, pace=turns)
    if isinstance(outcome, Delayed) and outcome.ambiguous:
        outcome = Refused(NOT_CLEAR)
    if isinstance(outcome, Arrived):
        delivering.sent(desk.runtime, delivery, desk.owner, outcome.channel, outcome.ts)
        if delivery.kind is Kind.FORUM_ANSWER:
            courtesy("link", partial(_keep_link, desk, delivery, outcome))
    elif isinstance(outcome, Refused):
        delivering.failed(desk.runtime, delivery, desk.owner, outcome.error)
    else:
        _put_back(desk, delivery, outcome)
    return outcome


def _keep_link(desk: _Desk, delivery: Delivery, arrived: Arrived) -> None:
    announcing.keep_link(desk.runtime, delivery, link_to(desk.client, arrived))


def _post(
    desk: _Desk, delivery: Delivery, slack_id: str, channel: str | None, message: Message
) -> Outcome:
    """Post to the known conversation; else to the person, for whom Slack opens one."""
    turns = _Turns(desk, delivery)
    place: str | Delayed | Refused = channel or slack_id
    if channel is None and delivery.ambiguous:  # looking needs the conversation itself
        place = open_conversation(desk.client, slack_id, turns)
    if not isinstance(place, str):
        return _still_unclear(place)
    look = delivery.ambiguous
    outcome = post(desk.client, place, message, delivery.id, look_first=look, pace=turns)
    if outcome != _GONE or channel is None:
        return outcome
    return _post(desk, delivery, slack_id, None, message)


def _still_unclear(outcome: Delayed | Refused) -> Delayed | Refused:
    return replace(outcome, ambiguous=True) if isinstance(outcome, Delayed) else outcome


def _put_back_all(desk: _Desk, rest: tuple[Delivery, ...], delayed: Delayed) -> None:
    for delivery in rest:
        _put_back(desk, delivery, replace(delayed, ambiguous=delivery.ambiguous))


def _put_back(desk: _Desk, delivery: Delivery, delayed: Delayed) -> None:
    wait, unclear = timedelta(seconds=delayed.seconds), delayed.ambiguous
    runtime, owner = desk.runtime, desk.owner
    delivering.put_back(runtime, delivery, owner, wait, ambiguous=unclear, error=delayed.error)
