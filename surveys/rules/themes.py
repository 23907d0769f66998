"""What a comment is about: the themes whose phrases it holds, and the tone of each.

Phrases stand in themes.toml. The tone of a theme is that of the clauses it is spoken of in:
"great team but the IT is hopeless" is warm about the team and hard on the tools.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Final

from surveys.model.local_words import NO_LOCAL_WORDS, LocalWords, ThemeWords
from surveys.rules import sentiment
from surveys.rules.phrases import Finder, line_of, lines_in, pattern_of
from surveys.rules.sentiment.tokens import CLAUSE_MARKS

THEMES_FILE: Final = Path(__file__).with_name("themes.toml")
OTHER: Final = "other"
HIDDEN: Final = "hidden"  # phrases that only look like a theme
CONTRASTS: Final = frozenset({"but", "however", "although", "though", "yet", "whereas", "while"})
WILD: Final = frozenset({"_", "#"})  # up to three words; any number
_GROUP: Final = re.compile(r"(<\w+>)")  # in a phrase of the data file
# Capitals tell these from everyday words, and tokens are lower case: pattern, token, as said.
_CAPITALS: Final = (
    (re.compile(r"\bI\.?T\b"), "ict", "IT"),
    (re.compile(r"\bADs?\b"), "assistantdirector", "AD"),
    (re.compile(r"(?<=[a-z,] )Teams\b"), "msteams", "Teams"),
    (re.compile(r"\bSEND\b"), "sendteam", "SEND"),
    (re.compile(r"£"), " pounds ", "£"),
)


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme found in a comment."""

    id: str
    phrases: tuple[str, ...]  # the words that matched; none for "other"
    polarity: float  # -1 to 1, of the clauses that speak of it

    @property
    def kind(self) -> sentiment.Kind:
        """The class of its tone."""
        return sentiment.kind_of(self.polarity)


@dataclass(frozen=True, slots=True)
class _Match:
    theme: str
    start: int
    end: int
    text: str
    is_weak: bool


def themes(
    text: str, question: str | None = None, local: LocalWords = NO_LOCAL_WORDS
) -> tuple[Theme, ...]:
    """Every theme of a comment, in the data file's order; "other" alone when there is none."""
    line = _line(text)
    found = _found(line, local)
    whole = sentiment.polarity(text, question, local)
    if not found:
        return (Theme(OTHER, (), whole),)
    clauses = _clauses(line)
    by_theme = {name: [match for match in found if match.theme == name] for name in names()}
    return tuple(
        _theme(name, matches, line, clauses, whole, local)
        for name, matches in by_theme.items()
        if matches
    )


def about(text: str, local: LocalWords = NO_LOCAL_WORDS) -> tuple[str, ...]:
    """The ids of a comment's themes, as `themes` has them; empty where that says "other"."""
    found = {match.theme for match in _found(_line(text), local)}
    return tuple(name for name in names() if name in found)


@cache
def names() -> tuple[str, ...]:
    """Every theme but "other"."""
    return tuple(name for name in _phrases() if name != HIDDEN)


def phrases_of(theme: str) -> frozenset[str]:
    """Every phrase of a theme as its data file writes it, weak ones too."""
    strong, weak = _phrases()[theme]
    return strong | weak


def spelled(phrase: str) -> str:
    """A phrase in any spelling as the data file would write it; empty: nothing is left of it."""
    words = []
    for word in phrase.split():
        ends_anyhow = word.endswith("*") and len(word) > 1
        plain = word if word in WILD else _line(word.removesuffix("*")).strip()
        words.append(plain + "*" if plain and ends_anyhow else plain)
    return " ".join(filter(None, words))


def held_in(phrases: Iterable[str], texts: Iterable[str]) -> frozenset[str]:
    """The phrases that any of these texts holds."""
    lines = [_line(text) for text in texts]
    sought = {phrase: pattern_of({spelled(phrase)}) for phrase in phrases}
    return frozenset(phrase for phrase, found in sought.items() if any(map(found.search, lines)))


def _theme(
    name: str,
    matches: list[_Match],
    line: str,
    clauses: list[tuple[int, int]],
    whole: float,
    local: LocalWords,
) -> Theme:
    spoken = sorted({_around(match, clauses) for match in matches})
    scores = [sentiment.polarity(line[start:end], None, local) for start, end in spoken]
    clear = [score for score in scores if sentiment.kind_of(score) is not sentiment.Kind.NEUTRAL]
    polarity = whole if len(clauses) == 1 or not clear else sum(clear) / len(clear)
    return Theme(name, tuple(dict.fromkeys(_said(match.text) for match in matches)), polarity)


