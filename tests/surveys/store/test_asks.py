"""Asks, schedules and what people chose, as each database keeps them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from surveys.model.asking import Ask, Came, Due, Reason
from surveys.model.people import Account
from surveys.model.rounds import Seat
from surveys.rules.seating import frozen_tree
from surveys.store.database import Store
from tests.surveys.store import samples
from tests.surveys.store.samples import NOW

DAY = date(2026, 9, 7)
SEATS = (Seat("p1", "team"), Seat("p2", "team"))


@pytest.fixture
def kept(store: Store) -> Store:
    with store.begin() as tx:
        tx.units.save(samples.ORG)
        tx.units.save(samples.TEAM)
        for number in (1, 2):
            tx.people.save(samples.person(number))
        tx.windows.add("w0", "weekly-pulse", 0, frozen_tree([samples.ORG, samples.TEAM]))
    return store


def test_what_everyone_was_asked_is_told_by_person_from_a_day_on(kept: Store) -> None:
    with kept.begin() as tx:
        tx.rounds.add(samples.round_(0), SEATS)
        moved = samples.round_(1, minutes=3, local_date=date(2026, 9, 15))
        tx.rounds.add(moved, SEATS[:1], DAY + timedelta(days=7))
        first = Ask("weekly-pulse", DAY, 1, DAY)
        second = Ask("weekly-pulse", date(2026, 9, 15), 3, date(2026, 9, 14))
        assert tx.asks.since(DAY) == {"p1": [first, second], "p2": [first]}
        assert tx.asks.named_day("r1") == date(2026, 9, 14)
        assert tx.asks.last_of("weekly-pulse", "p1") == ("r1", date(2026, 9, 14))
        assert tx.asks.last_of("weekly-pulse", "p2") == ("r0", DAY)
        assert tx.asks.last_of("another", "p1") is None
        assert set(tx.asks.since(DAY + timedelta(days=1))) == {"p1"}


def test_a_lost_round_counts_as_its_repeat_and_on_the_same_day(kept: Store) -> None:
    with kept.begin() as tx:
        lost = samples.round_(0)
        named = DAY - timedelta(days=1)
        tx.rounds.add(lost, SEATS, named)
        tx.rounds.void(lost.id)
        assert tx.asks.since(DAY - timedelta(days=9)) == {}
        later = DAY + timedelta(days=2)
        tx.rounds.add(replace(lost, id="r-again", repeats=True, local_date=later), ())
        tx.asks.copy("r-again", lost.id)
        assert tx.rounds.roster("r-again") == SEATS
        asks = tx.asks.since(DAY - timedelta(days=9))
        assert asks == {one: [Ask("weekly-pulse", DAY, 1, named)] for one in ("p1", "p2")}


def test_whoever_was_asked_at_a_milestone_is_known_whichever_pool_it_was(kept: Store) -> None:
    with kept.begin() as tx:
        pool = samples.round_(0, milestone=3)
        tx.rounds.add(pool, SEATS[:1])
        tx.asks.add(pool.id, SEATS[1:], DAY + timedelta(days=3))
        assert tx.rounds.open() == (pool,)
        assert tx.asks.since(DAY)["p2"][0].asked_on == DAY + timedelta(days=3)
        assert tx.asks.at_milestone("weekly-pulse", 3) == {"p1", "p2"}
        assert tx.asks.at_milestone("weekly-pulse", 6) == frozenset()
        assert tx.asks.at_milestone("another", 3) == frozenset()


def test_people_left_out_are_counted_together(kept: Store) -> None:
    with kept.begin() as tx:
        tx.rounds.add(samples.round_(0), SEATS)
        assert tx.asks.left_out("r0") == {}
        tx.asks.leave_out("r0", {Reason.AWAY: 2})
        tx.asks.leave_out("r0", {Reason.AWAY: 1, Reason.NOT_WELCOMED: 4})
        assert tx.asks.left_out("r0") == {Reason.AWAY: 3, Reason.NOT_WELCOMED: 4}


def test_an_open_round_stays_open_longer_and_a_closed_one_does_not(kept: Store) -> None:
    later = NOW + timedelta(days=90)
    with kept.begin() as tx:
        tx.rounds.add(samples.round_(0), SEATS)
        tx.rounds.hold("r0")
        tx.rounds.extend("r0", later)
        assert tx.rounds.open()[0].closes_at == later
        tx.rounds.close("r0", NOW)
        tx.rounds.extend("r0", later)
        (closed,) = tx.rounds.closed_in("w0")
        assert closed.closes_at == NOW


def test_a_row_is_moved_or_deleted_only_as_it_was_seen(store: Store) -> None:
    with store.begin() as tx:
        tx.schedules.begin("a", NOW + timedelta(hours=1), 2)
        tx.schedules.begin("b", NOW)
        first, second = tx.schedules.all()
        assert (first, second) == (Due("b", NOW, 1), Due("a", NOW + timedelta(hours=1), 2))
        assert not tx.schedules.end(replace(second, revision=1))
        assert not tx.schedules.advance(replace(first, at=second.at), NOW, 1)
        assert tx.schedules.end(second)
        assert tx.schedules.find("a") is None
        assert tx.schedules.next_run("b") == NOW


def test_dates_are_told_by_what_came_of_them(store: Store) -> None:
    with store.begin() as tx:
        for day, state in enumerate((Came.ASKED, Came.MISSED, Came.NOBODY, Came.MISSED), start=1):
            assert tx.schedules.occur("a", date(2026, 9, day), state)
        assert not tx.schedules.occur("a", date(2026, 9, 1), Came.MISSED)
        assert tx.schedules.dates("a", Came.MISSED) == (date(2026, 9, 2), date(2026, 9, 4))
        assert tx.schedules.dates("a", Came.MISSED, date(2026, 9, 3)) == (date(2026, 9, 4),)
        assert tx.schedules.dates("b", Came.ASKED) == ()


def test_what_people_chose_outlives_a_change_of_their_listed_facts(kept: Store) -> None:
    with kept.begin() as tx:
        tx.people.keep_hours("p1", "Mon 09:00-10:00")
        tx.people.keep_reminders("p1", wanted=False)
        tx.people.keep_zone(Account("T1", "U1"), "Europe/Paris", NOW)
        tx.people.save(samples.person(1, name="Another name"))
        found = tx.people.get("p1")
        assert (found.name, found.own_hours, found.reminders, found.zone) == (
            "Another name",
            "Mon 09:00-10:00",
            False,
            "Europe/Paris",
        )
        assert tx.people.get("p2") == samples.person(2)


def test_of_two_accounts_the_zone_told_last_counts(kept: Store) -> None:
    accounts = (Account("T1", "U1"), Account("T2", "U1"))
    with kept.begin() as tx:
        tx.people.save(samples.person(1, accounts=accounts))
        tx.people.keep_zone(accounts[0], "Europe/Paris", NOW)
        tx.people.keep_zone(accounts[1], "America/New_York", NOW - timedelta(days=1))
        assert tx.people.get("p1").zone == "Europe/Paris"
        assert tx.people.unlocated("T2", NOW, 9) == (accounts[1],)
        tx.people.keep_zone(accounts[0], None, datetime(2026, 10, 1, tzinfo=UTC))
        assert tx.people.get("p1").zone == "America/New_York"


def test_units_keep_their_hours_through_a_change_of_name(kept: Store) -> None:
    with kept.begin() as tx:
        assert tx.units.with_hours() == ()
        tx.units.keep_hours("org", "Mon-Sun 20:00-08:00")
        tx.units.save(replace(samples.ORG, name="Children and Families"))
        assert [(one.name, one.hours) for one in tx.units.with_hours()] == [
            ("Children and Families", "Mon-Sun 20:00-08:00"),
            ("Team 1", None),
        ]
        tx.units.keep_hours("org", None)
        assert tx.units.with_hours() == ()
