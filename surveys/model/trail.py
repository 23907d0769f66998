"""The trail: every administrative act, in a chain that shows any change.

An act holds ids, names of roles, counts and days: no words that anybody wrote, no answer, and
nothing that anybody did for themselves. Its digest is made of it together with that of the act
before: whoever changes an act, leaves one out or puts one in, breaks every digest after it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

COMMAND_LINE: Final = "command line"  # the actor, where the server's own command line acted
ITSELF: Final = "by itself"  # the actor, where nobody did


class ActKind(StrEnum):
    """What was done."""

    ROLE_PROPOSED = "role proposed"
    ROLE_GIVEN = "role given"
    ROLE_TAKEN = "role taken away"
    ROLE_DECLINED = "role declined"
    ROLE_WITHDRAWN = "role proposal withdrawn"
    PEOPLE_IMPORTED = "people imported"
    PEOPLE_SYNCED = "people synchronised"
    PERSON_REMOVED = "person removed for good"
    UNIT_RENAMED = "part renamed"
    UNIT_HOURS = "hours of a part changed"
    SURVEY_LOADED = "survey loaded from a file"
    SURVEY_STARTED = "survey started"
    SURVEY_PAUSED = "survey paused"
    SURVEY_RESUMED = "survey resumed"
    SURVEY_ARCHIVED = "survey archived"
    ROUND_OPENED = "round opened by hand"
    ROUND_CLOSED = "round closed by hand"
    ROUND_VOIDED = "round given up"
    LEAVER_RECORDED = "leaver recorded"
    LEAVER_CHANGED = "record of a leaver changed"
    LEAVER_RESCINDED = "record of a leaver taken back"
    PACK_ORDERED = "pack asked for"
    PACK_WRITTEN = "pack written to files"
    THRESHOLDS_SET = "smallest groups set"
    FORUM_CLOSED = "forum cycle closed"
    WORKSPACE_INSTALLED = "app installed in a workspace"
    WORKSPACE_LEFT = "app removed by a workspace"
    WORKSPACE_FORGOTTEN = "app taken out of a workspace"
    TOKENS_RESEALED = "key of the tokens changed"
    BACKUP_RESTORED = "backup restored"


# Of leavers neither the moment nor whom an act was about is kept: only its day.
BY_DAY: Final = frozenset(
    {ActKind.LEAVER_RECORDED, ActKind.LEAVER_CHANGED, ActKind.LEAVER_RESCINDED}
)
WITHOUT_SUBJECT: Final = BY_DAY


@dataclass(frozen=True)
class Act:
    """One administrative act."""

    position: int  # 1, 2, ... in the order in which they were done
    at: datetime  # to the second, UTC; of an act kept by its day, midnight UTC of that day
    actor: str  # a person's random id, COMMAND_LINE or ITSELF
    kind: ActKind
    subject: Mapping[str, str]  # what it was about, by plain names: ids, roles, counts
    digest: str  # 64 hexadecimal digits


@dataclass(frozen=True)
class Link:
    """Where a chain goes on: the place and the digest of the act before."""

    position: int
    digest: str


BEGINNING: Final = Link(0, "")


@dataclass(frozen=True)
class Trail:
    """The acts that are kept, the oldest first, and the link to those removed for their age."""

    acts: tuple[Act, ...] = ()
    after: Link = BEGINNING


NO_TRAIL: Final = Trail()


def act_after(
    last: Link, at: datetime, actor: str, kind: ActKind, subject: Mapping[str, str]
) -> Act:
    """Return the act done after all others, its digest made.

    The digest is SHA-256 (FIPS 180-4) over one line of text, which must never change.
    """
    position, moment = last.position + 1, at.astimezone(UTC).replace(microsecond=0)
    line = f"{position}|{moment.isoformat()}|{actor}|{kind}|{spelt(subject)}|after={last.digest}"
    digest = hashlib.sha256(line.encode()).hexdigest()
    return Act(position, moment, actor, kind, dict(subject), digest)


def spelt(subject: Mapping[str, str]) -> str:
    """Write a subject the one way in which it is kept and digested."""
    return json.dumps(dict(subject), sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def is_whole(trail: Trail) -> bool:
    """Say whether every act kept follows from the one before, as it was when it was done."""
    last = trail.after
    for one in trail.acts:
        if act_after(last, one.at, one.actor, one.kind, one.subject) != one:
            return False
        last = Link(one.position, one.digest)
    return True


@dataclass(frozen=True)
class ActTold:
    """An act as it is read: names of whoever is still on the list, in place of ids."""

    position: int
    at: datetime  # in the organisation's zone
    by_day: bool  # only its day is known
    actor: str | None  # a name; None: somebody of whom nothing is kept any more
    by: str  # "person", COMMAND_LINE or ITSELF
    kind: ActKind
    subject: Mapping[str, str]


@dataclass(frozen=True)
class TrailPage:
    """One page of the trail, the newest first."""

    acts: tuple[ActTold, ...]
    page: int  # 0, 1, ...
    pages: int  # 1 or more
