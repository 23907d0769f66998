"""What is said to one person: the models that views turn into messages, forms and pages."""

from dataclasses import dataclass
from datetime import date, datetime

from surveys.model.actions import AtHome, Promises
from surveys.model.authoring import SurveyList
from surveys.model.browsing import ForumAtHome
from surveys.model.chairing import Duties
from surveys.model.events import Coming, Programme
from surveys.model.figures import Change, Interval, Verdict
from surveys.model.home import NOTHING_NEXT, NextUp, Seat
from surveys.model.leaving import LeavingAtHome
from surveys.model.meetings import Standing
from surveys.model.milestones import Month
from surveys.model.openness import Unanswered
from surveys.model.ordering import Desk
from surveys.model.pictures import Pictured
from surveys.model.questions import Answers, Choice, Item, Option, Question
from surveys.model.releases import Bound, Tier
from surveys.model.roles import AdminDesk
from surveys.model.rounds import Thresholds
from surveys.model.support import Support
from surveys.model.thanks import RoundUp


@dataclass(frozen=True)
class About:
    """What is said of a survey; the weekly pulse has words of its own."""

    title: str
    purpose: str  # one sentence
    minutes: int  # what it takes to answer, 1 to 10


@dataclass(frozen=True)
class Welcome:
    """The first message."""

    thresholds: Thresholds


@dataclass(frozen=True)
class Invitation:
    """A round's message: the same for everyone asked, and never changed."""

    round_id: str
    about: About | None  # None: the weekly pulse
    first: Question
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
class GoneBack:
    """Word that a backup was restored: the same to everyone."""

    made_at: datetime  # the backup, in the organisation's zone
    restored_at: datetime  # the same
    thresholds: Thresholds


@dataclass(frozen=True)
class Form:
    """One form."""

    round_id: str | None  # None: a pretend one, of which nothing is kept
    about: About | None  # None: the weekly pulse
    questions: tuple[Question, ...]
    required: frozenset[str]  # ids of the questions that cannot be skipped
    chosen: Answers  # what is set when it opens
    closes_at: datetime | None  # None: a pretend one
    thresholds: Thresholds


@dataclass(frozen=True)
class Reopened:
    """Someone who answered comes back: choices first, answers never."""

    round_id: str
    about: About | None  # None: the weekly pulse
    closes_at: datetime


@dataclass(frozen=True)
class ResultLine:
    """One displayed figure, how sure it is, and what it says beside those displayed before."""

    item: Item
    value: float
    bound: Bound | None
    interval: Interval
    changed: Change | None = None  # None: never displayed here before
    driver: str | None = None  # its driver's name, where figures stand by driver

    @property
    def verdict(self) -> Verdict | None:
        """Return whether it changed by more than chance. None: never displayed here before."""
        return self.changed.verdict if self.changed else None

    @property
    def turned(self) -> int:
        """Say whether it got better (1) or worse (-1) by more than chance, or neither (0)."""
        ways = {Verdict.HIGHER: self.item.direction, Verdict.LOWER: -self.item.direction}
        return ways.get(self.verdict, 0) if self.verdict else 0


@dataclass(frozen=True)
class Share:
    """How many of those who answered picked one option, and the last share displayed here."""

    option: Option
    value: float  # 0 to 1, to 0.1
    bound: Bound | None
    before: float | None  # None: never displayed here before


@dataclass(frozen=True)
class ShareLine:
    """The displayed shares of one choice, in the order of its options."""

    choice: Choice
    shares: tuple[Share, ...]
    before_date: date | None  # None: never displayed here before
    within: float  # points of a hundred within which each share probably is right, 0 to 1
    driver: str | None = None  # as in a ResultLine
    n_band: str | None = None  # None: its section's; else its own, of the people who wrote


Line = ResultLine | ShareLine


def is_of_comments(line: Line) -> bool:
    """Say whether a line tells of comments and not of answers to a question."""
    return isinstance(line, ShareLine) and line.choice.is_found


