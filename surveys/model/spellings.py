"""How a key may be written down, so that a copy of it is found wherever it went."""

import base64
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

_BETWEEN: Final = b" \t\r\n:,;"  # what tools put between the digits or the lines of a dump
_LOWER: Final = bytes(range(256)).lower()


@dataclass(frozen=True)
class Spelling:
    """One way to read content, and how keys stand in what is read.

    A reading is of each byte by itself, so that content may be read in pieces.
    """

    read: Callable[[bytes], bytes]
    sought: tuple[bytes, ...]

    @cached_property
    def shortest(self) -> int:
        """The fewest bytes in which a key may stand: no reading is longer than its content."""
        return min(map(len, self.sought), default=0)


def spellings(keys: Iterable[bytes]) -> tuple[Spelling, ...]:
    """Return how keys may stand in a file: plain, hexadecimal, or base64 in any place of a text.

    Digits may stand apart, and lines be broken. Of base64 the letters at either end depend on what
    stands beside the key and are left out.
    """
    every = tuple(keys)
    return (
        Spelling(lambda content: content, every),
        Spelling(
            lambda content: content.translate(_LOWER, _BETWEEN),
            tuple(key.hex().encode() for key in every),
        ),
        Spelling(
            lambda content: content.translate(None, _BETWEEN),
            tuple(text for key in every for text in sorted(_in_base64(key))),
        ),
    )


def is_spelt(content: bytes, how: Sequence[Spelling]) -> bool:
    """Say whether any key stands in some content."""
    return any(
        text in read
        for one in how
        if len(content) >= one.shortest  # most of what a database holds is no longer than a name
        for read in (one.read(content),)
        for text in one.sought
    )


def _in_base64(key: bytes) -> frozenset[bytes]:
    found: set[bytes] = set()
    for shift in range(3):
        whole = base64.b64encode(bytes(shift) + key)
        first = -(-shift * 8 // 6)
        last = (shift + len(key)) * 8 // 6
        plain = whole[first:last]
        found |= {plain, plain.translate(bytes.maketrans(b"+/", b"-_"))}
    return frozenset(found)
