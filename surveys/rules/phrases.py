"""Phrases of the data files as one pattern, to be found in a line of tokens.

A phrase is a row of words: "_" stands for up to three words, "#" for a number, "case*" for every
word that begins so, and "<child>" for any word of that group. The longest that fits is found.
"""

import re
from collections.abc import Hashable, Iterator, Mapping, Set
from typing import Final, Generic, TypeVar

from surveys.rules.sentiment.tokens import tokens

BETWEEN: Final = re.compile(r"\s*[|\n]\s*")  # phrases, in a data file
GAP: Final = r"(?: [^ .]+){0,3}?"
NUMBER: Final = (
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"(?: (?:one|two|three|four|five|six|seven|eight|nine))?|hundred|several|many|dozens of)"
)
_COUNTS: Final = """
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred several
many dozens
"""
COUNTS: Final = frozenset(_COUNTS.split())  # what a number may begin with, in words
_WORD: Final = re.compile(r"[^ \n]+")
Groups = Mapping[str, str]
K = TypeVar("K", bound=Hashable)
NO_GROUPS: Final[Groups] = {}


def line_of(text: str) -> str:
    """The tokens of a text in one line, a space at each side, hyphens gone, marks kept."""
    return " " + " ".join(word for word in tokens(text) if word != "-") + " "


def pattern(block: str, groups: Groups = NO_GROUPS) -> re.Pattern[str]:
    """Return what finds the phrases of a block, given each group's words by its name."""
    return pattern_of(lines_in(block), groups)


def lines_in(block: str) -> frozenset[str]:
    """The phrases of a block."""
    return frozenset(filter(None, BETWEEN.split(block.strip())))


def pattern_of(lines: Set[str], groups: Groups = NO_GROUPS) -> re.Pattern[str]:
    """Return what finds any of these phrases, given each group's words by its name."""
    fitted = "|".join(_phrase(line, groups) for line in sorted(lines, key=_length)) or "(?!)"
    return re.compile(rf"(?<= )(?:{fitted})(?= )")


class Finder(Generic[K]):
    """Finds the phrases of several groups in one walk: each word names the few that it may open.

    From each word on, the longest phrase of each group is found, overlapping or not. A walk costs
    by the words of the line, not by the number of phrases.
    """

    def __init__(self, groups: Mapping[K, Set[str]]) -> None:
        self._whole: dict[str, list[_Opened[K]]] = {}  # by first word
        self._begun: dict[str, list[_Opened[K]]] = {}  # by the letters before its star
        for group, lines in groups.items():
            opened: dict[str, set[str]] = {}
            for line in lines:
                opened.setdefault(line.partition(" ")[0], set()).add(line)
            for first, those in opened.items():
                kept = self._begun if first.endswith("*") else self._whole
                kept.setdefault(first.removesuffix("*"), []).append(_Opened(group, those))
        self._shortest = min(map(len, self._begun), default=0)
        self._longest = max(map(len, self._begun), default=0)

    def finditer(self, line: str) -> Iterator[tuple[K, int, int]]:
        """Every phrase in a line from `line_of`: its group, where it starts and where it ends."""
        for word in _WORD.finditer(line):
            at = word.start()
            longest: dict[K, int] = {}
            for opened in self._opened_by(word.group()):
                end = opened.end(line, at)
                if end > longest.get(opened.group, at):
                    longest[opened.group] = end
            for group, end in longest.items():
                yield group, at, end

    def _opened_by(self, word: str) -> Iterator["_Opened[K]"]:
        yield from self._whole.get(word, ())
        if word in COUNTS or word[0].isdigit():
            yield from self._whole.get("#", ())
        for length in range(self._shortest, min(self._longest, len(word)) + 1):
            yield from self._begun.get(word[:length], ())


class _Opened(Generic[K]):
    """The phrases of one group that open with one word."""

    __slots__ = ("_lines", "_pattern", "group")

    def __init__(self, group: K, lines: Set[str]) -> None:
        self.group = group
        self._lines = lines
        self._pattern: re.Pattern[str] | None = None  # None: not asked for yet

    def end(self, line: str, at: int) -> int:
        """Where the longest of them ends that stands at a place; -1 for none."""
        if self._pattern is None:
            self._pattern = pattern_of(self._lines)
        found = self._pattern.match(line, at)
        return found.end() if found else -1


def _length(line: str) -> tuple[int, str]:
    return -len(line), line


def _phrase(line: str, groups: Groups) -> str:
    parts = ""
    for word in line.split():
        if word == "_":
            parts += GAP
            continue
        parts += (" " if parts else "") + _word(word, groups)
    return parts


def _word(word: str, groups: Groups) -> str:
    if word == "#":
        return NUMBER
    if word.startswith("<") and word.endswith(">"):  # "<3" is a word as people type it
        group = groups[word.strip("<>")]
        return f"(?:{'|'.join(_phrase(line, NO_GROUPS) for line in BETWEEN.split(group.strip()))})"
    return re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")
