"""Surveys: what is asked of whom, and how often; everything an author decides."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from surveys.model.milestones import Event
from surveys.model.questions import Question

WEEKLY_PULSE: Final = "weekly-pulse"  # the one survey whose questions the bank rotates


class Every(StrEnum):
    """How often a survey is asked."""

    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    TWICE_YEARLY = "twice_yearly"
    YEARLY = "yearly"
    MILESTONE = "milestone"  # so many months after a day of each person's own


@dataclass(frozen=True)
class Calendar:
    """When a survey is asked, in local time; a day that is no working day moves to the next."""

    every: Every
    starts: date  # the first day; later ones keep its weekday, its day of the month or its date
    at: time
    zone: ZoneInfo
    months: tuple[int, ...] = ()  # of a milestone: whole months after its event, ascending
    event: Event = Event.START  # of a milestone: whoever has no such day is not asked


@dataclass(frozen=True)
class Tenure:
    """How long somebody has worked here, in whole months: from `least` up to but not `most`."""

    least: int
    most: int | None  # None: no upper end


@dataclass(frozen=True)
class Audience:
    """Who is asked: everyone who fits every part that is given."""

    units: tuple[str, ...] = ()  # unit ids, each with all below it; empty: the whole organisation
    job_families: tuple[str, ...] = ()  # empty: all
    contracts: tuple[str, ...] = ()  # empty: all
    tenure: Tenure | None = None  # None: any

    @property
    def is_by_attribute(self) -> bool:
        """Say whether it picks people by what they are and not by where they sit.

        Such a survey publishes one figure for the whole organisation and nothing finer.
        """
        return bool(self.job_families or self.contracts or self.tenure)


class SurveyState(StrEnum):
    """Where a survey is in its life."""

    DRAFT = "draft"
    RUNNING = "running"  # its calendar opens rounds
    PAUSED = "paused"  # what is open runs on, nothing more opens
    ARCHIVED = "archived"  # nothing opens again; its results stay


@dataclass(frozen=True)
class Survey:
    """One survey as its author wrote it: the same whether written in Slack or in a file."""

    id: str  # small letters, digits and hyphens; results are kept under it
    title: str
    purpose: str  # one sentence in the invitation: why it is asked, and what will be done with it
    questions: tuple[Question, ...]  # empty: the weekly pulse, whose questions the bank rotates
    required: frozenset[str]  # ids of the questions that cannot be skipped
    minutes: int  # what it takes to answer, 1 to 10
    audience: Audience
    calendar: Calendar | None  # None: no date chosen yet
    open_working_days: int  # 1 to 60
    reminder: bool  # one, a working day before it closes, to everyone asked alike

    @property
    def is_pooled(self) -> bool:
        """Say whether its answers wait, sealed, until enough people have reached the milestone."""
        return self.calendar is not None and self.calendar.every is Every.MILESTONE


@dataclass(frozen=True)
class KeptSurvey:
    """A survey as it is kept: each change is a revision, and a round asks one revision."""

    survey: Survey
    state: SurveyState
    revision: int  # 1, 2, ...
