"""Each night what is too old goes, on each database, and nothing that is needed goes with it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from surveys.errors import PersonNotFound, PersonNotSingle, PersonStillListed
from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.keeping import Record
from surveys.model.releases import ReleasedComment
from surveys.model.rounds import Round
from surveys.rules.retention import limits
from surveys.runtime import Runtime
from surveys.store.tables import deliveries, metadata, people
from surveys.use_cases import closing, delivering, enrolling, opening, reporting, retaining
from tests.conftest import MONDAY, Clock, with_policy
from tests.organisation import answer, close_round, enrol, open_round, people_file, send_everything

TEAMS = {"Children's Services/Fostering/Team 1": 9, "Children's Services/Fostering/Team 2": 12}
STAFF = 21
LAST = "U0021"  # the last in the file: a file of one person fewer is one without them


@pytest.fixture
def closed(runtime: Runtime, clock: Clock) -> Round:
    """A round that everyone answered, published, with a comment beside it."""
    enrol(runtime, TEAMS)
    opened = open_round(runtime, clock)
    send_everything(runtime)
    for number in range(1, STAFF + 1):
        answer(runtime, number, opened, 1 + number % 5)
    close_round(runtime, clock)
    send_everything(runtime)
    with runtime.store.begin() as tx:
        (release,) = tx.releases.all()
        tx.comments.add([ReleasedComment("c1", release.id, "comment", "node", "Paper")])
    return opened


def rows(runtime: Runtime) -> dict[str, int]:
    """How many rows each table holds."""
    with runtime.store.engine.connect() as connection:
        return {
            table.name: int(
                connection.execute(select(func.count()).select_from(table)).scalar_one()
            )
            for table in metadata.sorted_tables
        }


def named(runtime: Runtime) -> int:
    """How many people still have a name."""
    with runtime.store.engine.connect() as connection:
        query = select(func.count()).where(people.c.name != "")
        return int(connection.execute(query).scalar_one())


def asked(runtime: Runtime, opened: Round) -> dict[str, int]:
    with runtime.store.begin() as tx:
        return tx.retention.asked()[opened.id]


def leave(runtime: Runtime) -> None:
    """Import a file without the last person."""
    enrolling.apply_people(runtime, people_file(TEAMS | {list(TEAMS)[1]: 11}))


def test_a_night_does_nothing_while_nothing_is_old(
    runtime: Runtime, clock: Clock, closed: Round
) -> None:
    before = rows(runtime) | {"retention": 1}
    assert retaining.retain(runtime)
    assert rows(runtime) == before
    with runtime.store.begin() as tx:
        state = tx.retention.state()
    assert state.done_on == clock().date()
    assert not state.unscrubbed


@pytest.mark.parametrize(
    ("kind", "gone"),
    [
        (Record.DELIVERIES, {"deliveries"}),
        (Record.ROSTERS, {"deliveries", "rosters"}),
        (Record.COMMENTS, {"deliveries", "rosters", "comments"}),
    ],
)
def test_each_kind_goes_when_its_time_has_come_and_not_before(
    runtime: Runtime, clock: Clock, closed: Round, kind: Record, gone: set[str]
) -> None:
    before, seats, figures = rows(runtime), asked(runtime, closed), reporting.results(runtime)
    period = clock() - limits(runtime.policy.keep, clock())[kind]
    clock.pass_(days=period.days - 10)  # the welcomes came some days earlier
    retaining.retain(runtime)
    assert rows(runtime)[str(kind)] == before[str(kind)]
    clock.pass_(days=12)
    retaining.retain(runtime)
    after = rows(runtime)
    assert {name for name in before if after[name] < before[name]} == gone
    assert asked(runtime, closed) == seats  # how many were asked where is known still
    assert reporting.results(runtime) == figures


def test_an_open_round_keeps_its_roster_and_its_messages_however_long_it_lasts(
    runtime: Runtime, clock: Clock, closed: Round
) -> None:
    clock.move_to(MONDAY + timedelta(weeks=1))
    (opened,) = opening.open_due(runtime)
    send_everything(runtime)
    with runtime.store.begin() as tx:
        tx.rounds.extend(opened.id, clock() + timedelta(days=900))  # as a pool's would be
    clock.pass_(days=500)
    retaining.retain(runtime)
    assert asked(runtime, opened) == asked(runtime, closed)
    with runtime.store.begin() as tx:
        assert len(tx.rounds.roster(opened.id)) == STAFF
        assert tx.rounds.roster(closed.id) == ()
        assert tx.deliveries.counts(Kind.INVITATION, opened.id)[DeliveryState.SENT] == STAFF
        assert tx.deliveries.counts(Kind.INVITATION, closed.id)[DeliveryState.SENT] == 0


def test_a_leaver_is_removed_after_their_days_and_counts_stay(
    runtime: Runtime, clock: Clock, closed: Round
) -> None:
    seats, before = asked(runtime, closed), rows(runtime)
    leave(runtime)
    clock.pass_(days=29)
    retaining.retain(runtime)
    assert rows(runtime)["people"] == STAFF
    clock.pass_(days=2)
    retaining.retain(runtime)
    after = rows(runtime)
    assert (named(runtime), after["accounts"]) == (STAFF - 1, STAFF - 1)
    assert after["deliveries"] == before["deliveries"] - 2  # a welcome and an invitation
    assert asked(runtime, closed) == seats
    assert reporting.results(runtime)
    leave(runtime)  # and the list does not miss them
    assert rows(runtime) == after
    clock.pass_(days=270)
    retaining.retain(runtime)  # now no roster holds them
    assert rows(runtime)["people"] == STAFF - 1
    assert asked(runtime, closed) == seats


def test_someone_who_is_back_in_time_stays_as_they_were(
    runtime: Runtime, clock: Clock, closed: Round
) -> None:
    before = rows(runtime) | {"retention": 1}
    leave(runtime)
    clock.pass_(days=20)
    enrolling.apply_people(runtime, people_file(TEAMS))
    clock.pass_(days=20)
    retaining.retain(runtime)
    imported_twice = before["acts"] + 2
    assert rows(runtime) == before | {"acts": imported_twice}


def test_a_leaver_of_whom_nobody_noted_when_they_left_has_their_days_from_the_first_night(
    runtime: Runtime, clock: Clock, closed: Round
) -> None:
    leave(runtime)
    with runtime.store.engine.begin() as connection:
        connection.execute(people.update().values(left_at=None))
    retaining.retain(runtime)
    clock.pass_(days=29)
    retaining.retain(runtime)
    assert named(runtime) == STAFF
    clock.pass_(days=2)
    retaining.retain(runtime)
    assert named(runtime) == STAFF - 1


def test_who_is_removed_while_a_round_asks_them_has_no_name_and_their_answer_counts(
    runtime: Runtime, clock: Clock
) -> None:
    """What is published is the same, removed or not; nobody learns whether there was an answer."""
    enrol(runtime, TEAMS)
    opened = open_round(runtime, clock)
    send_everything(runtime)
    for number in range(2, STAFF + 1):  # twenty: without the last the week would show nothing
        answer(runtime, number, opened, 4)
    leave(runtime)
    assert retaining.leaver(runtime, LAST).is_asked_now
    retaining.remove_leaver(runtime, LAST)
    with pytest.raises(PersonNotFound):
        retaining.leaver(runtime, LAST)
    with runtime.store.engine.connect() as connection:
        (row,) = connection.execute(select(people).where(people.c.removed))
    assert (row.name, row.email, row.job_family, row.own_hours) == ("", "", "", None)
    assert row.key == f"removed {row.id}"
    close_round(runtime, clock)
    assert any(one["shown"] and one["n_band"] == "20-49" for one in reporting.results(runtime))
    clock.pass_(days=1)
    retaining.retain(runtime)
    assert named(runtime) == STAFF - 1
    assert sum(asked(runtime, opened).values()) == STAFF


def test_removing_waits_for_a_message_that_is_just_being_sent(
    runtime: Runtime, clock: Clock, closed: Round
) -> None:
    clock.move_to(MONDAY + timedelta(weeks=1))
    opening.open_due(runtime)
    claimed = delivering.claim(runtime, "one")
    leave(runtime)
    while more := delivering.claim(runtime, "one"):
        claimed += more
    retaining.remove_leaver(runtime, LAST)
    for one in claimed:
        assert (delivering.compose(runtime, one) is None) == (
            delivering.address(runtime, one, "T0LOCAL") is None
        )
        delivering.cancelled(runtime, one, "one")
    closing.close_now(runtime)
    clock.pass_(days=1)
    retaining.retain(runtime)
    assert named(runtime) == STAFF - 1
    with runtime.store.engine.connect() as connection:
        query = select(func.count()).where(people.c.removed, deliveries.c.person_id == people.c.id)
        assert connection.execute(query).scalar_one() == 0


def test_only_somebody_who_has_left_and_is_clearly_named_can_be_removed(
    runtime: Runtime, closed: Round
) -> None:
    before = rows(runtime)
    refused: list[tuple[str, type[Exception]]] = [
        (LAST, PersonStillListed),
        ("PERSON21@example.org", PersonStillListed),
        ("nobody@example.org", PersonNotFound),
        ("", PersonNotFound),
    ]
    for who, kind in refused:
        with pytest.raises(kind):
            retaining.remove_leaver(runtime, who)
    with runtime.store.engine.begin() as connection:
        connection.execute(people.update().values(email="same@example.org"))
    with pytest.raises(PersonNotSingle):
        retaining.remove_leaver(runtime, "same@example.org")
    assert rows(runtime) == before


def test_bots_that_remove_together_count_everybody_once(
    runtime: Runtime, clock: Clock, closed: Round
) -> None:
    seats = asked(runtime, closed)
    leave(runtime)
    clock.pass_(days=400)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _bot: retaining.retain(runtime), range(4)))
    assert retaining.retain(runtime)  # who came too soon to scrub SQLite's files does it now
    assert asked(runtime, closed) == seats
    found = rows(runtime)
    assert (found["rosters"], found["deliveries"], found["people"]) == (0, 0, STAFF - 1)


def test_longer_periods_keep_longer(runtime: Runtime, clock: Clock, closed: Round) -> None:
    keep = runtime.policy.keep
    patient = with_policy(runtime, keep=type(keep)(13, 180, 90, 36))
    before = rows(runtime) | {"retention": 1}
    clock.pass_(days=170)
    retaining.retain(patient)
    assert rows(runtime) == before
