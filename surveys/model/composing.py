"""What somebody writes to the forum, on its way through a form, and what a receipt opens."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveys.model.browsing import Brief, Listed, Topics
from surveys.model.forum import Addressee, LetterKind
from surveys.model.words import Guarded, Rewritten


@dataclass(frozen=True)
class Between:
    """When champions will see what is sent now."""

    first: date
    latest: date | None  # None: only with two others, whenever they come


@dataclass(frozen=True)
class Draft:
    """A question as its form was handed in."""

    form_id: str  # 32 hexadecimal digits
    text: Rewritten
    topic: str
    addressee: Addressee
    alone: bool  # by a day, even if no other comes
    step: int = 0  # how many times it came back
    seen: str = ""  # a figure of the text as its writer was shown it whole; "": not yet


@dataclass(frozen=True)
class AskForm:
    """The form for a question, perhaps with words to look at."""

    draft: Draft
    topics: Topics
    latest: date  # the day by which it is seen even if alone
    held: Guarded | None = None  # None: nothing to look at


@dataclass(frozen=True)
class Preview:
    """A question before it is sent, for its writer alone."""

    draft: Draft
    topic: str | None  # its name; None: something else
    seen: Between
    alike: tuple[Brief, ...]


class Stage(StrEnum):
    """How far what was asked with a receipt has come."""

    LETTERBOX = "letterbox"
    FORUM = "forum"


@dataclass(frozen=True)
class Said:
    """One thing that was written in a thread."""

    on: date
    text: str
    by_asker: bool


@dataclass(frozen=True)
class Returned:
    """What a receipt opens."""

    stage: Stage
    text: str  # in the letterbox: what waits there; "": nothing does
    seen: Between | None  # when champions will see it; None: they have
    listed: tuple[Listed, ...]  # the question, or those that it was parted into
    targets: tuple[Listed, ...]  # what it was joined with
    said: tuple[Said, ...]  # the oldest first
    unreadable: int  # replies that are damaged
    kind: LetterKind  # what its holder would write now


@dataclass(frozen=True)
class After:
    """What somebody with a receipt wrote after their question, as it was handed in."""

    form_id: str
    words: str  # of the receipt
    text: Rewritten
    kind: LetterKind
    alone: bool
    step: int = 0


@dataclass(frozen=True)
class AfterForm:
    """What a receipt opened, with the form to write in."""

    after: After
    returned: Returned
    latest: date
    held: Guarded | None = None
    sent: Between | None = None  # None: nothing was sent just now
