"""Fits the weights: one multinomial logistic regression over quantities, words and pairs."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.learning.rows import Example
from surveys.rules.sentiment.learned import UNIT, Weights, share_of
from surveys.rules.sentiment.lexicon import lexicon

CLASSES: Final = ["neg", "neu", "pos"]
TIGHTNESS: Final = 0.2  # inverse strength of regularisation
SAY_OF_RULES: Final = 6.0  # quantities are regularised this much less, so that they lead
COMMONEST: Final = 3  # comments that must share a word or pair before it may be learned
UNCLEAR_LESS: Final = -0.1  # log-odds taken off "no clear tone": short strong comments keep theirs
LARGEST: Final = 2400  # words and pairs kept: about 60 KB
FAINTEST: Final = 3  # hundredths; a pair that weighs less on both sides says nothing


def fit(examples: Sequence[Example], banned: frozenset[str]) -> Weights:
    """Learn weights from examples; a banned word (a name) is never learned, nor a pair with it."""
    grammar = lexicon().grammar
    count = Counter(name for one in examples for name in one.seen)
    seen = sorted(
        name
        for name, often in count.items()
        if often >= COMMONEST and name not in grammar and not banned & {*name.split()}
    )
    shown = sorted({name for one in examples for name in one.shown})
    place = {name: at for at, name in enumerate([*shown, *seen])}
    model = LogisticRegression(C=TIGHTNESS, max_iter=1000, class_weight="balanced")
    model.fit(
        _matrix(examples, place),
        [one.label for one in examples],
        sample_weight=[one.weight for one in examples],
    )
    pairs = _pairs(model.coef_)
    lean, unclear = _pairs(model.intercept_.reshape(3, 1))[0]
    return Weights(
        (lean, unclear + UNCLEAR_LESS),
        {
            name: (pairs[place[name]][0] * SAY_OF_RULES, pairs[place[name]][1] * SAY_OF_RULES)
            for name in shown
        },
        _weightiest({name: _tempered(pairs[place[name]]) for name in seen}, count),
    )


def _tempered(pair: tuple[float, float]) -> tuple[float, float]:
    """Trust words half as much on whether there is a tone: that differs most between domains."""
    return pair[0], pair[1] / 2


def kept(weights: Weights) -> dict[str, Any]:
    """Weights as they are written: whole hundredths."""
    return {
        "start": _rounded(weights.start),
        "shown": {name: _rounded(pair) for name, pair in weights.shown.items()},
        "ngrams": {name: _rounded(pair) for name, pair in sorted(weights.ngrams.items())},
    }


def _matrix(examples: Sequence[Example], place: dict[str, int]) -> csr_matrix:
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for at, one in enumerate(examples):
        share = share_of(len(one.seen))
        cells = [(name, value * SAY_OF_RULES) for name, value in one.shown.items() if value]
        for name, value in (*cells, *((name, share) for name in one.seen)):
            if name in place:
                rows.append(at)
                columns.append(place[name])
                values.append(value)
    return csr_matrix((values, (rows, columns)), shape=(len(examples), len(place)))


def _pairs(coefficients: Any) -> list[tuple[float, float]]:
    negative, neutral, positive = np.asarray(coefficients)
    lean = positive - negative
    unclear = neutral - (positive + negative) / 2
    return [(float(one), float(two)) for one, two in zip(lean, unclear, strict=True)]


def _weightiest(
    pairs: dict[str, tuple[float, float]], count: Counter[str]
) -> dict[str, tuple[float, float]]:
    """The words and pairs that move most comments furthest."""

    def say(name: str) -> float:
        lean, unclear = pairs[name]
        return float((abs(lean) + abs(unclear)) * np.sqrt(count[name]))

    telling = [name for name, pair in pairs.items() if max(map(abs, pair)) * UNIT >= FAINTEST]
    return {name: pairs[name] for name in sorted(telling, key=say, reverse=True)[:LARGEST]}


def _rounded(pair: tuple[float, float]) -> list[int]:
    return [round(pair[0] * UNIT), round(pair[1] * UNIT)]
