"""Why people leave: what HR records of a leaver, and, apart from it, what leavers say.

A Leaver is an administrative fact. What was said lies sealed in a pool and names nobody; nothing
here holds both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from surveys.model.deliveries import DeliveryState
from surveys.model.figures import Interval
from surveys.model.releases import Bound, CommentState
from surveys.model.words import Held

STEPS: Final = 5
LONGEST: Final = 600  # characters of one text
DECEASED: Final = 6  # the code of reason under which nobody is asked anything


class Text(StrEnum):
    """What is asked in words."""

    FIRST = "first"  # what first made them think of leaving, and when
    NEARLY = "nearly"  # what nearly kept them
    CHANGE = "change"  # one thing to change


@dataclass(frozen=True)
class Code:
    """One code of the Department for Education's workforce census, in plain words."""

    number: int
    words: str


@dataclass(frozen=True)
class LeavingReason:
    """One reason behind a resignation."""

    id: str
    words: str
    group: str  # the id of its group
    driver_id: str | None  # of the pulse; None: the pulse asks nothing like it


@dataclass(frozen=True)
class LeavingGroup:
    """Reasons that belong together, and what they have in common."""

    id: str
    name: str
    is_pay: bool
    is_avoidable: bool | None  # by the employer; None: can't be said
    basis: str  # why it counts so
    reasons: tuple[LeavingReason, ...]


@dataclass(frozen=True)
class LeavingBank:
    """Everything that is asked, and the codes HR records by."""

    groups: tuple[LeavingGroup, ...]
    reasons: tuple[Code, ...]  # of the census
    destinations: tuple[Code, ...]

    @property
    def by_id(self) -> dict[str, LeavingReason]:
        """Return the reasons behind a resignation by their ids."""
        return {one.id: one for group in self.groups for one in group.reasons}

    @property
    def group_of(self) -> dict[str, LeavingGroup]:
        """Return the group of each such reason."""
        return {one.id: group for group in self.groups for one in group.reasons}


@dataclass(frozen=True)
class Leaver:
    """What HR records of one leaver, for the census and for the conversation to be offered."""

    id: str
    person_id: str | None  # None: they were removed since; the codes stay for the census
    last_day: date | None  # None: as above
    census_year: int  # the year in which its census year ends
    reason: int  # a code of the census
    destination: int
    times: int = 1  # how often they were asked for a conversation: a lost key asks anew


