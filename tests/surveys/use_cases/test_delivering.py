"""Delivering: what is due says what it should, or nothing when it came too late to be of use."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from surveys.model.deliveries import Delivery, DeliveryState, Kind
from surveys.model.messages import Digest, Invitation, Welcome
from surveys.model.people import Account
from surveys.model.rounds import Round
from surveys.runtime import Runtime
from surveys.use_cases import answering, closing, delivering, enrolling
from surveys.use_cases.answering import When
from tests.conftest import Clock
from tests.organisation import (
    account,
    answer,
    close_round,
    enrol,
    open_round,
    people_file,
    send_everything,
)

TEAM = {"Children's Services/Team 1": 3}


@pytest.fixture
def runtime(sqlite_runtime: Runtime) -> Runtime:
    enrol(sqlite_runtime, TEAM)
    return sqlite_runtime


@pytest.fixture
def opened(runtime: Runtime, clock: Clock) -> Round:
    return open_round(runtime, clock)


def claimed(runtime: Runtime, kind: Kind) -> list[Delivery]:
    return [one for one in delivering.claim(runtime, "one") if one.kind is kind]


def person_id(runtime: Runtime, number: int) -> str:
    with runtime.store.begin() as tx:
        found = tx.people.find_by_account(f"U{number:04}", "T0LOCAL")
    assert found is not None
    return found.id


def test_a_welcome_says_the_smallest_groups(sqlite_runtime: Runtime) -> None:
    enrolling.apply_people(sqlite_runtime, people_file(TEAM))
    for one in claimed(sqlite_runtime, Kind.WELCOME):
        composed = delivering.compose(sqlite_runtime, one)
        assert composed == Welcome(sqlite_runtime.policy.thresholds)


def test_an_invitation_is_the_same_for_everyone(runtime: Runtime, opened: Round) -> None:
    answering.postpone(runtime, account(2), opened.id, When.TODAY)
    composed = {delivering.compose(runtime, one) for one in claimed(runtime, Kind.INVITATION)}
    (invitation,) = composed
    assert isinstance(invitation, Invitation)
    assert (invitation.asked_for, invitation.repeats) == (False, False)
    assert invitation.closes_at.tzinfo == runtime.policy.zone


def test_an_invitation_to_a_closed_round_is_of_no_use(
    runtime: Runtime, opened: Round, clock: Clock
) -> None:
    waiting = claimed(runtime, Kind.INVITATION)
    close_round(runtime, clock)
    assert [delivering.compose(runtime, one) for one in waiting] == [None] * 3


def test_nobody_paused_or_gone_is_invited(runtime: Runtime, opened: Round) -> None:
    enrolling.pause(runtime, account(1), date(2026, 9, 30))
    content = people_file(TEAM).splitlines(keepends=True)
    enrolling.apply_people(runtime, b"".join(content[:2] + content[3:]))
    invited = [one for one in claimed(runtime, Kind.INVITATION) if delivering.compose(runtime, one)]
    assert [one.person_id for one in invited] == [person_id(runtime, 3)]


def test_who_asked_for_later_is_asked_once_and_only_they(
    runtime: Runtime, opened: Round, clock: Clock
) -> None:
    send_everything(runtime)
    answering.postpone(runtime, account(2), opened.id, When.TODAY)
    delivering.queue_postponed(runtime)
    assert delivering.claim(runtime, "one") == ()
    clock.pass_(hours=3)
    for _tick in range(2):
        delivering.queue_postponed(runtime)
    (later,) = delivering.claim(runtime, "one")
    assert (later.kind, later.person_id) == (Kind.LATER, person_id(runtime, 2))
    composed = delivering.compose(runtime, later)
    assert isinstance(composed, Invitation)
    assert composed.asked_for


def test_nobody_need_know_afterwards_who_asked_for_later(
    runtime: Runtime, opened: Round, clock: Clock
) -> None:
    answering.postpone(runtime, account(2), opened.id, When.TODAY)
    clock.pass_(hours=3)
    delivering.queue_postponed(runtime)
    assert Kind.LATER in send_everything(runtime)
    close_round(runtime, clock)
    with runtime.store.begin() as tx:
        assert not any(tx.deliveries.counts(Kind.LATER).values())


def test_a_postponement_waits_for_a_key_that_is_missing(
    runtime: Runtime, opened: Round, clock: Clock
) -> None:
    answering.postpone(runtime, account(2), opened.id, When.TODAY)
    runtime.store.keys.destroy(opened.id)
    clock.pass_(hours=3)
    delivering.queue_postponed(runtime)
    assert closing.void_unreadable(runtime)


def test_a_digest_is_composed_from_what_was_published(
    runtime: Runtime, opened: Round, clock: Clock
) -> None:
    send_everything(runtime)
    close_round(runtime, clock)
    (digest,) = claimed(runtime, Kind.DIGEST)
    assert isinstance(delivering.compose(runtime, digest), Digest)


def test_the_account_in_our_workspace_comes_first(runtime: Runtime, opened: Round) -> None:
    second = people_file(TEAM).decode().splitlines()[2].replace("T0LOCAL,U0002", "T9,U0099")
    enrolling.apply_people(runtime, people_file(TEAM) + f"{second}\r\n".encode())
    one = replace(claimed(runtime, Kind.INVITATION)[0], person_id=person_id(runtime, 2))
    assert delivering.address(runtime, one, "T0LOCAL") == (account(2), None)
    assert delivering.address(runtime, one, "T9") == (Account("T9", "U0099"), None)
    with runtime.store.begin() as tx:
        tx.people.keep_channel(account(2), "D1")
    assert delivering.address(runtime, one, "T0LOCAL") == (account(2), "D1")


def test_a_message_put_back_comes_after_its_wait(
    runtime: Runtime, opened: Round, clock: Clock
) -> None:
    first, *_rest = claimed(runtime, Kind.INVITATION)
    wait = timedelta(seconds=30)
    delivering.put_back(runtime, first, "one", wait, ambiguous=True, error="URLError")
    assert delivering.claim(runtime, "one") == ()
    clock.pass_(seconds=30)
    (again,) = delivering.claim(runtime, "two")
    assert (again.id, again.attempt, again.ambiguous) == (first.id, 2, True)
    delivering.failed(runtime, again, "two", "is_archived")
    with runtime.store.begin() as tx:
        assert tx.deliveries.counts(Kind.INVITATION)[DeliveryState.FAILED] == 1


def test_a_wish_to_be_asked_later_lies_under_another_mark_than_the_answer(
    sqlite_runtime: Runtime, clock: Clock
) -> None:
    enrol(sqlite_runtime)
    opened = open_round(sqlite_runtime, clock)
    answer(sqlite_runtime, 2, opened, 3)
    answering.postpone(sqlite_runtime, account(2), opened.id, When.TODAY)
    with sqlite_runtime.store.begin() as tx:
        (ballot,) = tx.ballots.of(opened.id)
        (wish,) = tx.ballots.due_postponements(opened.id, opened.closes_at)
    assert ballot.tag != wish


def test_nobody_is_asked_out_of_their_hours_however_late_the_queue(
    runtime: Runtime, opened: Round, clock: Clock
) -> None:
    invitations = claimed(runtime, Kind.INVITATION)
    clock.pass_(hours=18)  # four in the morning
    assert [delivering.wait_for_hours(runtime, one) for one in invitations] == [
        timedelta(hours=5)
    ] * len(invitations)
    clock.pass_(hours=5)
    assert not any(delivering.wait_for_hours(runtime, one) for one in invitations)


def test_whoever_has_left_is_sent_nothing(runtime: Runtime, opened: Round, clock: Clock) -> None:
    close_round(runtime, clock)
    digests = claimed(runtime, Kind.DIGEST)
    assert digests
    enrolling.apply_people(runtime, people_file({"Children's Services/Team 9": 1}, leader=False)
                           .replace(b"E0001", b"E0099").replace(b"U0001", b"U0099"))  # fmt: skip
    assert [delivering.compose(runtime, one) for one in digests] == [None] * len(digests)


def test_a_manager_of_nothing_is_sent_no_empty_results(
    runtime: Runtime, opened: Round, clock: Clock
) -> None:
    close_round(runtime, clock)
    digests = claimed(runtime, Kind.DIGEST)
    plain = people_file(TEAM, leader=False).replace(b"Children's Services/Team 1,\r", b",\r")
    enrolling.apply_people(runtime, plain)
    assert [delivering.compose(runtime, one) for one in digests] == [None] * len(digests)


def test_a_welcome_that_failed_is_owed_again_once_the_account_is_put_right(
    sqlite_runtime: Runtime,
) -> None:
    enrolling.apply_people(sqlite_runtime, people_file(TEAM))
    for one in claimed(sqlite_runtime, Kind.WELCOME):
        delivering.failed(sqlite_runtime, one, "one", "user_not_found")
    enrolling.apply_people(sqlite_runtime, people_file(TEAM).replace(b"U0002", b"U0042"))
    assert len(claimed(sqlite_runtime, Kind.WELCOME)) == 1
