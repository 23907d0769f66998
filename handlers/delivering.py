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
from handlers.uploading import Easel, with_picture
from handlers.views import (
    answering,
    chairing_messages,
    enrolling,
    meeting,
    packing,
    parting,
    preferring,
    recording,
    reporting,
    roles,
    watching,
)
from handlers.views.authoring.preview import trial, trial_text
from handlers.views.mrkdwn import escape
from surveys.model.actions import PromiseReminder
from surveys.model.chairing import Announcement, AnswerReminder
from surveys.model.deliveries import Delivery, Kind
from surveys.model.leaving import ExitInvitation, TalkRequest
from surveys.model.meetings import Minutes
from surveys.model.messages import Digest, Invitation, Reminder, Welcome
from surveys.model.ordering import PackNotMade
from surveys.model.people import Account
from surveys.model.previews import Trial
from surveys.model.roles import RoleRequest, RoleTold
from surveys.model.watching import WeekReport
from surveys.runtime import Runtime
from surveys.use_cases import announcing, delivering
from surveys.use_cases.announcing import IN_CHANNEL, NOT_CLEAR

_SECONDS_AFTER_A_FAULT: Final = 60
# A known conversation can be gone, and an app can lose sight of it.
_GONE: Final = Refused("channel_not_found")


def deliver_due(
    runtime: Runtime,
    client: WebClient,
    workspace: str,
    owner: str,
    manner: Manner | None = None,
) -> int:
    """Send everything that is due; return how many messages arrived."""
    how = manner or Manner()
    desk = _Desk(runtime, client, workspace, owner, SharedPace(runtime, workspace, how))
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
    while desk.pace.is_open() and (claimed := delivering.claim(desk.runtime, desk.owner)):
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
    if delivery.kind in IN_CHANNEL:
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
    addressed = delivering.address(desk.runtime, delivery, desk.workspace)
    if addressed is None:
        outcome: Outcome = Refused("no_account")
        delivering.failed(desk.runtime, delivery, desk.owner, "no_account")
        return outcome
    if isinstance(composed, Digest):
        pictured = with_picture(desk.easel, composed)
        if isinstance(pictured, Delayed):
            _put_back_all(desk, (delivery,), pictured)
            return pictured
        composed = pictured
    account, channel = addressed
    outcome = _post(desk, delivery, account.slack_id, channel, _message(composed))
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
    """Post an answer into the forum's channel, once: we may not look there whether it arrived."""
    channel = delivering.to_channel(desk.runtime, delivery)
    told = delivering.announcement(desk.runtime, delivery)
    if channel is None or told is None:
        delivering.cancelled(desk.runtime, delivery, desk.owner)
        return None
    outcome: Outcome = Refused(NOT_CLEAR)
    if not delivery.ambiguous:
        message = _announced(told)
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


def _announced(told: Announcement | Minutes) -> Message:
    if isinstance(told, Minutes):
        return Message(meeting.minutes_text(), meeting.minutes_message(told))
    return Message(chairing_messages.announcement_text(told), chairing_messages.announcement(told))


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


def _message(composed: delivering.Composed) -> Message:
    if isinstance(composed, Welcome):
        return Message(enrolling.welcome_text(), enrolling.welcome(composed))
    if isinstance(composed, Invitation):
        return Message(escape(answering.invitation_text(composed)), answering.invitation(composed))
    if isinstance(composed, Reminder):
        return Message(preferring.reminder_text(composed), preferring.reminder(composed))
    if isinstance(composed, PromiseReminder):
        return Message(recording.reminder_text(composed), recording.reminder(composed))
    if isinstance(composed, ExitInvitation):
        return Message(parting.invitation_text(), parting.invitation(composed))
    if isinstance(composed, TalkRequest):
        return Message(parting.talk_text(), parting.talk(composed))
    if isinstance(composed, PackNotMade):
        return Message(packing.not_made_text(composed), packing.not_made(composed))
    if isinstance(composed, AnswerReminder):
        words = chairing_messages.reminder_text(composed)
        return Message(words, chairing_messages.reminder(composed))
    if isinstance(composed, Trial):
        return Message(escape(trial_text(composed)), trial(composed))
    if isinstance(composed, WeekReport):
        return Message(watching.report_text(composed), watching.report(composed))
    if isinstance(composed, RoleRequest | RoleTold):
        return Message(roles.message_text(composed), roles.message(composed))
    return Message(escape(reporting.digest_text(composed)), reporting.digest(composed))


def _put_back_all(desk: _Desk, rest: tuple[Delivery, ...], delayed: Delayed) -> None:
    for delivery in rest:
        _put_back(desk, delivery, replace(delayed, ambiguous=delivery.ambiguous))


def _put_back(desk: _Desk, delivery: Delivery, delayed: Delayed) -> None:
    delivering.put_back(
        desk.runtime,
        delivery,
        desk.owner,
        timedelta(seconds=delayed.seconds),
        ambiguous=delayed.ambiguous,
        error=delayed.error,
    )
