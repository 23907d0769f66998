"""Milestones: the days in somebody's working life that the employer's list may tell of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from surveys.wording import _


class Event(StrEnum):
    """What begins, or ends, on a day of somebody's own."""

    START = "start"  # their first day here
    QUALIFIED = "qualified"  # the first day of their newly qualified year
    PROBATION = "probation"  # the day on which their probation ends
    ABROAD = "abroad"  # the first day here of somebody recruited from abroad
    PLACEMENT = "placement"  # the first day of a student's placement
    STEP_UP = "step_up"  # the first day of Step Up to Social Work
    APPRENTICE = "apprentice"  # the first day of an apprenticeship
    BACK = "back"  # the first day back from a long leave, whatever it was for
    AWAY = "away"  # the first day of a long leave: nobody is asked anything from then on


Dates = tuple[tuple[Event, date], ...]  # in the order of Event; START is not among them

# The columns of the people file, and of what is shown: one a day, so that any system can write it.
COLUMNS: Final[Mapping[str, Event]] = {
    "newly_qualified_from": Event.QUALIFIED,
    "probation_ends": Event.PROBATION,
    "from_abroad_since": Event.ABROAD,
    "placement_from": Event.PLACEMENT,
    "step_up_from": Event.STEP_UP,
    "apprentice_from": Event.APPRENTICE,
    "back_from_leave": Event.BACK,
    "on_leave_from": Event.AWAY,
}
COLUMN_OF: Final[Mapping[Event, str]] = {event: column for column, event in COLUMNS.items()}
# What a survey can ask at: going away is no day on which anybody is asked.
ASKED_AT: Final = tuple(event for event in Event if event is not Event.AWAY)


@dataclass(frozen=True)
class Kindness:
    """Something that a manager could do for somebody, as a data file suggests it."""

    id: str
    words: str
    fits: frozenset[Event]  # empty: any


@dataclass(frozen=True)
class Landmark:
    """One milestone of one person, as their manager knows it anyway."""

    person_id: str
    event: Event
    months: int  # after the event's day; 0: on it
    day: date  # the working day on which they reach it


@dataclass(frozen=True)
class Told:
    """A landmark told to one manager; several of one message share its subject."""

    manager_id: str
    subject: str
    landmark: Landmark


@dataclass(frozen=True)
class LandmarkLine:
    """One line of a manager's message or of their Home."""

    name: str
    event: Event
    months: int
    day: date
    kindness: str | None  # None: none is suggested


@dataclass(frozen=True)
class LandmarkNote:
    """A message to a manager: milestones of the days to come, and nothing of any survey."""

    lines: tuple[LandmarkLine, ...]  # one or more, by day


@dataclass(frozen=True)
class Month:
    """What a manager's Home says of the weeks to come."""

    lines: tuple[LandmarkLine, ...]  # by day; without kindnesses
    in_all: int  # more than there are lines: the rest is not shown
    is_told: bool  # False: they turned the messages off


def event_words(event: Event) -> str:
    """Return what the months of a survey count from, such as "the last day of their probation"."""
    return {
        Event.START: _("each person's start"),
        Event.QUALIFIED: _("the first day of their newly qualified year"),
        Event.PROBATION: _("the last day of their probation"),
        Event.ABROAD: _("the first day of whoever was recruited from abroad"),
        Event.PLACEMENT: _("the first day of their placement"),
        Event.STEP_UP: _("their first day of Step Up to Social Work"),
        Event.APPRENTICE: _("the first day of their apprenticeship"),
        Event.BACK: _("their first day back from a long leave"),
        Event.AWAY: _("the first day of a long leave"),
    }[event]
