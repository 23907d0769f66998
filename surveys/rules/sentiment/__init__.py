"""The tone of a comment, and the phrases that decided it; nothing leaves this process.

Three voices are blended: TextBlob's lexicon set right by a reviewed lexicon of the work, rules for
what turns or frames a word (negation, "but", requests, the question), and learned weights.
"""

from dataclasses import dataclass
from enum import StrEnum

from surveys.model.local_words import NO_LOCAL_WORDS, LocalWords
from surveys.rules.sentiment.explaining import Phrase, Why, deciding, reasons
from surveys.rules.sentiment.features import frame, ngrams, observe
from surveys.rules.sentiment.learned import THRESHOLD, judge, weights
from surveys.rules.sentiment.local import lexicon_with, without_names, without_ours
from surveys.rules.sentiment.tokens import tokens

__all__ = ["Kind", "Phrase", "Tone", "Why", "analyse", "kind_of", "polarity"]


class Kind(StrEnum):
    """The class of a tone."""

    NEGATIVE = "neg"
    NEUTRAL = "neu"
    POSITIVE = "pos"


@dataclass(frozen=True, slots=True)
class Tone:
    """How a comment reads."""

    polarity: float  # -1 to 1
    kind: Kind
    phrases: tuple[Phrase, ...]  # most telling first; empty: nothing in it had a tone


def kind_of(polarity: float) -> Kind:
    """Class a polarity: further from 0 than 0.05 is a tone."""
    if polarity > THRESHOLD:
        return Kind.POSITIVE
    return Kind.NEGATIVE if polarity < -THRESHOLD else Kind.NEUTRAL


def polarity(text: str, question: str | None = None, local: LocalWords = NO_LOCAL_WORDS) -> float:
    """Score one comment from -1 to 1; the question that it answers helps, where known."""
    words = tokens(text)
    if not words:
        return 0.0
    known = lexicon_with(local)
    heard = without_names(words, known)
    shown, _reading, _wishes = observe(heard, frame(question, known), known)
    return judge(shown, ngrams(without_ours(heard, known)), weights()).polarity


def analyse(text: str, question: str | None = None, local: LocalWords = NO_LOCAL_WORDS) -> Tone:
    """Score one comment as `polarity` does, and say which phrases decided it."""
    words = tokens(text)
    if not words:
        return Tone(0.0, Kind.NEUTRAL, ())
    known, learned = lexicon_with(local), weights()
    asked = frame(question, known)
    heard = without_names(words, known)
    shown, reading, wishes = observe(heard, asked, known)
    weighed = without_ours(heard, known)
    judgement = judge(shown, ngrams(weighed), learned)
    answer = learned.shown.get(f"={asked} nothing", (0.0, 0.0))[0] * shown["=nothing"]
    found = reasons(words, weighed, reading, wishes, answer if asked else 0.0, known, learned)
    score = judgement.polarity
    return Tone(score, kind_of(score), deciding(found, judgement.lean))
