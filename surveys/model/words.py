"""Words that would give somebody away, as their author is asked about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What kind of thing would give somebody away."""

    NAME = "name"
    WORD = "word"  # has a capital and is no word we know: most likely a name
    PLACE = "place"  # a town, a home, a school
    ADDRESS = "address"  # a postcode, a street with its number
    NUMBER = "number"
    EMAIL = "e-mail"
    PHONE = "phone"
    DATE = "date"
    AGE = "age"
    LINK = "link"

    @property
    def may_be_kept(self) -> bool:
        """Whether its author may say that it names nobody."""
        return self in {Kind.NAME, Kind.WORD, Kind.PLACE}


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One thing that would give somebody away: characters `start` up to `end` of the text."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True)
class Guarded:
    """A text that somebody sent, with what would give somebody away in it; none of it is kept."""

    text: str
    masked: str  # the text as it could be kept
    marks: tuple[Mark, ...]
    # Of each mark, its place among all that reads like one: an author may have written "[name]".
    places: tuple[int, ...] = ()  # empty: nothing but the marks does
    alike: int = 0  # how many read like marks without being any

    @property
    def masks(self) -> int:
        """How many marks, or what reads like one, the masked text has."""
        return len(self.marks) + self.alike

    @property
    def keepable(self) -> dict[int, str]:
        """Words whose author may say that they name nobody, by the place of their mark."""
        places = self.places or range(len(self.marks))
        return {
            place: self.text[one.start : one.end]
            for place, one in zip(places, self.marks, strict=True)
            if one.kind.may_be_kept
        }


@dataclass(frozen=True)
class Held:
    """A text of a form that is not kept yet, on its way back to its author alone."""

    question_id: str
    question: str  # its words
    guarded: Guarded
    ticked: frozenset[str] = frozenset()  # words that its author said to keep


@dataclass(frozen=True)
class Rewritten:
    """A text that was held back, as its author has left it."""

    text: str
    marks: int  # how many it had when it was shown
    kept: Mapping[int, str] = field(default_factory=dict)  # words to put back, by their mark
