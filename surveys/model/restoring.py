"""Going back to a backup: since when nobody knows what happened, and how far it has come."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Step(StrEnum):
    """How far the consequences of a restore have come; each step is taken once."""

    BEGUN = "begun"  # keys may be there of what is sealed
    KEYS_GONE = "keys_gone"
    SETTLED = "settled"  # everything sealed is given up, and people are told


@dataclass(frozen=True)
class Restore:
    """One return to a backup. What happened in between is lost, but not from people's memory."""

    id: str
    made_at: datetime  # the backup; UTC
    restored_at: datetime
    step: Step


@dataclass(frozen=True)
class GivenUp:
    """What a restore gave up, in counts."""

    rounds: int
    forum: bool  # a cycle of the forum, with its votes and letters
    leavers: bool  # the pool of leavers
    told: int  # people
