"""How well weights read comments they were not learned from."""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from bot.learning.fitting import CLASSES, fit
from bot.learning.rows import INVENTED, Row, examples, may_shape_weights, names
from surveys.rules.sentiment import kind_of
from surveys.rules.sentiment.features import frame, ngrams, observe
from surveys.rules.sentiment.learned import Weights, judge
from surveys.rules.sentiment.lexicon import lexicon
from surveys.rules.sentiment.tokens import tokens

FOLDS: Final = 5
HEAD: Final = f"{'':28}{'n':>6}{'F1 of 3':>9}{'F1 p/n':>9}{'AUC':>8}{'neg':>8}\n"

Scored = list[tuple[float, str]]  # polarity, label


def report(rows: Sequence[Row]) -> None:
    """Print cross-validation by domain, then each domain read without having been learned from."""
    sys.stdout.write(f"cross-validated, {FOLDS} folds\n{HEAD}")
    scored = list(_folded(rows))
    _line("all", [one for _row, one in scored])
    for domain in sorted({row.domain for row in rows}):
        _line(domain, [one for row, one in scored if row.domain == domain])
    sys.stdout.write(f"each domain left out\n{HEAD}")
    for domain in sorted({row.domain for row in rows}):
        learned = _learned([row for row in rows if row.domain != domain])
        _line(domain, [_score(row, learned) for row in rows if row.domain == domain])


def _folded(rows: Sequence[Row]) -> Iterator[tuple[Row, tuple[float, str]]]:
    for fold in range(FOLDS):
        learned = _learned([row for at, row in enumerate(rows) if at % FOLDS != fold])
        for row in rows[fold::FOLDS]:
            if row.domain != INVENTED:
                yield row, _score(row, learned)


def _learned(rows: Sequence[Row]) -> Weights:
    shaping = may_shape_weights(rows)
    return fit(list(examples(shaping)), names(shaping))


def _score(row: Row, learned: Weights) -> tuple[float, str]:
    known, words = lexicon(), tokens(row.text)
    shown, _reading, _wishes = observe(words, frame(row.question, known), known)
    return judge(shown, ngrams(words), learned).polarity, row.label


def _line(name: str, scored: Scored) -> None:
    if not scored:
        return
    three = _macro(scored, CLASSES, lambda polarity: kind_of(polarity).value)
    clear = [one for one in scored if one[1] != "neu"]
    two = _macro(clear, ["neg", "pos"], lambda polarity: "pos" if polarity > 0 else "neg")
    negative = [polarity for polarity, label in clear if label == "neg"]
    caught = sum(polarity < 0 for polarity in negative) / max(len(negative), 1)
    sys.stdout.write(
        f"  {name:26}{len(scored):>6}{three:>9.3f}{two:>9.3f}{_auc(clear):>8.3f}{caught:>8.3f}\n"
    )


def _macro(scored: Scored, classes: Sequence[str], kind: Callable[[float], str]) -> float:
    pairs = [(kind(polarity), label) for polarity, label in scored]
    parts = []
    for one in classes:
        right = sum(said == label == one for said, label in pairs)
        wrong = sum((said == one) != (label == one) for said, label in pairs)
        parts.append(2 * right / (2 * right + wrong) if right + wrong else 0.0)
    return sum(parts) / len(parts)


def _auc(scored: Scored) -> float:
    """The chance that a positive comment scores above a negative one."""
    good = [polarity for polarity, label in scored if label == "pos"]
    bad = [polarity for polarity, label in scored if label == "neg"]
    if not good or not bad:
        return float("nan")
    above = sum((one > two) + (one == two) / 2 for one in good for two in bad)
    return above / (len(good) * len(bad))
