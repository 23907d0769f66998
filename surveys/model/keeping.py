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
    FORUM_WORDS = "forum_words"  # of the forum, what nobody is shown any more
    FORUM_RECORDS = "forum_records"  # answered questions, and minutes
    ACTS = "acts"  # what administrators did
    THANKS = "thanks"  # who thanked whom, with which words


FORUM_MONTHS: Final = 36  # that answers and minutes are kept: as long as comments may be at most
ACT_MONTHS: Final = 24  # two yearly audits
THANKS_DAYS: Final = 14  # that a thank-you is kept whole: to take it back, and to be sent late


@dataclass(frozen=True)
class Keeping:
    """The periods, each counted from what makes a record old."""

    rosters_months: int = 8  # after the round ended
    deliveries_days: int = 90  # after the message was due
    leavers_days: int = 30  # after they left the list
    comments_months: int = 12  # after the round closed


USUAL: Final = Keeping()
# Rosters: two quarters of weekly rounds with holidays between them, for a quarter's first round is
# held beside those of the 13 weeks before it. Deliveries: the month that `deliveries` tells about.
# Leavers: a file that misses somebody by mistake is mended within the week. Comments: a quarter's.
LEAST: Final = Keeping(7, 31, 7, 3)
# Rosters: until a yearly survey comes again. Deliveries: half a year, for a complaint about a
# message. Leavers: a quarter. Comments: three years of comparing what was said.
MOST: Final = Keeping(13, 180, 90, 36)


@dataclass(frozen=True)
class Retained:
    """How far removing old records has come."""

    done_on: date | None = None  # the last night on which all was done; None: none yet
    unscrubbed: bool = False  # what was removed may still be in SQLite's files


Oldest = Mapping[Record, datetime]  # what makes the oldest record of each kind old; none: left out
