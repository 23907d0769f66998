"""Support: where a person can turn, for themselves or for a child."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class SupportLine:
    """One place to turn to."""

    id: str
    name: str
    reach: str  # how to reach it, in words a person can act on
    when: str  # when it is the right place
    local: bool  # the organisation gives its own words for this one


@dataclass(frozen=True)
class Support:
    """The whole list, the same for everyone, with the date when somebody last checked it."""

    help: tuple[SupportLine, ...]  # for the person, the most urgent first
    routes: tuple[SupportLine, ...]  # for a child at risk, and for wrongdoing
    notice: str  # says that nobody watches in real time
    not_here: str  # says that this is no place to report
    reviewed: date
    review_every_days: int

    def is_stale(self, today: date) -> bool:
        """Say whether the list has gone unchecked for longer than it may."""
        return today > self.reviewed + timedelta(days=self.review_every_days)
