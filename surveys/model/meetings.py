"""Meetings of the forum as somebody reads them: the stage, the agenda, the minutes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveys.model.actions import Told
from surveys.model.forum import Outcome, QuestionState
from surveys.model.words import Held, Rewritten

LONGEST_NOTE = 2000  # characters of what was said of one question


class Stage(StrEnum):
    """How far a cycle has come."""

    COLLECTING = "collecting"  # questions, and votes
    VOTING = "voting"  # on those that are published
    COUNTED = "counted"  # voting is over, and the agenda is not made
    READY = "ready"  # the agenda is made
    MEETING = "meeting"  # today
    MINUTES = "minutes"  # it was, and its minutes are not published


@dataclass(frozen=True)
class Standing:
    """How far the cycle has come, as its reader is told."""

    cycle_id: str | None  # None: nobody has asked anything yet
    stage: Stage
    meeting_on: date
    collect_until: date
    vote_until: date
    items: int  # of the agenda; 0: it is not made, or empty
    open: int  # questions
    past: int  # meetings with minutes
    looks_after: bool  # its reader does


@dataclass(frozen=True)
class AgendaLine:
    """One question of a meeting as it is read."""

    position: int  # 1, 2, ...
    question_id: str
    state: QuestionState  # now
    text: str  # "": it is not shown any more
    topic: str | None  # a driver's name; None: something else
    votes: str  # a band, or how many
    earlier_votes: int  # when earlier cycles closed
    age: int  # working days since champions had it
    note: str = ""  # what was said; "": nothing yet
    outcome: Outcome = Outcome.NOT_REACHED


@dataclass(frozen=True)
class Agenda:
    """A meeting's questions in their order."""

    cycle_id: str
    meeting_on: date
    lines: tuple[AgendaLine, ...]
    is_exact: bool  # its votes are counts, and no bands


@dataclass(frozen=True)
class Mark:
    """Which question of a meeting a form is about, and what its reader saw of it."""

    cycle_id: str
    position: int
    version: int
    step: int = 0  # how many times its note was held back


@dataclass(frozen=True)
class MeetingStep:
    """One question of a meeting while it is walked through."""

    mark: Mark
    of: int  # questions in all
    line: AgendaLine
    actions: int  # recorded for it
    held: Held | None = None  # the note, not kept yet
    entered: Outcome | None = None  # with it; None: as it is kept


@dataclass(frozen=True)
class Noted:
    """What a champion notes of one question."""

    note: Rewritten
    outcome: Outcome


@dataclass(frozen=True)
class Minutes:
    """What came of a meeting."""

    cycle_id: str
    number: int
    meeting_on: date
    lines: tuple[AgendaLine, ...]  # in the order of the agenda
    actions: tuple[Told, ...]  # that follow its questions
    is_published: bool

    def of(self, outcome: Outcome) -> tuple[AgendaLine, ...]:
        """Return the questions of which that came."""
        return tuple(one for one in self.lines if one.outcome is outcome)


@dataclass(frozen=True)
class PastMeeting:
    """A meeting whose minutes everybody can read."""

    cycle_id: str
    meeting_on: date
    answered: int
    discussed: int
    carried: int
