"""Administrators and what they do, in the words of tests."""

from surveys.model.people import Role
from surveys.model.roles import Outcome, Turn
from surveys.model.trail import Act, ActKind, is_whole
from surveys.runtime import Runtime
from surveys.use_cases import appointing
from tests.chairing import person
from tests.organisation import account

FIRST, SECOND, STAFF = 1, 2, 3


def asked(runtime: Runtime, number: int, role: Role, *, gives: bool = True) -> Turn:
    return Turn(person(runtime, number).id, role, gives)


def turn(
    runtime: Runtime, by: int, number: int, role: Role = Role.ADMIN, *, gives: bool = True
) -> Outcome | None:
    return appointing.turn(runtime, account(by), asked(runtime, number, role, gives=gives)).told


def waiting(runtime: Runtime) -> list[str]:
    with runtime.store.begin() as tx:
        return [one.id for one in tx.proposals.all()]


def acts(runtime: Runtime) -> list[Act]:
    """What the trail says of roles."""
    with runtime.store.looking() as tx:
        trail = tx.trail.whole()
    assert is_whole(trail)
    return [one for one in trail.acts if one.kind in {ActKind.ROLE_GIVEN, ActKind.ROLE_TAKEN}]
