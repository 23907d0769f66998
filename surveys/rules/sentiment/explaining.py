"""The reasons for a tone: which phrases spoke for it, most telling first."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from surveys.rules.sentiment.features import first_clause
from surveys.rules.sentiment.learned import Weights, share_of
from surveys.rules.sentiment.lexicon import Lexicon
from surveys.rules.sentiment.reading import Hit, Reading, opens_with

MOST: Final = 5
FAINT: Final = 0.15  # what says less than this decided nothing
SAY_OF_LEXICON: Final = 2.0  # a lexicon's word counts about twice a learned one in the blend


class Why(StrEnum):
    """What kind of reason a phrase is."""

    WORD = "word"  # in the lexicon
    LOCAL = "local"  # in the organisation's own file
    TURNED = "turned"  # in the lexicon, turned by a negation before it
    REQUEST = "request"  # asks for what is not there
    ANSWER = "answer"  # says something only after that question
    LEARNED = "learned"  # neither: comments with these words had this tone


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some words of the comment and how far they moved its tone, below zero for negative."""

    text: str
    score: float
    why: Why


def reasons(
    words: list[str],
    weighed: list[str],
    reading: Reading,
    wishes: list[Hit],
    answer: float,
    known: Lexicon,
    learned: Weights,
) -> list[Phrase]:
    """Every phrase that says something, most telling first; `weighed` is what was learned from."""
    found = [_of_lexicon(words, hit, known) for hit in reading.hits]
    if answer:
        found.append(Phrase(" ".join(words[: first_clause(words)]), answer, Why.ANSWER))
    asked = learned.shown.get("=asks", (0.0, 0.0))[0] + learned.shown.get("=asks first", (0, 0))[0]
    found += [
        Phrase(" ".join(words[wish.start : wish.end]), min(asked, -FAINT), Why.REQUEST)
        for wish in wishes[:2]
    ]
    told = {word for phrase in found for word in phrase.text.split()}
    found += [
        phrase for phrase in _learned(weighed, known, learned) if not told & {*phrase.text.split()}
    ]
    return sorted(found, key=lambda phrase: -abs(phrase.score))


def deciding(found: list[Phrase], lean: float) -> tuple[Phrase, ...]:
    """The phrases that spoke for the tone, then the strongest that spoke against it."""
    telling = [phrase for phrase in found if abs(phrase.score) >= FAINT]
    with_it = [phrase for phrase in telling if phrase.score * lean > 0]
    against = [phrase for phrase in telling if phrase.score * lean < 0]
    return (*with_it[: MOST - 1], *against[:1])


def _of_lexicon(words: list[str], hit: Hit, known: Lexicon) -> Phrase:
    text = " ".join(words[hit.opens : hit.end])
    is_local = opens_with(words, known.ours, hit.start) == hit.end - hit.start
    why = Why.LOCAL if is_local else Why.WORD
    if hit.opens < hit.start:
        why = Why.TURNED
    return Phrase(text, hit.score * SAY_OF_LEXICON, why)


def _learned(words: list[str], known: Lexicon, learned: Weights) -> list[Phrase]:
    share = share_of(2 * len(words))
    found = {}
    for at, word in enumerate(words):
        for text in (word, f"{word} {words[at + 1]}" if at + 1 < len(words) else word):
            pair = learned.ngrams.get(text)
            if pair and text[0].isalpha() and not known.grammar.issuperset(text.split()):
                found[text] = Phrase(text, pair[0] * share, Why.LEARNED)
    return sorted(found.values(), key=lambda phrase: -abs(phrase.score))[:MOST]
