"""Actions: what is done after a result, who promised it, and how it went."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from surveys.model.people import Account
from surveys.model.releases import Bound
from surveys.model.words import Held, Rewritten

LONGEST: Final = 600  # characters of each text


class Heard(StrEnum):
    """Where it was said that something should be done."""

    RESULT = "result"  # a published answer to a question
    THEME = "theme"  # a published theme of comments
    FORUM = "forum"  # a question in the Champions Forum


class ActionState(StrEnum):
    """How far an action has come."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    NOT_GOING_AHEAD = "not_going_ahead"


OPEN: Final = frozenset({ActionState.PLANNED, ActionState.UNDER_WAY})


class Post(StrEnum):
    """What somebody is here, which stays on record when their name goes."""

    LEADER = "leader"
    MANAGER = "manager"
    HR = "hr"
    STAFF = "staff"


class Text(StrEnum):
    """What is written of an action in somebody's own words."""

    WHAT = "what"  # what we will do
    OUTCOME = "outcome"
    MEASURE = "measure"
    NOTE = "note"  # how it goes, or why it does not


@dataclass(frozen=True)
class Subject:
    """One displayed figure of a release, or one question of the forum."""

    kind: Heard
    release_id: str  # "": said in the forum, as are the next two
    question_id: str  # as the release names it; a share's ends with ":" and its option
    node_id: str  # where it stands
    forum_question_id: str = ""  # "": a figure


@dataclass(frozen=True)
class Holder:
    """Who acted or promised: a post, and while they are on record a person."""

    person_id: str | None  # None: removed since
    post: Post
    unit_id: str  # what they manage, or where they sit


@dataclass(frozen=True)
class Change:
    """An action as somebody left it. A change is kept as it was made."""

    version: int  # 1, 2, ...
    at: datetime
    by: Holder
    owner: Holder
    what: str
    outcome: str  # "": not said
    measure: str  # "": not said
    due: date  # a day of the organisation's calendar
    state: ActionState
    note: str  # "": nothing was said of this change

    @property
    def is_open(self) -> bool:
        """Say whether anything is left to do."""
        return self.state in OPEN


@dataclass(frozen=True)
class Action:
    """What is done for one part of the organisation after something was said."""

    id: str
    unit_id: str
    subject: Subject
    history: tuple[Change, ...]  # oldest first; in a list the newest alone

    @property
    def now(self) -> Change:
        """The action as it stands."""
        return self.history[-1]


@dataclass(frozen=True)
class Displayed:
    """One displayed figure, and of which release."""

    release_id: str
    survey: str
    round_number: int
    closed: datetime
    value: float
    bound: Bound | None


@dataclass(frozen=True)
class Figure:
    """One displayed figure as it is told."""

    value: float  # a share: 0 to 1
    bound: Bound | None
    closed: date


@dataclass(frozen=True)
class Said:
    """What people said: one displayed figure, by name, or a question of the forum."""

    title: str | None  # of its survey; None: the weekly pulse
    label: str
    place: str
    option: str | None = None  # None: a score
    top: int | None = None  # of the scale of a score; None: a share, or not to be found any more
    lower_is_better: bool = False
    figure: Figure | None = None  # None: not to be found any more
    since: Figure | None = None  # the newest displayed at the same place; None: none newer
    is_asked: bool = False  # in the forum: `label` is the question, and there is no figure


@dataclass(frozen=True)
class Named:
    """Who promised or acted, as it is told."""

    name: str | None  # None: they have left
    post: Post
    part: str


@dataclass(frozen=True)
class Step:
    """One change as it is told."""

    on: date
    state: ActionState
    note: str
    by: Named | None  # None: its reader is not told


@dataclass(frozen=True)
class Noticed:
    """How many say that they noticed an action, as displayed."""

    place: str
    figure: Figure


@dataclass(frozen=True)
class Told:
    """One action as somebody reads it."""

    action_id: str
    part: str
    said: Said
    now: Change
    owner: Named
    is_late: bool
    is_mine: bool
    may_change: bool
    steps: tuple[Step, ...] = ()  # oldest first; empty in a list
    noticed: Noticed | None = None  # None: in a list, or nothing of it is displayed
    may_ask: bool = False  # whether people noticed; never in a list


@dataclass(frozen=True)
class Ledger:
    """A page of actions, the newest change first."""

    told: tuple[Told, ...]
    page: int  # from 0
    pages: int  # one or more
    may_record: bool


@dataclass(frozen=True)
class Promises:
    """What its reader promised and what is overdue below them."""

    mine: tuple[Told, ...] = ()  # still open, the first due first
    late: tuple[Told, ...] = ()  # of others
    mine_in_all: int = 0
    late_in_all: int = 0


@dataclass(frozen=True)
class AtHome:
    """What the Home tab says of actions."""

    newest: tuple[Told, ...]
    in_all: int
    promises: Promises  # of its reader alone, and due later than in a week
    may_record: bool
    pressing: Promises = Promises()  # due within a week or overdue, and overdue below its reader


@dataclass(frozen=True)
class Offered:
    """One result that an action can follow."""

    key: str  # its release and its question
    said: Said


@dataclass(frozen=True)
class Entered:
    """What a form says of an action."""

    said: str | None  # the key of a result; None: nothing is chosen
    texts: Mapping[Text, Rewritten]
    owner: Account | None  # None: nobody is chosen
    due: date | None  # None: no day is chosen
    state: ActionState = ActionState.PLANNED


@dataclass(frozen=True)
class Sheet:
    """What a form for one action carries."""

    action_id: str
    version: int  # that its reader saw; 0: a new one
    unit_id: str
    step: int = 0  # how many times its texts were held back
    forum_question_id: str = ""  # that a new one follows; "": a result


@dataclass(frozen=True)
class ActionForm:
    """A form for a new action or a changed one."""

    sheet: Sheet
    part: str
    offered: tuple[tuple[Offered, ...], ...]  # by release; of a new one alone
    entered: Entered
    today: date
    owner: Named | None = None  # None: a new one
    held: Mapping[Text, Held] = field(default_factory=dict)  # texts not kept yet
    asked: str | None = None  # the forum's question that a new one follows; None: a result


@dataclass(frozen=True)
class Parts:
    """Parts of the organisation for which somebody may record an action."""

    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # name, and (id, name) of each
    forum_question_id: str = ""  # that it will follow; "": a result


@dataclass(frozen=True)
class PromiseReminder:
    """A message to whoever promised something."""

    action_id: str
    what: str
    part: str
    due: date
    is_late: bool
