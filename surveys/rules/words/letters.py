"""Letters that stand for somebody: "child K", "JS's mum", "worried about KL", "J said"."""

from typing import Final

from surveys.model.words import Kind
from surveys.rules.words.lists import Lists
from surveys.rules.words.tokens import Shape, Token, Words

JOINING: Final = frozenset({"and", "n", "or", "with"})
_MOST: Final = 3  # letters
_PLACES: Final = frozenset({"in", "on", "at"})
_POINTING: Final = frozenset({"like", "via", "to", "of", "from"})  # "to Z", "like TV"
_WORDS: Final = frozenset({"i", "a"})  # letters that are words
_SHORT_FOR_WORDS: Final = frozenset({"n", "u", "x"})  # "and", "you", a kiss


def mark_letters(
    words: Words, known: Lists, free: frozenset[int], kinds: list[Kind | None]
) -> None:
    """Mark such letters, with the "child" or "baby" before them."""
    for place, token in enumerate(words.tokens):
        if place in free or token.is_plain or not token.text.isascii():
            continue
        previous = words.at(place - 1)
        if previous is not None and _is_labelled(token, previous, known):
            kinds[place - 1] = kinds[place] = Kind.NAME
        elif _is_initials(words, place, token, known):
            kinds[place] = Kind.NAME


def _is_labelled(token: Token, previous: Token, known: Lists) -> bool:
    """Whether a letter or two after "child" stand for a name; "a" and "i" are words too."""
    if previous.gap != " " or previous.low not in known.around["labelled"]:
        return False
    if len(token.text) > 1:
        is_short = token.shape is Shape.UPPER and len(token.text) <= _MOST
        return is_short and token.low not in known.work
    if token.low == "a":
        return token.shape is Shape.TITLE or _ends_or_acts(token, known)
    return token.low.isalpha() and token.low not in _WORDS | _SHORT_FOR_WORDS


def _ends_or_acts(token: Token, known: Lists) -> bool:
    """Somebody in "child a and child b"; an article in "gave the child a toy"."""
    following = token.gap.strip() or token.next_low
    return (
        following == ""
        or following in JOINING
        or not following[0].isalpha()
        or (following in known.around["after"])
    )


def _is_initials(words: Words, place: int, token: Token, known: Lists) -> bool:
    if words.all_capitals or len(token.text) > _MOST or not token.text.isupper():
        return False
    owns = token.owns and token.next_low in known.around["belongings"]
    previous = words.at(place - 1)
    if len(token.text) == 1:
        if token.next_low in known.around["families"] and token.gap == " ":
            return token.low not in _WORDS  # "the W family"
        if _is_half_of_a_pair(words, place, known):
            return True
        return owns or (token.low not in _WORDS and _is_initial(token, previous, known))
    if token.low in known.work:
        return False
    if owns or (previous is not None and previous.low in {"initials", "initial"}):
        return True
    asked = previous is not None and previous.low in known.around["before"] - _POINTING
    return asked and len(token.text) < _MOST and _is_followed_as_somebody(token, known, _PLACES)


def _is_half_of_a_pair(words: Words, place: int, known: Lists) -> bool:
    """Two people in "J & K" and "J and K"; nobody in "A and E", "Q & A"."""
    token = words.tokens[place]
    if token.low in _WORDS:
        return False
    steps = (1, -1) if token.gap.strip() == "&" or _gap_before(words, place) == "&" else (2, -2)
    for step in steps:
        other, between = words.at(place + step), words.at(place + step // 2)
        if other is None or len(other.text) != 1 or not other.text.isupper():
            continue
        joined = abs(step) == 1 or (between is not None and between.low == "and")
        first, last = (token, other) if step > 0 else (other, token)
        if joined and first.low + last.low not in known.around["pairs"]:
            return other.low not in _WORDS
    return False


def _gap_before(words: Words, place: int) -> str:
    previous = words.at(place - 1)
    return "" if previous is None else previous.gap.strip()


def _is_initial(token: Token, previous: Token | None, known: Lists) -> bool:
    """One letter: "J B", "J said", "a visit with K"."""
    if previous is not None and previous.gap == " " and len(previous.text) == 1:
        is_work = previous.low + token.low in known.work  # "G P"
        return previous.text.isupper() and previous.low not in _WORDS and not is_work
    asked = previous is not None and previous.low in known.around["before"] - _POINTING
    acts = token.gap == " " and token.next_low in known.around["after"]
    return (token.is_first and acts) or (
        asked and _is_followed_as_somebody(token, known, frozenset())
    )


def _is_followed_as_somebody(token: Token, known: Lists, more: frozenset[str]) -> bool:
    if token.gap != " ":
        return True
    return token.next_low in known.around["after"] | JOINING | more | {""}
