"""The Home tab: who opens it, of what it is made, and what is next for them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from surveys.model.context import Measure
from surveys.model.quarters import Quarter
from surveys.model.releases import Tier


class Seat(StrEnum):
    """What somebody does here, by the list of people. One person may hold several."""

    STAFF = "staff"  # everybody
    CHAMPION = "champion"  # the Principal Social Worker too
    MANAGER = "manager"
    LEADER = "leader"
    HR = "hr"
    ADMIN = "admin"


class Piece(StrEnum):
    """A section of the Home tab."""

    NEXT = "next"  # what is next for you
    RESULTS = "results"
    ACTIONS = "actions"  # you said, we did
    MONTH = "month"  # milestones of those whom its reader manages
    FORUM = "forum"  # the Champions Forum and its next meeting
    EVENTS = "events"  # workshops and open safe spaces
    LEAVING = "leaving"  # why people leave
    PEOPLE = "people"  # and their roles, for administrators
    SURVEYS = "surveys"  # those that its reader looks after
    PACK = "pack"  # the quarter's
    THANKS = "thanks"
    YOURS = "yours"  # where to turn, one's own choices, the promise


class Next(StrEnum):
    """A kind of thing that somebody may want to do next."""

    TROUBLE = "trouble"  # something that should happen by itself does not
    CHECK = "check"  # comments wait
    FORUM = "forum"  # questions wait for whoever looks after them, or is to answer them
    PROMISES = "promises"  # of their own, overdue or due within a week
    LATE = "late"  # promises of others, overdue in their part
    READ = "read"  # results of the past week
    WORSE = "worse"  # what got worse, and nothing was recorded after it
    DRAFTS = "drafts"  # surveys that nobody is asked
    CONTEXT = "context"  # figures of the last quarter that a pack lacks
    ANSWER = "answer"  # what is open for them


class Trouble(StrEnum):
    """Something that should happen by itself and does not."""

    NOT_ASKED = "not_asked"  # surveys
    NOT_CLOSED = "not_closed"  # rounds
    NOT_WIPED = "not_wiped"  # rounds that closed, from the database's files
    NOT_SENT = "not_sent"  # messages
    REFUSED = "refused"  # messages, by Slack
    HELD_UP = "held_up"  # a workspace, by Slack
    REMOVED = "removed"  # from a workspace, by somebody there
    NOT_READ = "not_read"  # who is in Slack, night after night
    HELP_UNCHECKED = "help_unchecked"


@dataclass(frozen=True)
class ToRead:
    """One release of the past week about a part that its reader manages."""

    release_id: str
    title: str | None  # None: the weekly pulse
    tier: Tier
    closed: date


@dataclass(frozen=True)
class Worsened:
    """A score that got worse by more than chance, and no action was recorded after it."""

    label: str
    place: str
    is_direct: bool  # the staff attached to a unit rather than to its teams


@dataclass(frozen=True)
class Unasked:
    """A survey that asks nobody as it stands."""

    survey: str  # its id
    title: str
    is_draft: bool  # False: it runs, and nobody is in its audience


@dataclass(frozen=True)
class Missing:
    """Figures of a quarter that nobody entered for the organisation."""

    quarter: Quarter
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class NextUp:
    """What is next for somebody by what they do here; empty wherever there is nothing.

    What is open for them, the comments that wait and their promises stand in Home itself.
    """

    troubles: tuple[tuple[Trouble, int], ...] = ()  # and how many
    to_read: tuple[ToRead, ...] = ()
    worse: tuple[Worsened, ...] = ()  # in tree order
    worse_in_all: int = 0
    unasked: tuple[Unasked, ...] = ()
    unasked_in_all: int = 0
    missing: Missing | None = None


NOTHING_NEXT: Final = NextUp()
