"""A quarter to make a pack of, and somebody with a role, in the words of tests."""

from dataclasses import replace
from datetime import UTC, datetime

from surveys.model.people import Role
from surveys.runtime import Runtime
from surveys.use_cases import enrolling
from tests.conftest import Clock
from tests.organisation import account, people_file
from tests.published import publish

QUARTER = "2024-Q3"  # of what `publish` publishes
AFTER = datetime(2024, 10, 7, 9, 0, tzinfo=UTC)
LEADER, PSW, HR, STAFF, MANAGER = 1, 2, 3, 4, 6
_TEAMS = ("Service 1/Team 1.1", "Service 1/Team 1.2", "Service 2/Team 2.1", "Service 2/Team 2.2")
TEAMS = {f"Children's Services/{one}": 5 if one == _TEAMS[0] else 1 for one in _TEAMS}


def a_quarter(runtime: Runtime, clock: Clock) -> None:
    """Publish a quarter that is over, and list eight people: one of each role, and a manager."""
    clock.move_to(AFTER)
    publish(runtime)
    enrolling.apply_people(runtime, people_file(TEAMS))
    give(runtime, PSW, Role.PSW)
    give(runtime, HR, Role.HR)


def give(runtime: Runtime, number: int, *roles: Role) -> None:
    """Give somebody these roles and no others."""
    with runtime.store.begin() as tx:
        one = tx.people.find_by_account(account(number).slack_id, account(number).workspace)
        assert one is not None
        tx.people.save(replace(one, roles=frozenset(roles)))
