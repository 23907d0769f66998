"""The lexicon with an organisation's own words in it; the learned weights stay out of their way."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Final

from surveys.model.local_words import LocalWords
from surveys.rules.sentiment.lexicon import (
    NO_PHRASES,
    Entry,
    Lexicon,
    by_first,
    forms,
    lexicon,
)
from surveys.rules.sentiment.reading import opens_with

UNHEARD: Final = "_"  # no token is this
SILENT: Final = Entry(None, NO_PHRASES)


@lru_cache(maxsize=4)
def lexicon_with(local: LocalWords) -> Lexicon:
    """Put local words into the lexicon: a local score goes before ours, a longer phrase before it.

    Of two local entries that fit, the one without a star goes first, then the longer one.
    """
    known = lexicon()
    if not local.tones and not local.names:
        return known
    said = {form: local.tones[phrase] for phrase in _vaguest_first(local) for form in _said(phrase)}
    entries = dict(known.entries)
    for phrase, score in said.items():
        first, *rest = phrase.split()
        entries[first] = _taught(entries.get(first, SILENT), rest, score)
    names = dict.fromkeys((form for name in local.names for form in _said(name)), 0.0)
    return replace(known, entries=entries, names=by_first(names), ours=by_first(said))


def without_names(words: list[str], known: Lexicon) -> list[str]:
    """Replace names, token by token, with what has no tone."""
    return _without(words, known.names) if known.names else words


def without_ours(words: list[str], known: Lexicon) -> list[str]:
    """Replace the organisation's own words: what was learned elsewhere says nothing of them."""
    return _without(words, known.ours) if known.ours else words


def _without(words: list[str], phrases: dict[str, list[tuple[list[str], float]]]) -> list[str]:
    heard, at = [*words], 0
    while at < len(words):
        length = opens_with(words, phrases, at) if words[at] in phrases else 0
        heard[at : at + length] = [UNHEARD] * length
        at += length or 1
    return heard


def _taught(entry: Entry, rest: list[str], score: float) -> Entry:
    if not rest:
        return replace(entry, score=score or None)
    second, *others = rest
    kept = [phrase for phrase in entry.phrases.get(second, []) if phrase[0] != others]
    kept.append((others, score))
    kept.sort(key=lambda phrase: -len(phrase[0]))
    return replace(entry, phrases=entry.phrases | {second: kept})


def _vaguest_first(local: LocalWords) -> list[str]:
    return sorted(local.tones, key=lambda phrase: ("*" not in phrase, len(phrase)))


def _said(phrase: str) -> Iterator[str]:
    """Every way to say a phrase: each inflection, and with or without its hyphens."""
    for words in product(*map(forms, phrase.split())):
        yield " ".join(words)
        if "-" in words:
            yield " ".join(word for word in words if word != "-")
