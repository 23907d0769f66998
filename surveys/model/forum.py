"""The Champions Forum: what is asked without a name, who answers it, and the meetings."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from surveys.model.actions import Post

LONGEST_QUESTION: Final = 3000  # characters, and of each letter that follows one
OTHER_TOPIC: Final = "other"  # beside the drivers of the question bank
RECEIPT_WORDS: Final = 8
LETTER_BYTES: Final = 12 + 2 * 2 + 400 + 4 * LONGEST_QUESTION + 16  # of every sealed letter
FEWEST: Final = "0-4"  # the lowest band of votes
KEY_PREFIX: Final = "forum-"  # of the names of keys, as against those of rounds
DAY_PREFIX: Final = "forum-day-"  # followed by a date: of the key that counts a day's letters


class CycleState(StrEnum):
    """How far a cycle of the forum has come."""

    OPEN = "open"
    CLOSED = "closed"
    LOST = "lost"  # its key was missing, as after a restore: letters in it are gone


@dataclass(frozen=True)
class Cycle:
    """What leads to one meeting. Exactly one is open once the forum has begun."""

    id: str
    number: int  # 1, 2, ...
    meeting_on: date
    state: CycleState
    released_on: date | None  # the day of its last batch of letters; None: none yet
    scrubbed: bool  # nothing of its votes is left in any file

    @property
    def key_name(self) -> str:
        """The name of its key."""
        return f"{KEY_PREFIX}{self.id}"


class Addressee(StrEnum):
    """For whom a question is, as its asker thinks: a post, never a person."""

    ANYONE = "anyone"
    DIRECTOR = "director"
    HEADS = "heads"  # of service
    MANAGERS = "managers"  # of teams
    HR = "hr"


class LetterKind(StrEnum):
    """What an asker sends."""

    QUESTION = "question"
    FOLLOW_UP = "follow_up"  # to the champions, in the thread of a question
    REWORDING = "rewording"  # in place of the question's text


@dataclass(frozen=True)
class Thread:
    """Where private replies go: only the receipt of eight words opens them."""

    id: str  # 32 hexadecimal digits
    public_key: bytes  # X25519, 32 bytes


@dataclass(frozen=True)
class Letter:
    """What an asker has sent and no champion has seen."""

    kind: LetterKind
    text: str
    thread: Thread
    latest: date | None  # seen by then even if alone; None: only with two others
    topic: str = OTHER_TOPIC
    addressee: Addressee = Addressee.ANYONE


@dataclass(frozen=True)
class SealedLetter:
    """A letter as it is kept."""

    id: str  # made under the cycle's key from the form's own id: handed in twice, kept once
    box: bytes


class QuestionState(StrEnum):
    """Where a question stands."""

    WAITING = "waiting"  # for a champion to screen it
    REWORDING = "rewording"  # for its asker
    OPEN = "open"
    ANSWERED = "answered"
    HIDDEN = "hidden"
    MERGED = "merged"  # into another
    SPLIT = "split"  # into others


class HideReason(StrEnum):
    """Why a question is not shown."""

    NAMES_FAMILY = "names_family"  # a child, a family or a case
    NAMES_COLLEAGUE = "names_colleague"
    OTHER_ROUTE = "other_route"  # safeguarding, whistleblowing, a grievance
    ABUSIVE = "abusive"
    NOT_FOR_FORUM = "not_for_forum"


@dataclass(frozen=True)
class Holding:
    """With whom a question is: a post, and while they are on record a person."""

    person_id: str | None  # None: removed since
    post: Post
    unit_id: str
    due: date


@dataclass(frozen=True)
class ForumQuestion:
    """A question from the batch in which champions first saw it."""

    id: str
    cycle_id: str  # of that batch
    state: QuestionState
    version: int  # 1, 2, ...: each change adds one
    topic: str
    addressee: Addressee
    text: str
    released_on: date  # to champions; age counts from here, never from asking
    thread: Thread | None  # None: split from another, or its thread is closed
    opened_on: date | None = None  # to everybody; None: not yet
    answered_on: date | None = None  # None: not yet
    merged_into: str | None = None  # None: it stands for itself
    split_from: str | None = None  # None: asked as it is
    hidden_for: HideReason | None = None  # None: it is not hidden
    band: str = FEWEST  # of votes, as they stood when the last batch was handed over
    earlier_votes: int = 0  # people, counted when earlier cycles closed: the last count alone
    held: Holding | None = None  # None: with nobody yet


class AnswerState(StrEnum):
    """How far an answer has come."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SENT_BACK = "sent_back"  # by a champion: what to look at again, for whoever it is with


@dataclass(frozen=True)
class ForumAnswer:
    """One version of an answer."""

    question_id: str
    version: int  # 1, 2, ...
    state: AnswerState
    text: str
    at: datetime
    by_id: str | None  # None: removed since
    by_post: Post
    at_meeting: bool  # said there, and noted
    link: str | None = None  # to it in the forum's channel; None: not there, or not known


@dataclass(frozen=True)
class SealedReply:
    """A private reply that only its asker can read."""

    id: str
    thread_id: str
    box: bytes
    on: date


@dataclass(frozen=True)
class Note:
    """What an asker wrote after their question, as champions read it."""

    id: str
    question_id: str
    text: str
    released_on: date


@dataclass(frozen=True)
class Decision:
    """What one champion wants done that needs two."""

    question_id: str
    person_id: str
    hide_for: HideReason | None  # None: to publish a question that names somebody
    words: str  # for the asker; "": none


class Outcome(StrEnum):
    """What came of a question at its meeting."""

    NOT_REACHED = "not_reached"  # not yet, or carried over when the cycle closed
    DISCUSSED = "discussed"  # its answer follows
    ANSWERED = "answered"


@dataclass(frozen=True)
class AgendaItem:
    """One question of a meeting."""

    cycle_id: str
    question_id: str
    position: int  # 1, 2, ...
    votes: int  # people, when the agenda was made
    note: str = ""  # of what was said; "": nothing yet
    outcome: Outcome = Outcome.NOT_REACHED
    version: int = 1  # 1, 2, ...: each change adds one
