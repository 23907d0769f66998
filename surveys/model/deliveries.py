"""Deliveries: what is to be sent to whom, and how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What is sent."""

    WELCOME = "welcome"
    INVITATION = "invitation"
    LATER = "later"  # the invitation again, because its reader asked for it
    REMINDER = "reminder"  # the same to everyone asked, answered or not
    DIGEST = "digest"
    PREVIEW = "preview"  # an invitation for the author of a survey, who asked for it
    ACTION_SOON = "action_soon"  # to whoever promised something that is due soon
    ACTION_LATE = "action_late"  # the same when its day has passed
    MILESTONE = "milestone"  # to a manager: what is to come in their team, never of a survey
    EXIT = "exit"  # to a leaver: the conversation is there for them
    TALK = "talk"  # to whoever a leaver asked for a conversation, because they said so
    PACK = "pack"  # a quarter's pack, which somebody asked for: files, made when it is its turn
    PACK_NOT_MADE = "pack_not_made"  # that it won't come
    FORUM_SOON = "forum_soon"  # to whom a question of the forum is with, when it is due soon
    FORUM_LATE = "forum_late"  # the same when its day has passed
    FORUM_ANSWER = "forum_answer"  # to the forum's channel, on behalf of whoever published it
    FORUM_MINUTES = "forum_minutes"  # the same of a meeting's minutes
    ROLE_ASKED = "role_asked"  # to administrators: one of them proposed a role, another decides
    ROLE_TOLD = "role_told"  # to whoever was given a role, or has one no more
    GONE_BACK = "gone_back"  # that a backup was restored, and what that lost
    THANKS = "thanks"  # to whom somebody thanks
    THANKS_POST = "thanks_post"  # to the channel they chose, on behalf of whoever thanks
    THANKS_BACK = "thanks_back"  # to whoever thanks: the channel did not take it
    THANKS_MONTH = "thanks_month"  # the monthly round-up, to leaders
    PEOPLE_CHANGED = "people_changed"  # to administrators: what a sync would change, in counts
    SELF_REPORT = "self_report"  # to whoever keeps the bot running, of the week that is over


# Of these nobody is told how many somebody sent or got: they are no score.
UNCOUNTED: Final = frozenset({Kind.THANKS, Kind.THANKS_POST, Kind.THANKS_BACK})


class DeliveryState(StrEnum):
    """How far a delivery has come."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"  # it came too late to be of use


@dataclass(frozen=True)
class Delivery:
    """One message to one person, sent at most once."""

    id: str
    kind: Kind
    person_id: str
    subject: str  # an id and perhaps more; "" for a welcome
    due_at: datetime
    attempt: int = 0
    ambiguous: bool = False  # an earlier attempt may have arrived
    lease_until: datetime | None = None  # None: nobody has claimed it
    files: tuple[str, ...] = ()  # uploaded at earlier attempts, each about to be shared


@dataclass(frozen=True)
class Pause:
    """What has to wait because Slack said so."""

    workspace: str
    method: str  # "": every method
    until: datetime
    error: str


@dataclass(frozen=True)
class Progress:
    """How far a round's invitations have come: deliveries, never answers."""

    round_id: str
    survey: str
    sent: int
    of: int  # all but those that came too late to be of use


@dataclass(frozen=True)
class Missed:
    """Dates of a survey that came to nothing in the past month."""

    survey: str
    dates: tuple[date, ...]  # one or more, oldest first


@dataclass(frozen=True)
class Overview:
    """How delivering goes, in counts."""

    counts: Mapping[Kind, Mapping[DeliveryState, int]]
    errors: Mapping[str, int]  # by Slack's code, of messages refused or still to be tried again
    progress: tuple[Progress, ...]  # of every open round
    pauses: tuple[Pause, ...]
    missed: tuple[Missed, ...] = ()
    removed: tuple[str, ...] = ()  # workspaces that removed the app, so that what goes there waits


@dataclass(frozen=True)
class Health:
    """What should happen by itself, and what of it is late."""

    people: int  # who may be asked
    late_surveys: tuple[str, ...]  # that should have been asked
    late_rounds: int  # that should have closed
    stuck: int  # messages long due
    forum_in_use: bool = False  # somebody has asked something since its last meeting, or before
    champions: int = 0  # who look after it
    minutes_late: bool = False  # of its last meeting
    in_channel: tuple[DeliveryState, str | None] | None = None  # the last post; None: none yet
