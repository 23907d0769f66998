"""Looking after the forum: what champions and leaders see of a question, and do with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from surveys.model.actions import Named
from surveys.model.forum import ForumQuestion, HideReason, Note
from surveys.model.words import Guarded, Held, Rewritten

MOST_PARTS: Final = 4  # that a question is split into
WORDS: Final = "words"  # the one text of most forms
PARTS: Final = tuple(f"part{n}" for n in range(1, MOST_PARTS + 1))


class Deed(StrEnum):
    """What can be done with a question."""

    PUBLISH = "publish"  # let everybody see it
    REWORD = "reword"  # ask its asker to
    MERGE = "merge"  # into another
    SPLIT = "split"
    HIDE = "hide"  # propose it to a second champion
    CONFIRM = "confirm"  # that it is hidden, as another champion wants
    DECLINE = "decline"  # what another champion wants
    TAKE_BACK = "take_back"  # what oneself wanted
    PUT_BACK = "put_back"  # a hidden question among those to screen, or one being reworded
    REOPEN = "reopen"  # an answered one
    ASSIGN = "assign"
    DRAFT = "draft"  # an answer
    ISSUE = "issue"  # publish the draft
    SEND_BACK = "send_back"  # the draft
    REPLY = "reply"  # to its asker alone
    POST_AGAIN = "post_again"  # in the channel


WRITTEN: Final = (Deed.REWORD, Deed.SPLIT, Deed.HIDE, Deed.DRAFT, Deed.SEND_BACK, Deed.REPLY)
FORMS: Final = frozenset({*WRITTEN, Deed.MERGE, Deed.ASSIGN})  # what is asked for more first


class Done(StrEnum):
    """What became of a question, as whoever did it is told."""

    PUBLISHED = "published"
    SECOND_NEEDED = "second_needed"
    PUBLISHED_ALREADY = "published_already"
    REWORDING = "rewording"
    MERGED = "merged"
    SPLIT = "split"
    HIDE_PROPOSED = "hide_proposed"
    HIDDEN = "hidden"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
    PUT_BACK = "put_back"
    REOPENED = "reopened"
    ASSIGNED = "assigned"
    DRAFTED = "drafted"
    ISSUED = "issued"
    SENT_BACK = "sent_back"
    REPLIED = "replied"
    POSTED_AGAIN = "posted_again"
    NOTHING_NEW = "nothing_new"  # it was done already


class Pile(StrEnum):
    """Questions that ask for the same of whoever looks after them."""

    SCREEN = "screen"
    SECOND = "second"  # another champion wants something that needs its reader, or a third
    WISHED = "wished"  # its reader wants something that needs another
    NOBODY = "nobody"  # open, and with nobody
    LATE = "late"  # open, with somebody, and overdue
    DRAFTED = "drafted"  # a draft waits to be published
    OPEN = "open"
    FOLLOWED = "followed"  # their askers wrote again
    REWORDING = "rewording"
    ANSWERED = "answered"
    HIDDEN = "hidden"
    MINE = "mine"  # open, and with its reader


class Posted(StrEnum):
    """How a published answer came to the forum's channel."""

    WAITING = "waiting"
    ARRIVED = "arrived"
    UNCLEAR = "unclear"  # Slack went silent: it may be there
    REFUSED = "refused"

    @property
    def may_be_repeated(self) -> bool:
        """Whether a champion may have it posted again."""
        return self in {Posted.UNCLEAR, Posted.REFUSED}


@dataclass(frozen=True)
class Seen:
    """Which question a view is about, and what its reader saw of it."""

    question_id: str
    version: int
    answers: int  # versions of its answer
    in_turn: bool = False  # while questions are screened one after the other
    pile: Pile | None = None  # the list that it was opened from; None: it was not
    page: int = 0  # of that list


@dataclass(frozen=True)
class Wish:
    """What one champion wants that needs another."""

    person_id: str
    by: str  # name
    is_mine: bool
    hide_for: HideReason | None  # None: to publish it
    words: str


