"""What was found in a text, and the text without it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from surveys.wording import _


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


def settled(found: Iterable[Mark]) -> tuple[Mark, ...]:
    """Put marks in order; of two that overlap, keep what both cover, with the longer one's kind."""
    kept: list[Mark] = []
    for one in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if kept and one.start < kept[-1].end:
            last = kept[-1]
            longer = max(last, one, key=lambda mark: mark.end - mark.start)
            kept[-1] = Mark(last.start, max(last.end, one.end), longer.kind)
        else:
            kept.append(one)
    return tuple(kept)


def masked(text: str, marks: Iterable[Mark]) -> str:
    """Return the text with each mark replaced by its kind, such as "[name]"."""
    parts, at = [], 0
    for one in settled(marks):
        parts += [text[at : one.start], f"[{said(one.kind)}]"]
        at = one.end
    return "".join([*parts, text[at:]])


def said(kind: Kind) -> str:
    """The word that stands for a kind."""
    return {
        Kind.NAME: _("name"),
        Kind.WORD: _("name"),
        Kind.PLACE: _("place"),
        Kind.ADDRESS: _("address"),
        Kind.NUMBER: _("number"),
        Kind.EMAIL: _("e-mail"),
        Kind.PHONE: _("phone"),
        Kind.DATE: _("date"),
        Kind.AGE: _("age"),
        Kind.LINK: _("link"),
    }[kind]
