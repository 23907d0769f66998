"""The public list that receipts are drawn from: the EFF's long word list, 7,776 words.

It comes with xkcdpass (BSD), as made by the Electronic Frontier Foundation for passphrases
(CC BY 3.0, https://www.eff.org/dice): common words, none the beginning of another.
"""

from functools import cache
from importlib import resources
from typing import Final

WORDS_IN_LIST: Final = 7776


@cache
def receipt_words() -> tuple[str, ...]:
    """Return every word in the order of the list, which never changes. Raises ValueError."""
    listed = resources.files("xkcdpass") / "static" / "eff-long"
    words = tuple(listed.read_text(encoding="ascii").split())
    if len(frozenset(words)) != WORDS_IN_LIST:
        raise ValueError("the list of words is not the one that receipts were made from")
    return words