def _said(phrase: str) -> str:
    """A matched phrase as it was said."""
    return " ".join(
        {word: said for _, word, said in _CAPITALS}.get(word, word) for word in phrase.split()
    )


def _line(text: str) -> str:
    """The tokens in one line, with words of their own for what only capitals tell."""
    if not text.isupper():
        for capitals, word, _as_said in _CAPITALS:
            text = capitals.sub(word, text)
    return line_of(text)


def _found(line: str, local: LocalWords) -> list[_Match]:
    """What a line says of themes: where all of it is weak, the one theme that most of it says."""
    found = [match for match in _shown(_matches(line, local)) if match.theme != HIDDEN]
    sure = {match.theme for match in found if not match.is_weak} | _twice_weak(found)
    if not sure and found:
        said = Counter[str]()
        for match in found:
            said[match.theme] += len(match.text)
        sure = {max(names(), key=lambda theme: said[theme])}
    strong = {match.theme for match in found if not match.is_weak}
    return [
        match
        for match in found
        if match.theme in sure and not (match.is_weak and match.theme in strong)
    ]


def _twice_weak(found: list[_Match]) -> set[str]:
    """The themes of two unlike weak phrases, neither inside the other: together they are sure."""
    twice, before = set[str](), dict[str, list[_Match]]()
    for match in found:
        if match.is_weak:
            earlier = before.setdefault(match.theme, [])
            if any(one.end <= match.start and one.text != match.text for one in earlier):
                twice.add(match.theme)
            earlier.append(match)
    return twice


@cache
def _phrases() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """The phrases of each theme, and its weak ones."""
    kept = tomllib.loads(THEMES_FILE.read_text(encoding="utf-8"))
    groups = {name: lines_in(group) for name, group in kept.pop("groups").items()}
    return {
        name: (_meant(theme["phrases"], groups), _meant(theme.get("weak", ""), groups))
        for name, theme in kept.items()
    }


def _meant(block: str, groups: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The phrases of a block: one for each word that a "<group>" in it may stand for."""
    meant = set[str]()
    for line in lines_in(block):
        parts = _GROUP.split(line)
        choices = [groups[part[1:-1]] if _GROUP.match(part) else {part} for part in parts]
        meant.update(map("".join, product(*choices)))
    return frozenset(meant)


@lru_cache(maxsize=4)
def _finder(local: LocalWords) -> Finder[tuple[str, bool]]:
    """What finds the phrases of each theme, its weak ones apart.

    A name hides the phrases inside it: a "Stress Less" team says nothing of stress.
    """
    changed = {HIDDEN: ThemeWords(added=tuple(map(spelled, local.names)))} | dict(local.themes)
    groups: dict[tuple[str, bool], Set[str]] = {}
    for name, (strong, weak) in _phrases().items():
        words = changed.get(name, ThemeWords())
        groups[name, False] = strong - set(words.removed) | set(words.added)
        groups[name, True] = weak - set(words.removed)
    return Finder(groups)


def _matches(line: str, local: LocalWords) -> list[_Match]:
    return [
        _Match(theme, start, end, line[start:end], is_weak)
        for (theme, is_weak), start, end in _finder(local).finditer(line)
    ]


def _shown(matches: list[_Match]) -> list[_Match]:
    """Leave out a match that lies inside a longer one."""
    longest: list[_Match] = []
    ordered = sorted(matches, key=lambda match: (match.start, -match.end))
    reach, widest = -1, -1
    for match in ordered:
        is_inside = match.end <= reach and match.end - match.start < widest
        if not is_inside:
            longest.append(match)
        if match.end > reach:
            reach, widest = match.end, match.end - match.start
    return longest


def _clauses(line: str) -> list[tuple[int, int]]:
    """Where each clause of a line starts and ends."""
    found, start, at = [], 0, 0
    for word in line.split(" "):
        if word in CLAUSE_MARKS or word in CONTRASTS:
            if line[start:at].strip():
                found.append((start, at))
            start = at + len(word)
        at += len(word) + 1
    if line[start:].strip() or not found:
        found.append((start, len(line)))
    return found


def _around(match: _Match, clauses: list[tuple[int, int]]) -> tuple[int, int]:
    return next((clause for clause in clauses if clause[0] <= match.start < clause[1]), clauses[-1])
