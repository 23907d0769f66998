"""Turns to call Slack, on each database: taken once, moved on by a wait, stopped by a pause."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from surveys.store.database import Store
from tests.surveys.store.samples import NOW

GAP = timedelta(milliseconds=250)
POST, ALL = "chat.postMessage", ""
A_MINUTE = NOW + timedelta(minutes=1)


def turn(store: Store, now: datetime = NOW, latest: datetime = A_MINUTE) -> datetime | None:
    with store.begin() as tx:
        return tx.paces.reserve("T1", POST, now, GAP, latest)


def test_turns_follow_each_other_at_the_pace(store: Store) -> None:
    assert [turn(store) for _call in range(4)] == [NOW + n * GAP for n in range(4)]


def test_time_that_nobody_used_is_not_made_up_for(store: Store) -> None:
    turn(store)
    later = NOW + timedelta(seconds=10)
    assert [turn(store, later), turn(store, later)] == [later, later + GAP]


def test_a_turn_too_far_ahead_is_not_taken(store: Store) -> None:
    turn(store)
    assert turn(store, latest=NOW + GAP / 2) is None
    assert turn(store, latest=NOW + GAP) == NOW + GAP


def test_no_two_threads_take_the_same_turn(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        turns = list(pool.map(lambda _call: turn(store), range(80)))
    assert sorted(one for one in turns if one) == [NOW + n * GAP for n in range(80)]


def test_each_workspace_and_method_has_turns_of_its_own(store: Store) -> None:
    with store.begin() as tx:
        places = [("T1", POST), ("T1", "conversations.history"), ("T2", POST)]
        turns = {tx.paces.reserve(*place, NOW, GAP, NOW) for place in places}
    assert turns == {NOW}


def test_being_told_to_wait_moves_the_next_turn_and_no_other_methods(store: Store) -> None:
    until = NOW + timedelta(seconds=30)
    with store.begin() as tx:
        tx.paces.hold_back("T1", POST, until, "ratelimited")
        tx.paces.hold_back("T1", POST, NOW, "ratelimited")  # the longer wait stays
        assert tx.paces.next_at("T1", POST) == until
        assert tx.paces.next_at("T1", "conversations.history") is None
        (wait,) = tx.paces.paused(NOW)
        assert (wait.method, wait.until, wait.error) == (POST, until, "ratelimited")
        assert tx.paces.paused(until) == ()
    assert turn(store, latest=NOW) is None
    assert turn(store) == until


def test_a_pause_stops_every_method_until_it_passes_or_is_ended(store: Store) -> None:
    until = NOW + timedelta(seconds=300)
    turn(store)
    with store.begin() as tx:
        tx.paces.hold_back("T1", ALL, until, "token_revoked")
        assert tx.paces.reserve("T1", "conversations.open", NOW, GAP, A_MINUTE) is None
        assert tx.paces.reserve("T2", POST, NOW, GAP, A_MINUTE) == NOW
        assert tx.paces.next_at("T1", POST) == until
    assert turn(store) is None
    assert turn(store, until, until) == until
    with store.begin() as tx:
        tx.paces.hold_back("T1", ALL, until + timedelta(hours=1), "token_revoked")
        assert tx.paces.reserve("T1", POST, until, GAP, until + GAP) is None
        tx.paces.resume("T1")
        assert tx.paces.reserve("T1", POST, until, GAP, until + GAP) == until + GAP
