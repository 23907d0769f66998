"""What administrators do in Slack, one act for each listener, and how each goes wrong."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

import handlers.appointing
from bot.local_slack import Visitor
from handlers import ids
from surveys.model.people import Role
from surveys.runtime import Runtime
from surveys.use_cases import appointing
from tests.appointing import turn
from tests.attacks.canaries import Act, Breaking, Deed
from tests.organisation import account
from tests.packing import give

OTHER, THIRD = 40, 41


def prepare(runtime: Runtime, number: int) -> None:
    """Give somebody administrators beside them, who propose something, and a past of two pages."""
    for one in (number, OTHER):
        give(runtime, one, Role.ADMIN, Role.HR)
    for role in (Role.ADMIN, Role.HR):
        turn(runtime, OTHER, THIRD, role)
    turn(runtime, number, 42, Role.HR)
    for gives in (True, False) * 6:
        turn(runtime, OTHER, THIRD, Role.CHAMPION, gives=gives)
    assert appointing.roles_page(runtime, account(number)).waiting


def _home(visitor: Visitor) -> None:
    visitor.open_home()


def _at(button: str, shows: str) -> Deed:
    def go(visitor: Visitor) -> None:
        visitor.open_home()
        visitor.press(button, where="home")
        visitor.until(lambda one: shows in str(one.modal()))

    return go


def _person(visitor: Visitor) -> None:
    _at(ids.ROLES, ids.SUBMIT_ROLE_OF)(visitor)
    visitor.submit({ids.ROLE_OF: "U0043"})
    visitor.until(lambda one: ids.ROLE_TURN in str(one.modal()))


def _proposal(button: str) -> Deed:
    """Open the first proposal with a button on it."""

    def go(visitor: Visitor) -> None:
        _at(ids.ROLES, ids.SUBMIT_ROLE_OF)(visitor)
        for place in range(3):
            visitor.press(ids.ROLE_PROPOSAL, block_id=f"waiting_{place}", where="modal")
            visitor.until(lambda one: "A change of roles" in str(one.modal()))
            if button in str(visitor.modal()):
                return
            visitor.press(ids.ROLES, where="modal")
            visitor.until(lambda one: ids.SUBMIT_ROLE_OF in str(one.modal()))

    return go


def _press(action_id: str, where: str = "modal") -> Deed:
    return lambda visitor: visitor.press(action_id, where=where)


def _look(visitor: Visitor) -> None:
    visitor.press(ids.ROLE_PROPOSAL, block_id="waiting_0", where="modal")


def _give(visitor: Visitor) -> None:
    visitor.press(ids.ROLE_TURN, block_id="role_leader", where="modal")


ACTS: Mapping[str, Act] = {
    "open_roles": Act(_press(ids.ROLES, "home"), _home),
    "submit_role_of": Act(
        lambda visitor: visitor.submit({ids.ROLE_OF: "U0043"}), _at(ids.ROLES, ids.SUBMIT_ROLE_OF)
    ),
    "turn_role": Act(_give, _person),
    "open_proposal": Act(_look, _at(ids.ROLES, ids.SUBMIT_ROLE_OF)),
    "decline_role": Act(_press(ids.ROLE_DECLINE), _proposal(ids.ROLE_DECLINE)),
    "confirm_role": Act(_press(ids.ROLE_CONFIRM), _proposal(ids.ROLE_CONFIRM)),
    "withdraw_role": Act(_press(ids.ROLE_WITHDRAW), _proposal(ids.ROLE_WITHDRAW)),
    "open_trail": Act(_press(ids.TRAIL, "home"), _home),
    "turn_trail": Act(_press(f"{ids.TRAIL_PAGE}_on"), _at(ids.TRAIL, "What was done")),
}


@contextmanager
def broken_for_admins() -> Iterator[None]:
    """Everything that a listener of administrators calls goes wrong, a canary in its message."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("appointing", "trailing", "views", "trail_views"):
            patch.setattr(handlers.appointing, name, Breaking())
        yield
