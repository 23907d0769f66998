"""Labelled comments as the learner sees them: quantities, words and pairs, a label, a weight."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from surveys.rules.sentiment.features import frame, ngrams, observe
from surveys.rules.sentiment.lexicon import lexicon
from surveys.rules.sentiment.tokens import tokens

INVENTED_FILE: Final = Path(__file__).with_name("invented.csv")
INVENTED: Final = "invented"
LICENCES: Final = frozenset({"MIT", "Apache-2.0", INVENTED})  # what may shape weights we publish
ASKED: Final = 0.65  # a comment with its question known is read both ways: with it ...
UNASKED: Final = 0.35  # ... and without
OURS: Final = 1.5  # our invented lines are few and about the very work


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled comment."""

    text: str
    label: str
    domain: str
    licence: str
    question: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """One way to read a comment."""

    shown: dict[str, float]
    seen: list[str]
    label: str
    weight: float


def load(file: Path) -> list[Row]:
    """Read columns text, label, domain, licence and, where known, question."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            Row(one["text"], one["label"], one["domain"], one["licence"], one["question"] or None)
            for one in csv.DictReader(lines)
        ]


def invented() -> list[Row]:
    """Our own invented lines, which anchor the tone of this work."""
    with INVENTED_FILE.open(encoding="utf-8", newline="") as lines:
        return [
            Row(one["text"], one["label"], INVENTED, INVENTED, one["question"] or None)
            for one in csv.DictReader(lines)
        ]


def may_shape_weights(rows: Iterable[Row]) -> list[Row]:
    """Keep the rows whose licence lets weights learned from them be published."""
    return [row for row in rows if row.licence in LICENCES]


def examples(rows: Iterable[Row]) -> Iterator[Example]:
    """Read every comment; a real one that answers a question both with it and without."""
    for row in rows:
        if row.licence == INVENTED:
            yield _example(row, row.question, OURS)
        elif row.question:
            yield _example(row, row.question, ASKED)
            yield _example(row, None, UNASKED)
        else:
            yield _example(row, None, 1.0)


def names(rows: Iterable[Row]) -> frozenset[str]:
    """Words mostly capitalised inside sentences: people, places, products. None may be learned."""
    capital: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for row in rows:
        opens = True
        for word in row.text.split():
            bare = word.strip(".,;:!?()\"'[]")
            if not opens and bare[:1].isupper() and bare[1:].islower():
                capital.update(tokens(bare))
            elif bare.islower():
                plain.update(tokens(bare))
            opens = word.endswith((".", "!", "?", ":"))
    return frozenset(word for word, count in capital.items() if count >= plain[word])


def _example(row: Row, question: str | None, weight: float) -> Example:
    known, words = lexicon(), tokens(row.text)
    shown, _reading, _wishes = observe(words, frame(question, known), known)
    return Example(shown, ngrams(words), row.label, weight)
