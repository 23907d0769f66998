"""Appointed: the messages about roles, composed when they are sent from what stands then."""

from typing import Final

from surveys.model.deliveries import Delivery, Kind
from surveys.model.people import Role
from surveys.model.roles import RoleRequest, RoleTold, Turn
from surveys.model.trail import COMMAND_LINE, ActKind
from surveys.runtime import Runtime
from surveys.store.database import Transaction
from surveys.use_cases.appointing import proposed_to

KINDS: Final = frozenset({Kind.ROLE_ASKED, Kind.ROLE_TOLD})


def message_of(
    runtime: Runtime, tx: Transaction, delivery: Delivery
) -> RoleRequest | RoleTold | None:
    """Return what a message about roles says. None: it is no longer of use."""
    if delivery.kind is Kind.ROLE_TOLD:
        return _told(tx, delivery)
    reader = tx.people.get(delivery.person_id)
    proposed = proposed_to(runtime, tx, reader, delivery.subject)
    return RoleRequest(proposed) if proposed else None


def _told(tx: Transaction, delivery: Delivery) -> RoleTold | None:
    act = tx.trail.find(int(delivery.subject))
    if act is None or act.subject.get("person") != delivery.person_id:
        return None
    role, gives = Role(act.subject["role"]), act.kind is ActKind.ROLE_GIVEN
    if (role in tx.people.get(delivery.person_id).roles) is not gives:
        return None  # it was changed again since
    actor, second = act.actor, act.subject.get("second", "")
    return RoleTold(
        turn=Turn(delivery.person_id, role, gives),
        by=_name(tx, actor),
        second=_name(tx, second),
        by_command=COMMAND_LINE in (actor, second),
    )


def _name(tx: Transaction, person_id: str) -> str | None:
    person = tx.people.find(person_id)
    return person.name if person and person.active else None
