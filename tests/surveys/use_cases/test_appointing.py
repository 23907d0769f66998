"""Roles: some by one administrator, administrator and HR by two, and never none."""

import threading
from datetime import timedelta

import pytest

from surveys.errors import (
    ForAdministratorsAlone,
    LastAdministrator,
    NoAdministratorLeft,
    NotYoursToConfirm,
    ProposalGone,
    RoleForNobody,
)
from surveys.model.people import Role
from surveys.model.roles import Outcome, RoleRequest, RoleTold
from surveys.model.trail import COMMAND_LINE, ActKind
from surveys.runtime import Runtime
from surveys.use_cases import appointing, delivering, enrolling
from tests.appointing import FIRST, SECOND, STAFF, acts, asked, turn, waiting
from tests.chairing import change, person
from tests.conftest import Clock
from tests.organisation import account, enrol, people_file

TEAMS = {"Children's Services/Team 1": 5}


@pytest.fixture
def listed(runtime: Runtime) -> Runtime:
    enrol(runtime, TEAMS)
    change(runtime, FIRST, roles=frozenset({Role.ADMIN}))
    change(runtime, SECOND, roles=frozenset({Role.ADMIN}))
    return runtime


def roles(runtime: Runtime, number: int) -> frozenset[Role]:
    return person(runtime, number).roles


def test_one_administrator_gives_a_champion_and_takes_them_back(listed: Runtime) -> None:
    assert turn(listed, FIRST, STAFF, Role.CHAMPION) is Outcome.DONE
    assert turn(listed, FIRST, STAFF, Role.CHAMPION) is Outcome.ALREADY
    assert roles(listed, STAFF) == {Role.CHAMPION}
    assert turn(listed, SECOND, STAFF, Role.CHAMPION, gives=False) is Outcome.DONE
    assert roles(listed, STAFF) == frozenset()
    assert [one.kind for one in acts(listed)] == [ActKind.ROLE_GIVEN, ActKind.ROLE_TAKEN]


def test_hr_waits_for_a_second_administrator_who_is_written_to(listed: Runtime) -> None:
    assert turn(listed, FIRST, STAFF, Role.HR) is Outcome.PROPOSED
    assert turn(listed, FIRST, STAFF, Role.HR) is Outcome.PROPOSED
    (one,) = waiting(listed)
    told = [delivering.compose(listed, d) for d in delivering.claim(listed, "test")]
    assert [type(message) for message in told] == [RoleRequest]
    assert roles(listed, STAFF) == frozenset()
    assert appointing.confirm(listed, account(SECOND), one).told is Outcome.DONE
    assert roles(listed, STAFF) == {Role.HR}
    (act,) = acts(listed)
    people = (person(listed, FIRST).id, person(listed, SECOND).id)
    assert (act.actor, act.subject["second"]) == people
    (message,) = (delivering.compose(listed, d) for d in delivering.claim(listed, "test"))
    assert isinstance(message, RoleTold)
    assert (message.by, message.second) == ("Person 1", "Person 2")


def test_neither_the_proposer_nor_the_person_nor_staff_can_be_the_second(listed: Runtime) -> None:
    turn(listed, FIRST, SECOND, Role.HR)
    (one,) = waiting(listed)
    for number, refusal in (
        (FIRST, NotYoursToConfirm),
        (SECOND, NotYoursToConfirm),
        (STAFF, ForAdministratorsAlone),
    ):
        for decide in (appointing.confirm, appointing.decline):
            with pytest.raises(refusal):
                decide(listed, account(number), one)
    assert roles(listed, SECOND) == {Role.ADMIN}
    assert acts(listed) == []


def test_a_proposal_ends_by_a_decision_its_time_or_a_departure(
    listed: Runtime, clock: Clock
) -> None:
    second = account(SECOND)
    turn(listed, FIRST, STAFF, Role.HR)
    assert appointing.decline(listed, second, waiting(listed)[0]).told is Outcome.DECLINED
    turn(listed, FIRST, STAFF, Role.HR)
    first = account(FIRST)
    assert appointing.withdraw(listed, first, waiting(listed)[0]).told is Outcome.WITHDRAWN
    turn(listed, FIRST, STAFF, Role.HR)
    (late,) = waiting(listed)
    clock.pass_(days=7)
    with pytest.raises(ProposalGone):
        appointing.confirm(listed, second, late)
    turn(listed, FIRST, STAFF, Role.HR)
    (left,) = waiting(listed)
    change(listed, FIRST, roles=frozenset())
    with pytest.raises(ProposalGone):
        appointing.confirm(listed, second, left)
    assert roles(listed, STAFF) == frozenset()


