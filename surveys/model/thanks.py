"""Thank-yous: signed words to colleagues or a team, and the monthly round-up without a name."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from surveys.model.people import Account
from surveys.model.support import Route
from surveys.model.words import Held, Rewritten

LONGEST: Final = 500  # characters
NO_WORDS: Final = Rewritten("", 0)


class ThanksState(StrEnum):
    """How far a thank-you has come."""

    WAITING = "waiting"  # for Slack to take it into its channel
    GIVEN = "given"
    BACK = "back"  # Slack did not take it, or did not say: its writer has it back
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class ThankYou:
    """One thank-you as it is kept; most of it is forgotten soon."""

    id: str
    day: date  # of the organisation's calendar
    state: ThanksState
    sender_id: str | None  # None: forgotten
    unit_id: str | None  # a whole team is thanked; None: people, or forgotten
    channel: str | None  # Slack's id; None: privately, or forgotten
    words: str | None  # None: forgotten
    shared: str | None  # the words as the round-up says them; None: not for the round-up
    told_in: date | None = None  # the month of the round-up that told them; None: none yet
    workspace: str | None = None  # of the channel; None: privately, or forgotten


@dataclass(frozen=True)
class ThanksSheet:
    """What a form carries along."""

    form_id: str
    step: int = 0  # how many times its words came back
    marks: int = 0
    instead: str = ""  # the thank-you that this one takes the place of; "": none


@dataclass(frozen=True)
class ThanksEntered:
    """What a form says."""

    sheet: ThanksSheet
    people: tuple[Account, ...] = ()
    unit_id: str | None = None  # None: no team was chosen
    text: Rewritten = NO_WORDS
    channel: str | None = None  # None: privately
    shared: bool = False  # the round-up may tell the words
    workspace: str | None = None  # in which the channel was chosen; None: not chosen yet


@dataclass(frozen=True)
class ThanksForm:
    """A form to fill in."""

    entered: ThanksEntered
    team: str = ""  # the path of the team that is chosen
    teams: tuple[tuple[str, str], ...] = ()  # ids and paths; empty: so many that they are searched
    held: Held | None = None  # words to look at; None: none


@dataclass(frozen=True)
class ThanksSent:
    """What its writer reads after sending."""

    whom: tuple[str, ...]  # names
    team: str | None  # None: people are thanked
    channel: str | None  # None: privately
    shared: str | None  # the words as the round-up will say them; None: it won't


@dataclass(frozen=True)
class ThanksHanded:
    """What became of a form."""

    sent: ThanksSent | None  # None: nothing is kept yet
    form: ThanksForm | None  # again, with the words to look at; None: it is sent
    routes: frozenset[Route]  # where its writer is shown to turn


@dataclass(frozen=True)
class Thanked:
    """The message to somebody who is thanked, or in the channel that was chosen."""

    thanks_id: str
    sender: str
    words: str
    whom: tuple[str, ...]  # names; empty: its reader
    team: str | None  # None: people are thanked
    channel: str | None  # in which it stands too; None: none, or this is it
    is_shared: bool  # its words may come into the round-up


@dataclass(frozen=True)
class ThanksBack:
    """Word to a writer that a channel did not take their thank-you, or perhaps not."""

    thanks_id: str
    channel: str
    is_unclear: bool  # Slack did not say: it may stand there


@dataclass(frozen=True)
class RoundUp:
    """What is told of one month: the same to everyone."""

    month: date  # its first day
    said: int | None  # in the whole organisation; None: too few to tell
    words: tuple[str, ...] = ()  # that people chose to share, without names, in a random order


@dataclass(frozen=True)
class Given:
    """One of the thank-yous somebody wrote, for their eyes alone."""

    thanks_id: str
    day: date
    words: str
    is_back: bool
    is_shared: bool
    whom: tuple[str, ...] = ()  # names; empty: a team
    team: str | None = None  # its path; None: people are thanked


ThanksMessage = Thanked | ThanksBack | RoundUp
