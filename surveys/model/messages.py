"""What is said to one person: the models that views turn into messages, forms and pages."""

from dataclasses import dataclass
from datetime import date, datetime

from surveys.model.questions import Answers, CommentPrompt, Item
from surveys.model.releases import Bound, Tier
from surveys.model.rounds import Thresholds
from surveys.model.support import Support


@dataclass(frozen=True)
class Welcome:
    """The first message."""

    thresholds: Thresholds


@dataclass(frozen=True)
class Invitation:
    """A round's message: the same for everyone asked, and never changed."""

    round_id: str
    headline: Item
    closes_at: datetime  # in the organisation's zone
    thresholds: Thresholds
    asked_for: bool  # its reader asked to be asked again
    repeats: bool  # the round before was lost


@dataclass(frozen=True)
class Reminder:
    """One reminder of a longer round: the same to everyone asked, answered or not."""

    round_id: str
    title: str  # of the survey
    closes_at: datetime  # in the organisation's zone
    thresholds: Thresholds


@dataclass(frozen=True)
class Form:
    """One short form."""

    round_id: str | None  # None: a pretend one, of which nothing is kept
    items: tuple[Item, ...]
    comment: CommentPrompt
    chosen: Answers  # what is set when it opens
    closes_at: datetime | None  # None: a pretend one
    thresholds: Thresholds


@dataclass(frozen=True)
class Reopened:
    """Someone who answered comes back: choices first, answers never."""

    round_id: str
    closes_at: datetime


@dataclass(frozen=True)
class ResultLine:
    """One displayed figure, and the last one displayed at the same place."""

    item: Item
    value: float
    bound: Bound | None
    before: float | None  # None: never displayed here before
    before_date: date | None
    driver: str | None = None  # its driver's name, where figures stand by driver

    @property
    def change(self) -> float | None:
        """Return the difference between two displayed values, in points of the scale."""
        return None if self.before is None else round(self.value - self.before, 1)


@dataclass(frozen=True)
class Section:
    """Figures of one part of the tree."""

    node_id: str
    name: str
    is_direct: bool  # the staff attached to a unit rather than to its teams
    lines: tuple[ResultLine, ...]
    n_band: str
    rate: str | None  # None: too few were asked to say


@dataclass(frozen=True)
class Part:
    """What one reader reads about one unit: its own figures, or the nearest that can be shown."""

    unit_id: str
    unit_name: str
    sections: tuple[Section, ...]  # empty: nothing can be shown
    is_team: bool


@dataclass(frozen=True)
class Digest:
    """One release, for one reader."""

    tier: Tier
    opened: date
    closed: date
    parts: tuple[Part, ...]
    next_team_release: date
    conversation: str | None  # None: nothing is shown to talk about
    thresholds: Thresholds


@dataclass(frozen=True)
class OpenRound:
    """A round that can be answered now."""

    round_id: str
    closes_at: datetime


@dataclass(frozen=True)
class Home:
    """The Home tab: the same to everyone in one place, answered or not."""

    open_round: OpenRound | None  # None: nothing is open for this person
    next_opening: datetime | None  # None: no schedule yet
    weekly: Digest | None  # None: nothing was published yet
    quarterly: Digest | None
    paused_until: date | None
    support: Support
    thresholds: Thresholds
