"""Appointing: administrators give roles and take them away, the weighty ones by two people."""

from collections.abc import Iterable, Iterator
from typing import Final

from surveys.errors import ProposalGone, RoleForNobody
from surveys.model.deliveries import Delivery, Kind
from surveys.model.people import Account, Person, Role
from surveys.model.roles import (
    AdminDesk,
    Outcome,
    PersonRoles,
    Proposal,
    Proposed,
    RolesPage,
    Turn,
)
from surveys.model.trail import COMMAND_LINE, ActKind
from surveys.rules.paths import paths_by_id
from surveys.rules.roles import (
    check_not_last,
    check_second,
    judged,
    may_be_second,
    stands,
)
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.holding import person_named
from surveys.use_cases.trailing import administrator, note

_CHANGED: Final = {True: ActKind.ROLE_GIVEN, False: ActKind.ROLE_TAKEN}


def desk_of(runtime: Runtime, tx: Transaction, person: Person) -> AdminDesk | None:
    """Return what Home offers somebody. None: they are no administrator."""
    if Role.ADMIN not in person.roles:
        return None
    mine = [one for one in _standing(runtime, tx) if may_be_second(one, person)]
    return AdminDesk(len(mine))


def roles_page(runtime: Runtime, caller: Account) -> RolesPage:
    """Return who has which role. Raises NotOnTheList, ForAdministratorsAlone."""
    with runtime.store.looking() as tx:
        actor = administrator(tx, caller)
        return RolesPage(
            {role: _holders(tx, role) for role in Role},
            tuple(_proposed(runtime, tx, one, actor) for one in _standing(runtime, tx)),
        )


def person_roles(runtime: Runtime, caller: Account, chosen: Account | None) -> PersonRoles:
    """Return one person's roles. Raises RoleForNobody and what `roles_page` does."""
    with runtime.store.looking() as tx:
        actor = administrator(tx, caller)
        person = tx.people.find_by_account(chosen.slack_id, chosen.workspace) if chosen else None
        if person is None or not person.active:
            raise RoleForNobody
        return _person_roles(runtime, tx, actor, person)


def turn(runtime: Runtime, caller: Account, asked: Turn) -> PersonRoles:
    """Give a role or take it away, or propose so; done twice, it is done once.

    Raises NotOnTheList, ForAdministratorsAlone, RoleForNobody, LastAdministrator.
    """
    with runtime.store.begin() as tx:
        tx.proposals.hold()
        actor = administrator(tx, caller)
        person = _listed(tx, asked.person_id)
        outcome = judged(asked, actor, person, tx.people.with_role(Role.ADMIN))
        if outcome is Outcome.DONE:
            _carry_out(runtime, tx, actor, asked)
        elif outcome is Outcome.PROPOSED:
            _propose(runtime, tx, actor, asked)
        # Whoever lays down their own role reads that they did, and nothing further.
        return _person_roles(runtime, tx, actor, tx.people.get(person.id), outcome, asked)


def proposal(runtime: Runtime, caller: Account, proposal_id: str) -> Proposed:
    """Return what waits. Raises NotOnTheList, ForAdministratorsAlone, ProposalGone."""
    with runtime.store.looking() as tx:
        actor = administrator(tx, caller)
        found = next((one for one in _standing(runtime, tx) if one.id == proposal_id), None)
        if found is None:
            raise ProposalGone
        return _proposed(runtime, tx, found, actor)


def confirm(runtime: Runtime, caller: Account, proposal_id: str) -> PersonRoles:
    """Be the second administrator, and let it be so.

    Raises NotOnTheList, ForAdministratorsAlone, ProposalGone, NotYoursToConfirm, LastAdministrator.
    """
    with runtime.store.begin() as tx:
        actor, found, person = _to_decide(runtime, tx, caller, proposal_id)
        if found.turn.role is Role.ADMIN and not found.turn.gives:
            check_not_last(person, tx.people.with_role(Role.ADMIN))
        _carry_out(runtime, tx, tx.people.get(found.by_id), found.turn, second=actor.id)
        now = tx.people.get(person.id)
        return _person_roles(runtime, tx, actor, now, Outcome.DONE, found.turn)


def decline(runtime: Runtime, caller: Account, proposal_id: str) -> PersonRoles:
    """Be the second administrator, and let it not be so. Raises what `confirm` does."""
    with runtime.store.begin() as tx:
        actor, found, person = _to_decide(runtime, tx, caller, proposal_id)
        tx.proposals.remove(found.id)
        note(runtime, tx, actor, ActKind.ROLE_DECLINED, **_about(found.turn))
        return _person_roles(runtime, tx, actor, person, Outcome.DECLINED, found.turn)


def withdraw(runtime: Runtime, caller: Account, proposal_id: str) -> PersonRoles:
    """Take back what one proposed.

    Raises NotOnTheList, ForAdministratorsAlone, ProposalGone.
    """
    with runtime.store.begin() as tx:
        tx.proposals.hold()
        actor = administrator(tx, caller)
        found = tx.proposals.find(proposal_id)
        if found is None or found.by_id != actor.id:
            raise ProposalGone
        tx.proposals.remove(found.id)
        note(runtime, tx, actor, ActKind.ROLE_WITHDRAWN, **_about(found.turn))
        person = tx.people.get(found.turn.person_id)
        return _person_roles(runtime, tx, actor, person, Outcome.WITHDRAWN, found.turn)


