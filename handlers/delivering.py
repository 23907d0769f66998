"""Delivering what is due: claim, post outside any transaction, record."""

from datetime import timedelta
from typing import Final

from slack_sdk import WebClient

from handlers.errors import record_fault
from handlers.sending import Arrived, Delayed, Message, Outcome, Refused, open_conversation, post
from handlers.views import answering, enrolling, reporting
from surveys.model.deliveries import Delivery
from surveys.model.messages import Digest, Invitation, Welcome
from surveys.runtime import Runtime
from surveys.use_cases import delivering

_SECONDS_AFTER_A_FAULT: Final = 60


def deliver_due(runtime: Runtime, client: WebClient, workspace: str, owner: str) -> int:
    """Send everything that is due; return how many messages arrived."""
    arrived = 0
    while claimed := delivering.claim(runtime, owner):
        for place, delivery in enumerate(claimed):
            if not delivering.hold(runtime, delivery, owner):
                continue
            outcome = _deliver_alone(runtime, client, workspace, delivery, owner)
            arrived += isinstance(outcome, Arrived)
            if isinstance(outcome, Delayed) and outcome.stop:
                _put_back_all(runtime, claimed[place + 1 :], owner, outcome)
                return arrived
    return arrived


def _deliver_alone(
    runtime: Runtime, client: WebClient, workspace: str, delivery: Delivery, owner: str
) -> Outcome | None:
    """Deliver one message; a fault of our own in it must not hold up the others of its batch."""
    try:
        return _deliver(runtime, client, workspace, delivery, owner)
    except Exception as error:  # whatever it is; where it came from, the message may have arrived
        reference = record_fault(error, "message")
        fault = Delayed(_SECONDS_AFTER_A_FAULT, ambiguous=True, error=reference, stop=False)
        _put_back(runtime, delivery, owner, fault)
        return fault


def _deliver(
    runtime: Runtime, client: WebClient, workspace: str, delivery: Delivery, owner: str
) -> Outcome | None:
    if wait := delivering.wait_for_hours(runtime, delivery):
        delivering.put_back(
            runtime, delivery, owner, wait, ambiguous=delivery.ambiguous, error="out_of_hours"
        )
        return None
    composed = delivering.compose(runtime, delivery)
    if composed is None:
        delivering.cancelled(runtime, delivery, owner)
        return None
    outcome = _post(runtime, client, workspace, delivery, _message(composed))
    if isinstance(outcome, Arrived):
        delivering.sent(runtime, delivery, owner, outcome.channel, outcome.ts)
    elif isinstance(outcome, Refused):
        delivering.failed(runtime, delivery, owner, outcome.error)
    else:
        _put_back(runtime, delivery, owner, outcome)
    return outcome


def _post(
    runtime: Runtime, client: WebClient, workspace: str, delivery: Delivery, message: Message
) -> Outcome:
    addressed = delivering.address(runtime, delivery, workspace)
    if addressed is None:
        return Refused("no_account")
    account, channel = addressed
    if channel is not None:
        outcome = post(client, channel, message, delivery.id, look_first=delivery.ambiguous)
        if not isinstance(outcome, Refused) or outcome.error != "channel_not_found":
            return outcome
    opened = open_conversation(client, account.slack_id)
    if not isinstance(opened, str):
        return opened
    delivering.keep_channel(runtime, account, opened)
    return post(client, opened, message, delivery.id, look_first=delivery.ambiguous)


def _message(composed: Welcome | Invitation | Digest) -> Message:
    if isinstance(composed, Welcome):
        return Message(enrolling.welcome_text(), enrolling.welcome(composed))
    if isinstance(composed, Invitation):
        return Message(answering.invitation_text(composed), answering.invitation(composed))
    return Message(reporting.digest_text(composed), reporting.digest(composed))


def _put_back_all(
    runtime: Runtime, rest: tuple[Delivery, ...], owner: str, delayed: Delayed
) -> None:
    for delivery in rest:
        _put_back(runtime, delivery, owner, delayed, ambiguous=delivery.ambiguous)


def _put_back(
    runtime: Runtime,
    delivery: Delivery,
    owner: str,
    delayed: Delayed,
    *,
    ambiguous: bool | None = None,
) -> None:
    delivering.put_back(
        runtime,
        delivery,
        owner,
        timedelta(seconds=delayed.seconds),
        ambiguous=delayed.ambiguous if ambiguous is None else ambiguous,
        error=delayed.error,
    )
