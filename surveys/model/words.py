"""Words that would give somebody away, as their author is asked about them."""

from dataclasses import dataclass
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

    @property
    def keepable(self) -> dict[int, str]:
        """Words whose author may say that they name nobody, by the place of their mark."""
        return {
            place: self.text[one.start : one.end]
            for place, one in enumerate(self.marks)
            if one.kind.may_be_kept
        }
