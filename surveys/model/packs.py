"""The quarter's pack: what a board, elected members or leaders read of everything published."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveys.model import actions
from surveys.model.commentary import Signer
from surveys.model.context import Marker, Measure
from surveys.model.figures import Change, Interval
from surveys.model.leaving import ExitResults
from surveys.model.openness import Statistics
from surveys.model.quarters import Quarter
from surveys.model.questions import Choice, Driver, Item, Option
from surveys.model.releases import Bound, Tier
from surveys.model.rounds import Thresholds


class Audience(StrEnum):
    """For whom a pack is made."""

    BOARD = "board"
    MEMBERS = "members"  # elected: no comments
    LEADERS = "leaders"  # every part of the tree


@dataclass(frozen=True)
class Place:
    """One part of the organisation, in the tree of a release."""

    names: tuple[str, ...]  # from the organisation down; a pseudo-team bears its parent's
    is_direct: bool  # the staff who sit at that part itself

    @property
    def depth(self) -> int:
        """Steps below the organisation: 0 the organisation, 1 a service or its direct staff."""
        return len(self.names) - 1 + self.is_direct


@dataclass(frozen=True)
class Figure:
    """One displayed figure, and the last one displayed at the same place."""

    value: float  # a score on its scale, or a share of 0 to 1; to 0.1
    bound: Bound | None
    n_band: str
    interval: Interval
    before: float | None  # None: never displayed here before
    before_date: date | None
    verdict: Change | None  # None: a share, or nothing to compare with

    @property
    def change(self) -> float | None:
        """Return the difference between two displayed values."""
        return None if self.before is None else round(self.value - self.before, 1)


@dataclass(frozen=True)
class Row:
    """One part of the organisation. No figures: withheld to protect people."""

    place: Place
    figures: tuple[Figure, ...]  # one for a score, one an option for shares


@dataclass(frozen=True)
class Told:
    """One question as a quarter's releases tell it, every part in tree order."""

    question: Item | Choice
    tier: Tier
    opened: date
    closed: date
    rows: tuple[Row, ...]

    @property
    def options(self) -> tuple[Option, ...]:
        """The options behind a row's figures; empty for a score."""
        return self.question.options if isinstance(self.question, Choice) else ()


@dataclass(frozen=True)
class Point:
    """One displayed value of a trend."""

    on: date
    value: float
    bound: Bound | None
    interval: Interval
    n_band: str


@dataclass(frozen=True)
class Trend:
    """The organisation's displayed values, oldest first, on a scale from lo to hi."""

    points: tuple[Point, ...]
    lo: int
    hi: int


@dataclass(frozen=True)
class Mean:
    """One driver's mean on one day."""

    point: Point
    items: frozenset[str]  # whose displayed scores it is the mean of


@dataclass(frozen=True)
class DriverPart:
    """One driver: its mean over the quarter's items, how it moved, and its questions."""

    driver: Driver | None  # None: questions that belong to none
    mean: Figure | None  # of the organisation; None: no team release shows it
    trend: Trend | None  # None: never displayed
    questions: tuple[Told, ...]


@dataclass(frozen=True)
class Response:
    """One round's response in the whole organisation."""

    closed: date
    rate: str | None  # None: too few were asked to say


@dataclass(frozen=True)
class Said:
    """What was written at one place in one round and checked: a few, chosen by chance."""

    closed: date
    place: Place
    question: str
    bodies: tuple[str, ...]


@dataclass(frozen=True)
class SurveyPart:
    """One survey's quarter."""

    title: str | None  # None: the weekly pulse
    purpose: str
    milestone: int | None  # months; None: asked on one day
    headline: tuple[Told, ...]  # of the newest round, then of the quarter's team release
    headline_trend: Trend | None  # None: not the pulse, or never displayed
    drivers: tuple[DriverPart, ...]
    comments: tuple[Told, ...]  # their tone and themes
    response: tuple[Response, ...]  # a round each, oldest first
    response_by_part: tuple[tuple[Place, str | None], ...]  # of the newest; None: not to be told
    said: tuple[Said, ...]  # empty for elected members
    hidden: tuple[Place, ...]  # parts of which nothing at all is shown


@dataclass(frozen=True)
class ContextRow:
    """One figure that HR entered, beside that of the quarter before."""

    place: Place
    measure: Measure
    value: float
    before: float | None  # None: none was entered then


@dataclass(frozen=True)
class Promise:
    """One action as it stood at the quarter's end. Who leads it is told by post, never by name."""

    place: Place  # for whom it is done
    said: actions.Said  # after which result
    what: str
    outcome: str  # "": not said
    measure: str  # "": not said
    due: date
    state: actions.ActionState
    is_late: bool
    post: actions.Post
    post_part: str  # where they hold it
    note: str  # the newest of the quarter; "": none

    @property
    def is_open(self) -> bool:
        """Say whether anything was left to do at the quarter's end."""
        return self.state in actions.OPEN


@dataclass(frozen=True)
class Signed:
    """A commentary as it stands, signed with a post."""

    signer: Signer
    on: date
    body: str


@dataclass(frozen=True)
class Pack:
    """Everything a pack says. Equal packs make equal files."""

    organisation: str
    quarter: Quarter
    first: date
    last: date
    audience: Audience
    surveys: tuple[SurveyPart, ...]  # the weekly pulse first
    context: tuple[ContextRow, ...]  # in tree order
    markers: tuple[tuple[Place, Marker], ...]  # up to the quarter's end, oldest first
    promises: tuple[Promise, ...]  # open at the quarter's end, or ended in it; in tree order
    promises_below: int  # such actions for parts that this audience is not told of
    thresholds: Thresholds
    commentary: tuple[Signed, ...] = ()
    comments: bool = True  # False: a version without what people wrote
    forum: Statistics | None = None  # None: it was not in use
    leaving: ExitResults | None = None  # released at the quarter's end; None: nothing was
