"""Events: kept once, changed by one at a time, cancelled and brought back, read alike by all."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from surveys.errors import EventChangedMeanwhile, EventUnknown, NotOnTheList, NotYoursToArrange
from surveys.model.events import Repeat
from surveys.model.people import Account
from surveys.model.support import Route
from surveys.runtime import Runtime
from surveys.use_cases import arranging, enrolling, reporting, retaining, supporting
from tests.acting import publish
from tests.conftest import Clock
from tests.organisation import account, people_file
from tests.supporting import PLANNED, arrange, texts

STAFF = {"Children's Services/Team 1": 6}
HR, PSW, ADMIN, LEADER, WORKER = (account(n) for n in (2, 3, 4, 1, 6))


@pytest.fixture
def desk(sqlite_runtime: Runtime) -> Runtime:
    roles = {2: "hr", 3: "psw", 4: "admin", 5: "champion"}
    enrolling.apply_people(sqlite_runtime, people_file(STAFF, others=roles))
    return sqlite_runtime


def rows(runtime: Runtime) -> int:
    with runtime.store.published() as db:
        return sum(len(one) for one in db.events.since(date(2026, 1, 1)))


def test_organisers_arrange_and_everybody_reads_the_same(desk: Runtime) -> None:
    for n, by in enumerate((HR, PSW, ADMIN)):
        arrange(desk, by, f"e{n}", texts=texts(title=f"Open safe space {n}"))
    for by in (LEADER, account(5), WORKER):
        with pytest.raises(NotYoursToArrange):
            arrange(desk, by, "e9")
        with pytest.raises(NotYoursToArrange):
            arranging.cancel(desk, by, "e0", 1)
    pages = [supporting.programme(desk, one) for one in (HR, LEADER, WORKER)]
    assert [one.may_arrange for one in pages] == [True, False, False]
    assert pages[0].coming == pages[1].coming == pages[2].coming
    assert len(pages[0].coming) == pages[0].in_all == 3


def test_a_form_handed_in_twice_is_kept_once_and_two_organisers_never_overwrite(
    desk: Runtime,
) -> None:
    for _twice in range(2):
        arrange(desk, HR)
    assert rows(desk) == 1
    arrange(desk, HR, version=1)  # as it was opened
    assert rows(desk) == 1
    for _twice in range(2):
        arrange(desk, HR, version=1, place="Room 3")
    assert rows(desk) == 2
    with pytest.raises(EventChangedMeanwhile):
        arrange(desk, PSW, version=1, place="Room 4")
    with pytest.raises(EventChangedMeanwhile):
        arranging.cancel(desk, PSW, "e1", 1)
    with pytest.raises(EventChangedMeanwhile):
        arrange(desk, PSW, version=7)
    assert rows(desk) == 2


def test_a_cancelled_event_is_told_so_and_comes_back(desk: Runtime) -> None:
    arrange(desk, HR)
    for _twice in range(2):
        told = arranging.cancel(desk, PSW, "e1", 1).coming
        assert told is not None
        assert told.event.is_cancelled
    assert rows(desk) == 2
    assert supporting.programme(desk, WORKER).coming == (told,)
    back = arranging.cancel(desk, HR, "e1", 2, back=True).coming
    assert back is not None
    assert not back.event.is_cancelled
    assert (back.next, back.moved_on) == (told.next, None)


def test_days_left_out_stay_left_out_when_no_box_is_shown_for_them(
    desk: Runtime, clock: Clock
) -> None:
    arrange(desk, HR)
    form = arranging.change_form(desk, HR, "e1")
    assert form.offered[0] == date(2026, 9, 10)
    arrange(desk, HR, version=1, left_out=frozenset(form.offered[:2]))
    clock.move_to(datetime(2026, 9, 11, 9, tzinfo=UTC))
    form = arranging.change_form(desk, HR, "e1")
    assert form.offered[0] == date(2026, 9, 17)
    kept = arrange(desk, HR, version=2, left_out=frozenset(), place="Room 3").coming
    assert kept is not None
    assert kept.event.when.left_out == {date(2026, 9, 10)}
    assert kept.next.starts.date() == date(2026, 9, 17)


@pytest.mark.parametrize(
    "changes",
    [
        {"texts": texts(title="Tea with Kayleigh")},
        {"texts": texts(what="Ring 07700 900123")},
    ],
)
def test_telling_words_come_back_before_anything_is_kept(
    desk: Runtime, changes: dict[str, Any]
) -> None:
    said = replace(PLANNED, **changes)
    form = arranging.new_form(desk, HR)
    handed = arranging.hand_in(desk, HR, form.sheet, said)
    assert handed.shown is None
    assert handed.form is not None
    assert handed.form.sheet.step == 1
    assert "[" in "".join(one.text for one in handed.form.planned.texts.values())
    assert rows(desk) == 0


def test_an_organiser_who_writes_of_a_crisis_is_shown_where_to_turn(desk: Runtime) -> None:
    said = replace(PLANNED, texts=texts(what="I want to kill myself"))
    handed = arranging.hand_in(desk, HR, arranging.new_form(desk, HR).sheet, said)
    assert Route.CRISIS in handed.routes


def test_what_is_over_leaves_every_page_and_a_month_later_the_database(
    desk: Runtime, clock: Clock
) -> None:
    arrange(desk, HR, repeat=Repeat.NEVER, until=None)
    clock.move_to(datetime(2026, 9, 10, 12, 29, tzinfo=UTC))
    assert supporting.programme(desk, WORKER).in_all == 1
    clock.pass_(minutes=1)
    assert supporting.programme(desk, WORKER).in_all == 0
    assert supporting.one_event(desk, WORKER, "e1").coming is None
    with pytest.raises(EventUnknown):
        arranging.change_form(desk, HR, "e1")
    with pytest.raises(EventUnknown):
        arranging.cancel(desk, HR, "e1", 1)
    for later, left in ((timedelta(days=30), 1), (timedelta(days=3), 0)):
        clock.move_to(clock() + later)
        retaining.retain(desk)
        assert rows(desk) == left


def test_a_weekly_digest_prompts_what_is_on_in_the_next_seven_days(
    desk: Runtime, clock: Clock
) -> None:
    release_id = publish(desk)
    arrange(desk, HR)
    arrange(desk, HR, "e2", starts_on=date(2026, 9, 30))
    told = reporting.digest(desk, person_id(desk), release_id).coming
    assert told == ()  # the first is in a week and some hours
    clock.pass_(hours=3)
    told = reporting.digest(desk, person_id(desk), release_id).coming
    assert [one.event.id for one in told] == ["e1"]


def person_id(runtime: Runtime) -> str:
    with runtime.store.published() as db:
        found = db.people.find_by_account(LEADER.slack_id, LEADER.workspace)
    assert found is not None
    return found.id


def test_pages_hold_what_is_coming_first_first_and_none_is_out_of_reach(desk: Runtime) -> None:
    for n in range(10):
        arrange(desk, HR, f"e{n}", at=time(18 - n), texts=texts(title=f"Group {n}"))
    first, second = (supporting.programme(desk, WORKER, page) for page in (0, 99))
    told = [one.event.title for one in (*first.coming, *second.coming)]
    assert told == [f"Group {n}" for n in range(9, -1, -1)]
    assert (first.pages, second.page) == (2, 1)


def test_a_stranger_reads_nothing(desk: Runtime) -> None:
    with pytest.raises(NotOnTheList):
        supporting.programme(desk, Account("T0LOCAL", "U9999"))
