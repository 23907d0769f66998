"""Watching: what whoever keeps the bot running is told, in counts and moments of its own doing.

Nothing in it moves because somebody answered, asked, left or opened anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from surveys.model.auditing import Judgement
from surveys.model.deliveries import Kind, Missed, Pause
from surveys.model.home import Trouble

# What is sent because of the calendar and the list of people, and never because of what anybody
# did: nothing of the others may be counted where a count can be taken every few seconds.
BY_ITSELF: Final = frozenset(
    {Kind.WELCOME, Kind.INVITATION, Kind.REMINDER, Kind.DIGEST, Kind.SELF_REPORT}
)
UNCLEAR: Final = "unclear"  # beside the states of a delivery: it may have arrived


@dataclass(frozen=True)
class Seen:
    """What only the process can see of itself and of the machine it runs on."""

    since: datetime | None = None  # when it started; None: it is no bot that runs
    backup: datetime | None = None  # of when the newest is; None: there is none, or no folder
    wrong: tuple[Judgement, ...] = ()  # each with what there is to do about it


@dataclass(frozen=True)
class Watched:
    """What the database tells of what happens by itself."""

    messages: Mapping[tuple[Kind, str], int]  # by kind and state
    refused: Mapping[str, int]  # by Slack's code, of those still on record
    overdue: int  # messages an hour late or more
    rounds_open: int  # but for pools, which stay open until they have answers enough
    rounds_overdue: int
    surveys_overdue: int
    waiting: tuple[Pause, ...]  # what Slack asked us to wait with


@dataclass(frozen=True)
class WeekReport:
    """What an administrator is told on Monday of the week that is over."""

    since: datetime | None  # when the bot started; None: not known
    sent: int  # messages of the past week
    refused: Mapping[str, int]  # by Slack's code, of the past week
    troubles: tuple[tuple[Trouble, int], ...]
    missed: tuple[Missed, ...]  # dates of the past week
    wrong: tuple[Judgement, ...]  # on the machine
    backup: datetime | None  # of when the newest is; None: not known
    next_opening: tuple[str | None, datetime] | None  # title, None the weekly pulse; None: no date
    next_closing: datetime | None  # None: no round is open
    help_by: date  # when the list of help is to be checked next