@dataclass(frozen=True)
class Section:
    """Figures of one part of the tree."""

    node_id: str
    name: str
    is_direct: bool  # the staff attached to a unit rather than to its teams
    lines: tuple[Line, ...]
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

    about: About | None  # None: the weekly pulse
    tier: Tier
    opened: date
    closed: date
    parts: tuple[Part, ...]
    next_team_release: date | None  # None: no other is planned
    conversation: str | None  # None: nothing is shown to talk about
    thresholds: Thresholds
    release_id: str = ""  # "": an invented one
    promises: Promises | None = None  # of its reader, and overdue below them; None: not asked
    picture: Pictured | None = None  # None: there is none, or Slack does not hold it
    forum: Unanswered | None = None  # None: its reader does not lead, or nobody has asked anything
    coming: tuple[Coming, ...] = ()  # in the next seven days; empty on Home, where all of it stands


@dataclass(frozen=True)
class Hours:
    """When one person is asked things, and who says so."""

    now: str  # such as "Mon-Fri 09:00-17:00"
    own: str | None  # their own choice, if it is theirs; None: they chose none
    zone: str  # of their clock, such as "Europe/London"


@dataclass(frozen=True)
class OpenRound:
    """A round that can be answered now."""

    round_id: str
    about: About | None  # None: the weekly pulse
    closes_at: datetime


@dataclass(frozen=True)
class OtherResults:
    """A survey, not the weekly pulse, of which something was published."""

    survey: str  # its id
    title: str
    closed: date  # when its newest round did


@dataclass(frozen=True)
class OtherPage:
    """One page of the surveys, not the weekly pulse, of which something was published."""

    shown: tuple[OtherResults, ...]  # newest first
    page: int  # 0, 1, ...
    pages: int  # 1 or more


@dataclass(frozen=True)
class Comment:
    """One comment: its question, the place it stands at, its words."""

    id: str
    question: str
    place: str
    body: str


@dataclass(frozen=True)
class ToCheck:
    """One comment before a champion, with nothing of its scores, its writer or its moment."""

    about: About | None  # None: the weekly pulse
    closed: date
    comment: Comment
    was_reported: bool
    waiting: int  # comments in all, this one too
    telling: tuple[str, ...]  # words in it that may name somebody


@dataclass(frozen=True)
class Comments:
    """Comments that may be read, of one release."""

    release_id: str
    about: About | None  # None: the weekly pulse
    closed: date
    said: tuple[Comment, ...]  # by place, in no order that tells anything


@dataclass(frozen=True)
class Home:
    """The Home tab: the same to everyone in one place, answered or not."""

    open_rounds: tuple[OpenRound, ...]  # for this person, oldest first
    next_opening: datetime | None  # None: no schedule yet
    weekly: Digest | None  # None: nothing was published yet
    quarterly: Digest | None
    others: tuple[OtherResults, ...]  # newest first
    paused_until: date | None
    support: Support
    thresholds: Thresholds
    wants_reminders: bool = True  # False: this person turned them off for good
    to_check: int | None = None  # comments; None: this person checks none
    surveys: SurveyList | None = None  # None: its reader looks after none
    actions: AtHome | None = None  # None: an invented one
    leaving: LeavingAtHome | None = None  # None: the same
    seats: tuple[Seat, ...] = (Seat.STAFF,)  # of its reader
    next_up: NextUp = NOTHING_NEXT
    desk: Desk | None = None  # None: its reader has nothing to do with packs
    chairing: Duties | None = None  # None: its reader neither looks after the forum nor answers
    forum: ForumAtHome | None = None  # None: an invented one
    meeting: Standing | None = None  # of the forum, the next; None: an invented one
    people: AdminDesk | None = None  # None: its reader is no administrator
    month: Month | None = None  # None: its reader manages nobody
    round_up: RoundUp | None = None  # of thank-yous, the newest; None: none that tells anything
    events: Programme | None = None  # None: an invented one
