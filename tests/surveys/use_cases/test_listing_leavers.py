"""HR's list of leavers: recorded, changed, taken back, counted for the census."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from surveys.errors import (
    ForHrAlone,
    LeaverKnown,
)
from surveys.model.deliveries import Kind
from surveys.model.leaving import ExitBegun
from surveys.runtime import Runtime
from surveys.use_cases import (
    leaving,
    listing_leavers,
)
from surveys.use_cases.listing_leavers import Facts
from tests.conftest import Clock
from tests.leaving import (
    HR,
    OCTOBER,
    boxes,
    move_in,
    record,
    rows,
    say,
)
from tests.organisation import account, send_everything

LEAVER = 5
LAST_DAY = date(2026, 12, 18)


@pytest.fixture
def staff(sqlite_runtime: Runtime, clock: Clock) -> Runtime:
    move_in(sqlite_runtime, clock)
    return sqlite_runtime


def test_a_leaver_is_recorded_once_changed_and_taken_back(staff: Runtime, clock: Clock) -> None:
    one = record(staff, LEAVER, LAST_DAY)
    say(staff, account(LEAVER))
    kept = rows(staff)
    assert record(staff, LEAVER, LAST_DAY) == one  # the same form, handed in twice
    with pytest.raises(LeaverKnown) as refused:
        record(staff, LEAVER, date(2026, 12, 31))
    assert "2026-12-18" in refused.value.sentence
    assert rows(staff) == kept
    with pytest.raises(ForHrAlone):
        listing_leavers.rescind(staff, account(LEAVER), one.id)
    listing_leavers.change(staff, account(HR), one.id, Facts(date(2027, 2, 5), 1, 3))
    begun = leaving.begin(staff, account(LEAVER))
    assert isinstance(begun, ExitBegun)
    assert (begun.step, begun.last_day) == (5, date(2027, 2, 5))
    assert listing_leavers.rescind(staff, account(HR), one.id)
    assert boxes(staff) == {}
    assert not listing_leavers.rescind(staff, account(HR), one.id)  # pressed twice
    assert leaving.begin(staff, account(LEAVER)) is None
    assert Kind.EXIT not in send_everything(staff)


def test_the_message_goes_four_weeks_before_and_moves_with_the_last_day(
    staff: Runtime, clock: Clock
) -> None:
    one = record(staff, LEAVER, LAST_DAY)
    assert send_everything(staff) == []
    later = listing_leavers.change(staff, account(HR), one.id, Facts(date(2027, 1, 29), 1, 2))
    clock.move_to(OCTOBER + timedelta(days=52))  # 22 November
    assert send_everything(staff) == []
    clock.move_to(OCTOBER + timedelta(days=93))
    assert later.times == 1
    assert send_everything(staff) == [Kind.EXIT]
    record(staff, LEAVER + 1, clock.at.date() + timedelta(days=2))  # short notice: at once
    assert send_everything(staff) == [Kind.EXIT]


def test_the_census_counts_hr_s_codes_and_forgets_names_with_their_people(
    staff: Runtime, clock: Clock
) -> None:
    record(staff, 5, date(2026, 9, 30), reason=5)
    gone = record(staff, 6, date(2026, 10, 1))
    counts = listing_leavers.census(staff, 2026)
    assert [(code.words, n) for code, n in counts.reasons if n] == [("Retired", 1)]
    with staff.store.begin() as tx:
        left = tx.people.get(gone.person_id or "")
        tx.people.save(replace(left, active=False))
        tx.retention.remove(left.id)
    assert len(listing_leavers.listed(staff, account(HR))) == 1
    after = listing_leavers.census(staff, 2027)
    assert sum(n for _code, n in after.reasons) == sum(n for _code, n in after.destinations) == 1


def test_the_deceased_are_asked_nothing_and_have_no_box(staff: Runtime) -> None:
    record(staff, LEAVER, LAST_DAY, reason=6)
    assert boxes(staff) == {}
    assert send_everything(staff) == []


def test_every_box_is_there_from_the_record_on_so_that_none_tells_who_spoke(staff: Runtime) -> None:
    for number in (5, 6):
        record(staff, number, LAST_DAY)
    silent = boxes(staff)
    say(staff, account(5))
    spoke = boxes(staff)
    assert silent.keys() == spoke.keys()
    assert len({len(one) for one in (*silent.values(), *spoke.values())}) == 1
    leaving.withdraw(staff, account(5))
    assert boxes(staff).keys() == silent.keys()