def test_the_last_administrator_stays_and_one_s_own_role_is_free_to_lay_down(
    listed: Runtime,
) -> None:
    assert turn(listed, FIRST, FIRST, gives=False) is Outcome.DONE
    with pytest.raises(LastAdministrator):
        turn(listed, SECOND, SECOND, gives=False)
    change(listed, FIRST, roles=frozenset({Role.ADMIN}), closed=frozenset())
    one = person(listed, FIRST)
    with listed.store.begin() as tx:
        tx.people.keep_closed(one.accounts[0], listed.now(), closed=True)
    with pytest.raises(LastAdministrator):  # whom Slack does not reach looks after nothing
        turn(listed, SECOND, SECOND, gives=False)


def test_two_who_lay_their_role_down_at_once_leave_one(listed: Runtime) -> None:
    outcomes: list[object] = []

    def lay_down(number: int) -> None:
        try:
            outcomes.append(turn(listed, number, number, gives=False))
        except LastAdministrator as refusal:
            outcomes.append(type(refusal))

    both = [threading.Thread(target=lay_down, args=(number,)) for number in (FIRST, SECOND)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(map(str, outcomes)) == sorted(map(str, [Outcome.DONE, LastAdministrator]))


def test_two_who_confirm_at_once_change_it_once(listed: Runtime) -> None:
    third = 4
    change(listed, third, roles=frozenset({Role.ADMIN}))
    turn(listed, FIRST, STAFF, Role.HR)
    (one,) = waiting(listed)
    outcomes: list[object] = []

    def confirm(number: int) -> None:
        try:
            outcomes.append(appointing.confirm(listed, account(number), one).told)
        except ProposalGone:
            outcomes.append("gone")

    both = [threading.Thread(target=confirm, args=(number,)) for number in (SECOND, third)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(map(str, outcomes)) == ["done", "gone"]
    assert len(acts(listed)) == 1


def test_the_server_s_command_line_is_the_second_where_there_is_no_other(listed: Runtime) -> None:
    change(listed, SECOND, roles=frozenset())
    shown = appointing.turn(listed, account(FIRST), asked(listed, STAFF, Role.HR))
    assert shown.waiting[Role.HR].others == 0
    assert appointing.by_command(listed, "U0003", Role.HR, gives=True) is Outcome.DONE
    assert waiting(listed) == []
    (act,) = acts(listed)
    assert (act.actor, act.subject["second"]) == (person(listed, FIRST).id, COMMAND_LINE)
    appointing.by_command(listed, "U0003", Role.LEADER, gives=True)
    assert acts(listed)[-1].actor == COMMAND_LINE
    with pytest.raises(LastAdministrator):
        appointing.by_command(listed, "U0001", Role.ADMIN, gives=False)


def test_a_file_without_roles_leaves_them_and_one_with_roles_says_them_all(
    listed: Runtime,
) -> None:
    turn(listed, FIRST, STAFF, Role.CHAMPION)
    whole = people_file(TEAMS, leader=False)
    silent = b"\n".join(line.rpartition(b",")[0] for line in whole.splitlines())
    assert enrolling.apply_people(listed, silent).is_empty
    assert roles(listed, STAFF) == {Role.CHAMPION}
    with pytest.raises(NoAdministratorLeft):
        enrolling.apply_people(listed, whole)
    assert roles(listed, STAFF) == {Role.CHAMPION}
    assert enrolling.plan_people(listed, whole).takes_last_administrator
    enrolling.apply_people(listed, whole, without_admin=True)
    assert roles(listed, STAFF) == frozenset()
    assert not enrolling.plan_people(listed, whole).takes_last_administrator  # there is none


def test_whoever_is_not_on_the_list_has_no_roles(listed: Runtime) -> None:
    with pytest.raises(RoleForNobody):
        appointing.person_roles(listed, account(FIRST), account(99))
    change(listed, STAFF, active=False)
    with pytest.raises(RoleForNobody):
        turn(listed, FIRST, STAFF, Role.LEADER)


def test_what_is_too_old_goes_and_the_rest_can_still_be_checked(
    listed: Runtime, clock: Clock
) -> None:
    turn(listed, FIRST, STAFF, Role.CHAMPION)
    clock.pass_(days=10)
    turn(listed, FIRST, STAFF, Role.LEADER)
    with listed.store.begin() as tx:
        assert tx.trail.forget_before(listed.now() - timedelta(days=5)) == 2
    (act,) = acts(listed)  # which checks the chain
    with listed.store.begin() as tx:
        tx.trail.forget_before(listed.now() + timedelta(days=5))
    turn(listed, FIRST, STAFF, Role.PSW)
    (newest,) = acts(listed)
    assert newest.position == act.position + 1
