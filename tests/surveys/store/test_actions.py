"""Actions and their history, on each database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from surveys.model.actions import ActionState, Heard, Holder, Post, Subject
from surveys.model.releases import Tier
from surveys.store.database import Store
from tests.surveys.rules.test_actions import CHANGE, DUE
from tests.surveys.store import samples

SUBJECT = Subject(Heard.RESULT, "weekly0", "how_are_you", "org")
ONE, TWO = Holder("p1", Post.MANAGER, "team"), Holder("p2", Post.LEADER, "org")
FIRST = replace(CHANGE, at=samples.NOW, by=ONE, owner=ONE)
SECOND = replace(FIRST, version=2, owner=TWO, state=ActionState.UNDER_WAY, note="It began.")


@pytest.fixture(autouse=True)
def _furnished(store: Store) -> None:
    samples.furnish(store, people=2)
    with store.begin() as tx:
        tx.releases.add(samples.release())
        assert tx.actions.add("x", "team", SUBJECT, FIRST)


def test_an_action_comes_back_with_its_history_and_no_change_is_kept_twice(store: Store) -> None:
    with store.begin() as tx:
        assert tx.actions.change("x", SECOND)
        assert not tx.actions.change("x", replace(SECOND, note="Another began."))
        assert not tx.actions.add("x", "org", SUBJECT, FIRST)
        found = tx.actions.find("x")
        assert found is not None
        assert (found.unit_id, found.subject) == ("team", SUBJECT)
        assert found.history == (FIRST, SECOND)
        assert found.now == SECOND
        assert tx.actions.find("y") is None


def test_actions_are_found_by_part_by_owner_and_by_their_day(store: Store) -> None:
    day = timedelta(days=1)
    with store.begin() as tx:
        assert [one.id for one in tx.actions.of_parts(["team"], "nobody")] == ["x"]
        assert tx.actions.of_parts(["org"], "p2") == ()
        assert [one.id for one in tx.actions.of_parts([], "p1")] == ["x"]
        assert [one.id for one in tx.actions.due_by(DUE, DUE)] == ["x"]
        assert tx.actions.due_by(DUE - day, date(2026, 1, 1)) == ()
        assert tx.actions.due_by(DUE + day, DUE + day) == ()
        tx.actions.change("x", replace(SECOND, state=ActionState.DONE))
        assert tx.actions.due_by(DUE, DUE) == ()
        assert len(tx.actions.all()) == 1


def test_whoever_is_removed_leaves_a_post_and_no_name(store: Store) -> None:
    with store.begin() as tx:
        tx.actions.change("x", SECOND)
        assert tx.actions.of("p1") == (1, 2)
        tx.people.save(samples.person(1, active=False))
        assert tx.retention.remove("p1")
        found = tx.actions.find("x")
        assert found is not None
        first, second = found.history
        assert first.by == first.owner == replace(ONE, person_id=None)
        assert (second.by.person_id, second.owner) == (None, TWO)
        assert tx.actions.of("p1") == (0, 0)


def test_a_figure_is_found_beside_the_newest_displayed_at_the_same_place(store: Store) -> None:
    def shown(number: int, **changes: object) -> tuple[float, float] | None:
        found = tx.releases.displayed(f"weekly{number}", "how_are_you", "org")
        return (found[0].value, found[1].value) if found else None

    cells = samples.release().cells
    with store.begin() as tx:
        assert shown(0) == (3.4, 3.4)
        tx.releases.add(samples.release(1, cells=(replace(cells[0], value=3.6), cells[1])))
        assert shown(0) == (3.4, 3.6)
        tx.releases.add(samples.release(2, cells=(replace(cells[0], shown=False),)))
        assert shown(0) == (3.4, 3.6)
        assert shown(1) == (3.6, 3.6)
        assert shown(2) is None
        tx.releases.add(samples.release(3, tier=Tier.QUARTERLY))
        other = samples.release(4, survey="health-check", name="health-check/1/weekly")
        tx.releases.add(replace(other, cells=cells))
        assert shown(0) == (3.4, 3.6)
        assert tx.releases.displayed("weekly0", "how_are_you", "team") is None
