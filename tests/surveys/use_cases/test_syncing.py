"""Each night the list is held beside Slack, and administrators are told in one line of counts."""

from datetime import UTC, datetime, timedelta

import pytest

from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.home import Trouble
from surveys.model.people import Role
from surveys.model.syncing import Member, PeopleChanged, Told
from surveys.rules.sync_file import reading_in
from surveys.runtime import Runtime
from surveys.use_cases import delivering, enrolling, syncing
from surveys.use_cases.suggesting import troubles_in
from tests.conftest import Clock
from tests.organisation import people_file, send_everything

ADMIN, STAFF = 2, 20
NIGHT = datetime(2026, 9, 8, 2, 30, tzinfo=UTC)  # 03:30 in London
A_DAY = timedelta(days=1)
READING = reading_in(b"""source = "groups"
[units]
team-1 = "Children's Services/Team 1"
team-2 = "Children's Services/Team 2"
""")


@pytest.fixture
def listed(runtime: Runtime, clock: Clock) -> Runtime:
    teams = {"Children's Services/Team 1": STAFF - 1, "Children's Services/Team 2": 1}
    enrolling.apply_people(runtime, people_file(teams, others={ADMIN: "admin"}))
    send_everything(runtime)
    clock.move_to(NIGHT)
    return runtime


def slack(moved: int = 0, gone: int = 0, new: int = 0) -> tuple[Told]:
    """What Slack tells, when so many of team 1 moved, others left and others came."""
    ids = [f"U{number:04}" for number in range(1, STAFF + new + 1)]
    members = tuple(
        Member(one, f"Person {n}", f"person{n}@example.org", False, True, False)
        for n, one in enumerate(ids, start=1)
    )
    first, rest = ids[gone + moved : STAFF - 1], ids[STAFF - 1 :]
    groups = {"team-1": frozenset(first), "team-2": frozenset([*ids[gone : gone + moved], *rest])}
    return (Told("T0LOCAL", members, groups),)


def look(runtime: Runtime, told: tuple[Told]) -> int:
    assert syncing.begin_look(runtime)
    return syncing.tell_changes(runtime, told, READING)


def lines(runtime: Runtime, clock: Clock) -> list[object]:
    """What administrators are told the next morning."""
    clock.pass_(hours=6)
    claimed = delivering.claim(runtime, "test")
    found = [delivering.compose(runtime, one) for one in claimed]
    for one, said in zip(claimed, found, strict=True):
        if said is None:
            delivering.cancelled(runtime, one, "test")
        else:
            delivering.sent(runtime, one, "test", "D1", "1.0")
    clock.pass_(hours=18)
    return found


def test_a_difference_is_told_once_then_weekly_and_anew_when_it_changes(
    listed: Runtime, clock: Clock
) -> None:
    assert look(listed, slack()) == 0
    clock.pass_(days=1)
    assert look(listed, slack(moved=1, new=1)) == 1
    assert syncing.tell_changes(listed, slack(new=3), READING) == 0  # a process that was slower
    assert not syncing.begin_look(listed)
    told = PeopleChanged(1, 1, 0, 0, 0, too_many_leave=False)
    assert lines(listed, clock) == [told]
    for _night in range(6):
        assert look(listed, slack(moved=1, new=1)) == 0
        clock.pass_(days=1)
    assert look(listed, slack(moved=1, new=1)) == 1
    assert lines(listed, clock) == [told]
    assert look(listed, slack(gone=6)) == 1
    assert lines(listed, clock) == [PeopleChanged(0, 0, 0, 6, 0, too_many_leave=True)]
    with listed.store.looking() as tx:
        assert sum(one.active for one in tx.people.all()) == STAFF  # nothing was applied


def test_what_was_applied_since_or_is_no_more_is_not_told(listed: Runtime, clock: Clock) -> None:
    assert look(listed, slack(moved=1)) == 1
    clock.pass_(hours=3)
    syncing.apply_sync(listed, syncing.plan_sync(listed, slack(moved=2), READING))
    clock.pass_(hours=-3)
    assert lines(listed, clock) == [None]
    assert look(listed, slack(moved=3)) == 1  # on a Friday, say, and nobody is at work
    clock.pass_(days=1)
    assert look(listed, slack(moved=4)) == 1
    with listed.store.looking() as tx:
        counts = tx.deliveries.counts(Kind.PEOPLE_CHANGED)
    assert (counts[DeliveryState.PENDING], counts[DeliveryState.CANCELLED]) == (1, 2)
    clock.pass_(days=1)
    assert look(listed, slack(moved=2)) == 0  # as the list says
    assert lines(listed, clock) == []


def test_nights_without_an_answer_from_slack_are_told_once_there_are_two(
    listed: Runtime, clock: Clock
) -> None:
    def troubles() -> int:
        with listed.store.looking() as tx:
            (admin,) = tx.people.with_role(Role.ADMIN)
            return dict(troubles_in(listed, tx, admin)).get(Trouble.NOT_READ, 0)

    look(listed, slack())
    for missed in (0, 1, 1):
        clock.pass_(days=1)
        assert syncing.begin_look(listed)  # and then nothing
        assert troubles() == 0  # somebody is at it
        clock.pass_(hours=8)
        assert troubles() == missed
        clock.pass_(hours=-8)
    clock.pass_(days=1)
    look(listed, slack())
    assert troubles() == 0
    clock.pass_(days=9)  # SYNC_FILE was taken away
    assert troubles() == 0


def test_a_line_is_for_whoever_is_administrator_then(listed: Runtime, clock: Clock) -> None:
    assert look(listed, slack(moved=1)) == 1
    with listed.store.begin() as tx:
        (admin,) = (one for one in tx.people.all() if one.roles and one.key == f"E{ADMIN:04}")
        tx.people.keep_role(admin.id, next(iter(admin.roles)), held=False)
    assert lines(listed, clock) == [None]
