"""Rounds: when a survey is asked, of whom, and what is kept of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True)
class Thresholds:
    """The smallest groups shown. They may be raised, never lowered."""

    team: int  # people behind any quarterly cell
    week: int  # people behind any weekly cell
    comments: int  # people behind any comment

    def raised_to(self, other: "Thresholds") -> "Thresholds":
        """Take the larger of each threshold."""
        return Thresholds(
            max(self.team, other.team),
            max(self.week, other.week),
            max(self.comments, other.comments),
        )


class RoundState(StrEnum):
    """Where a round is in its life."""

    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"  # its key is lost: nothing can be read, people are asked again


@dataclass(frozen=True)
class Round:
    """One asking of a survey."""

    id: str
    survey: str
    revision: int  # of the survey: what it asked, whatever the survey says later
    number: int | None  # 0, 1, 2, ... within the survey; None: void
    window_id: str
    local_date: date
    opens_at: datetime
    closes_at: datetime
    state: RoundState
    repeats: bool  # the round before it was void, so people are asked again
    questions: tuple[str, ...]  # ids, in the order asked
    minutes: int  # what it takes to answer, 1 to 10
    thresholds: Thresholds
    milestone: int | None = None  # months: a pool of all who reach it; None: asked on one day

    @property
    def is_pooled(self) -> bool:
        """Say whether its answers wait, sealed, until there are enough of them."""
        return self.milestone is not None


@dataclass(frozen=True)
class Ballot:
    """One sealed answer: the only trace of it while the round is open."""

    tag: bytes
    box: bytes


@dataclass(frozen=True)
class Seat:
    """Who was asked and where they sat when the round opened; never who answered."""

    person_id: str
    leaf_id: str


@dataclass(frozen=True)
class Place:
    """Where somebody stands in a round."""

    round: Round
    person_id: str
    asked: bool  # in the round's roster
    active: bool  # still on the list of people
