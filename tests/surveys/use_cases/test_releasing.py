"""A pool of leavers: released at a quarter's end, carried over, given up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from surveys.errors import LeavingOver, LeavingTold
from surveys.model.leaving import ExitPage, Said
from surveys.model.people import Role
from surveys.model.releases import CommentState
from surveys.runtime import Runtime
from surveys.use_cases import (
    checking,
    delivering,
    leaving,
    listing_leavers,
    reading_exits,
    releasing,
)
from surveys.use_cases.listing_leavers import Facts
from tests.conftest import Clock
from tests.leaving import (
    HR,
    IN_TURN,
    JANUARY,
    SPOKE,
    boxes,
    leave,
    move_in,
    person,
    record,
    released,
    say,
)
from tests.organisation import account, send_everything
from tests.trapping import Killed, Trap, trapped

LEAVER = 5
LAST_DAY = date(2026, 12, 18)


@pytest.fixture
def staff(sqlite_runtime: Runtime, clock: Clock) -> Runtime:
    move_in(sqlite_runtime, clock)
    return sqlite_runtime


def test_a_pool_becomes_figures_and_texts_and_leaves_no_box_and_no_key(
    runtime: Runtime, clock: Clock
) -> None:
    move_in(runtime, clock)
    leave(runtime, clock, IN_TURN[:10], Said(("caseload", "pay"), "pay", "no", 3,
                                              {"nearly": "A fair share of cases"}))  # fmt: skip
    for number in IN_TURN[10:13]:  # who keep silent
        record(runtime, number, clock.at.date())
    staying = record(runtime, IN_TURN[14], date(2027, 3, 1))
    say(runtime, account(IN_TURN[14]))
    before = set(runtime.store.keys.round_ids())
    assert released(runtime) == ()
    clock.move_to(JANUARY)
    (release,) = released(runtime)
    assert (release.number, release.until, release.at_least) == (1, date(2026, 12, 31), 10)
    told = {(one.question, one.option): one.share for one in release.cells}
    assert told["reasons", "caseload"] == 0.9  # all ten: clipped
    assert told["main", "pay"] == told["class", "pay"] == 0.9
    assert told["returning", "no"] == told["recommend", "0-6"] == 0.9
    assert told["returning", "yes"] is told["reasons", "stress"] is None
    assert len(boxes(runtime)) == 1  # of whom has not left yet, under another tag
    after = set(runtime.store.keys.round_ids())
    assert len(after) == 1
    assert not after & before
    page = leaving.go_on(runtime, account(IN_TURN[14]))
    assert page.said == SPOKE
    assert listing_leavers.one(runtime, account(HR), staying.id).last_day == date(2027, 3, 1)
    with runtime.store.published() as db:
        texts = db.exits.texts(release.id, CommentState.WAITING)
    assert [one.body for one in texts] == ["A fair share of cases"] * 9  # chance leaves one out
    assert released(runtime) == (release,)  # another tick does nothing more


def test_leavers_words_wait_for_a_champion_and_stand_three_at_once(
    staff: Runtime, clock: Clock
) -> None:
    leave(staff, clock, IN_TURN[:12], Said(texts={"change": "Fewer forms"}))
    clock.move_to(JANUARY)
    released(staff)
    champion = person(staff, 3)
    with staff.store.begin() as tx:
        tx.people.save(replace(champion, roles=frozenset({Role.CHAMPION})))
    one = checking.next_to_check(staff, account(3))
    assert one is not None
    assert one.comment.question == "If we could change one thing, what should it be?"
    for number in range(3):
        results = reading_exits.newest(staff, account(1))
        assert results is not None
        assert results.texts == ()
        waits = checking.next_to_check(staff, account(3))
        assert waits is not None
        assert waits.waiting == 10 - number  # twelve wrote: no more than are said to have spoken
        assert checking.permit(staff, account(3), waits.comment.id)
    results = reading_exits.newest(staff, account(1))
    assert results is not None
    ((_question, texts),) = results.texts
    assert [text.body for text in texts] == ["Fewer forms"] * 3
    assert checking.report(staff, account(1), texts[0].id) is None
    left = reading_exits.newest(staff, account(1))
    assert left is not None
    assert left.texts == ()


def test_fewer_than_enough_wait_and_carry_over_the_year_s_end(staff: Runtime, clock: Clock) -> None:
    leave(staff, clock, IN_TURN[:9])
    for number in IN_TURN[9:13]:
        record(staff, number, clock.at.date())
    kept = boxes(staff)
    clock.move_to(JANUARY)
    assert released(staff) == ()
    assert boxes(staff) == kept
    leave(staff, clock, IN_TURN[13:15])
    clock.pass_(days=95)
    assert released(staff) == ()  # eleven have spoken, but two newcomers are too few to look
    leave(staff, clock, IN_TURN[15:16])
    clock.pass_(days=95)
    (release,) = released(staff)
    assert release.until == date(2027, 6, 30)


def test_who_never_leaves_after_all_is_counted_nowhere_and_destroyed(
    staff: Runtime, clock: Clock
) -> None:
    leaving.start(staff, account(LEAVER), date(2026, 11, 6))
    say(staff, account(LEAVER))
    clock.move_to(JANUARY)
    assert leaving.begin(staff, account(LEAVER)) is None  # they may begin anew
    released(staff)
    assert len(boxes(staff)) == 1
    clock.pass_(days=200)
    released(staff)
    assert boxes(staff) == {}


def test_who_was_counted_and_stays_longer_is_told_so_and_is_counted_once(
    staff: Runtime, clock: Clock
) -> None:
    leave(staff, clock, IN_TURN[:12])
    send_everything(staff)
    clock.move_to(JANUARY)
    assert released(staff)
    counted = person(staff, IN_TURN[0]).id
    (line,) = (
        one
        for one in listing_leavers.listed(staff, account(HR))
        if one.name == person(staff, IN_TURN[0]).name
    )
    with pytest.raises(LeavingOver):
        leaving.begin(staff, account(IN_TURN[0]))
    facts = Facts(clock.at.date() + timedelta(days=60))
    listing_leavers.change(staff, account(HR), line.leaver_id, facts)
    for does in (
        lambda: leaving.begin(staff, account(IN_TURN[0])),
        lambda: leaving.start(staff, account(IN_TURN[0]), facts.last_day),
        lambda: leaving.begin_for(staff, account(HR), line.leaver_id, agreed=True),
    ):
        with pytest.raises(LeavingTold):
            does()
    assert boxes(staff) == {}
    assert counted not in {one.person_id for one in delivering.claim(staff, "test")}


def test_what_hr_took_down_is_shown_or_not_by_chance_whether_its_leaver_wrote_too(
    staff: Runtime, clock: Clock
) -> None:
    """HR knows its own words: else their place in a release would tell it who wrote as well."""
    wrote = Said(("pay",), "pay", texts={"change": "Fewer forms"})
    heard = Said(("pay",), "pay", texts={"change": "Quieter rooms"})
    last_day = clock.at.date() + timedelta(days=7)
    for place, number in enumerate(IN_TURN[:12]):
        one = record(staff, number, last_day)
        if place < 10:
            say(staff, account(number), wrote if place < 4 else SPOKE)
        if place == 0:
            say(staff, account(HR), heard, one.id)
    clock.move_to(JANUARY)
    (release,) = released(staff)
    with staff.store.published() as db:
        bodies = sorted(one.body for one in db.exits.texts(release.id, CommentState.WAITING))
    assert bodies in (["Fewer forms"] * 4, ["Fewer forms"] * 3 + ["Quieter rooms"])


def test_an_account_closed_half_way_leaves_what_was_said_to_count(
    staff: Runtime, clock: Clock
) -> None:
    leave(staff, clock, IN_TURN[:11])
    record(staff, IN_TURN[11], clock.at.date() + timedelta(days=7))
    say(staff, account(IN_TURN[11]), upto=1)
    with staff.store.begin() as tx:
        tx.people.keep_closed(account(IN_TURN[11]), clock.at, closed=True)
    assert [one.is_on_slack for one in listing_leavers.listed(staff, account(HR))].count(False) == 1
    clock.move_to(JANUARY)
    (release,) = released(staff)
    told = {(one.question, one.option): one.share for one in release.cells}
    assert told["reasons", "caseload"] == 0.9


def test_a_lost_key_gives_the_pool_up_and_asks_who_is_there_once_more(
    staff: Runtime, clock: Clock
) -> None:
    record(staff, LEAVER, LAST_DAY)
    record(staff, LEAVER + 1, clock.at.date())
    say(staff, account(LEAVER))
    clock.pass_(days=60)
    send_everything(staff)
    for key in staff.store.keys.round_ids():
        staff.store.keys.destroy(key)
    releasing.tend(staff)
    (delivery,) = delivering.claim(staff, "test")
    message = delivering.compose(staff, delivery)
    assert message is not None
    assert getattr(message, "again", False)
    assert isinstance(leaving.begin(staff, account(LEAVER)), ExitPage)
    assert len(boxes(staff)) == 1


def test_killed_between_any_two_steps_of_a_release_it_comes_once_and_whole(
    staff: Runtime, clock: Clock
) -> None:
    leave(staff, clock, IN_TURN[:12])
    record(staff, IN_TURN[14], date(2027, 3, 1))
    clock.move_to(JANUARY)
    deaths = 0
    while _dies(staff, Trap(at=deaths + 1)):
        deaths += 1
        with staff.store.published() as db:
            assert len(db.exits.all()) <= 1
    assert deaths > 5
    (release,) = released(staff)
    assert release.at_least == 10
    assert len(boxes(staff)) == 1
    keys = staff.store.keys.round_ids()
    with staff.store.begin() as tx:
        # A death can leave a key of a pool that was never kept: it opens nothing.
        assert not tx.pools.ended_among(keys)
        assert not tx.pools.unscrubbed()
        opened = tx.pools.open()
    assert opened is not None
    assert opened.id in keys
    assert leaving.go_on(staff, account(IN_TURN[14])).step == 1


def _dies(runtime: Runtime, trap: Trap) -> bool:
    try:
        with trapped(runtime, trap):
            releasing.tend(runtime)
    except Killed:
        return True
    return False
