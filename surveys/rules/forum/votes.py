"""Votes: one a person and question, under a tag that nobody reads without the cycle's key."""

import hmac
from collections.abc import Collection, Iterable
from hashlib import sha256
from typing import Final

TAG_BYTES: Final = 16
LETTERS_A_DAY: Final = 3
_BANDS: Final = ((50, "50+"), (20, "20-49"), (10, "10-19"), (5, "5-9"))
FEWEST: Final = "0-4"


def vote_tag(key: bytes, question_id: str, person_id: str) -> bytes:
    """Return the 16 bytes under which one person's vote for one question lies."""
    said = f"vote|{question_id}|{person_id}".encode()
    return hmac.digest(key, said, sha256)[:TAG_BYTES]


def merged_tags(
    key: bytes, source: str, target: str, people: Iterable[str], cast: Collection[bytes]
) -> frozenset[bytes]:
    """Return the tags on the target of everyone whose vote lies on the source.

    `cast` are the tags on the source; a person who voted for both so counts once.
    """
    return frozenset(
        vote_tag(key, target, one) for one in people if vote_tag(key, source, one) in cast
    )


def band(votes: int) -> str:
    """Word a count of votes of an open cycle: "0-4", "5-9", "10-19", "20-49" or "50+"."""
    return next((name for least, name in _BANDS if votes >= least), FEWEST)


def band_rank(votes: int) -> int:
    """Rank a count by its band, 0 the highest: before a cycle closes no order tells more."""
    return next((place for place, (least, _n) in enumerate(_BANDS) if votes >= least), len(_BANDS))


def quota_tags(day_key: bytes, person_id: str) -> tuple[bytes, ...]:
    """Return the tags of each letter that one person may send in one day, the first first."""
    return tuple(
        hmac.digest(day_key, f"letter|{number}|{person_id}".encode(), sha256)[:TAG_BYTES]
        for number in range(LETTERS_A_DAY)
    )
