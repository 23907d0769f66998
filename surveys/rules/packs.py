"""Packs: who may ask for one in Slack, who enters figures beside it, who signs a commentary."""

from typing import Final

from surveys.model.commentary import Signer
from surveys.model.packs import Audience
from surveys.model.people import Person, Role

_WHOLE: Final = (Audience.BOARD, Audience.MEMBERS, Audience.LEADERS)
_ABOVE_TEAMS: Final = (Audience.BOARD, Audience.MEMBERS)


def may_have(person: Person) -> tuple[Audience, ...]:
    """Return the packs that somebody may ask for; empty: none.

    Leaders read every part in their digest, and HR may act on any. The Principal Social Worker
    reads no team's figures but their own, so theirs are those of the organisation and its services.
    """
    if not person.active:
        return ()
    if person.roles & {Role.LEADER, Role.HR}:
        return _WHOLE
    return _ABOVE_TEAMS if Role.PSW in person.roles else ()


def may_enter(person: Person) -> bool:
    """Say whether somebody enters figures and days that stand beside results."""
    return person.active and Role.HR in person.roles


def signer_of(person: Person) -> Signer | None:
    """Return the post that somebody signs commentary with. None: they may not.

    Whoever holds both signs as a leader.
    """
    if not person.active:
        return None
    if Role.LEADER in person.roles:
        return Signer.LEADER
    return Signer.PSW if Role.PSW in person.roles else None
