"""The words of a plain text: the place of each, its shape, and whether a sentence starts there."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+(?:['&-][^\W_]+)*")
_SHORTCODE: Final = re.compile(r":[a-z][a-z0-9_+-]*:")
_ENDS: Final = re.compile(r"[.!?:\n\"*>\u2022]|(?:^|\s)[-]\s|[^\x00-\x7f]")
_POSSESSIVE: Final = re.compile(r"'(?:s|d|ll|ve|re|m)$", re.IGNORECASE)
_NOT: Final = re.compile(r"n't$|^y'all$|^o'clock$", re.IGNORECASE)
_MOSTLY: Final = 0.7
_FEW: Final = 3
_SHORT_WORD: Final = 4


class Shape(Enum):
    """How a word is written."""

    LOWER = "lower"
    TITLE = "Title"
    UPPER = "UPPER"
    MIXED = "MiXed"


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a plain text."""

    text: str  # without "'s"
    low: str
    start: int
    end: int  # of `text`
    shape: Shape
    is_first: bool  # a sentence starts here
    owns: bool  # "'s" follows
    gap: str  # what stands between it and the next word
    next_low: str  # the next word in lower case; empty at the end
    is_plain: bool  # a contraction such as "don't", or a word with digits: never a name


@dataclass(frozen=True, slots=True)
class Words:
    """Every word of a text, and how its author writes."""

    tokens: tuple[Token, ...]
    all_capitals: bool
    many_capitals: bool  # so a capital in mid-sentence says little

    def at(self, place: int) -> Token | None:
        """The word at a place, if there is one."""
        return self.tokens[place] if 0 <= place < len(self.tokens) else None


def words(text: str) -> Words:
    """Return the words of a plain text."""
    skipped = [one.span() for one in _SHORTCODE.finditer(text)]
    found = [
        one
        for one in _WORD.finditer(text)
        if not any(start <= one.start() < end for start, end in skipped)
    ]
    letters = [letter for letter in text if letter.isalpha()]
    longer = [one.group() for one in found if len(one.group()) >= _SHORT_WORD]
    shouted = sum(map(str.isupper, letters)) >= _MOSTLY * len(letters)
    all_capitals = shouted and sum(one.isupper() for one in longer) >= 2
    capitals = sum(one[0].isupper() for one in longer)
    many = len(longer) > _FEW and capitals >= _MOSTLY * len(longer)
    tokens = []
    ends = [0, *(one.end() for one in found)]
    starts = [*(one.start() for one in found), len(text)]
    for place, one in enumerate(found):
        following = found[place + 1].group().lower() if place + 1 < len(found) else ""
        before = text[ends[place] : starts[place]] if place else "\n"
        gaps = before, text[ends[place + 1] : starts[place + 1]]
        tokens.append(_token(one, gaps, following, shouted=all_capitals))
    return Words(tuple(tokens), all_capitals, many)


def _token(found: re.Match[str], gaps: tuple[str, str], following: str, *, shouted: bool) -> Token:
    before, gap = gaps
    whole = found.group()
    is_plain = bool(_NOT.search(whole)) or any(letter.isdigit() for letter in whole)
    owner = None if is_plain else _POSSESSIVE.search(whole)
    text = whole[: owner.start()] if owner else whole
    ends_with_s = gap.startswith("'") and text.lower().endswith("s")
    return Token(
        text=text,
        low=text.lower(),
        start=found.start(),
        end=found.start() + len(text),
        shape=Shape.LOWER if shouted else _shape(text),
        is_first=bool(_ENDS.search(before)),
        owns=whole.lower().endswith("'s") or ends_with_s,
        gap=gap,
        next_low=following,
        is_plain=is_plain,
    )


def _shape(text: str) -> Shape:
    if text.islower() or not text[0].isalpha():
        return Shape.LOWER
    if text.isupper():
        return Shape.UPPER if len(text) > 1 else Shape.TITLE
    parts = re.split(r"['-]", text)
    if all(part.istitle() or part.islower() or not part for part in parts):
        return Shape.TITLE if text[0].isupper() else Shape.LOWER
    return Shape.MIXED
