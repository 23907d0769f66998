"""How long records are kept that name somebody, or that somebody wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final


class Record(StrEnum):
    """What is kept for a time and then removed."""

    ROSTERS = "rosters"  # who was asked in a round that has ended
    DELIVERIES = "deliveries"  # which message was sent to whom
    LEAVERS = "leavers"  # people who are on the list no more
    COMMENTS = "comments"  # what people wrote, after their round


@dataclass(frozen=True)
class Keeping:
    """The periods, each counted from what makes a record old."""

    rosters_months: int = 6  # after the round ended
    deliveries_days: int = 90  # after the message was due
    leavers_days: int = 30  # after they left the list
    comments_months: int = 12  # after the round closed


USUAL: Final = Keeping()
# Rosters: a quarter of rounds with holidays between them, which the rules on burden and on
# comparing releases look back on. Deliveries: the month that `deliveries` tells about. Leavers: a
# file that misses somebody by mistake is mended within the week. Comments: a quarter's own.
LEAST: Final = Keeping(4, 31, 7, 3)
# Rosters: until a yearly survey comes again. Deliveries: half a year, for a complaint about a
# message. Leavers: a quarter. Comments: three years of comparing what was said.
MOST: Final = Keeping(13, 180, 90, 36)


@dataclass(frozen=True)
class Retained:
    """How far removing old records has come."""

    done_on: date | None = None  # the last night on which all was done; None: none yet
    unscrubbed: bool = False  # what was removed may still be in SQLite's files


Oldest = Mapping[Record, datetime]  # what makes the oldest record of each kind old; none: left out
