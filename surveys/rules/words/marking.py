"""Finding what would give somebody away."""

import re
from collections.abc import Iterator, Set
from typing import Final

from surveys.model.words import Kind, Mark
from surveys.rules.words.addresses import addresses
from surveys.rules.words.dates import dates
from surveys.rules.words.lists import Lists, lists
from surveys.rules.words.marks import settled
from surveys.rules.words.names import names
from surveys.rules.words.numbers import numbers
from surveys.rules.words.plain import plain
from surveys.rules.words.tokens import Words, words

NOTHING: Final[frozenset[str]] = frozenset()
_INITIALS: Final = re.compile(
    r"(?<![\w&])(?:[A-Z]\.\s?){1,3}[A-Z]\b\.?|(?<!\w)(?:[a-z]\.){2,3}(?!\w)"
)


def mark(text: str, accepted: Set[str] = NOTHING) -> tuple[Mark, ...]:
    """Return what would give somebody away, in order, none overlapping another.

    Places are characters of `text` as it was typed. `accepted` are words and phrases, in any
    case, that name nobody here: teams and sites, or what the author said to keep. Numbers,
    e-mail addresses, phones, dates and links are marked whatever is accepted.
    """
    readable = plain(text)
    known = lists()
    found = words(readable.text)
    free = _free(found, known, accepted)
    marks = [
        readable.mark(start, end, kind)
        for start, end, kind in _all(readable.text, found, known, free)
        if end > start
    ]
    return tuple(one for one in settled(marks) if not _is_accepted(text, one, accepted))


def _is_accepted(text: str, one: Mark, accepted: Set[str]) -> bool:
    """Say whether what its author may keep lies in a phrase that is accepted, as handles do."""
    if not one.kind.may_be_kept:
        return False
    own = text[one.start : one.end].lower()
    around = (re.escape(phrase) for phrase in accepted if own in phrase.lower())
    return any(
        found.start() <= one.start and one.end <= found.end()
        for phrase in around
        for found in re.finditer(phrase, text, re.IGNORECASE)
    )


def _all(
    text: str, found: Words, known: Lists, free: frozenset[int]
) -> Iterator[tuple[int, int, Kind]]:
    for start, end, kind in addresses(text, known):
        if kind is not Kind.PLACE or not (free and _is_free(found, free, start, end)):
            yield start, end, kind
    yield from dates(text)  # before numbers: of two that are alike, the first names the kind
    yield from numbers(text, known)
    for one in _INITIALS.finditer(text):
        letters = "".join(filter(str.isalpha, one.group())).lower()
        is_work = len(letters) > len("AB") and letters in known.work
        if not is_work and letters not in known.around["dotted"]:
            yield *one.span(), Kind.NAME
    yield from names(text, found, known, free)


def _is_free(found: Words, free: frozenset[int], start: int, end: int) -> bool:
    inside = [place for place, one in enumerate(found.tokens) if start <= one.start < end]
    return bool(inside) and free.issuperset(inside)


def _free(found: Words, known: Lists, accepted: Set[str]) -> frozenset[int]:
    """Places of words that are part of an accepted phrase, or of a phrase of the work."""
    asked = {tuple(one.low for one in words(plain(phrase).text).tokens) for phrase in accepted}
    phrases = known.work_phrases | {phrase for phrase in asked if phrase}
    firsts = {phrase[0]: len(phrase) for phrase in sorted(phrases, key=len)}  # the longest
    low = [one.low for one in found.tokens]
    free: set[int] = set()
    for place, word in enumerate(low):
        for length in range(1, firsts.get(word, 0) + 1):
            if tuple(low[place : place + length]) in phrases:
                free |= set(range(place, place + length))
    return frozenset(free)
