"""Marks: what each round promised about the smallest groups, in a chain that shows any change.

A round's mark holds its thresholds and a digest of them together with the digest of the mark
before. Whoever changes a mark, leaves one out or puts one in, breaks every digest after it.
"""

import hashlib
from dataclasses import dataclass

from surveys.model.rounds import Thresholds


@dataclass(frozen=True)
class ThresholdMark:
    """The thresholds one round was opened under."""

    position: int  # 1, 2, ... in the order in which rounds were opened
    round_id: str
    thresholds: Thresholds
    digest: str  # 64 hexadecimal digits


def mark_after(last: ThresholdMark | None, round_id: str, thresholds: Thresholds) -> ThresholdMark:
    """Return the mark of a round opened after all others. `last` None: it is the first.

    The digest is SHA-256 (FIPS 180-4) over one line of text, which must never change: marks are
    kept for good.
    """
    position = last.position + 1 if last else 1
    line = (
        f"{position}|{round_id}|team={thresholds.team}|week={thresholds.week}"
        f"|comments={thresholds.comments}|after={last.digest if last else ''}"
    )
    digest = hashlib.sha256(line.encode()).hexdigest()
    return ThresholdMark(position, round_id, thresholds, digest)
