"""The queue of messages on each database: claimed under a lease, recorded by its owner alone."""

from datetime import timedelta

import pytest

from surveys.model.deliveries import DeliveryState, Kind
from surveys.store.database import Store
from tests.surveys.store import samples

NOW = samples.NOW
LEASE = NOW + timedelta(seconds=40)
LATER = NOW + timedelta(seconds=41)


@pytest.fixture(autouse=True)
def _furnished(store: Store) -> None:
    samples.furnish(store)
    with store.begin() as tx:
        tx.deliveries.add(samples.delivery(n) for n in (1, 2, 3))


def test_the_same_message_is_queued_once(store: Store) -> None:
    with store.begin() as tx:
        tx.deliveries.add([samples.delivery(9, subject="subject 1"), samples.delivery(4)])
        assert tx.deliveries.counts(Kind.WELCOME)[DeliveryState.PENDING] == 4
        assert len(tx.deliveries.claim("one", NOW, LEASE, 10)) == 4


def test_a_claim_takes_what_is_due_up_to_its_limit(store: Store) -> None:
    with store.begin() as tx:
        tx.deliveries.add([samples.delivery(4, due_at=LATER)])
        first = tx.deliveries.claim("one", NOW, LEASE, 2)
        second = tx.deliveries.claim("two", NOW, LEASE, 2)
        assert {one.id for one in first} == {"d001", "d002"}
        assert [one.id for one in second] == ["d003"]
        assert tx.deliveries.claim("three", NOW, LEASE, 2) == ()
        assert all((one.attempt, one.ambiguous) == (1, False) for one in (*first, *second))


def test_a_lease_that_ran_out_leaves_a_message_unclear(store: Store) -> None:
    with store.begin() as tx:
        tx.deliveries.claim("dead", NOW, LEASE, 10)
        assert tx.deliveries.claim("one", LEASE, LEASE, 10) == ()
        again = tx.deliveries.claim("one", LATER, LATER, 10)
        assert [(one.attempt, one.ambiguous) for one in again] == [(2, True)] * 3


def test_only_the_owner_of_an_attempt_records_how_it_went(store: Store) -> None:
    with store.begin() as tx:
        old = tx.deliveries.claim("one", NOW, LEASE, 10)
        new = tx.deliveries.claim("one", LATER, LATER, 10)
        for late in old:
            assert not tx.deliveries.sent(late, "one", "D1", "1.0")
            assert not tx.deliveries.hold(late, "one", LATER)
        assert not tx.deliveries.failed(new[0], "two", "is_archived")
        assert tx.deliveries.sent(new[0], "one", "D1", "1.0")
        assert not tx.deliveries.sent(new[0], "one", "D1", "1.0")
        assert tx.deliveries.failed(new[1], "one", "is_archived")
        assert tx.deliveries.cancelled(new[2], "one")
        assert tx.deliveries.overdue(LATER) == 0
        assert tx.deliveries.refused(NOW) == 1
        assert tx.deliveries.refused(LATER) == 0


def test_a_message_put_back_comes_when_it_is_due_and_remembers_its_doubt(store: Store) -> None:
    with store.begin() as tx:
        taken = tx.deliveries.claim("one", NOW, LEASE, 10)
        for one, doubt in zip(taken, (True, False, True), strict=True):
            tx.deliveries.put_back(one, "one", LATER, ambiguous=doubt, error="URLError")
        assert tx.deliveries.claim("one", NOW, LEASE, 10) == ()
        again = tx.deliveries.claim("two", LATER, LATER, 10)
        assert sorted(one.ambiguous for one in again) == [False, True, True]


def test_a_lease_made_anew_is_kept(store: Store) -> None:
    with store.begin() as tx:
        first, *_rest = tx.deliveries.claim("one", NOW, LEASE, 10)
        assert tx.deliveries.hold(first, "one", LATER)
        taken = tx.deliveries.claim("two", LATER, LATER, 10)
        assert first.id not in {one.id for one in taken}


def test_messages_are_counted_by_kind_and_state(store: Store) -> None:
    with store.begin() as tx:
        nothing = dict.fromkeys(DeliveryState, 0)
        assert tx.deliveries.counts(Kind.DIGEST) == nothing
        tx.deliveries.claim("one", NOW, LEASE, 2)
        expected = nothing | {DeliveryState.PENDING: 1, DeliveryState.SENDING: 2}
        assert tx.deliveries.counts(Kind.WELCOME) == expected


def test_a_pack_is_claimed_apart_and_its_files_are_known_to_whoever_takes_it_over(
    store: Store,
) -> None:
    subject = "2026-Q3:board:o1"
    with store.begin() as tx:
        tx.deliveries.add([samples.delivery(4, kind=Kind.PACK, subject=subject)])
        assert tx.deliveries.is_under_way(Kind.PACK, "p1", "2026-Q3:board:")
        assert not tx.deliveries.is_under_way(Kind.PACK, "p1", "2026-Q3:members:")
        assert len(tx.deliveries.claim("one", NOW, LEASE, 10)) == 3
        (dead,) = tx.deliveries.claim("dead", NOW, LEASE, 10, packs=True)
        assert dead.files == ()
        assert tx.deliveries.sharing(dead, "dead", LEASE, ["F1", "F2"])
        (again,) = tx.deliveries.claim("one", LATER, LATER, 10, packs=True)
        assert (again.files, again.ambiguous) == (("F1", "F2"), True)
        assert not tx.deliveries.sharing(dead, "dead", LATER, ["F3"])
        assert tx.deliveries.sharing(again, "one", LATER, ["F4"])
        assert tx.deliveries.sent(again, "one", "D1", None)
        assert not tx.deliveries.is_under_way(Kind.PACK, "p1", "2026-Q3:board:")
