"""Weights learned from labelled comments: what each quantity, word and pair says of the tone."""

import json
from dataclasses import dataclass
from functools import cache
from math import sqrt, tanh
from pathlib import Path
from typing import Final

WEIGHTS_FILE: Final = Path(__file__).with_name("weights.json")
UNIT: Final = 100  # weights are kept as whole hundredths
FEW: Final = 8  # below this many words and pairs, each stops gaining say
SHARE: Final = 3.0
THRESHOLD: Final = 0.05  # polarity above is positive, below its negative is negative
BELOW: Final = 0.049
ABOVE: Final = 0.051
BARE: Final = (
    0.3  # log-odds; words that say less, with nothing from the lexicon, have no clear tone
)
SLOPE: Final = 4.0  # log-odds at which a polarity is about three quarters of the way

Pair = tuple[float, float]  # towards positive; towards no clear tone


@dataclass(frozen=True, slots=True)
class Weights:
    """Two weights for each thing seen."""

    start: Pair
    shown: dict[str, Pair]
    ngrams: dict[str, Pair]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Log-odds of positive over negative, and whether no clear tone is likelier than either."""

    lean: float
    is_unclear: bool

    @property
    def polarity(self) -> float:
        """The tone in [-1, 1]; within the threshold where it is unclear, leaning all the same."""
        if self.is_unclear or not self.lean:
            return BELOW * tanh(self.lean)
        edge = ABOVE if self.lean > 0 else -ABOVE
        return edge + (1 - ABOVE) * tanh(self.lean / SLOPE)


@cache
def weights() -> Weights:
    """Load the learned weights once."""
    kept = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return Weights(
        start=_pair(kept["start"]),
        shown={name: _pair(pair) for name, pair in kept["shown"].items()},
        ngrams={name: _pair(pair) for name, pair in kept["ngrams"].items()},
    )


def judge(shown: dict[str, float], seen: list[str], learned: Weights) -> Judgement:
    """Weigh what the lexicon shows together with the words and pairs themselves."""
    lean, unclear = learned.start
    for name, value in shown.items():
        if value and name in learned.shown:
            towards, away = learned.shown[name]
            lean += towards * value
            unclear += away * value
    said = meant = 0.0
    for pair in map(learned.ngrams.get, seen):
        if pair:
            said += pair[0]
            meant += pair[1]
    share = share_of(len(seen))
    lean += said * share
    unclear += meant * share
    is_bare = shown["=silent"] and not shown["=asks"] and abs(said * share) < BARE
    return Judgement(lean, unclear > abs(lean) / 2 or bool(is_bare))


def share_of(count: int) -> float:
    """The say of each word and pair in a comment of so many."""
    return SHARE / sqrt(max(count, FEW))


def _pair(pair: list[int]) -> Pair:
    return pair[0] / UNIT, pair[1] / UNIT
