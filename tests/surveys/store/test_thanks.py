"""Thank-yous on both databases: kept once, told once, counted by the month alone, forgotten."""

import inspect
from datetime import date, timedelta

from sqlalchemy import select

from surveys.model.deliveries import Delivery, Kind
from surveys.model.thanks import ThanksState, ThankYou
from surveys.model.workspaces import Reach
from surveys.store.database import Store, Transaction
from surveys.store.tables import deliveries, thanks
from surveys.store.thanks import Thanks
from tests.surveys.store import samples

DAY, SEPTEMBER, OCTOBER = date(2026, 9, 7), date(2026, 9, 1), date(2026, 10, 1)
LONG_AGO = date(2026, 10, 20)  # everything of September is before it


def people(store: Store) -> None:
    with store.begin() as tx:
        tx.units.save(samples.ORG)
        tx.units.save(samples.TEAM)
        for number in range(1, 5):
            tx.people.save(samples.person(number))


def said(name: str = "t1", day: date = DAY, **changes: object) -> ThankYou:
    whole = {"state": ThanksState.GIVEN, "sender_id": "p1", "unit_id": None, "channel": None}
    return ThankYou(**{"id": name, "day": day, **whole, "words": "W", "shared": None, **changes})


def tell(tx: Transaction, month: date = SEPTEMBER, cut: date = OCTOBER) -> int | None:
    return tx.thanks.tell(month, OCTOBER if month == SEPTEMBER else date(2026, 11, 1), cut)


def test_a_form_is_kept_once_and_its_receivers_with_it(store: Store) -> None:
    people(store)
    with store.begin() as tx:
        assert tx.thanks.add(said(unit_id="team", channel="C1", workspace="T1"), ["p2", "p3"])
        assert not tx.thanks.add(said(words="another"), ["p4"])
        assert tx.thanks.find("t1") == said(unit_id="team", channel="C1", workspace="T1")
        assert tx.thanks.receivers("t1") == ("p2", "p3")
        assert tx.thanks.find("t2") is None


def test_whether_somebody_wrote_as_many_as_fit_in_a_day_is_all_that_is_said(store: Store) -> None:
    people(store)
    with store.begin() as tx:
        for number in range(3):
            tx.thanks.add(said(f"t{number}"), ["p2"])
        assert tx.thanks.has_spent("p1", DAY, 3)
        assert not tx.thanks.has_spent("p1", DAY, 4)
        assert not tx.thanks.has_spent("p1", DAY + timedelta(days=1), 1)
        assert tx.thanks.is_named("p1") == (True, False)
        assert tx.thanks.is_named("p2") == (False, True)
        tx.deliveries.add([Delivery("d1", Kind.THANKS, "p2", "t0", samples.NOW)])
        assert tx.deliveries.counts_to("p2") == {}
    numbers = {name for name, one in inspect.getmembers(Thanks, inspect.isfunction) if _counts(one)}
    assert numbers == {"tell", "told"}


def _counts(one: object) -> bool:
    return "int" in str(inspect.signature(one).return_annotation)


def test_a_month_is_counted_and_told_once_with_words_that_had_time_to_be_left_out(
    store: Store,
) -> None:
    people(store)
    with store.begin() as tx:
        tx.thanks.add(said("t1", shared="Told"), ["p2"])
        tx.thanks.add(said("t2", shared="Left out"), ["p2"])
        tx.thanks.add(said("t3", date(2026, 9, 30), shared="Too late"), ["p2"])
        tx.thanks.add(said("t4", shared="Withdrawn", state=ThanksState.WITHDRAWN), ["p2"])
        tx.thanks.add(said("t5", shared="Back", state=ThanksState.BACK), ["p2"])
        tx.thanks.add(said("t6", OCTOBER), ["p2"])
        assert tx.thanks.leave_out("t2")
        assert tell(tx, cut=date(2026, 9, 24)) == 3
        assert tell(tx, cut=date(2026, 9, 24)) is None
        assert tx.thanks.is_told(SEPTEMBER)
        assert not tx.thanks.is_told(OCTOBER)
        assert tx.thanks.told() == (SEPTEMBER, 3, ("Told",))
        assert not tx.thanks.leave_out("t1")
        assert tell(tx, OCTOBER, date(2026, 10, 26)) == 1
        assert tx.thanks.told() == (OCTOBER, 1, ("Too late",))


def test_a_post_goes_by_the_workspace_in_which_its_channel_was_chosen(store: Store) -> None:
    people(store)
    with store.begin() as tx:
        for number, workspace in enumerate(("T1", "T2", None)):
            tx.thanks.add(said(f"t{number}", channel="C1", workspace=workspace), [])
            post = Delivery(f"d{number}", Kind.THANKS_POST, "p1", f"t{number}", samples.NOW)
            tx.deliveries.add([post])
        for workspace, own in (("T2", {"t1", "t2"}), ("T1", {"t0"})):
            reach = Reach(workspace, ("T1", "T2"), has_channel=False)
            found = tx.deliveries.claim("me", samples.NOW, samples.NOW, 9, reach=reach)
            assert {one.subject for one in found} == own


def test_what_is_old_names_nobody_but_where_words_wait_and_can_still_be_counted(
    store: Store,
) -> None:
    people(store)
    with store.begin() as tx:
        tx.thanks.add(said("t1"), ["p2"])
        tx.thanks.add(said("t2", shared="Waits"), ["p3"])
        for number, one in enumerate(("t1", "t2")):
            tx.deliveries.add([Delivery(f"d{number}", Kind.THANKS, "p2", one, samples.NOW)])
        for claimed in tx.deliveries.claim("me", samples.NOW, samples.NOW, 9):
            tx.deliveries.sent(claimed, "me", "D1", "1.0")
        assert tx.retention.forget_thanks(LONG_AGO)
        assert _named(tx) == [("t1", None, None), ("t2", "p1", "W")]
        assert tx.thanks.receivers("t1") == ()
        assert tx.thanks.receivers("t2") == ("p3",)
        assert _rows(tx, deliveries) == []
        assert tell(tx) == 2
        tx.retention.forget_thanks(LONG_AGO)
        assert _named(tx) == [("t2", None, None)]
        assert tx.thanks.told() == (SEPTEMBER, 2, ("Waits",))
        assert tell(tx, OCTOBER) == 0
        tx.retention.forget_thanks(LONG_AGO)
        assert _named(tx) == []


def test_whoever_is_removed_is_forgotten_with_what_they_wrote_and_heard(store: Store) -> None:
    people(store)
    with store.begin() as tx:
        tx.thanks.add(said("t1", shared="By them"), ["p2"])
        tx.thanks.add(said("t2", shared="To them", sender_id="p3"), ["p1", "p2"])
        tx.people.save(samples.person(1, active=False))
        assert tx.retention.remove("p1")
        assert _named(tx) == [("t1", None, None), ("t2", "p3", "W")]
        assert {tx.thanks.receivers("t2"), tx.thanks.is_named("p1")} == {("p2",), (False, False)}
        assert tell(tx) == 2
        assert tx.thanks.told() == (SEPTEMBER, 2, ())


def _named(tx: Transaction) -> list[tuple[object, ...]]:
    return [(row.id, row.sender_id, row.words) for row in _rows(tx, thanks)]


def _rows(tx: Transaction, table: object) -> list[object]:
    connection = tx.thanks._connection
    return sorted(connection.execute(select(table)), key=lambda row: row[0])
