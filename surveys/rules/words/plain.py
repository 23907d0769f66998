"""A text made plain for reading, which remembers where each character came from."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from surveys.model.words import Kind, Mark

_ESCAPES: Final = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_PIECE: Final = re.compile(r"&(?:amp|lt|gt);|.", re.DOTALL)
# What looks like another character, and letters that Unicode does not take apart.
_ALIKE: Final = {
    "\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00b4": "'", "`": "'", "\u2032": "'",
    "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-",
    "\u2014": " - ", "\u2026": ".", "\u0142": "l", "\u0141": "L", "\u00f8": "o", "\u00d8": "O",
    "\u0111": "d", "\u0110": "D", "\u00df": "ss", "\u00e6": "ae", "\u00c6": "Ae", "\u0131": "i",
    "\u00f0": "d", "\u00fe": "th", "\u0153": "oe",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plain:
    """Plain characters, and the place of each in what was typed; no places: they are the same."""

    text: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def mark(self, start: int, end: int, kind: Kind) -> Mark:
        """Return a mark of what was typed for a non-empty stretch of the plain text."""
        if not self.starts:
            return Mark(start, end, kind)
        return Mark(self.starts[start], self.ends[end - 1], kind)


def plain(text: str) -> Plain:
    """Undo Slack's escapes, curly quotes, accents, wide forms and what cannot be seen."""
    if text.isascii() and "&" not in text and "`" not in text:
        return Plain(text)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _PIECE.finditer(text):
        if ends and unicodedata.combining(found.group()[0]):
            ends[-1] = found.end()  # an accent typed by itself belongs to its letter
        for letter in _plain(found.group()):
            letters.append(letter)
            starts.append(found.start())
            ends.append(found.end())
    return Plain("".join(letters), tuple(starts), tuple(ends))


def _plain(piece: str) -> Iterator[str]:
    if piece.isascii():
        yield _ESCAPES.get(piece, _ALIKE.get(piece, piece))
        return
    known = _ALIKE.get(piece)
    for letter in known or unicodedata.normalize("NFKD", piece):
        category = unicodedata.category(letter)
        if category == "Zs":
            yield " "
        elif category not in {"Mn", "Me", "Cf"}:
            yield letter
