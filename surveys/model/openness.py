"""How the forum goes, in facts that everybody may know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from surveys.model.actions import Post
from surveys.model.forum import HideReason, QuestionState


@dataclass(frozen=True)
class PublicQuestion:
    """One question as a script is told of it."""

    id: str
    state: QuestionState
    topic: str | None  # None: it is not shown
    text: str | None  # None: the same
    votes: str | None  # a band, of the open cycle; None: it is not open
    earlier_votes: int  # people, when the last cycle closed
    age: int  # days since champions had it
    held_by: Post | None  # None: with nobody
    due: date | None  # None: the same
    answered_on: date | None  # None: not yet
    hidden_for: HideReason | None  # None: it is not hidden


@dataclass(frozen=True)
class Statistics:
    """A quarter of the forum."""

    asked: int  # that champions first had in it
    answered: int  # for the first time
    median_days: float | None  # from then until the first answer; None: none was answered
    hidden: Mapping[HideReason, int]  # of those that were asked in it, as things stand
    still_open: int  # of those that were asked in it, as things stand


@dataclass(frozen=True)
class Unanswered:
    """What leadership is told each week."""

    open: int
    oldest: int  # days; 0: none is open
    overdue: int  # answers whose day has passed
    unscreened: int  # questions that should have been screened by now
