"""Support: where a person can turn, for themselves or for a child."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

ONE_DAY: Final = timedelta(days=1)


class Route(StrEnum):
    """Why somebody is shown where to turn."""

    CRISIS = "crisis"  # for themselves
    CHILD_AT_RISK = "child_at_risk"
    WRONGDOING = "wrongdoing"


class Need(StrEnum):
    """What somebody looks for, in the order of the page."""

    NOW = "now"  # in crisis
    TALK = "talk"  # somebody to talk to
    WORK = "work"
    SPEAK_UP = "speak_up"  # for a child at risk, or of wrongdoing
    OWN = "own"  # what else the organisation offers


@dataclass(frozen=True)
class SupportLine:
    """One place to turn to."""

    id: str
    name: str
    reach: str  # how to reach it, in words a person can act on
    when: str  # when it is the right place
    local: bool  # the organisation gives its own words for this one, or is still to give them
    serves: frozenset[Route]
    need: Need = Need.NOW  # under which heading it stands


@dataclass(frozen=True)
class Support:
    """The whole list, the same for everyone, with the date when somebody last checked it."""

    help: tuple[SupportLine, ...]  # for the person, the most urgent first
    routes: tuple[SupportLine, ...]  # for a child at risk, and for wrongdoing
    notice: str  # says that nobody watches in real time
    not_here: str  # says that this is no place to report
    reviewed: date
    review_every_days: int
    more: tuple[SupportLine, ...] = ()  # shown on the page alone; a file may have none

    def lines_of(self, need: Need) -> tuple[SupportLine, ...]:
        """Where somebody turns who looks for that."""
        every = (*self.help, *self.routes, *self.more)
        return tuple(line for line in every if line.need is need)

    def lines_for(self, route: Route) -> tuple[SupportLine, ...]:
        """Where somebody is shown to turn, the most urgent first."""
        return tuple(line for line in (*self.help, *self.routes) if route in line.serves)

    def unfilled(self, shipped: "Support") -> tuple[SupportLine, ...]:
        """Which lines of help and routes still say what came with us, and are to be filled in.

        An organisation for which our words are right takes the mark off such a line.
        """
        ours = {line.id: line.reach for line in (*shipped.help, *shipped.routes)}
        mine = (line for line in (*self.help, *self.routes) if line.local)
        return tuple(line for line in mine if ours.get(line.id) == line.reach)

    def is_stale(self, today: date) -> bool:
        """Say whether the list has gone unchecked for longer than it may, as far as can be told.

        A day to come says nothing of when it was checked, but for the next: it is tomorrow already
        in some places, and clocks differ.
        """
        first = self.reviewed - ONE_DAY
        return not first <= today <= self.reviewed + self.review_every_days * ONE_DAY
