"""What every document of a pack is made of: sections of paragraphs, tables, charts and quotations.

The words and the figures are settled here, once; each document only sets them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from surveys.model.packs import Trend

# What XML can't hold, in whatever document: people paste such characters without seeing them.
UNPRINTABLE: Final = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Text:
    """One paragraph."""

    words: str


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Quotes:
    """What people wrote, each in their own words."""

    said: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One cell of a table."""

    words: str
    number: float | None = None  # None: words alone say it
    is_share: bool = False  # its number is 0 to 1 and reads as a percentage
    depth: int = 0  # of a part of the organisation: how far it is moved in


@dataclass(frozen=True)
class Table:
    """A table whose first column names its rows. A row of two cells fills the columns left."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Chart:
    """A trend, and the words that say the same."""

    name: str
    words: str
    trend: Trend
    days: tuple[date, ...] = ()  # that are marked; the words say what they were


Block = Text | Bullets | Quotes | Table | Chart


@dataclass(frozen=True)
class Section:
    """A part of a document under a heading."""

    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple["Section", ...] = ()  # each under a heading one step lower


@dataclass(frozen=True)
class Paper:
    """A whole document."""

    title: str
    subtitle: str
    language: str  # such as "en-GB"
    dated: date  # the quarter's own last day: the moment of making says nothing
    contents: str  # what the list of sections is called
    skip: str  # the way past it, for whoever uses a keyboard
    sections: tuple[Section, ...]


def every_block(sections: tuple[Section, ...]) -> Iterator[Block]:
    """Yield every block in reading order."""
    for one in sections:
        yield from one.blocks
        yield from every_block(one.parts)


def printable(words: str) -> str:
    """Return words without the characters that no document can hold."""
    return UNPRINTABLE.sub("", words)
