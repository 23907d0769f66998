"""What a comment shows, as named quantities: the same for learning weights and for using them."""

from itertools import pairwise
from math import log1p, sqrt
from typing import Final

from surveys.rules.sentiment.lexicon import Lexicon
from surveys.rules.sentiment.reading import Hit, Reading, opens_with, read
from surveys.rules.sentiment.tokens import CLAUSE_MARKS, tokens

SOFT: Final = 1.5  # how fast a sum of tones saturates
MOST_MARKS: Final = 3
MOST_OF_NOTHING: Final = 7  # words; longer answers say something
DIGITS: Final = frozenset("0123456789")
SILENT_MARKS: Final = CLAUSE_MARKS - {"!", "?"}


def frame(question: str | None, lexicon: Lexicon) -> str:
    """Say what the question asks for: "lacking", "praising", "open", or "" where unknown."""
    if not question:
        return ""
    asked = set(tokens(question))
    lacking, praising = asked & lexicon.lacking, asked & lexicon.praising
    if lacking and not praising:
        return "lacking"
    return "praising" if praising and not lacking else "open"


def observe(
    words: list[str], asked: str, lexicon: Lexicon
) -> tuple[dict[str, float], Reading, list[Hit]]:
    """Return the named quantities, what the lexicon read, and what is asked for."""
    reading = read(words, lexicon)
    wishes = _wishes(words, lexicon)
    good = sum(hit.score for hit in reading.hits if hit.score > 0)
    bad = -sum(hit.score for hit in reading.hits if hit.score < 0)
    total = good - bad
    voice = total / sqrt(total * total + SOFT)
    last = reading.hits[-1].score if reading.hits else 0.0
    opening = bool(wishes) and wishes[0].start == 0
    nothing = is_nothing(words, lexicon)
    seen = {
        "=voice": voice,
        "=loud": abs(voice),
        "=last": last,
        "=good": 1.0 if good and not bad else 0.0,
        "=bad": 1.0 if bad and not good else 0.0,
        "=mixed": min(good, bad, 1.0),
        "=even": 1.0 - abs(total) / (good + bad) if good and bad else 0.0,
        "=silent": 0.0 if reading.hits else 1.0,
        "=negations": min(reading.negations, MOST_MARKS) / MOST_MARKS,
        "=contrast": 1.0 if reading.contrasts else 0.0,
        "=asks first": 1.0 if opening else 0.0,
        "=asks": 1.0 if wishes else 0.0,
        "=exclaims": min(words.count("!"), MOST_MARKS) / MOST_MARKS,
        "=queries": 1.0 if "?" in words else 0.0,
        "=length": log1p(len(words)) / 5,
        "=nothing": 1.0 if nothing else 0.0,
    }
    if asked:
        seen[f"={asked}"] = 1.0
        seen[f"={asked} voice"] = voice
        seen[f"={asked} nothing"] = seen["=nothing"]
        seen[f"={asked} silent"] = seen["=silent"]
    return seen, reading, wishes


def is_nothing(words: list[str], lexicon: Lexicon) -> bool:
    """Whether the first clause of an answer only says that there is nothing."""
    end = first_clause(words)
    return end <= MOST_OF_NOTHING and " ".join(words[:end]) in lexicon.nothing


def first_clause(words: list[str]) -> int:
    """Where the first clause ends."""
    return next((at for at, word in enumerate(words) if word in CLAUSE_MARKS), len(words))


def ngrams(words: list[str]) -> list[str]:
    """Every word and pair of neighbours, once each; numbers are all one."""
    plain = ["0" if word[0] in DIGITS else word for word in words if word not in SILENT_MARKS]
    pairs = map(" ".join, pairwise(plain))
    return list(dict.fromkeys([*plain, *pairs]))


def _wishes(words: list[str], lexicon: Lexicon) -> list[Hit]:
    found = []
    length = opens_with(words, lexicon.openings)
    if length:
        found.append(Hit(0, length, 0.0, 0))
    for at, word in enumerate(words):
        if word in lexicon.requests:
            length = opens_with(words, lexicon.requests, at)
            if length:
                found.append(Hit(at, at + length, 0.0, at))
    return found
