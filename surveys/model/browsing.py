"""The forum as everybody reads it, and one question of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveys.model.actions import Named
from surveys.model.forum import Addressee, HideReason, QuestionState

Topics = tuple[tuple[str, str | None], ...]  # ids, and names; None: something else


class Sought(StrEnum):
    """Which questions somebody wants to see."""

    ALL = "all"
    OPEN = "open"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Seeking:
    """What somebody chose to see of the forum."""

    sought: Sought = Sought.ALL
    topic: str = ""  # "": every topic
    page: int = 0


@dataclass(frozen=True)
class Brief:
    """A question that is like another one."""

    id: str
    text: str
    state: QuestionState


@dataclass(frozen=True)
class Answered:
    """An answer as it is read."""

    text: str
    on: date
    by: Named
    at_meeting: bool  # said there
    corrects: date | None = None  # the day of the first answer; None: this is it
    link: str | None = None  # to it in the forum's channel; None: not there, or not known


@dataclass(frozen=True)
class Listed:
    """One question as everybody reads it."""

    id: str
    state: QuestionState
    text: str
    topic: str | None  # its name; None: something else
    addressee: Addressee
    votes: str  # the band of this cycle's, such as "5-9"
    earlier_votes: int  # people, when the last cycle closed
    age: int  # working days since champions first had it
    held: Named | None  # None: with nobody yet
    due: date | None  # None: the same
    answer: Answered | None  # None: none is published
    joined: int  # other questions that are part of it now
    hidden_for: HideReason | None = None  # None: it is not hidden


@dataclass(frozen=True)
class Board:
    """A page of the forum."""

    seeking: Seeking
    topics: Topics
    listed: tuple[Listed, ...]
    found: int  # on all pages
    pages: int
    waiting: int  # not read by a champion yet, or with their askers for other words
    hidden: tuple[tuple[HideReason, int], ...]
    meeting_on: date
    vote_until: date
    is_voting: bool


@dataclass(frozen=True)
class Opened:
    """One question whole, for one reader."""

    listed: Listed
    is_mine: bool  # their vote lies there: shown to them alone
    is_voting: bool
    vote_until: date
    meeting_on: date
    related: tuple[Brief, ...]


@dataclass(frozen=True)
class ForumAtHome:
    """What Home says of the forum: to everybody the same."""

    open: int  # questions
    answered: int
    replies: int  # private ones, written in the last four weeks
    was_lost: bool  # letters that nobody had seen went with the last cycle's key