def by_command(runtime: Runtime, slack_id_or_email: str, role: Role, *, gives: bool) -> Outcome:
    """Give a role or take it away on the server, whether or not it was proposed in Slack.

    Raises PersonNotFound, PersonNotSingle, RoleForNobody, LastAdministrator.
    """
    with runtime.store.begin() as tx:
        tx.proposals.hold()
        person = _listed(tx, person_named(tx, slack_id_or_email).id)
        asked = Turn(person.id, role, gives)
        outcome = judged(asked, None, person, tx.people.with_role(Role.ADMIN))
        if outcome is Outcome.DONE:
            waiting = [one for one in _standing(runtime, tx) if one.turn == asked]
            proposer = tx.people.get(waiting[0].by_id) if waiting else None
            second = COMMAND_LINE if proposer else ""
            _carry_out(runtime, tx, proposer or COMMAND_LINE, asked, second=second)
        return outcome


def holders(runtime: Runtime) -> dict[Role, tuple[str, ...]]:
    """Return who has which role, for whoever runs the bot."""
    with runtime.store.looking() as tx:
        return {role: _holders(tx, role) for role in Role}


def _to_decide(
    runtime: Runtime, tx: Transaction, caller: Account, proposal_id: str
) -> tuple[Person, Proposal, Person]:
    tx.proposals.hold()
    actor = administrator(tx, caller)
    found = tx.proposals.find(proposal_id)
    if found is None:
        raise ProposalGone
    person = tx.people.get(found.turn.person_id)
    check_second(found, actor, tx.people.get(found.by_id), person, runtime.now())
    return actor, found, person


def _carry_out(
    runtime: Runtime, tx: Transaction, actor: Person | str, done: Turn, second: str = ""
) -> None:
    tx.people.keep_role(done.person_id, done.role, held=done.gives)
    tx.proposals.settle(done)
    more = {"second": second} if second else {}
    act = note(runtime, tx, actor, _CHANGED[done.gives], **_about(done), **more)
    if not isinstance(actor, Person) or actor.id != done.person_id:
        subject = f"{act.position}"
        told = Delivery(runtime.new_id(), Kind.ROLE_TOLD, done.person_id, subject, runtime.now())
        tx.deliveries.add([told])


def _propose(runtime: Runtime, tx: Transaction, actor: Person, asked: Turn) -> None:
    if any(one.turn == asked for one in _standing(runtime, tx)):
        return  # it waits already: whoever comes second confirms it, and proposes nothing
    new = Proposal(runtime.new_id(), asked, actor.id, runtime.now())
    tx.proposals.add(new)
    tx.deliveries.add(
        Delivery(runtime.new_id(), Kind.ROLE_ASKED, one.id, new.id, runtime.now())
        for one in tx.people.with_role(Role.ADMIN)
        if may_be_second(new, one)
    )
    note(runtime, tx, actor, ActKind.ROLE_PROPOSED, **_about(asked), gives=str(asked.gives))


def _standing(runtime: Runtime, tx: Transaction) -> Iterator[Proposal]:
    now = runtime.now()
    for one in tx.proposals.all():
        if stands(one, tx.people.get(one.by_id), tx.people.get(one.turn.person_id), now):
            yield one


def _listed(tx: Transaction, person_id: str) -> Person:
    person = tx.people.find(person_id)
    if person is None or not person.active:
        raise RoleForNobody
    return person


def _about(done: Turn) -> dict[str, str]:
    return {"person": done.person_id, "role": str(done.role)}


def _holders(tx: Transaction, role: Role) -> tuple[str, ...]:
    return tuple(sorted(one.name for one in tx.people.with_role(role) if one.active))


def proposed_to(
    runtime: Runtime, tx: Transaction, reader: Person, proposal_id: str
) -> Proposed | None:
    """Return what waits for somebody to decide. None: it does no more, or not for them."""
    found = next((one for one in _standing(runtime, tx) if one.id == proposal_id), None)
    if found is None or not may_be_second(found, reader):
        return None
    return _proposed(runtime, tx, found, reader)


def _proposed(runtime: Runtime, tx: Transaction, one: Proposal, reader: Person) -> Proposed:
    admins = tx.people.with_role(Role.ADMIN)
    return Proposed(
        id=one.id,
        turn=one.turn,
        name=tx.people.get(one.turn.person_id).name,
        by=tx.people.get(one.by_id).name,
        until=one.until.astimezone(runtime.policy.zone),
        is_own=one.by_id == reader.id,
        is_about_reader=one.turn.person_id == reader.id,
        others=sum(may_be_second(one, admin) for admin in admins),
    )


def _person_roles(
    runtime: Runtime,
    tx: Transaction,
    actor: Person,
    person: Person,
    told: Outcome | None = None,
    about: Turn | None = None,
) -> PersonRoles:
    waiting: Iterable[Proposal] = (
        one for one in _standing(runtime, tx) if one.turn.person_id == person.id
    )
    return PersonRoles(
        person=person,
        unit=paths_by_id(tx.units.ever()).get(person.unit_id, ""),
        is_reader=actor.id == person.id,
        waiting={one.turn.role: _proposed(runtime, tx, one, actor) for one in waiting},
        told=told,
        about=about,
    )
