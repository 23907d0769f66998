"""Who tries everything: one person of each kind, in one organisation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from surveys.model.people import Account, Role
from surveys.runtime import Runtime
from surveys.use_cases import enrolling
from tests.organisation import TEAMS, people_file, send_everything

OURS, ELSEWHERE = "T0LOCAL", "T0ELSEWHERE"
EVERYTHING = 20  # somebody with every role, whose screens lead to everything
TAKEN_DOWN, RECORDED = 22, 23  # leavers: one speaks through HR, one is only recorded
ASKERS = range(27, 37)


@dataclass(frozen=True)
class Kind:
    """A column of the table: a name, a heading, and who stands for it."""

    name: str
    heading: str
    number: int
    workspace: str = OURS

    @property
    def account(self) -> Account:
        return Account(self.workspace, f"U{self.number:04}")


KINDS = (
    Kind("nobody", "Not on the staff list", 9999),
    Kind("elsewhere", "Another workspace", EVERYTHING, ELSEWHERE),
    Kind("left", "Taken off the list", 13),
    Kind("paused", "Paused colleague", 11),
    Kind("agency", "Agency worker", 12),
    Kind("staff", "Colleague", 14),
    Kind("manager", "Manager of the unit", 10),
    Kind("other_manager", "Manager of another unit", 26),
    Kind("leader", "Senior leader", 2),
    Kind("champion", "Champion", 4),
    Kind("psw", "Principal Social Worker", 5),
    Kind("hr", "HR", 6),
    Kind("admin", "Administrator", 7),
)
OUTSIDE = frozenset({"nobody", "elsewhere", "left"})
ROLES: Mapping[int, Role] = {
    2: Role.LEADER,
    4: Role.CHAMPION,
    5: Role.PSW,
    6: Role.HR,
    7: Role.ADMIN,
}


def list_everybody(runtime: Runtime) -> None:
    """Enrol them all, as the list of staff and their own choices make them."""
    content = people_file(TEAMS, leader=False, others={n: str(one) for n, one in ROLES.items()})
    enrolling.apply_people(runtime, content)
    send_everything(runtime)
    with runtime.store.begin() as tx:
        root = next(one for one in tx.units.all() if one.parent_id is None)
        for person in tx.people.all():
            number = int(person.accounts[0].slack_id[1:])
            if number == EVERYTHING:
                tx.people.save(replace(person, roles=frozenset(Role), manages=(root.id,)))
            elif number == 12:
                tx.people.save(replace(person, contract="agency"))


def part_with_one(runtime: Runtime) -> None:
    """Take somebody off the list, and let somebody pause."""
    with runtime.store.begin() as tx:
        for person in tx.people.all():
            number = int(person.accounts[0].slack_id[1:])
            if number == 13:
                tx.people.save(replace(person, active=False))
            elif number == 11:
                until = runtime.now().date().replace(year=2027)
                tx.people.save(replace(person, paused_until=until))
