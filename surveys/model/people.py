"""People, where they sit, and the accounts they use."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from surveys.model.milestones import Dates, Event


class Role(StrEnum):
    """What a person may do beyond answering."""

    LEADER = "leader"
    CHAMPION = "champion"
    PSW = "psw"
    HR = "hr"
    ADMIN = "admin"


@dataclass(frozen=True)
class Account:
    """One Slack account of a person."""

    workspace: str
    slack_id: str


@dataclass(frozen=True)
class Person:
    """One human, however many accounts they have."""

    id: str
    key: str  # the employer's key for this human
    name: str
    email: str
    unit_id: str  # where they sit; an inner unit means its direct staff
    job_family: str
    contract: str
    start_date: date
    working_pattern: str | None  # the employer's word; None: their unit's hours
    manages: tuple[str, ...]  # unit ids
    roles: frozenset[Role]
    accounts: tuple[Account, ...]
    active: bool
    paused_until: date | None  # None: not paused
    welcomed_at: datetime | None  # None: no welcome has reached them yet
    own_hours: str | None = None  # their own word, before any other; None: they chose none
    reminders: bool = True  # False: they turned them off for good
    zone: str | None = None  # where their clock is; None: not known, so the organisation's
    closed: frozenset[Account] = frozenset()  # those of their accounts that Slack has closed
    dates: Dates = ()  # days of their own that the employer tells of, beside the first
    milestone_notes: bool = True  # False: they want none about the people they manage

    @property
    def is_on_slack(self) -> bool:
        """Say whether a message can reach them: an account of theirs is open, as far as we know."""
        return not self.accounts or any(one not in self.closed for one in self.accounts)

    def on(self, event: Event) -> date | None:
        """Return the day of an event. None: the employer tells of none."""
        return self.start_date if event is Event.START else dict(self.dates).get(event)

    def is_away(self, day: date) -> bool:
        """Say whether a day lies in a long leave of theirs; one without an end goes on."""
        gone, back = self.on(Event.AWAY), self.on(Event.BACK)
        return gone is not None and gone <= day and not (back and gone < back <= day)
