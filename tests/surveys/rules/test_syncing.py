"""What Slack says of people, as rows of a people file."""

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from surveys.errors import SyncFileWrong, TooManyLeave
from surveys.model.people import Account, Person, Role
from surveys.model.syncing import LeftOut, Member, PeopleChanged, Told
from surveys.model.tree import Unit
from surveys.rules.enrolment import Plan, plan
from surveys.rules.paths import paths_by_id
from surveys.rules.sync_changes import changed, check_share, figure
from surveys.rules.sync_file import reading_in
from surveys.rules.syncing import check_groups, rows_of

TODAY = date(2026, 9, 3)
FILE = b"""
source = "groups"

[units]
"@duty" = "Children's Services/Duty"
team-1 = "Children's Services/Duty/Team 1"
team-2 = "Children's Services/Duty/Team 2"

[manages]
leads-1 = "Children's Services/Duty/Team 1"

[roles]
champions = "champion"

[defaults]
contract = "Agency"
"""
GROUPS = {
    "duty": frozenset({"U1", "U2", "U3"}),
    "team-1": frozenset({"U1", "U2"}),
    "team-2": frozenset({"U4"}),
    "leads-1": frozenset({"U1"}),
    "champions": frozenset({"U2"}),
}


def member(number: int, **changes: Any) -> Member:
    one = Member(f"U{number}", f"Person {number}", f"p{number}@example.org", closed=False,
                 is_person=True, is_guest=False)  # fmt: skip
    return replace(one, **changes)


def told(*members: Member, groups: dict[str, frozenset[str]] = GROUPS) -> Told:
    return Told("T1", members, groups)


class Listed:
    """A list of people that lives on from one difference to the next."""

    def __init__(self) -> None:
        self.units: tuple[Unit, ...] = ()
        self.people: dict[str, Person] = {}
        self.left_out: dict[LeftOut, int] = {}
        self._numbers = itertools.count()

    def sync(self, *said: Told, file: bytes = FILE) -> Plan:
        everybody = tuple(self.people.values())
        rows, left_out = rows_of(said, reading_in(file), everybody, paths_by_id(self.units), TODAY)
        made = plan(self.units, everybody, rows, lambda: f"id{next(self._numbers)}")
        self.left_out = dict(left_out)
        gone = {unit.id for unit in made.retired}
        kept = {unit.id: unit for unit in (*self.units, *made.units) if unit.id not in gone}
        self.units = tuple(kept.values())
        self.people |= {person.id: person for person in made.people}
        return made

    def seat(self, number: int) -> str:
        return paths_by_id(self.units)[self.named(number).unit_id]

    def named(self, number: int) -> Person:
        account = Account("T1", f"U{number}")
        return next(one for one in self.people.values() if account in one.accounts)


@pytest.fixture
def listed() -> Listed:
    one = Listed()
    one.sync(told(*(member(number) for number in (1, 2, 3, 4))))
    return one


def test_people_sit_in_the_deepest_of_their_groups_and_the_rest_is_as_the_file_says(
    listed: Listed,
) -> None:
    assert listed.seat(1) == "Children's Services/Duty/Team 1"
    assert listed.seat(3) == "Children's Services/Duty"
    one, two = listed.named(1), listed.named(2)
    assert (one.contract, one.start_date, one.key) == ("Agency", TODAY, "p1@example.org")
    assert [paths_by_id(listed.units)[unit] for unit in one.manages] == [listed.seat(1)]
    assert (one.roles, two.roles) == (frozenset(), {Role.CHAMPION})
    assert listed.sync(told(*(member(number) for number in (1, 2, 3, 4)))).is_empty


def test_who_is_no_colleague_is_left_out_and_counted(listed: Listed) -> None:
    listed.sync(
        told(
            *(member(number) for number in (1, 2, 3, 4)),
            member(5),
            member(6, is_guest=True),
            member(7, is_person=False),
            member(8, closed=True),
        )
    )
    assert listed.left_out == dict.fromkeys(
        (LeftOut.NO_TEAM, LeftOut.GUEST, LeftOut.NO_PERSON, LeftOut.CLOSED), 1
    )


def test_in_two_teams_at_once_somebody_stays_and_nobody_is_guessed_a_seat(listed: Listed) -> None:
    both = GROUPS | {"team-2": frozenset({"U1", "U4", "U9"}), "team-1": frozenset({"U1", "U9"})}
    listed.sync(told(*(member(number) for number in (1, 3, 4, 9)), groups=both))
    assert listed.seat(1) == "Children's Services/Duty/Team 1"
    assert listed.left_out == {LeftOut.TWO_TEAMS: 1}


def test_what_slack_does_not_say_stays_roles_of_two_people_too(listed: Listed) -> None:
    one = replace(listed.named(2), job_family="PSW", roles=frozenset({Role.HR, Role.LEADER}))
    other = replace(one, id="other", key="E9", email="", accounts=(Account("T2", "U1"),))
    listed.people |= {one.id: one, other.id: other}
    listed.sync(told(*(member(number) for number in (1, 2, 3, 4))))
    assert listed.named(2).job_family == "PSW"
    assert listed.named(2).roles == {Role.HR, Role.LEADER, Role.CHAMPION}
    assert listed.people["other"] == other  # who is in another workspace alone


