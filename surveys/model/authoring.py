"""What an author sees of surveys, and what they write down in a form."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from surveys.model.asking import Reason
from surveys.model.questions import Driver, Scale
from surveys.model.surveys import Calendar, Survey, SurveyState


class Kind(StrEnum):
    """What an author can add to a survey."""

    SCALE = "scale"
    RECOMMEND = "recommend"
    ONE = "choice"
    SEVERAL = "choices"
    CASELOAD = "caseload"
    YES_NO = "yes_no"
    TEXT = "text"


@dataclass(frozen=True)
class Place:
    """One survey as its author saw it: what they change is the revision they looked at."""

    survey: str
    revision: int


@dataclass(frozen=True)
class Details:
    """A survey but for its questions, its audience and its calendar."""

    title: str
    purpose: str
    minutes: int
    open_working_days: int
    reminder: bool


@dataclass(frozen=True)
class Written:
    """One question as a form has it; what its kind does not need is empty."""

    kind: Kind
    text: str
    label: str = ""
    driver_id: str | None = None  # None: it belongs to no driver
    direction: int = 1
    scale_id: str | None = None  # one of the bank's; None: its author's own labels
    choices: tuple[str, ...] = ()  # labels of a scale from the lowest, or options
    low: str = ""  # the words at the ends of a scale from 0 to 10
    high: str = ""
    required: bool = False


@dataclass(frozen=True)
class Opened:
    """An open round: how far its invitations have come, and never its answers."""

    round_id: str
    closes_at: datetime  # in the zone of its survey
    sent: int
    of: int
    milestone: int | None  # months; None: everybody is asked on one day
    left_out: tuple[tuple[Reason, int], ...] = ()  # people it does not ask, by how many


@dataclass(frozen=True)
class Brief:
    """One survey at a glance."""

    survey: Survey
    state: SurveyState
    revision: int
    next_at: datetime | None  # in its calendar's zone; None: nothing is to come
    zone: str | None  # None: the organisation's
    opened: tuple[Opened, ...]


@dataclass(frozen=True)
class SurveyList:
    """One page of the authors' list."""

    briefs: tuple[Brief, ...]
    page: int  # 0, 1, ...
    pages: int  # 1 or more


@dataclass(frozen=True)
class Date:
    """One day on which a survey is asked."""

    at: datetime  # in its calendar's zone
    named: date  # by the calendar; offices may be closed on it, and then it moves


@dataclass(frozen=True)
class Page:
    """One survey for whoever looks after it."""

    brief: Brief
    parts: tuple[str, ...]  # the chosen parts' names; empty: the whole organisation
    dates: tuple[Date, ...]  # the next four at most
    remarks: tuple[str, ...]  # what looks like a slip, a sentence each
    press: str  # a new one each time it is shown: two clicks on one button are one


@dataclass(frozen=True)
class Beginning:
    """What a new survey can begin from."""

    ready: tuple[tuple[str, str], ...]  # id and title


@dataclass(frozen=True)
class Offered:
    """What a question can be made of."""

    drivers: tuple[Driver, ...]
    scales: tuple[Scale, ...]
    usual: tuple[str, ...]  # the usual caseload bands
    is_of_the_bank: bool  # its words are not its author's to change
    was_asked: bool  # its results would begin anew with other choices


@dataclass(frozen=True)
class Few:
    """Some of many to choose from: (value, words) pairs."""

    found: tuple[tuple[str, str], ...]  # all, or where there are too many for a list, none
    chosen: tuple[tuple[str, str], ...]
    is_searched: bool  # there are too many for a list


@dataclass(frozen=True)
class AudienceChoices:
    """Whom a survey can be for."""

    brief: Brief
    units: Few
    job_families: Few
    contracts: Few
    smallest: int  # people behind the one figure of a choice by attribute


@dataclass(frozen=True)
class CalendarChoices:
    """When a survey can be asked."""

    brief: Brief
    calendar: Calendar  # as it is, or as its author chooses just now
    zones: tuple[str, ...]
    zone: str | None  # the calendar's; None: the organisation's
    dates: tuple[Date, ...]  # the next four at most; a milestone's calendar has none


@dataclass(frozen=True)
class Covered:
    """When one driver was last asked about."""

    driver: Driver
    last: date | None  # None: never
    rounds: int
    is_here: bool  # the survey at hand asks about it
