"""What is derived from displayed figures: how sure one is, and whether it changed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveys.model.releases import Bound


@dataclass(frozen=True)
class Interval:
    """Where the mean answer of all who were asked probably lies, both ends included.

    An end that is the scale's own is open: the interval has one side.
    """

    low: float
    high: float


class Verdict(StrEnum):
    """What a displayed value says beside those displayed before it."""

    HIGHER = "higher"
    LOWER = "lower"
    NO_CHANGE = "no detectable change"


@dataclass(frozen=True)
class Displayed:
    """One displayed score, and when its release closed, as the organisation dates it."""

    value: float
    bound: Bound | None  # None: exactly the value
    n_band: str
    on: date


@dataclass(frozen=True)
class Compared:
    """A displayed score, or it and the one before it, beside the earlier ones."""

    points: float  # by how much it lies above those: negative below, in points of the scale
    usual: float  # their mean; each weighs by its people
    releases: int  # how many they are, 1 or more
    since: date  # of the oldest of them
    last: Displayed  # the newest displayed before this one
    p: float  # how often chance alone brings as much: 0 to 1


@dataclass(frozen=True)
class Change:
    """What a displayed score was compared with, and what came of it."""

    compared: Compared
    verdict: Verdict
