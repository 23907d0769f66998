"""People, their accounts and their units, on each database."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from surveys.model.people import Account, Person, Role
from surveys.model.tree import Unit
from surveys.store.database import Store
from tests.surveys.store import samples


@pytest.fixture(autouse=True)
def _furnished(store: Store) -> None:
    samples.furnish(store)


def test_a_person_comes_back_as_they_were_saved(store: Store) -> None:
    full = samples.person(
        2,
        working_pattern="Sun-Thu 20:00-08:00",
        manages=("org", "team"),
        roles=frozenset({Role.LEADER, Role.HR}),
        accounts=(Account("T1", "U2"), Account("T2", "U2")),
        paused_until=date(2026, 9, 30),
        welcomed_at=samples.NOW,
    )
    with store.begin() as tx:
        tx.people.save(full)
    with store.begin() as tx:
        assert tx.people.get("p2") == full
        assert tx.people.all() == (samples.person(1), full)


def test_whoever_only_looks_writes_nothing_and_holds_up_nobody(store: Store) -> None:
    with store.looking() as tx, store.begin() as other:
        assert tx.people.get("p1") == samples.person(1)
        other.people.save(samples.person(2))
    with pytest.raises(DBAPIError), store.looking() as tx:
        tx.people.save(samples.person(3))
    with store.begin() as tx:
        assert [one.id for one in tx.people.all()] == ["p1", "p2"]


def test_saving_again_changes_every_fact(store: Store) -> None:
    changed = samples.person(
        1, name="Another Name", active=False, manages=("org",), accounts=(Account("T2", "U9"),)
    )
    with store.begin() as tx:
        tx.people.save(changed)
        assert tx.people.get("p1") == changed
        tx.people.save(samples.person(1))
        assert tx.people.get("p1") == samples.person(1)


def test_a_person_nobody_knows_is_not_found(store: Store) -> None:
    with store.begin() as tx:
        assert tx.people.find_by_account("U9", "T1") is None
        with pytest.raises(LookupError):
            tx.people.get("nobody")


def test_the_workspace_decides_between_namesakes_only(store: Store) -> None:
    with store.begin() as tx:
        tx.people.save(samples.person(2, accounts=(Account("T2", "U1"),)))
        for workspace, wanted in (("T1", "p1"), ("T2", "p2")):
            found = tx.people.find_by_account("U1", workspace)
            assert found is not None
            assert found.id == wanted
        assert tx.people.find_by_account("U1", "T9") is None  # either could be meant
        tx.people.save(samples.person(3, accounts=(Account("T1", "U3"),)))
        assert tx.people.find_by_account("U3", "T9") == samples.person(3)


def test_two_accounts_can_be_exchanged_in_one_import(store: Store) -> None:
    with store.begin() as tx:
        tx.people.save(samples.person(2))
        tx.people.save(samples.person(1, accounts=(Account("T1", "U2"),)))
        tx.people.save(samples.person(2, accounts=(Account("T1", "U1"),)))
        assert tx.people.get("p1").accounts == (Account("T1", "U2"),)
        assert tx.people.get("p2").accounts == (Account("T1", "U1"),)


def test_a_conversation_is_kept_while_the_account_stays(store: Store) -> None:
    account = Account("T1", "U1")
    with store.begin() as tx:
        assert tx.people.channel(account) is None
        tx.people.keep_channel(account, "D1")
        tx.people.save(samples.person(1, name="Another Name"))
        assert tx.people.channel(account) == "D1"
        tx.people.save(samples.person(2, accounts=(account,)))
        assert tx.people.channel(account) is None  # it was with somebody else


def test_a_pause_and_a_welcome_are_noted(store: Store) -> None:
    with store.begin() as tx:
        tx.people.pause("p1", date(2026, 9, 30))
        tx.people.welcome("p1", samples.NOW)
        found = tx.people.get("p1")
        assert (found.paused_until, found.welcomed_at) == (date(2026, 9, 30), samples.NOW)
        tx.people.pause("p1", None)
        assert tx.people.get("p1").paused_until is None


@pytest.mark.parametrize(
    "wrong",
    [{"key": "E0001"}, {"unit_id": "no-such-unit"}, {"manages": ("no-such-unit",)}],
    ids=["a key twice", "no such unit", "manages no such unit"],
)
def test_what_cannot_be_true_is_refused_and_nothing_is_kept(
    store: Store, wrong: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError):
        _rename_and_save(store, samples.person(2, **wrong))
    with store.begin() as tx:
        assert tx.people.all() == (samples.person(1),)
        assert tx.units.all() == (samples.ORG, samples.TEAM)


def _rename_and_save(store: Store, person: Person) -> None:
    with store.begin() as tx:
        tx.units.save(replace(samples.TEAM, name="Renamed"))
        tx.people.save(person)


def test_units_come_parents_first_whatever_their_names(store: Store) -> None:
    with store.begin() as tx:
        tx.units.save(Unit("a", "team", "AAA"))
        tx.units.save(Unit("b", "a", "000"))
        assert [unit.id for unit in tx.units.all()] == ["org", "team", "a", "b"]


def test_a_retired_unit_is_out_of_use_and_comes_back_as_itself(store: Store) -> None:
    with store.begin() as tx:
        tx.units.retire("team")
        assert tx.units.all() == (samples.ORG,)
        assert tx.units.ever() == (samples.ORG, samples.TEAM)
        tx.units.save(replace(samples.TEAM, name="Team One"))
        assert tx.units.all() == (samples.ORG, Unit("team", "org", "Team One"))
