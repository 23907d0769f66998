"""Taking the list of people from Slack: what Slack says, and how it is to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from surveys.model.people import Role

Path = tuple[str, ...]  # names from the organisation down


class Source(StrEnum):
    """Where in Slack it stands who sits where."""

    GROUPS = "groups"  # user groups, such as @team-1
    PROFILE = "profile"  # fields of people's profiles


@dataclass(frozen=True)
class Member:
    """One account, as Slack tells of it."""

    slack_id: str
    name: str
    email: str  # empty: not told
    closed: bool
    is_person: bool  # False: a bot or an app
    is_guest: bool
    zone: str | None = None  # such as "Europe/London"; None: Slack knows none
    fields: Mapping[str, str] = field(default_factory=dict)  # of the profile, by their labels


@dataclass(frozen=True)
class Told:
    """What Slack told of one workspace."""

    workspace: str
    members: tuple[Member, ...]
    groups: Mapping[str, frozenset[str]]  # Slack ids by handle


Workspaces = Sequence[Told]  # each one read, in the order in which people are sought there


@dataclass(frozen=True)
class Reading:
    """How it is to be read, as the file says."""

    source: Source
    units: Mapping[str, Path]  # by handle; with profiles, by the field's value
    manages: Mapping[str, Path]  # by handle
    roles: Mapping[str, Role]  # by handle; never those that take two people
    fields: Mapping[str, str]  # what of ours stands in the field of which label
    job_family: str  # of whoever is new
    contract: str

    @property
    def asks_for_groups(self) -> bool:
        """Say whether any of it stands in user groups."""
        return self.source is Source.GROUPS or bool(self.manages or self.roles)


class LeftOut(StrEnum):
    """Why somebody in Slack is not on the list of people."""

    CLOSED = "closed"
    NO_PERSON = "no person"
    GUEST = "guest"
    NO_TEAM = "no team"
    TWO_TEAMS = "two teams"


@dataclass(frozen=True)
class PeopleChanged:
    """What Slack tells otherwise than the list does, in counts: nobody is named."""

    joined: int  # people, those who are back too
    moved: int  # to another part
    otherwise: int  # changed, and where they were
    left: int
    parts: int  # of the organisation: new, renamed or empty now
    too_many_leave: bool  # so many that a group may have been emptied by mistake

    @property
    def people(self) -> int:
        """Return how many people it is about."""
        return self.joined + self.moved + self.otherwise + self.left
