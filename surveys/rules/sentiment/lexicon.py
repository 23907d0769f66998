"""What words say before anything is learned: TextBlob's lexicon, set right by our own."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from surveys.rules.sentiment.tokens import tokens

LEXICON_FILE: Final = Path(__file__).with_name("lexicon.toml")
GENERAL_FILE: Final = Path(__file__).with_name("general.toml")
TURNS_FILE: Final = Path(__file__).with_name("turns.toml")
INFLECTIONS: Final = (
    "",
    "s",
    "es",
    "e",
    "ed",
    "d",
    "ing",
    "er",
    "ers",
    "ly",
    "ment",
    "ation",
    "ion",
)
FAINTEST: Final = 0.05  # TextBlob's entries below this are noise

Phrases = dict[str, list[tuple[list[str], float]]]  # by first token: the rest, longest first
NO_PHRASES: Final[Phrases] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """What one token may open or do."""

    score: float | None  # None: the word alone has no tone
    phrases: Phrases  # that it opens, by their second token
    negates: bool = False
    contrasts: bool = False
    grants: bool = False
    strength: float = 1.0  # how much stronger the next tone reads


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every token that matters, and the phrases that frame a whole comment."""

    entries: dict[str, Entry]
    openings: Phrases
    requests: Phrases
    nothing: frozenset[str]
    lacking: frozenset[str]
    praising: frozenset[str]
    after_nothing: frozenset[str]
    grammar: frozenset[str]
    names: Phrases = field(default_factory=dict)  # an organisation's own: without tone
    ours: Phrases = field(default_factory=dict)  # its own words of tone, which are entries too


@cache
def lexicon() -> Lexicon:
    """Load the lexicon once."""
    turns = tomllib.loads(TURNS_FILE.read_text(encoding="utf-8"))
    ours = tomllib.loads(LEXICON_FILE.read_text(encoding="utf-8"))
    requests, questions = turns["requests"], turns["questions"]
    return Lexicon(
        entries=_entries(_words(ours), _phrases(ours), turns),
        openings=by_first(dict.fromkeys(_lines(requests["openings"]), 1.0)),
        requests=by_first(dict.fromkeys(_lines(requests["anywhere"]), 1.0)),
        nothing=frozenset(" ".join(tokens(line)) for line in _lines(questions["nothing"])),
        lacking=frozenset(questions["lacking"].split()),
        praising=frozenset(questions["praising"].split()),
        after_nothing=frozenset(turns["after_nothing"].split()),
        grammar=frozenset(turns["grammar"].split()),
    )


def _words(ours: dict[str, Any]) -> dict[str, float]:
    words = {word: score for word, score in _textblob().items() if abs(score) >= FAINTEST}
    general = tomllib.loads(GENERAL_FILE.read_text(encoding="utf-8"))
    for group in (*general["words"], *ours["words"]):  # ours last: it goes before
        for word in group["list"].split():
            for form in forms(word):
                words[form] = group["score"]
    return words


def _textblob() -> dict[str, float]:
    """Read TextBlob's polarities from its own file: importing it brings in the whole of NLTK.

    As TextBlob does: the mean of a word's parts of speech, each the mean of its senses; and an
    adjective's adverb is as its adjective. Raises FileNotFoundError.
    """
    package = find_spec("textblob")
    if package is None or package.origin is None:
        raise FileNotFoundError("TextBlob is not installed")
    file = Path(package.origin).parent / "en" / "en-sentiment.xml"
    senses: dict[str, dict[str, list[float]]] = {}
    for word in ET.parse(file).iterfind("word"):  # noqa: S314 -- an installed package's own
        own = senses.setdefault(word.attrib["form"], {}).setdefault(word.attrib["pos"], [])
        own.append(float(word.attrib["polarity"]))
    means = {
        word: {part: sum(own) / len(own) for part, own in parts.items()}
        for word, parts in senses.items()
    }
    scores = {word: sum(parts.values()) / len(parts) for word, parts in means.items()}
    adverbs = {_adverb(word): parts["JJ"] for word, parts in means.items() if "JJ" in parts}
    return scores | adverbs


def _adverb(adjective: str) -> str:
    stem = adjective[:-1] + "i" if adjective.endswith("y") else adjective
    return stem.removesuffix("le") + "ly"


def forms(word: str) -> list[str]:
    """The word, or where it ends in * the forms it stands for."""
    if not word.endswith("*"):
        return [word]
    stem = word[:-1]
    doubled = [stem + stem[-1] + end for end in ("ed", "ing")]
    return [stem + end for end in INFLECTIONS] + doubled


def _phrases(ours: dict[str, Any]) -> dict[str, float]:
    found: dict[str, float] = {}
    for group in ours["phrases"]:
        for line in _lines(group["list"]):
            found[line] = group["score"]
    return found


def by_first(scores: dict[str, float]) -> Phrases:
    """Sort phrases by their first token, longest first."""
    found: Phrases = {}
    for line, score in scores.items():
        first, *rest = tokens(line)
        found.setdefault(first, []).append((rest, score))
    for phrases in found.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))
    return found


def _entries(
    words: dict[str, float], phrases: dict[str, float], turns: dict[str, Any]
) -> dict[str, Entry]:
    negations, contrasts = set(turns["negations"].split()), set(turns["contrasts"].split())
    granting, strength = set(turns["granting"].split()), turns["strength"]
    # A phrase of one word is a word.
    words |= {line: score for line, score in phrases.items() if " " not in line}
    opened: dict[str, dict[str, float]] = {}
    for line, score in phrases.items():
        if " " in line:
            first, *rest = tokens(line)
            opened.setdefault(first, {})[" ".join(rest)] = score
    return {
        token: Entry(
            score=words.get(token) or None,
            phrases=by_first(opened[token]) if token in opened else NO_PHRASES,
            negates=token in negations,
            contrasts=token in contrasts,
            grants=token in granting,
            strength=strength.get(token, 1.0),
        )
        for token in {*words, *opened, *negations, *contrasts, *granting, *strength}
    }


def _lines(block: str) -> list[str]:
    return [line.strip() for line in block.splitlines() if line.strip()]
