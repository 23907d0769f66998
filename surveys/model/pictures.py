"""A picture of one place's weekly figures: what is drawn, before anybody draws it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveys.model.packs import Point
from surveys.model.questions import Driver, Item


@dataclass(frozen=True)
class Week:
    """One weekly release: its day, as the organisation dates it, and what it asked."""

    on: date
    asked: frozenset[str]


@dataclass(frozen=True)
class Panel:
    """One driver at one place: its question displayed last, and behind it all of them in turn."""

    driver: Driver | None  # None: the headline
    item: Item
    stretches: tuple[tuple[Point, ...], ...]  # oldest first; a line joins each one's points
    # Every figure of the driver, oldest first, parted likewise; empty: it has one question.
    turns: tuple[tuple[tuple[Item, Point], ...], ...] = ()

    @property
    def last(self) -> Point:
        """The newest displayed figure."""
        return self.stretches[-1][-1]

    @property
    def others(self) -> tuple[tuple[Item, Point], ...]:
        """The figures of the driver's other questions, oldest first."""
        return tuple(both for one in self.turns for both in one if both[0].id != self.item.id)

    @property
    def points(self) -> tuple[Point, ...]:
        """Every displayed figure of the question, oldest first."""
        return tuple(point for one in self.stretches for point in one)


@dataclass(frozen=True)
class Picture:
    """One place's figures over the weeks: the headline, then drivers in the bank's order."""

    panels: tuple[Panel, ...]
    first: date  # the oldest week of which anything is drawn
    last: date  # the week of the release that it belongs to


@dataclass(frozen=True)
class Pictured:
    """A picture that Slack holds as a file of the bot's own."""

    file_id: str
    node_id: str  # whose figures it shows
    picture: Picture


@dataclass(frozen=True)
class Shown:
    """Which picture it is: one place's, as of one release, in one Slack workspace."""

    workspace: str
    release_id: str
    node_id: str


class Upload(StrEnum):
    """What is to be done about a picture."""

    READY = "ready"  # Slack holds it
    OURS = "ours"  # to upload now: nobody else does while the lease lasts
    ELSEWHERE = "elsewhere"  # another thread or process is at it
    NOT_NOW = "not now"  # it failed, for a while or for good


@dataclass(frozen=True)
class Claim:
    """How far one picture has come."""

    upload: Upload
    attempt: int  # 0: none was made
    file_id: str | None  # None: Slack has given it no id yet