def test_one_person_in_two_workspaces_is_one_and_the_same_id_elsewhere_another(
    listed: Listed,
) -> None:
    here = told(*(member(number) for number in (1, 2, 3, 4)))
    there = Told(
        "T2",
        (
            member(7, email="P1@example.org", name="Ada elsewhere"),
            member(8, email="new@example.org"),
            member(2, email="another@example.org"),
            member(9, email="p4@example.org", is_guest=True),
        ),
        {"team-1": frozenset({"U7", "U8", "U2"})},
    )
    new = told(*here.members, member(5, email="new@example.org"))
    made = listed.sync(new, there)
    assert changed(made, ()).joined == 2
    one = listed.named(1)
    assert (one.accounts, one.name) == ((Account("T1", "U1"), Account("T2", "U7")), "Person 1")
    assert listed.named(5).accounts == (Account("T1", "U5"), Account("T2", "U8"))
    assert listed.named(4).accounts == (Account("T1", "U4"),)
    assert sum(one.active for one in listed.people.values()) == 6
    assert listed.sync(new, there).is_empty
    # Read in part, it takes nobody away who may be told of elsewhere, and moves nobody.
    before = dict(listed.people)
    listed.sync(told(*here.members, groups=GROUPS | {"team-1": frozenset({"U2"})}))
    assert listed.people == before
    # Read whole, somebody's seat in one workspace is enough.
    listed.sync(told(*here.members, groups={"team-2": frozenset({"U4"})}), there)
    assert (listed.seat(1), listed.named(1).active) == ("Children's Services/Duty/Team 1", True)
    assert not listed.named(2).active


def test_a_group_that_no_workspace_has_is_named() -> None:
    reading, there = reading_in(FILE), Told("T2", (), {"champions": frozenset()})
    here = {name: who for name, who in GROUPS.items() if name != "champions"}
    check_groups((told(groups=here), there), reading)
    with pytest.raises(SyncFileWrong, match="no user group @champions"):
        check_groups((told(groups=here),), reading)


def test_a_difference_is_counted_and_known_again(listed: Listed) -> None:
    before = tuple(listed.people.values())
    groups = GROUPS | {"team-1": frozenset({"U1"}), "team-2": frozenset({"U2", "U6"})}
    said = told(member(1, name="Ada"), *(member(n) for n in (2, 3, 6)), groups=groups)
    made = listed.sync(said)
    assert changed(made, before) == PeopleChanged(
        joined=1, moved=1, otherwise=1, left=1, parts=0, too_many_leave=False
    )
    again = replace(made, people=made.people[::-1], changes=made.changes[::-1])
    assert figure(made) == figure(again)
    assert figure(made) != figure(replace(made, people=made.people[1:], changes=made.changes[1:]))


def test_profiles_say_it_too(listed: Listed) -> None:
    file = b"""source = "profile"
[units]
"T2" = "Children's Services/Duty/Team 2"
[fields]
unit = "Team"
start_date = "Started"
"""
    said = {"Team": "T2", "Started": "2024-02-01"}
    listed.sync(
        told(member(1, fields=said), member(4, fields={"Team": "T2", "Started": "x"})),
        file=file,
    )
    assert listed.seat(1) == "Children's Services/Duty/Team 2"
    assert listed.named(1).start_date == date(2024, 2, 1)
    assert listed.named(4).start_date == TODAY


def test_an_emptied_group_takes_nobody_away_by_mistake(listed: Listed) -> None:
    many = tuple(member(number) for number in range(1, 21))
    groups = {"team-1": frozenset(one.slack_id for one in many)}
    listed.sync(told(*many, groups=groups))
    before = tuple(listed.people.values())
    listed_on = sum(one.active for one in before)
    made = listed.sync(told(*many, groups={"team-1": frozenset({"U1", "U2"})}))
    with pytest.raises(TooManyLeave, match=f"{listed_on - 2} of {listed_on}"):
        check_share(made, before)


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (b"\xff", "TOML"),
        (b"source = 1", "groups or profile"),
        (b'source = "groups"', "no part"),
        (b'source = "groups"\nteams = 1', "teams is not known"),
        (b'source = "groups"\n[units]\na = "X/direct"', "direct"),
        (b'source = "groups"\n[units]\na = "X"\nb = "Y"', "two organisations"),
        (b'source = "groups"\n[units]\na = 1', "words alone"),
        (b'source = "groups"\n[units]\na = "X"\n[roles]\nb = "king"', "king is not known"),
        (b'source = "groups"\n[units]\na = "X"\n[roles]\nb = "admin"', "two people"),
        (b'source = "profile"\n[units]\na = "X"', "which field"),
        (b'source = "profile"\n[units]\na = "X"\n[fields]\nshoe = "b"', "shoe is not known"),
    ],
)
def test_each_mistake_in_the_file_is_named(file: bytes, says: str) -> None:
    with pytest.raises(SyncFileWrong, match=says):
        reading_in(file)
