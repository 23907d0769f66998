"""Which questions ask much the same, so that one is asked once and its votes add up.

Two texts are compared by the words that carry their sense, cut to their stems, through RapidFuzz's
token set ratio: 100 where all the words of one are in the other, whatever their order.
"""

import re
from collections.abc import Iterable
from typing import Final

from rapidfuzz.fuzz import token_set_ratio

from surveys.model.forum import ForumQuestion

MOST: Final = 3  # suggestions: more would not be read
ALIKE: Final = 65  # of 100; of thirteen invented questions, pairs that ask the same have 78 or more
SHARED: Final = 2  # words at least: one alone ("pay?") would be like everything
_SHORTEST_STEM: Final = 4
_ENDINGS: Final = ("ing", "ies", "ed", "es", "s", "ly")
_WORD: Final = re.compile(r"[^\W\d_]+")
# Words that carry no sense of their own, or that any question has.
_PLAIN: Final = """
a about all also an and any are as at be been being but by can could did do does for from
get had has have he her his how i if in is it its just may me more most my no not of on
one only or our out please s should so some t than that the their them then there these
they this to up us was we were what when where which who why will with would you your
"""
_SENSELESS: Final = frozenset(_PLAIN.split())


def alike(text: str, others: Iterable[ForumQuestion]) -> tuple[ForumQuestion, ...]:
    """Return the MOST questions that ask much the same as a text, the most alike first."""
    mine = stems(text)
    rated = (
        (token_set_ratio(" ".join(sorted(mine)), " ".join(sorted(theirs))), one)
        for one in others
        if len(mine & (theirs := stems(one.text))) >= SHARED
    )
    found = sorted(
        ((score, one) for score, one in rated if score >= ALIKE),
        key=lambda rating: (-rating[0], rating[1].released_on, rating[1].id),
    )
    return tuple(one for _score, one in found[:MOST])


def stems(text: str) -> frozenset[str]:
    """Return the words of a text that carry its sense, without their endings."""
    words = _WORD.findall(text.casefold())
    return frozenset(_stem(one) for one in words if one not in _SENSELESS)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
