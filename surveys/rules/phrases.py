"""Phrases of the data files as one pattern, to be found in a line of tokens.

A phrase is a row of words: "_" stands for up to three words, "#" for a number, "case*" for every
word that begins so, and "<child>" for any word of that group. The longest that fits is found.
"""

import re
from collections.abc import Mapping, Set
from typing import Final

from surveys.rules.sentiment.tokens import tokens

BETWEEN: Final = re.compile(r"\s*[|\n]\s*")  # phrases, in a data file
GAP: Final = r"(?: [^ .]+){0,3}?"
NUMBER: Final = (
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"(?: (?:one|two|three|four|five|six|seven|eight|nine))?|hundred|several|many|dozens of)"
)
Groups = Mapping[str, str]
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