@dataclass(frozen=True)
class Answer:
    """One version of an answer as it is read."""

    text: str
    on: date
    by: Named
    at_meeting: bool
    link: str | None = None  # to it in the forum's channel; None: not there, or not known


@dataclass(frozen=True)
class Likeness:
    """Another question, perhaps to merge with."""

    question_id: str
    text: str


@dataclass(frozen=True)
class Case:
    """One question before a champion, or before the leader whom it is with."""

    question: ForumQuestion
    seen: Seen
    topic: str | None  # a driver's name; None: something else
    may: frozenset[Deed]
    screen_by: date
    is_late: bool  # with its screening, or with its answer
    waiting: int  # to screen, this one too where it does
    guarded: Guarded | None  # None: the question names nobody, as far as we know
    wishes: tuple[Wish, ...] = ()
    notes: tuple[Note, ...] = ()  # the newest first
    joined: frozenset[str] = frozenset()  # questions of other askers, merged into this one
    replies: int = 0  # private, which nobody but its asker can read
    held_by: Named | None = None  # None: nobody who could answer it
    left: Named | None = None  # whom it was with, who can't answer it any more; None: nobody
    is_mine: bool = False  # with its reader
    draft: Answer | None = None  # not published; None: none
    sent_back: Answer | None = None  # why the last draft was; None: it was not
    published: Answer | None = None
    corrected: bool = False  # another was published before
    posted: Posted | None = None  # None: not published, or there is no channel
    alike: tuple[Likeness, ...] = ()
    target: str | None = None  # the text of the question it is merged into; None: it is not


@dataclass(frozen=True)
class Line:
    """One question in a list."""

    question: ForumQuestion
    held_by: Named | None
    is_late: bool


@dataclass(frozen=True)
class Listing:
    """A page of a pile."""

    pile: Pile
    piles: Mapping[Pile, int]  # those that hold something, and this one
    lines: tuple[Line, ...]
    page: int  # 0, 1, ...
    pages: int  # 1 or more


@dataclass(frozen=True)
class Duties:
    """What a Home tab says to whoever looks after the forum or answers in it."""

    piles: Mapping[Pile, int]
    looks_after: bool  # False: questions are with them, and that is all
    screen_by: date | None = None  # the first day; None: nothing waits
    screen_late: bool = False
    due: date | None = None  # of what is with them, the first; None: nothing is
    due_late: bool = False


@dataclass(frozen=True)
class Sheet:
    """What a form in words carries: ids and counts, none of its words."""

    deed: Deed
    seen: Seen
    form_id: str  # random: handed in twice, kept once
    step: int = 0  # how many times its texts were held back


@dataclass(frozen=True)
class WordsForm:
    """A form in which something is written about a question."""

    sheet: Sheet
    question: ForumQuestion
    texts: Mapping[str, Rewritten]
    reason: HideReason | None = None  # None: not chosen, or none is
    held: Mapping[str, Held] = field(default_factory=dict)  # texts not kept yet


@dataclass(frozen=True)
class Targets:
    """Questions that one may be merged into, the most alike first."""

    seen: Seen
    question: ForumQuestion
    offered: tuple[Likeness, ...]


@dataclass(frozen=True)
class Assigning:
    """To whom a question may be assigned, and by when."""

    seen: Seen
    question: ForumQuestion
    leaders: tuple[tuple[str, str], ...]  # id and name
    chosen: str | None  # an id; None: nobody yet
    due: date


@dataclass(frozen=True)
class Announcement:
    """A published answer for the forum's channel."""

    question: str
    topic: str | None
    answer: str
    by: Named
    is_correction: bool
    on: date  # of the first answer


@dataclass(frozen=True)
class AnswerReminder:
    """To whoever a question is with."""

    question_id: str
    due: date
    is_late: bool
