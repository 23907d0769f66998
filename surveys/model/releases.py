"""Releases: everything that was ever published, and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Tier(StrEnum):
    """How often a release comes, and so how small a group it may show."""

    WEEKLY = "weekly"
    QUARTERLY = "quarterly"


class Bound(StrEnum):
    """A value that may in truth lie beyond what is shown."""

    LE = "le"  # or lower
    GE = "ge"  # or higher


@dataclass(frozen=True)
class UnitTotal:
    """What is kept of one question in one unit of one round: a count and a clipped sum."""

    question_id: str
    leaf_id: str
    n: int  # people who answered this question
    clipped_sum: float


@dataclass(frozen=True)
class Cell:
    """One figure of a release, or the fact that it is hidden."""

    question_id: str
    node_id: str
    shown: bool
    value: float | None = None  # None: hidden
    bound: Bound | None = None  # None: exactly the value
    n_band: str | None = None  # None: hidden


@dataclass(frozen=True)
class Turnout:
    """How many of those asked in one part of the tree answered, rounded."""

    node_id: str
    rate: str  # "80%", at most "over 90%"


@dataclass(frozen=True)
class Release:
    """One publication."""

    id: str
    name: str  # for people and scripts, such as "weekly-pulse/7/weekly"
    survey: str
    tier: Tier
    window_id: str
    round_number: int  # of the round that closed with it: 0, 1, 2, ...
    local_date: date
    opened: datetime
    closed: datetime
    questions: tuple[str, ...]
    cells: tuple[Cell, ...]
    turnout: tuple[Turnout, ...]


@dataclass(frozen=True)
class Standing:
    """Where one release shows one question."""

    survey: str
    tier: Tier
    window_id: str
    round_number: int  # of the round that closed with it: 0, 1, 2, ...
    question_id: str
    nodes: frozenset[str]


class CommentState(StrEnum):
    """Whether anybody may read a comment."""

    WAITING = "waiting"  # for a first check
    REPORTED = "reported"  # was shown, and waits to be checked again
    PERMITTED = "permitted"
    WITHDRAWN = "withdrawn"  # for good: its words are destroyed


UNCHECKED = frozenset({CommentState.WAITING, CommentState.REPORTED})


@dataclass(frozen=True)
class ReleasedComment:
    """A comment apart from its scores, its writer and its moment."""

    id: str
    release_id: str
    question_id: str
    node_id: str
    body: str
    state: CommentState = CommentState.WAITING
