"""Events and their versions, on each database."""

from dataclasses import replace
from datetime import date

from surveys.rules.events import last_day
from surveys.store.database import Store
from surveys.store.tables import events, metadata
from tests.supporting import ONCE, WEEKLY, event

LEFT_OUT = replace(WEEKLY, left_out=frozenset({date(2026, 9, 17), date(2026, 9, 24)}))
FIRST = event()
SECOND = event(version=2, when=LEFT_OUT, is_cancelled=True)
OTHER = event(id="e2", when=ONCE)


def test_an_event_comes_back_as_it_was_kept_and_no_version_is_kept_twice(store: Store) -> None:
    metadata.create_all(store.engine, checkfirst=True)
    with store.begin() as tx:
        for one in (FIRST, SECOND, OTHER):
            assert tx.events.keep(one, last_day(one.when))
        assert not tx.events.keep(event(version=2, title="Another"), last_day(WEEKLY))
        assert tx.events.history("e1") == (FIRST, SECOND)
        assert tx.events.history("e9") == ()
        assert tx.events.since(date(2026, 9, 10)) == ((FIRST, SECOND), (OTHER,))
        assert tx.events.since(date(2026, 9, 11)) == ((FIRST, SECOND),)
        assert tx.events.forget(date(2026, 9, 10)) == 0
        assert tx.events.forget(date(2026, 9, 11)) == 1
        assert [one[0].id for one in tx.events.since(date(2026, 1, 1))] == ["e1"]


def test_an_event_that_was_shortened_is_forgotten_by_how_it_stands(store: Store) -> None:
    metadata.create_all(store.engine, checkfirst=True)
    short = replace(WEEKLY, until=date(2026, 9, 17))
    with store.begin() as tx:
        tx.events.keep(FIRST, last_day(WEEKLY))
        tx.events.keep(event(version=2, when=short), last_day(short))
        assert tx.events.forget(date(2026, 9, 18)) == 1
        assert tx.events.history("e1") == ()


def test_no_column_of_an_event_could_hold_a_person() -> None:
    assert not events.foreign_keys
    assert not any(events in {key.column.table for key in one.foreign_keys}
                   for one in metadata.sorted_tables)  # fmt: skip
    assert {"by_id", "person_id", "count", "places"}.isdisjoint(events.columns.keys())
