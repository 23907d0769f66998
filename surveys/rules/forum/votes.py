"""Votes: one a person and question, under a tag that nobody reads without the cycle's key.

Nothing beside the tag says for which question it is: rows lie in the order of voting in some
databases, and whoever saw colleagues vote one after the other would know for what each did.
"""

import hmac
from collections.abc import Collection, Iterable
from hashlib import sha256
from typing import Final

from surveys.model.forum import FEWEST

TAG_BYTES: Final = 16
LETTERS_A_DAY: Final = 3
VOTERS_TOGETHER: Final = 5  # people whose votes change the bands at once
_BANDS: Final = ((50, "50+"), (20, "20-49"), (10, "10-19"), (5, "5-9"))


def vote_tag(key: bytes, question_id: str, person_id: str) -> bytes:
    """Return the 16 bytes under which one person's vote for one question lies."""
    said = f"vote|{question_id}|{person_id}".encode()
    return hmac.digest(key, said, sha256)[:TAG_BYTES]


def voters(
    key: bytes, questions: Collection[str], people: Iterable[str], cast: Collection[bytes]
) -> tuple[str, ...]:
    """Return who of some people voted for one or more of some questions: to count, never to show.

    `cast`: tags of votes. A vote does not say for what it is, so each question is tried with each
    person: one HMAC a pair.
    """
    return tuple(
        one for one in people if any(vote_tag(key, each, one) in cast for each in questions)
    )


def may_be_shown(
    key: bytes, questions: Collection[str], people: Iterable[str], unshown: Collection[bytes]
) -> bool:
    """Say whether votes that no band shows yet come from VOTERS_TOGETHER people or more.

    A band that moves after one person's vote alone would tell everybody for what it was.
    """
    if len(unshown) < VOTERS_TOGETHER:
        return False
    return len(voters(key, questions, people, unshown)) >= VOTERS_TOGETHER


def band(votes: int) -> str:
    """Word a count of votes of an open cycle: "0-4", "5-9", "10-19", "20-49" or "50+"."""
    return next((name for least, name in _BANDS if votes >= least), FEWEST)


def quota_tags(day_key: bytes, person_id: str) -> tuple[bytes, ...]:
    """Return the tags of each letter that one person may send in one day, the first first."""
    return tuple(
        hmac.digest(day_key, f"letter|{number}|{person_id}".encode(), sha256)[:TAG_BYTES]
        for number in range(LETTERS_A_DAY)
    )
