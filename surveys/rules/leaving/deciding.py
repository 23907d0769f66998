"""When a pool of leavers is released: at a quarter's end, and so that nobody's part in it shows.

Whoever keeps the list of leavers knows who could have spoken. A release that came the day after
one person's last day, or as soon as there were ten, would tell that this person had. So:

- a pool is looked at when a quarter is over, and never in between;
- it is looked at only when its *leavers*, spoken or not, would be enough without any one of them:
  `MARGIN` more than ten, and three services without any one person;
- found to have too few who spoke, it is looked at again only when at least `NEWCOMERS` more have
  left: were it one, a release now and none before would tell that this one had spoken;
- it is released if ten have spoken in their own hand, from three services. What HR took down counts
  in the shares and never towards the ten: else whoever takes it down could fill a pool.

Then for every leaver both, having spoken and not, agree with every date on which there was a
release and every date on which there was none. `test_leaving.py` goes through the worlds.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from surveys.model.leaving import Conversation
from surveys.rules.quarters import last_day, preceding, quarter_of

FEWEST: Final = 10  # who spoke in their own hand
SERVICES: Final = 3
MARGIN: Final = 2  # leavers beyond ten before a pool is looked at
NEWCOMERS: Final = 3  # leavers between two looks
BANDS: Final = (10, 20, 50, 100)  # "so many or more"
UNCONFIRMED_DAYS: Final = 183  # after the last day they gave: then their own box is destroyed


class Decision(StrEnum):
    """What becomes of a pool at a quarter's end."""

    WAIT = "wait"  # on counts of leavers alone
    TOO_FEW = "too few"  # of them spoke
    RELEASE = "release"


def quarter_end(now: datetime, zone: ZoneInfo) -> date:
    """Return the last day of the quarter that is over, by the organisation's calendar."""
    return last_day(preceding(quarter_of(now.astimezone(zone).date())))


def may_look(services: Collection[str], looked_at: int) -> bool:
    """Say whether a pool's leavers allow a look: where each of them sat, one entry a person.

    `looked_at`: how many there were when it was last found to have too few; 0: never.
    """
    counts = Counter(services)
    sole = any(count == 1 for count in counts.values())
    enough = len(services) >= FEWEST + MARGIN and len(counts) - sole >= SERVICES
    return enough and (not looked_at or len(services) >= looked_at + NEWCOMERS)


def decide(leavers: Sequence[Conversation], looked_at: int) -> Decision:
    """Decide of everyone whose last day has come, spoken or not."""
    if not may_look([one.service for one in leavers], looked_at):
        return Decision.WAIT
    own = [one.service for one in leavers if one.is_own]
    is_enough = len(own) >= FEWEST and len(set(own)) >= SERVICES
    return Decision.RELEASE if is_enough else Decision.TOO_FEW


def at_least(spoke: int, leavers: int) -> int:
    """Return how many are said to have spoken, or more: never so many that nobody kept silent."""
    return max(band for band in BANDS if band <= max(FEWEST, min(spoke, leavers - MARGIN)))


def is_due(inside: Conversation, until: date) -> bool:
    """Say whether a box is one of a pool that is judged on a quarter's end."""
    return inside.is_confirmed and inside.last_day <= until


def is_stale(inside: Conversation, today: date) -> bool:
    """Say whether HR recorded no leaving long after the last day its writer gave."""
    return not inside.is_confirmed and inside.last_day + timedelta(UNCONFIRMED_DAYS) < today
