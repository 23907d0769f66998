"""Several workspaces: each person is written to in one of them, and in the same one again."""

from datetime import timedelta

import pytest

from surveys.model.deliveries import Delivery, Kind
from surveys.model.people import Account
from surveys.model.rounds import Seat
from surveys.model.workspaces import Reach, SealedToken, Workspace
from surveys.store.database import Store
from tests.surveys.store import samples
from tests.surveys.store.samples import NOW

ORDER = ("T2", "T1")  # the second one by name comes first by the administrator's word
LEASE = NOW + timedelta(minutes=1)
# Who has which accounts; those in capitals have one delivery each, called like them.
ACCOUNTS = {
    "BOTH": (("T1", "U1"), ("T2", "U2")),
    "ONE": (("T1", "U3"),),
    "TWO": (("T2", "U4"),),
    "GONE": (("T9", "U5"),),
    "NONE": (),
}


def workspace(name: str, *, installed: bool = True) -> Workspace:
    token = SealedToken("key", b"box") if installed else None
    return Workspace(name, f"{name}'s", "B", "U", ("chat:write",), None, NOW, token)


@pytest.fixture
def several(store: Store) -> Store:
    with store.begin() as tx:
        samples.begin(tx)
        for name in ("T1", "T2"):
            tx.workspaces.save(workspace(name))
        tx.workspaces.save(workspace("T9", installed=False))
        for key, accounts in ACCOUNTS.items():
            own = tuple(Account(*one) for one in accounts)
            tx.people.save(samples.person(id=key, key=key, accounts=own))
            tx.deliveries.add([Delivery(key, Kind.WELCOME, key, "", NOW)])
        tx.deliveries.add([Delivery("ANSWER", Kind.FORUM_ANSWER, "ONE", "q", NOW)])
    return store


def claims(store: Store, name: str, order: tuple[str, ...] = ORDER, minutes: int = 0) -> set[str]:
    reach, at = Reach(name, order, has_channel=name == "T2"), NOW + timedelta(minutes=minutes)
    with store.begin() as tx:
        lease = at + timedelta(minutes=1)
        return {one.id for one in tx.deliveries.claim("me", at, lease, 99, reach=reach)}


def test_each_person_is_written_to_in_the_first_workspace_they_are_in(several: Store) -> None:
    # Whoever is in none is taken by whoever comes, and given up; who lost theirs waits.
    assert claims(several, "T1") == {"ONE", "NONE"}
    assert claims(several, "T2") == {"BOTH", "TWO", "ANSWER"}


def test_what_may_have_arrived_is_tried_again_where_it_was_tried(several: Store) -> None:
    assert "BOTH" in claims(several, "T1", order=("T1",))  # T2 is not installed yet, say
    assert claims(several, "T2", minutes=5) == {"TWO", "ANSWER"}
    assert "BOTH" in claims(several, "T1", minutes=5)


def test_nobody_is_reached_where_the_app_is_not(several: Store) -> None:
    with several.begin() as tx:
        people = {one.id: one for one in tx.people.all()}
        assert not people["GONE"].is_on_slack
        assert people["ONE"].is_on_slack
        assert tx.workspaces.destroy_token("T1", NOW + timedelta(seconds=1))
        assert not tx.workspaces.destroy_token("T1", NOW + timedelta(seconds=1))
        assert tx.people.get("BOTH").closed == {Account("T1", "U1")}
    with several.begin() as tx:
        for one in tx.workspaces.all():
            tx.workspaces.forget(one.id)
        assert tx.people.get("GONE").is_on_slack  # one token: the table limits nothing


def test_an_id_of_one_workspace_is_nobodys_in_another(several: Store) -> None:
    with several.begin() as tx:
        tx.rounds.add(samples.round_(), [Seat("ONE", "team")])
        wanted = [("r0", Account(one, "U3")) for one in ("T1", "T2")]
        assert [one.workspace for _round, one in tx.rounds.places(wanted)] == ["T1"]
        assert tx.people.find_by_account("U3", "T1")
        assert tx.people.find_by_account("U3", "T2") is None
        for one in tx.workspaces.all():
            tx.workspaces.forget(one.id)
        assert len(tx.rounds.places(wanted)) == 2
        assert tx.people.find_by_account("U3", "T2")
