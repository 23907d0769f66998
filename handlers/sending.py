"""Posting one message so that it arrives effectively once, and saying exactly how it went."""

import http.client
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from handlers import ids
from handlers.payloads import Profile, profile
from handlers.views.blocks import Block, View

POST: Final = "chat.postMessage"
LOOK: Final = "conversations.history"
OPEN: Final = "conversations.open"
WHO: Final = "users.info"
UPLOAD: Final = "files.getUploadURLExternal"
SHARE: Final = "files.completeUploadExternal"
LOOK_AT_FILE: Final = "files.info"

_NOT_SLACK: Final = "unexpected_answer"  # from something between Slack and us
# Faults of Slack's own after which a message may or may not have arrived.
_UNSURE: Final = frozenset(
    {
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
        "team_added_to_org",
        _NOT_SLACK,
    }
)
# Refusals of the whole app, mended by an administrator: no message is given up for them.
TOKEN_REFUSALS: Final = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "no_permission",
        "missing_scope",
        "not_allowed_token_type",
        "access_denied",
        "ekm_access_denied",
        "org_login_required",
        "team_access_not_granted",
    }
)
# Refusals of one account: whoever had it has left Slack, or it was mistyped. "account_inactive" is
# none of them: Slack says it of our own token.
NOBODY_THERE: Final = frozenset(
    {"user_not_found", "user_disabled", "user_not_visible", "channel_not_found"}
)
# Said of a file, it refuses files alone: an app may have been installed before it asked for them.
_NO_SCOPE: Final = "missing_scope"
_CONNECTION: Final = (OSError, http.client.HTTPException, SlackClientError, TimeoutError)
_SECONDS_AFTER_A_FAULT: Final = 5
_SECONDS_WITHOUT_A_TOKEN: Final = 300
_SECONDS_WHEN_NOT_SAID: Final = 30  # after a 429 without a Retry-After


@dataclass(frozen=True)
class Message:
    """What is posted: words for notifications and screen readers, and blocks."""

    text: str
    blocks: list[Block]


@dataclass(frozen=True)
class Arrived:
    """The message is there."""

    channel: str
    ts: str


@dataclass(frozen=True)
class Delayed:
    """Not yet: Slack asked us to wait, or went silent and the message may have arrived."""

    seconds: int
    ambiguous: bool
    error: str | None  # None: nothing went wrong, our own pace or our own end came first
    stop: bool  # nothing else can be sent now either


@dataclass(frozen=True)
class Refused:
    """Never: Slack refuses this message or this person for good."""

    error: str


Outcome = Arrived | Delayed | Refused
# What Slack says of blocks that show a file it does not hold any more, in messages and in views.
_INVALID: Final = frozenset({"invalid_blocks", "invalid_arguments"})
_BLOCKS_REFUSED: Final = Refused("invalid_blocks")
Answer = TypeVar("Answer")


class Pace(Protocol):
    """Whose turn it is to call a method."""

    def turn(self, method: str) -> Delayed | None:
        """Wait for the turn to call a method; Delayed: it does not come soon."""

    def told(self, method: str, delayed: Delayed) -> None:
        """Hear that Slack asked us to wait, or refused our token."""


class AtOnce:
    """No pace at all."""

    def turn(self, _method: str) -> Delayed | None:
        """Go."""
        return None

    def told(self, _method: str, _delayed: Delayed) -> None:
        """Leave waiting to whoever called."""


AT_ONCE: Final = AtOnce()


def open_conversation(
    client: WebClient, slack_id: str, pace: Pace = AT_ONCE
) -> str | Delayed | Refused:
    """Return the id of the conversation with a person."""
    return called(
        pace,
        OPEN,
        lambda: str(client.conversations_open(users=slack_id)["channel"]["id"]),
        before=False,
        silent=False,
    )


def read_profile(
    client: WebClient, slack_id: str, pace: Pace = AT_ONCE
) -> Profile | Delayed | Refused:
    """Return what Slack says of a person's account."""
    return called(
        pace,
        WHO,
        lambda: profile(client.users_info(user=slack_id)["user"]),
        before=False,
        silent=False,
    )


def post(
    client: WebClient,
    channel: str,
    message: Message,
    delivery_id: str,
    *,
    look_first: bool,
    pace: Pace = AT_ONCE,
) -> Outcome:
    """Post a message; after an unclear attempt first look whether it is there already.

    `channel` may be a person's id: Slack then opens the conversation and says which it is.
    """
    if look_first:
        found = called(
            pace, LOOK, lambda: _find(client, channel, delivery_id), before=True, silent=True
        )
        if isinstance(found, Arrived | Delayed | Refused):
            return found
    outcome = _post(client, channel, message, delivery_id, look_first=look_first, pace=pace)
    plain = replace(message, blocks=_without_pictures(message.blocks))
    if outcome == _BLOCKS_REFUSED and plain != message:  # such as one that was deleted since
        return _post(client, channel, plain, delivery_id, look_first=look_first, pace=pace)
    return outcome


