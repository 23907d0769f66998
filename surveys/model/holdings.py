"""Holdings: everything kept under one person's name. Answers are not: they lie under no name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.keeping import Keeping
from surveys.model.leaving import LeaverLine
from surveys.model.messages import OpenRound
from surveys.model.people import Person


@dataclass(frozen=True)
class AskedIn:
    """A round somebody was asked in; never whether they answered."""

    title: str | None  # of its survey; None: the weekly pulse
    asked_on: date
    closes_on: date  # or closed
    is_open: bool


@dataclass(frozen=True)
class Holdings:
    """What is kept under one person's name."""

    person: Person
    unit: str  # the path of where they sit
    manages: tuple[str, ...]  # paths
    left_on: date | None  # None: they are on the list
    rounds: tuple[AskedIn, ...]  # the newest first
    messages: Mapping[Kind, Mapping[DeliveryState, int]]  # records of messages sent or to be sent
    open_rounds: tuple[OpenRound, ...]  # in which an answer can be shown or withdrawn
    keep: Keeping
    owned: int = 0  # actions after results, whose owner this person is or was
    recorded: int = 0  # changes of actions that they recorded
    leaving: LeaverLine | None = None  # HR's record of their leaving; None: there is none
    commented: int = 0  # versions of commentary on quarters that they wrote
    held: int = 0  # questions of the forum that are with them
    told_of: int = 0  # milestones of theirs that a manager was told of, in the past month or so
    answered: int = 0  # answers in the forum that they wrote or noted, drafts among them
    thanked: bool = False  # a thank-you that they wrote is kept; never how many
    was_thanked: bool = False  # one that they were sent
