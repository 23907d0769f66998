"""Events: workshops, open safe spaces and groups that anybody may come to, and nobody is listed.

Nothing here refers to a person: neither who comes, nor who wrote an event or changed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from surveys.model.words import Held, Rewritten

LONGEST_TITLE: Final = 80  # characters
LONGEST_WHAT: Final = 600
LONGEST_PLACE: Final = 120
LONGEST_HOST: Final = 80
LONGEST_LINK: Final = 500
SHORTEST: Final = 15  # minutes
LONGEST: Final = 480


class EventKind(StrEnum):
    """What sort of event something is."""

    WORKSHOP = "workshop"
    OPEN_SPACE = "open_space"
    GROUP = "group"  # such as that of colleagues who came from abroad
    OTHER = "other"


class Repeat(StrEnum):
    """How often an event comes again."""

    NEVER = "never"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"  # on the same weekday of the month, such as the third Thursday


class EventText(StrEnum):
    """What is written of an event and is looked through for names before it is kept."""

    TITLE = "title"
    WHAT = "what"


@dataclass(frozen=True)
class When:
    """When an event is: the wall clock's time, which stays when clocks change."""

    starts_on: date
    at: time
    zone: ZoneInfo
    minutes: int  # SHORTEST to LONGEST
    repeat: Repeat
    until: date | None  # the last day on which it may be; None: it does not come again
    left_out: frozenset[date] = frozenset()  # days on which it is not


@dataclass(frozen=True)
class Where:
    """Where an event is: one of the two at least."""

    place: str  # "": only online
    link: str  # https; "": only in a room


@dataclass(frozen=True)
class Event:
    """One event as an organiser left it. A change is kept as it was made."""

    id: str
    version: int  # 1, 2, ...
    changed_at: datetime
    kind: EventKind
    title: str
    what: str
    host: str  # who runs it; "": not said
    when: When
    where: Where
    is_cancelled: bool


@dataclass(frozen=True)
class Sitting:
    """One time an event is."""

    starts: datetime  # in the event's zone
    ends: datetime


@dataclass(frozen=True)
class Coming:
    """An event as everybody reads it, each reader alike."""

    event: Event
    next: Sitting
    later: tuple[Sitting, ...]  # the few after it
    missed: tuple[date, ...]  # days before the last of these on which it is not, though it repeats
    moved_on: date | None  # when its time or place was last changed; None: never


@dataclass(frozen=True)
class Programme:
    """A page of what is coming, the first first."""

    coming: tuple[Coming, ...]
    page: int  # 0, 1, ...
    pages: int  # 1 or more
    in_all: int
    may_arrange: bool  # its reader may add and change events


@dataclass(frozen=True)
class Shown:
    """One event whole."""

    coming: Coming | None  # None: it is over
    may_arrange: bool


@dataclass(frozen=True)
class EventSheet:
    """What a form for one event carries."""

    event_id: str
    version: int  # that its reader saw; 0: a new one
    step: int = 0  # how many times its texts were held back
    marks: Mapping[str, int] = field(default_factory=dict)  # how many masks each such text has


@dataclass(frozen=True)
class Planned:
    """What a form says of an event."""

    kind: EventKind
    texts: Mapping[EventText, Rewritten]
    host: str
    starts_on: date | None  # None: no day is chosen
    at: time | None  # None: no time is chosen
    minutes: int
    repeat: Repeat
    until: date | None
    left_out: frozenset[date]
    place: str
    link: str


@dataclass(frozen=True)
class EventForm:
    """A form for a new event or a changed one."""

    sheet: EventSheet
    planned: Planned
    zone: ZoneInfo
    offered: tuple[date, ...] = ()  # days to come, which may be left out
    held: Mapping[EventText, Held] = field(default_factory=dict)  # texts not kept yet