def publish_home(client: WebClient, slack_id: str, view: View) -> None:
    """Draw a Home tab; without its pictures where Slack takes it no other way."""
    try:
        client.views_publish(user_id=slack_id, view=view)
    except SlackApiError as error:
        plain = view | {"blocks": _without_pictures(view["blocks"])}
        if error.response.get("error") not in _INVALID or plain == view:
            raise
        client.views_publish(user_id=slack_id, view=plain)


def _post(
    client: WebClient,
    channel: str,
    message: Message,
    delivery_id: str,
    *,
    look_first: bool,
    pace: Pace,
) -> Outcome:
    return called(
        pace,
        POST,
        lambda: _posted(client, channel, message, delivery_id),
        before=look_first,
        silent=True,
    )


def _without_pictures(blocks: list[Block]) -> list[Block]:
    return [one for one in blocks if one["type"] != "image"]


def link_to(client: WebClient, arrived: Arrived) -> str:
    """Return the address of a message that arrived."""
    found = client.chat_getPermalink(channel=arrived.channel, message_ts=arrived.ts)
    return str(found["permalink"])


def called(
    pace: Pace,
    method: str,
    call: Callable[[], Answer],
    *,
    before: bool = False,
    silent: bool = False,
) -> Answer | Delayed | Refused:
    """Call a method in its turn, and say how it went.

    `before`: it is unclear already whether the message arrived. `silent`: it is when Slack says
    nothing.
    """
    if delayed := pace.turn(method):
        return replace(delayed, ambiguous=before)
    try:
        return call()
    except SlackApiError as error:
        outcome = _refusal(error, ambiguous=before)
        if method in (UPLOAD, SHARE) and outcome.error == _NO_SCOPE:
            outcome = Refused(_NO_SCOPE)
    except _CONNECTION as error:
        outcome = _silence(error, ambiguous=silent)
    if isinstance(outcome, Delayed) and outcome.stop:
        pace.told(method, outcome)
    return outcome


def _posted(client: WebClient, channel: str, message: Message, delivery_id: str) -> Arrived:
    posted = client.chat_postMessage(
        channel=channel,
        text=message.text,
        blocks=message.blocks,
        metadata=_metadata(delivery_id),
        unfurl_links=False,
        unfurl_media=False,
    )
    return Arrived(str(posted["channel"]), str(posted["ts"]))


def _find(client: WebClient, channel: str, delivery_id: str) -> Arrived | None:
    history = client.conversations_history(channel=channel, include_all_metadata=True, limit=200)
    wanted = _metadata(delivery_id)
    for message in history["messages"]:
        if message.get("metadata") == wanted:
            return Arrived(channel, str(message["ts"]))
    return None


def _metadata(delivery_id: str) -> dict[str, Any]:
    # Any app can read metadata, so it holds a random id and nothing else.
    return {"event_type": ids.DELIVERY, "event_payload": {"id": delivery_id}}


def _refusal(error: SlackApiError, *, ambiguous: bool) -> Delayed | Refused:
    status = error.response.status_code
    code = str(error.response.get("error", status))
    if not re.fullmatch(r"\w{1,100}", code):
        code = _NOT_SLACK  # the library puts the page of a proxy where the code should be
    if status == http.client.TOO_MANY_REQUESTS or code in {"ratelimited", "rate_limited"}:
        return Delayed(_wait(error.response.headers), ambiguous, "ratelimited", stop=True)
    if code in TOKEN_REFUSALS:
        return Delayed(_SECONDS_WITHOUT_A_TOKEN, ambiguous, code, stop=True)
    if status >= http.client.INTERNAL_SERVER_ERROR or code in _UNSURE:
        return Delayed(_SECONDS_AFTER_A_FAULT, ambiguous=True, error=code, stop=False)
    return Refused(code)


def _wait(headers: Mapping[str, Any]) -> int:
    said = {name.lower(): str(value) for name, value in headers.items()}.get("retry-after", "")
    return int(said) if said.isdecimal() else _SECONDS_WHEN_NOT_SAID


def _silence(error: BaseException, *, ambiguous: bool) -> Delayed:
    return Delayed(_SECONDS_AFTER_A_FAULT, ambiguous, type(error).__name__, stop=False)
