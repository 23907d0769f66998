"""Actions: who is reminded when, who may see and change what, which days may be promised."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from surveys.model.actions import Action, ActionState, Change, Heard, Holder, Post, Subject, Text
from surveys.model.deliveries import Kind
from surveys.model.keeping import LEAST
from surveys.model.people import Person, Role
from surveys.rules.actions import (
    STILL,
    follows,
    hears_of_lateness,
    is_fitting,
    is_late,
    is_on_path,
    may_change,
    may_record,
    may_see,
    needed,
    post_of,
    reminder,
)
from tests.surveys.store import samples

DUE = date(2026, 9, 25)
PARENTS = {"org": None, "a": "org", "a1": "a", "a2": "a", "b": "org", "b1": "b"}
OWNER = Holder("owner", Post.MANAGER, "a1")
CHANGE = Change(
    version=1,
    at=datetime(2026, 9, 7, tzinfo=UTC),
    by=OWNER,
    owner=OWNER,
    what="Quiet rooms",
    outcome="",
    measure="",
    due=DUE,
    state=ActionState.PLANNED,
    note="",
)
ACTION = Action("x", "a1", Subject(Heard.RESULT, "r", "how_are_you", "org"), (CHANGE,))


def someone(unit: str, *manages: str, roles: frozenset[Role] = frozenset()) -> Person:
    return samples.person(unit_id=unit, manages=manages, roles=roles)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-8, None),
        (-7, Kind.ACTION_SOON),
        (0, Kind.ACTION_SOON),
        (1, Kind.ACTION_LATE),
        (14, Kind.ACTION_LATE),
        (15, None),
    ],
)
def test_an_owner_is_reminded_in_the_week_before_and_within_a_fortnight_after(
    days: int, expected: Kind | None
) -> None:
    assert reminder(CHANGE, DUE + timedelta(days=days)) is expected


@pytest.mark.parametrize("state", [ActionState.DONE, ActionState.NOT_GOING_AHEAD])
def test_nobody_is_reminded_of_what_is_over_or_of_what_is_nobodys(state: ActionState) -> None:
    assert reminder(replace(CHANGE, state=state), DUE) is None
    assert not is_late(replace(CHANGE, state=state), DUE + timedelta(days=1))
    nobodys = replace(CHANGE, owner=replace(OWNER, person_id=None))
    assert reminder(nobodys, DUE) is None
    assert is_late(nobodys, DUE + timedelta(days=1))
    assert not is_late(nobodys, DUE)


def test_the_queue_remembers_a_reminder_for_longer_than_it_could_come_again() -> None:
    assert STILL.days < LEAST.deliveries_days


@pytest.mark.parametrize(
    ("person", "sees", "changes"),
    [
        (someone("a1"), True, False),
        (someone("a2"), False, False),
        (someone("a"), False, False),
        (someone("b1", "b"), False, False),
        (someone("a2", "a1"), True, True),
        (someone("b1", "a"), True, True),
        (someone("a2", "a2"), False, False),
        (someone("b1", roles=frozenset({Role.LEADER})), True, True),
        (someone("b1", roles=frozenset({Role.HR})), True, True),
        (someone("b1", roles=frozenset({Role.ADMIN, Role.CHAMPION})), False, False),
        (replace(someone("b1"), id="owner"), True, True),
    ],
)
def test_staff_see_their_own_part_and_above_and_who_manages_it_changes_it(
    person: Person, sees: bool, changes: bool
) -> None:
    assert may_see(person, ACTION, PARENTS) is sees
    assert may_change(person, ACTION, PARENTS) is changes


def test_an_action_of_the_whole_is_everyones_to_see_and_the_leaders_to_record() -> None:
    whole = replace(ACTION, unit_id="org")
    assert may_see(someone("b1"), whole, PARENTS)
    assert not may_record(someone("a1", "a"), "org", PARENTS)
    assert may_record(someone("a1", "a"), "a2", PARENTS)


def test_lateness_is_heard_above_the_part_and_above_the_owner_but_not_by_the_owner() -> None:
    of_b = replace(ACTION, unit_id="b1")  # and its owner manages a1
    assert hears_of_lateness(someone("org", "b"), of_b, PARENTS)
    assert hears_of_lateness(someone("org", "a"), of_b, PARENTS)
    assert not hears_of_lateness(someone("b1"), of_b, PARENTS)
    assert not hears_of_lateness(someone("a2", "a2"), of_b, PARENTS)
    owner = replace(someone("a1", "a1", "b"), id="owner")
    assert not hears_of_lateness(owner, of_b, PARENTS)


def test_a_post_is_the_one_that_somebody_acts_from() -> None:
    assert post_of(someone("a1", "a", "b"), "a1", PARENTS) == Holder("p1", Post.MANAGER, "a")
    assert post_of(someone("a1", "b1"), "a1", PARENTS) == Holder("p1", Post.MANAGER, "b1")
    leader = someone("a1", "a", roles=frozenset({Role.LEADER}))
    assert post_of(leader, "a1", PARENTS) == Holder("p1", Post.LEADER, "org")
    hr = someone("b1", roles=frozenset({Role.HR}))
    assert post_of(hr, "a1", PARENTS) == Holder("p1", Post.HR, "b1")
    assert post_of(someone("b1"), "a1", PARENTS) == Holder("p1", Post.STAFF, "b1")


def test_a_past_day_is_promised_only_where_it_was_promised_before() -> None:
    today = DUE + timedelta(days=3)
    assert is_fitting(today, None, today)
    assert not is_fitting(DUE, None, today)
    assert is_fitting(DUE, CHANGE, today)
    assert not is_fitting(DUE - timedelta(days=1), CHANGE, today)
    assert not is_fitting(today + timedelta(days=4 * 365), None, today)


def test_what_does_not_go_ahead_needs_a_reason() -> None:
    assert set(needed(ActionState.DONE)) == {Text.WHAT}
    assert set(needed(ActionState.NOT_GOING_AHEAD)) == {Text.WHAT, Text.NOTE}


def test_a_figure_is_followed_by_what_is_open_or_says_so_itself() -> None:
    done = replace(ACTION, history=(replace(CHANGE, state=ActionState.DONE),))
    assert follows(ACTION, "how_are_you", "org", ["later"])
    assert follows(done, "how_are_you", "org", ["r"])
    assert not follows(done, "how_are_you", "org", ["later"])
    assert not follows(ACTION, "how_are_you", "a", ["r"])
    assert not follows(ACTION, "caseload", "org", ["r"])


@pytest.mark.parametrize(
    ("unit", "own", "expected"),
    [
        ("a1", {"a1"}, True),
        ("org", {"a1"}, True),
        ("a1", {"org"}, True),
        ("a2", {"a1"}, False),
        ("b", {"a1", "b1"}, True),
        ("b1", {"a"}, False),
        ("a1", set(), False),
    ],
)
def test_a_part_lies_on_the_path_of_whoever_manages_it_above_it_or_below(
    unit: str, own: set[str], expected: bool
) -> None:
    assert is_on_path(PARENTS, unit, own) is expected
