"""Previews: a survey before anybody is asked."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveys.model.asking import Reason
from surveys.model.authoring import Page, Place
from surveys.model.messages import Invitation
from surveys.model.rounds import Thresholds


class Result(StrEnum):
    """What comes of a question."""

    SCORES = "scores"  # means of a scale
    SHARES = "shares"  # of the options of a choice
    WORDS = "words"  # comments, once somebody has checked them


@dataclass(frozen=True)
class Level:
    """One level of the tree: how many of its parts can hope for results; direct staff apart."""

    depth: int  # 0 the organisation, 1 services, 2 teams
    of: int  # parts in which anybody would be asked
    weekly: int  # of these, in how many a result is likely after each round
    quarterly: int  # and in a release of teams, which has scores alone


@dataclass(frozen=True)
class Promise:
    """Where one sort of result may be expected."""

    result: Result
    levels: tuple[Level, ...]  # empty: nowhere


@dataclass(frozen=True)
class Reach:
    """Whom a survey would ask, as things are now."""

    page: Page
    on: date | None  # whom it would ask that day; None: no date is chosen yet
    asked: int  # of a milestone: all whom it is for
    left_out: tuple[tuple[Reason, int], ...]  # by how many

    @property
    def is_nobody(self) -> bool:
        """Say whether it would ask nobody; people reach a milestone later, too."""
        return self.asked == 0 and not self.is_pooled

    @property
    def is_pooled(self) -> bool:
        """Say whether people are asked one by one, each when they reach a milestone."""
        return self.page.brief.survey.is_pooled


@dataclass(frozen=True)
class Preview(Reach):
    """A survey before anybody is asked."""

    invitation: Invitation | None  # None: it asks nothing yet
    response: float  # the share expected to answer, 0 to 1
    promises: tuple[Promise, ...]  # one for each sort of result that it asks for
    is_whole_only: bool  # one figure for the whole organisation
    needed_minutes: int  # what questions like these take
    thresholds: Thresholds


@dataclass(frozen=True)
class Trial:
    """An invitation for its author alone, whose form keeps nothing."""

    invitation: Invitation
    place: Place
