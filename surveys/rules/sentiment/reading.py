"""A comment read with the lexicon: which words carry tone, turned by what stands near them."""

from dataclasses import dataclass, field
from typing import Final

from surveys.rules.sentiment.lexicon import Entry, Lexicon, Phrases
from surveys.rules.sentiment.tokens import CLAUSE_MARKS, SENTENCE_MARKS

REACH: Final = 4  # tokens a negation turns: "not been all that good"
TURNED_PRAISE: Final = -0.8  # "not good" is nearly bad
TURNED_BLAME: Final = -0.4  # "not terrible" is only a little good
BEFORE_BUT: Final = 0.5
AFTER_BUT: Final = 1.3
RECORDS: Final = frozenset({"more", "so"})  # "never felt so valued" turns nothing


@dataclass(slots=True)
class Hit:
    """Some tokens that carry tone; the score is as turned and weighed."""

    start: int
    end: int
    score: float
    opens: int  # where the negation that turned it stands, else its start


@dataclass(slots=True)
class Reading:
    """What the lexicon found in one comment."""

    hits: list[Hit] = field(default_factory=list)
    negations: int = 0  # that turned nothing: "there are no desks"
    contrasts: int = 0


def read(words: list[str], lexicon: Lexicon) -> Reading:
    """Find every phrase and word of tone, longest phrase first, left to right."""
    reading = Reading()
    state = _State()
    entries, hits, at, count = lexicon.entries, reading.hits, 0, len(words)
    while at < count:
        word = words[at]
        entry = entries.get(word)
        if entry is None:
            if word in CLAUSE_MARKS:
                state.mark(word, len(hits))
            at += 1
            continue
        end, score = _longest(entry, words, at) if entry.phrases else (at + 1, entry.score)
        if score:
            state.praise_the_record(words, at)
            opens = state.opens(at)
            hits.append(Hit(at, end, state.turned(score, at), opens))
        if end == at + 1:
            following = words[end] if end < count else "."
            is_apart = at == 0 and entry.negates and following in lexicon.after_nothing
            if not is_apart:
                opens_sentence = not at or words[at - 1] in SENTENCE_MARKS
                state.turn(entry, at, following, reading, opens_sentence=opens_sentence)
        at = end
    reading.negations = state.idle + (state.negated_at >= 0)
    return reading


def _longest(entry: Entry, words: list[str], at: int) -> tuple[int, float | None]:
    second = at + 1
    if second < len(words):
        for rest, score in entry.phrases.get(words[second], ()):
            end = second + 1 + len(rest)
            if words[second + 1 : end] == rest:
                return end, score
    return second, entry.score


class _State:
    """What the tokens so far do to the next tone word."""

    __slots__ = (
        "before", "granted", "idle", "negated_at", "sentence", "strength", "strength_at", "weight",
    )  # fmt: skip

    def __init__(self) -> None:
        self.negated_at = -1  # -1: nothing is being turned
        self.idle = 0
        self.strength = 1.0
        self.strength_at = -1
        self.sentence = 0  # the first hit of this sentence
        self.before = 0  # the first hit of the sentence before
        self.weight = 1.0
        self.granted = False

    def mark(self, mark: str, hits: int) -> None:
        """End a clause, and the sentence with it if the mark does."""
        if self.negated_at >= 0:
            self.idle += 1
        self.negated_at = -1
        self.strength = 1.0
        if self.granted:
            self.granted, self.weight = False, AFTER_BUT
        if mark in SENTENCE_MARKS:
            self.before, self.sentence, self.weight = self.sentence, hits, 1.0

    def praise_the_record(self, words: list[str], at: int) -> None:
        """Forget a "never" that only says how much: "never felt more supported"."""
        if self.opens(at) < at and words[self.negated_at] == "never" and words[at - 1] in RECORDS:
            self.negated_at = -1

    def opens(self, at: int) -> int:
        """Where the negation stands that reaches this place, else the place itself."""
        return self.negated_at if self.negated_at >= 0 and at - self.negated_at <= REACH else at

    def turned(self, score: float, at: int) -> float:
        """Weigh a score by strength, contrast and any negation that still reaches it."""
        if self.strength != 1.0 and at - self.strength_at <= 2:
            score *= self.strength
        self.strength = 1.0
        if self.opens(at) < at:
            score *= TURNED_PRAISE if score > 0 else TURNED_BLAME
            self.negated_at = -1
        return score * self.weight

    def turn(
        self, entry: Entry, at: int, following: str, reading: Reading, *, opens_sentence: bool
    ) -> None:
        """Take in what a single word does to the next ones, or to those of the sentence before."""
        if entry.negates:
            if self.negated_at >= 0:
                self.idle += 1
            self.negated_at = at
        if entry.strength != 1.0:
            self.strength, self.strength_at = entry.strength, at
        if entry.grants and len(reading.hits) == self.sentence:
            self.granted, self.weight = True, BEFORE_BUT
        elif entry.contrasts and (following not in CLAUSE_MARKS or opens_sentence):
            reading.contrasts += 1
            is_aside = following in CLAUSE_MARKS  # "However, ..." weighs the sentence before
            for hit in reading.hits[self.before if is_aside else self.sentence :]:
                hit.score *= BEFORE_BUT if hit.start < at else AFTER_BUT  # "shame" is both
            self.weight, self.negated_at = AFTER_BUT, -1
            self.sentence = len(reading.hits)


def opens_with(words: list[str], phrases: Phrases, start: int = 0) -> int:
    """The length of the phrase that stands at a place, 0 for none."""
    for rest, _score in phrases.get(words[start], ()) if start < len(words) else ():
        if words[start + 1 : start + 1 + len(rest)] == rest:
            return 1 + len(rest)
    return 0