@dataclass(frozen=True)
class Said:
    """What one leaver says, in their own hand or as HR took it down."""

    reasons: tuple[str, ...] = ()
    main: str | None = None  # None: not said
    returning: str | None = None  # "yes", "perhaps", "no"; None: not said
    recommend: int | None = None  # 0 to 10; None: not said
    texts: Mapping[str, str] = field(default_factory=dict)  # by Text

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was said at all."""
        return self == Said()


@dataclass(frozen=True)
class Conversation:
    """One sealed box: everyone recorded has one from that day on, whether they say anything."""

    last_day: date
    service: str  # where they sat: a unit just below the organisation, or the organisation
    is_confirmed: bool  # HR recorded it; False: so far only the leaver themselves spoke of it
    own: Said = Said()
    spoken: Said = Said()  # taken down by HR; it counts where nothing is in their own hand
    step: int = 0  # how many steps were sent; 0: none

    @property
    def counted(self) -> Said:
        """Return what counts: their own hand first."""
        return self.spoken if self.own.is_empty else self.own

    @property
    def is_own(self) -> bool:
        """Say whether they spoke in their own hand."""
        return not self.own.is_empty


@dataclass(frozen=True)
class KeptBox:
    """A box as it is inside."""

    mark: bytes  # whose it is, to whoever has the pool's key; of nobody: b""
    inside: Conversation | None  # None: nobody's, so that nobody can count how many there are
    is_free: bool = False  # nobody's, and the next leaver's may take its place


@dataclass(frozen=True)
class SealedBox:
    """A box as it lies in the database."""

    tag: bytes
    box: bytes


@dataclass(frozen=True)
class Pool:
    """Where boxes wait for each other."""

    id: str
    looked_on: date | None  # the last quarter's end on which it was judged; None: none yet
    looked_at: int  # leavers it held when it was last found to have too few answers; 0: never


@dataclass(frozen=True)
class ExitCell:
    """One displayed share, or that it has too few."""

    question: str
    option: str
    share: float | None  # 0 to 1, to 0.1; None: fewer than 3


@dataclass(frozen=True)
class ExitRelease:
    """What one pool became: of the whole organisation, of ten leavers or more."""

    id: str
    number: int  # 1, 2, ...
    until: date  # the end of the quarter it was judged on
    at_least: int  # so many answered, or more
    cells: tuple[ExitCell, ...]


@dataclass(frozen=True)
class ExitText:
    """What one leaver wrote to one question, apart from all else they said."""

    id: str
    release_id: str
    question: str  # a Text
    body: str  # "": withheld
    state: CommentState = CommentState.WAITING


@dataclass(frozen=True)
class ExitPage:
    """One step of the conversation, as a form."""

    step: int  # 1 to STEPS
    subject: str  # "": their own; else the id of the record of whom HR takes down
    name: str  # of the leaver where HR takes down; "": their own
    said: Said  # what is set when it opens
    offered: LeavingBank
    last_day: date
    is_confirmed: bool
    contacts: tuple[tuple[str, str], ...] = ()  # who may be asked for a conversation: id, name
    held: Mapping[str, Held] = field(default_factory=dict)  # texts to look at again
    # How many steps this form has shown before: in a text box that keeps its name, Slack leaves
    # what was typed before.
    attempt: int = 0


@dataclass(frozen=True)
class ExitBegun:
    """Somebody comes back: what can be done, never what they said."""

    step: int  # how many steps they have sent; 0: none in their own hand
    last_day: date
    has_spoken: bool  # HR took something down
    is_confirmed: bool


@dataclass(frozen=True)
class ExitInvitation:
    """The message to a leaver; its notification does not name leaving."""

    last_day: date
    again: bool  # the key of what they said before was lost


@dataclass(frozen=True)
class TalkRequest:
    """To whoever a leaver chose to talk with, because they said so."""

    name: str


@dataclass(frozen=True)
class LeaverLine:
    """One leaver in HR's list: facts, and how the message went; never whether they answered."""

    leaver_id: str
    name: str
    last_day: date
    reason: Code
    destination: Code
    message: DeliveryState | None  # None: none was sent, the last day had passed
    is_on_slack: bool
    is_over: bool  # their last day has passed


@dataclass(frozen=True)
class PulseFigure:
    """What the pulse shows of the organisation about one driver."""

    label: str
    value: float
    bound: Bound | None  # None: exactly the value
    top: int  # of its scale


@dataclass(frozen=True)
class ExitFigure:
    """One share as it is told."""

    words: str
    share: float | None  # None: fewer than 3
    interval: Interval | None  # None: the same
    before: float | None = None  # in the release before; None: not shown there
    is_news: bool = False  # it differs from then by more than chance
    pulse: PulseFigure | None = None  # of its driver, in the same time; None: nothing is shown


@dataclass(frozen=True)
class ExitResults:
    """The newest release as everyone reads it."""

    release: ExitRelease
    main: tuple[ExitFigure, ...]  # those shown alone
    reasons: tuple[ExitFigure, ...]  # the largest first, those with too few last
    classes: tuple[ExitFigure, ...]  # of main reasons: pay or not, avoidable or not
    returning: tuple[ExitFigure, ...]
    recommend: tuple[ExitFigure, ...]
    texts: tuple[tuple[str, tuple[ExitText, ...]], ...] = ()  # by the question's words


@dataclass(frozen=True)
class LeavingAtHome:
    """What the Home tab says of leaving: the same to everyone but HR."""

    released: tuple[int, date] | None  # the newest: at least so many, until; None: none yet
    may_record: bool  # HR


@dataclass(frozen=True)
class CensusCounts:
    """Leavers of one census year by code: HR facts, which no answer is beside."""

    year: int  # in which it ends, on 30 September
    reasons: tuple[tuple[Code, int], ...]
    destinations: tuple[tuple[Code, int], ...]
