"""HR's list of leavers: recorded, changed, taken back, counted for the census."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from surveys.errors import (
    ForHrAlone,
    LeaverKnown,
    LeaverUnknown,
    LeavingOver,
    OwnWords,
)
from surveys.model.deliveries import Kind
from surveys.model.leaving import ExitBegun, ExitInvitation, ExitPage, Said
from surveys.rules.leaving.boxes import CHUNK
from surveys.runtime import Runtime
from surveys.use_cases import delivering, leaving, listing_leavers, releasing
from surveys.use_cases.census import census
from surveys.use_cases.listing_leavers import Facts
from tests.conftest import Clock
from tests.leaving import (
    HR,
    OCTOBER,
    boxes,
    move_in,
    person,
    record,
    rows,
    say,
    sealed,
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
    assert "18 December 2026" in refused.value.sentence
    for name in ("u0005", "PERSON5@example.org"):
        with pytest.raises(LeaverKnown):
            listing_leavers.record_named(staff, name, Facts(date(2026, 12, 31)))
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
    counts = census(staff, 2026)
    assert [(code.words, n) for code, n in counts.reasons if n] == [("Retired", 1)]
    with staff.store.begin() as tx:
        left = tx.people.get(gone.person_id or "")
        tx.people.save(replace(left, active=False))
        tx.retention.remove(left.id)
    assert len(listing_leavers.listed(staff, account(HR))) == 1
    after = census(staff, 2027)
    assert sum(n for _code, n in after.reasons) == sum(n for _code, n in after.destinations) == 1


def test_the_deceased_are_asked_nothing_and_have_no_box(staff: Runtime) -> None:
    record(staff, LEAVER, LAST_DAY, reason=6)
    assert boxes(staff) == {}
    assert send_everything(staff) == []


def test_every_box_is_there_from_the_record_on_so_that_none_tells_who_spoke(
    runtime: Runtime, clock: Clock
) -> None:
    """Whatever happens, each copy has as many boxes of one size, and none that was there before."""
    move_in(runtime, clock)
    one = record(runtime, 8, LAST_DAY)
    acts = (
        lambda: leaving.start(runtime, account(7), LAST_DAY),  # before HR knows
        lambda: record(runtime, 5, LAST_DAY),
        lambda: record(runtime, 7, LAST_DAY),
        lambda: say(runtime, account(5), upto=1),
        lambda: leaving.withdraw(runtime, account(5)),
        lambda: record(runtime, 6, LAST_DAY, reason=6),
        lambda: releasing.mix(runtime),
        lambda: listing_leavers.rescind(runtime, account(HR), one.id),
    )
    copies = [sealed(runtime)]
    for act in acts:
        act()
        copies.append(sealed(runtime))
    for before, after in pairwise(copies):
        assert not before.keys() & after.keys()
        assert not set(before.values()) & set(after.values())
    assert {len(copy) for copy in copies} == {CHUNK}
    assert len({len(box) for copy in copies for box in copy.values()}) == 1
    if not runtime.store.is_sqlite:  # else rows of one transaction would lie side by side
        with runtime.store.engine.connect() as connection:
            written = connection.exec_driver_sql("SELECT DISTINCT xmin::text FROM exit_boxes")
            assert len(written.all()) == 1


def test_who_comes_back_and_leaves_again_is_two_leavers_and_sees_nothing_of_the_first(
    staff: Runtime, clock: Clock
) -> None:
    record(staff, LEAVER, clock.at.date() + timedelta(days=7))
    say(staff, account(LEAVER))
    first = boxes(staff)
    clock.pass_(days=200)
    assert leaving.begin(staff, account(LEAVER)) is None  # too long ago to be the same leaving
    leaving.start(staff, account(LEAVER), clock.at.date() + timedelta(days=40))
    record(staff, LEAVER, clock.at.date() + timedelta(days=30))
    page = leaving.begin(staff, account(LEAVER))
    assert isinstance(page, ExitPage)
    assert page.said == Said()
    assert len(boxes(staff)) == 2
    assert [one for one in boxes(staff).values() if one.is_own] == list(first.values())
    year = listing_leavers.census_year(clock.at.date())
    assert sum(n for _code, n in census(staff, year).reasons) == 1  # the first


def test_one_who_left_the_list_can_still_be_recorded_for_the_census_and_says_nothing(
    staff: Runtime, clock: Clock
) -> None:
    gone = person(staff, LEAVER)
    with staff.store.begin() as tx:
        tx.people.save(replace(gone, active=False))
    with pytest.raises(LeaverUnknown):
        record(staff, LEAVER, clock.at.date() + timedelta(days=7))
    record(staff, LEAVER, clock.at.date() - timedelta(days=3))
    assert send_everything(staff) == []
    with pytest.raises(LeavingOver):
        leaving.begin(staff, account(LEAVER))


def test_nobody_takes_down_their_own_words(staff: Runtime) -> None:
    mine = record(staff, HR, LAST_DAY)
    with pytest.raises(OwnWords):
        leaving.begin_for(staff, account(HR), mine.id, agreed=True)
    assert isinstance(leaving.begin(staff, account(HR)), ExitPage)


def test_a_message_that_came_too_late_is_sent_anew_without_an_excuse(
    staff: Runtime, clock: Clock
) -> None:
    one = record(staff, LEAVER, clock.at.date() + timedelta(days=1))
    clock.pass_(days=3)
    assert Kind.EXIT not in send_everything(staff)  # too late: their last day has passed
    facts = Facts(clock.at.date() + timedelta(days=9), 1, 2)
    assert listing_leavers.change(staff, account(HR), one.id, facts).times == 2
    (delivery,) = delivering.claim(staff, "test")
    message = delivering.compose(staff, delivery)
    assert isinstance(message, ExitInvitation)
    assert not message.again
