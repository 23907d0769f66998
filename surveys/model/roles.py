"""Giving roles and taking them away, some of them by two people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from surveys.model.people import Person, Role

GUARDED: Final = frozenset({Role.ADMIN, Role.HR})  # two people give these
LASTS: Final = timedelta(days=7)  # that a proposal waits


@dataclass(frozen=True)
class Turn:
    """One role to be given to somebody, or taken away."""

    person_id: str
    role: Role
    gives: bool  # False: takes it away


@dataclass(frozen=True)
class Proposal:
    """A turn that waits for a second administrator."""

    id: str
    turn: Turn
    by_id: str
    at: datetime

    @property
    def until(self) -> datetime:
        """The moment at which it has waited in vain."""
        return self.at + LASTS


class Outcome(StrEnum):
    """What became of a turn."""

    DONE = "done"
    PROPOSED = "proposed"  # it waits for a second administrator
    ALREADY = "already"  # so it was before
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Proposed:
    """A proposal as one administrator reads it."""

    id: str
    turn: Turn
    name: str  # of whom it is about
    by: str  # the name of whoever made it
    until: datetime  # in the organisation's zone
    is_own: bool  # its reader made it
    is_about_reader: bool
    others: int  # administrators who could confirm it; 0: only the server's command line can

    @property
    def may_decide(self) -> bool:
        """Say whether its reader may confirm or decline it."""
        return not self.is_own and not self.is_about_reader


@dataclass(frozen=True)
class PersonRoles:
    """One person, their roles, and what waits about them."""

    person: Person
    unit: str  # its path
    is_reader: bool
    waiting: Mapping[Role, Proposed]
    told: Outcome | None = None  # what was done just now
    about: Turn | None = None  # of what was done just now


@dataclass(frozen=True)
class RolesPage:
    """Who has which role, and what waits."""

    holders: Mapping[Role, tuple[str, ...]]  # names, in their order
    waiting: tuple[Proposed, ...]  # the oldest first


@dataclass(frozen=True)
class RoleRequest:
    """The message to an administrator who could be the second."""

    proposed: Proposed


@dataclass(frozen=True)
class RoleTold:
    """The message to somebody whose roles were changed by others."""

    turn: Turn
    by: str | None  # a name; None: nobody that is still known
    second: str | None  # the same of whoever confirmed it; None: nobody had to
    by_command: bool  # whoever runs the server did, or confirmed it


@dataclass(frozen=True)
class AdminDesk:
    """What the Home tab offers an administrator."""

    to_confirm: int  # proposals that its reader may decide
