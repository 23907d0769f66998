"""Asking: what was asked of one person and when, and why somebody is not asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from surveys.model.deliveries import DeliveryState
from surveys.wording import _


@dataclass(frozen=True)
class Ask:
    """One time a person is asked a survey."""

    survey: str
    asked_on: date  # the real day, in local time
    minutes: int  # what it takes to answer, 1 to 10
    named: date | None = None  # the calendar's own day, before it moved; None: no calendar's


@dataclass(frozen=True)
class Asked:
    """That one person is on the list of a round, and what became of their invitation."""

    on: date
    invitation: DeliveryState | None  # None: it is no longer kept


@dataclass(frozen=True)
class Milestone:
    """The day on which one person reaches a milestone of a survey, or reached the last of them."""

    on: date
    is_past: bool  # too long ago to be asked about


@dataclass(frozen=True)
class Due:
    """When a survey is asked next, by the calendar of one of its revisions."""

    survey: str
    at: datetime
    revision: int


@dataclass(frozen=True)
class Agenda:
    """What is to come of one survey, and what did not come."""

    next_at: datetime | None  # None: nothing more comes, or not while it is as it is
    missed: tuple[date, ...]  # in the past year, oldest first
    nobody: tuple[date, ...]  # dates on which nobody could be asked, the same
    left_out: Mapping["Reason", int]  # people whom its open rounds do not ask


class Came(StrEnum):
    """What came of one date of a survey's calendar."""

    ASKED = "asked"
    MISSED = "missed"  # nothing ran in time, or a round was open already
    NOBODY = "nobody"  # nobody could be asked that day


class Reason(StrEnum):
    """Why a survey leaves somebody out. One reason for all absences: no reason for one is kept."""

    NOT_IN_AUDIENCE = "not_in_audience"
    JOINED_LATER = "joined_later"
    NOT_WELCOMED = "not_welcomed"
    AWAY = "away"
    NO_HOURS = "no_hours"
    ASKED_LATELY = "asked_lately"
    LONGER_COMING = "longer_coming"
    MINUTES_REACHED = "minutes_reached"

    @property
    def sentence(self) -> str:
        """What is said of one person, in the reader's language."""
        return {
            Reason.NOT_IN_AUDIENCE: _("They are not among the people this survey is for."),
            Reason.JOINED_LATER: _("They joined after this round had opened."),
            Reason.NOT_WELCOMED: _(
                "Their welcome has not reached them yet, or only just: people are asked from a"
                " working day after it."
            ),
            Reason.AWAY: _("They were away or had paused; which of the two is not kept."),
            Reason.NO_HOURS: _("They have no working hours while the round is open."),
            Reason.ASKED_LATELY: _("They were asked another survey in the days before."),
            Reason.LONGER_COMING: _("A longer survey comes to them soon and takes its place."),
            Reason.MINUTES_REACHED: _(
                "They were asked for as much of their time as a month allows."
            ),
        }[self]

    @property
    def label(self) -> str:
        """What stands beside a count of people, in the reader's language."""
        return {
            Reason.NOT_IN_AUDIENCE: _("not in the audience"),
            Reason.JOINED_LATER: _("joined later"),
            Reason.NOT_WELCOMED: _("not welcomed yet"),
            Reason.AWAY: _("away or paused"),
            Reason.NO_HOURS: _("no working hours while it is open"),
            Reason.ASKED_LATELY: _("asked another survey that week"),
            Reason.LONGER_COMING: _("a longer survey comes soon"),
            Reason.MINUTES_REACHED: _("asked enough that month"),
        }[self]


def counted(left_out: Iterable[tuple[Reason, int]]) -> str:
    """Say how many people are left out for each reason, in the order given."""
    return ", ".join(f"{count} {reason.label}" for reason, count in left_out)
