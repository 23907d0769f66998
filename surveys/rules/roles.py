"""Roles: which need a second person, and who may be it."""

from collections.abc import Iterable
from datetime import datetime

from surveys.errors import LastAdministrator, NotYoursToConfirm, ProposalGone
from surveys.model.people import Person, Role
from surveys.model.roles import GUARDED, Outcome, Proposal, Turn


def is_administrator(person: Person) -> bool:
    """Say whether somebody runs Staff Voice in Slack: on the list, with an open account."""
    return person.active and person.is_on_slack and Role.ADMIN in person.roles


def judged(turn: Turn, actor: Person | None, person: Person, people: Iterable[Person]) -> Outcome:
    """Say what becomes of a turn that an administrator asks for. None: the server's command line.

    Giving administrator or HR needs a second administrator, and so does taking it from somebody
    else; one's own role anybody may lay down. Whoever holds the server can do all of it alone, and
    the trail says so. `people`: everyone who may be an administrator.

    Raises LastAdministrator.
    """
    if (turn.role in person.roles) is turn.gives:
        return Outcome.ALREADY
    if turn.role is Role.ADMIN and not turn.gives:
        check_not_last(person, people)
    is_own_to_lay_down = actor is not None and actor.id == person.id and not turn.gives
    is_free = turn.role not in GUARDED or actor is None or is_own_to_lay_down
    return Outcome.DONE if is_free else Outcome.PROPOSED


def check_not_last(person: Person, people: Iterable[Person]) -> None:
    """Refuse to leave Staff Voice without an administrator. Raises LastAdministrator."""
    if not any(is_administrator(one) and one.id != person.id for one in people):
        raise LastAdministrator


def check_second(
    proposal: Proposal,
    actor: Person,
    proposer: Person,
    person: Person,
    now: datetime,
) -> None:
    """Refuse anybody but a second administrator, and a proposal that stands no more.

    One human is one person here, however many accounts they have.

    Raises ProposalGone, NotYoursToConfirm.
    """
    if not stands(proposal, proposer, person, now):
        raise ProposalGone
    if not may_be_second(proposal, actor):
        raise NotYoursToConfirm


def stands(proposal: Proposal, proposer: Person, person: Person, now: datetime) -> bool:
    """Say whether a proposal may still be confirmed: in time, and both still there.

    Whoever is no administrator any more has proposed nothing.
    """
    is_in_time = now < proposal.until
    return is_in_time and person.active and proposer.active and Role.ADMIN in proposer.roles


def may_be_second(proposal: Proposal, actor: Person) -> bool:
    """Say whether somebody may confirm or decline: neither who made it, nor whom it is about."""
    is_other = actor.id not in (proposal.by_id, proposal.turn.person_id)
    return is_administrator(actor) and is_other
