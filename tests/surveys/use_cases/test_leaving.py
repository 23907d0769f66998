"""The conversation with a leaver, HR's list beside it, and the release of a pool."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from surveys.errors import (
    AgreementMissing,
    ForHrAlone,
    LastDayWrong,
    LeaverKnown,
    LeavingOver,
    NoLeaving,
)
from surveys.model.deliveries import Kind
from surveys.model.leaving import ExitBegun, ExitPage, Said
from surveys.model.releases import CommentState
from surveys.model.words import Rewritten
from surveys.runtime import Runtime
from surveys.store.tables import exit_boxes, metadata
from surveys.use_cases import (
    checking,
    delivering,
    leaving,
    listing_leavers,
    reading_exits,
    releasing,
)
from surveys.use_cases.leaving import Sent
from surveys.use_cases.listing_leavers import Facts
from tests.conftest import Clock
from tests.leaving import (
    HR,
    IN_TURN,
    JANUARY,
    OCTOBER,
    SPOKE,
    STAFF,
    leave,
    record,
    released,
    say,
)
from tests.organisation import account, people_file, send_everything

LEAVER = 5
LAST_DAY = date(2026, 12, 18)


@pytest.fixture
def staff(sqlite_runtime: Runtime, clock: Clock) -> Runtime:
    _enrol(sqlite_runtime, clock)
    return sqlite_runtime


def _enrol(runtime: Runtime, clock: Clock) -> None:
    from surveys.use_cases import enrolling

    clock.move_to(OCTOBER)
    enrolling.apply_people(runtime, people_file(STAFF, authors=(HR,)))
    send_everything(runtime)


def boxes(runtime: Runtime) -> dict[bytes, bytes]:
    with runtime.store.engine.connect() as connection:
        return {row.tag: row.box for row in connection.execute(select(exit_boxes))}


def test_a_pool_becomes_figures_and_texts_and_leaves_no_box_and_no_key(
    runtime: Runtime, clock: Clock
) -> None:
    _enrol(runtime, clock)
    (runtime.store.keys.folder).mkdir(exist_ok=True)
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
    assert [one.body for one in texts] == ["A fair share of cases"] * 10
    assert released(runtime) == (release,)  # another tick does nothing more


def test_leavers_words_wait_for_a_champion_and_stand_three_at_once(
    staff: Runtime, clock: Clock
) -> None:
    leave(staff, clock, IN_TURN[:12], Said(texts={"change": "Fewer forms"}))
    clock.move_to(JANUARY)
    released(staff)
    with staff.store.begin() as tx:
        person = tx.people.find_by_account("U0003", "T0LOCAL")
        tx.people.save(_with_role(person))
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
    assert reading_exits.newest(staff, account(1)).texts == ()


def _with_role(person):
    from dataclasses import replace

    from surveys.model.people import Role

    return replace(person, roles=person.roles | {Role.CHAMPION})


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


def test_one_comes_back_to_where_they_stopped_and_reads_no_answer_first(staff: Runtime) -> None:
    record(staff, LEAVER, LAST_DAY)
    first = leaving.begin(staff, account(LEAVER))
    assert isinstance(first, ExitPage)
    assert (first.step, first.said) == (1, Said())
    say(staff, account(LEAVER), upto=2)
    again = leaving.begin(staff, account(LEAVER))
    assert again == ExitBegun(2, LAST_DAY, has_spoken=False, is_confirmed=True)
    page = leaving.go_on(staff, account(LEAVER))
    assert (page.step, page.said.reasons) == (3, ("caseload", "pay"))
    back = leaving.hand_in(staff, account(LEAVER), Sent(3, "", 0, Said(main="pay"), {}, -1))
    assert back.page is not None
    assert (back.page.step, back.page.said.main) == (2, "pay")
    assert leaving.withdraw(staff, account(LEAVER))
    assert isinstance(leaving.begin(staff, account(LEAVER)), ExitPage)


def test_words_that_give_somebody_away_come_back_and_the_rest_is_kept(staff: Runtime) -> None:
    record(staff, LEAVER, LAST_DAY)
    words = {"first": Rewritten("Kayleigh shouted at me", 0)}
    sent = Sent(3, "", 0, Said(main="stress"), words, 1)
    handed = leaving.hand_in(staff, account(LEAVER), sent)
    assert handed.page is not None
    assert (handed.page.step, handed.page.attempt) == (3, 1)
    assert handed.page.said.texts == {"first": "[name] shouted at me"}
    page = leaving.go_on(staff, account(LEAVER))
    assert page.step == 3
    assert page.said == Said(("stress",), "stress")
    sent = Sent(3, "", 1, Said(main="stress"), {"first": Rewritten("[name] shouted", 1)}, 1)
    assert leaving.hand_in(staff, account(LEAVER), sent).page is not None
    assert leaving.go_on(staff, account(LEAVER)).said.texts == {"first": "[name] shouted"}


def test_after_the_last_day_nothing_is_changed(staff: Runtime, clock: Clock) -> None:
    record(staff, LEAVER, LAST_DAY)
    say(staff, account(LEAVER), upto=1)
    kept = boxes(staff)
    clock.move_to(OCTOBER + timedelta(days=79))
    for does in (
        lambda: leaving.begin(staff, account(LEAVER)),
        lambda: leaving.withdraw(staff, account(LEAVER)),
        lambda: say(staff, account(LEAVER), upto=1),
    ):
        with pytest.raises(LeavingOver):
            does()
    assert boxes(staff) == kept


def test_hr_takes_down_beside_what_a_leaver_wrote_and_reads_none_of_it(
    staff: Runtime, clock: Clock
) -> None:
    silent, wrote = record(staff, LEAVER, LAST_DAY), record(staff, LEAVER + 1, LAST_DAY)
    say(staff, account(LEAVER + 1), Said(("health",), "health"))
    with pytest.raises(AgreementMissing):
        leaving.begin_for(staff, account(HR), silent.id, agreed=False)
    with pytest.raises(ForHrAlone):
        leaving.begin_for(staff, account(7), silent.id, agreed=True)
    seen = []
    for leaver in (silent, wrote):
        page = leaving.begin_for(staff, account(HR), leaver.id, agreed=True)
        handed = [say(staff, account(HR), SPOKE, leaver.id, upto=n) for n in (3, 5)]
        pages = [page, *(one.page for one in handed)]
        seen.append([(one and (one.step, one.said, one.last_day)) for one in pages])
        seen[-1].append(listing_leavers.one(staff, account(HR), leaver.id).message)
    assert seen[0] == seen[1]
    assert leaving.go_on(staff, account(LEAVER + 1)).said == Said(("health",), "health")
    begun = leaving.begin(staff, account(LEAVER))
    assert begun == ExitBegun(0, LAST_DAY, has_spoken=True, is_confirmed=True)


def test_one_may_begin_before_hr_knows_and_no_table_names_them(staff: Runtime) -> None:
    assert leaving.begin(staff, account(LEAVER)) is None
    with pytest.raises(LastDayWrong):
        leaving.start(staff, account(LEAVER), date(2026, 9, 30))
    with pytest.raises(NoLeaving):
        leaving.go_on(staff, account(LEAVER))
    before = _rows(staff)
    leaving.start(staff, account(LEAVER), date(2026, 11, 6))
    say(staff, account(LEAVER))
    after = _rows(staff)
    assert {name for name in after if after[name] != before[name]} == {"exit_pools", "exit_boxes"}
    record(staff, LEAVER, LAST_DAY)  # HR's day holds from now on
    begun = leaving.begin(staff, account(LEAVER))
    assert begun == ExitBegun(5, LAST_DAY, has_spoken=False, is_confirmed=True)
    assert len(boxes(staff)) == 1


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


def test_a_leaver_is_recorded_once_changed_and_taken_back(staff: Runtime, clock: Clock) -> None:
    one = record(staff, LEAVER, LAST_DAY)
    say(staff, account(LEAVER))
    kept = _rows(staff)
    with pytest.raises(LeaverKnown) as refused:
        record(staff, LEAVER, date(2026, 12, 31))
    assert "2026-12-18" in refused.value.sentence
    assert _rows(staff) == kept
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


def test_a_conversation_is_asked_for_only_at_the_leaver_s_word(staff: Runtime) -> None:
    record(staff, LEAVER, LAST_DAY)
    say(staff, account(LEAVER), upto=4)
    page = leaving.go_on(staff, account(LEAVER))
    assert page.contacts == ((_id(staff, HR), "Person 2"),)
    sent = Sent(5, "", 0, Said(returning="no"), {}, 1, contact=_id(staff, HR))
    assert leaving.hand_in(staff, account(LEAVER), sent).asked == "Person 2"
    leaving.hand_in(staff, account(LEAVER), sent)
    (delivery,) = delivering.claim(staff, "test")
    assert delivery.kind is Kind.TALK
    forged = Sent(5, "", 0, Said(), {}, 1, contact=_id(staff, 1))
    assert leaving.hand_in(staff, account(LEAVER), forged).asked == ""


def test_the_census_counts_hr_s_codes_and_forgets_names_with_their_people(
    staff: Runtime, clock: Clock
) -> None:
    record(staff, 5, date(2026, 9, 30), reason=5)
    gone = record(staff, 6, date(2026, 10, 1))
    counts = listing_leavers.census(staff, 2026)
    assert [(code.words, n) for code, n in counts.reasons if n] == [("Retired", 1)]
    with staff.store.begin() as tx:
        person = tx.people.get(gone.person_id or "")
        from dataclasses import replace

        tx.people.save(replace(person, active=False))
        tx.retention.remove(person.id)
    assert len(listing_leavers.listed(staff, account(HR))) == 1
    after = listing_leavers.census(staff, 2027)
    assert sum(n for _code, n in after.reasons) == sum(n for _code, n in after.destinations) == 1


def test_the_deceased_are_asked_nothing_and_have_no_box(staff: Runtime) -> None:
    record(staff, LEAVER, LAST_DAY, reason=6)
    assert boxes(staff) == {}
    assert send_everything(staff) == []


def _rows(runtime: Runtime) -> dict[str, list[tuple[object, ...]]]:
    with runtime.store.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in metadata.sorted_tables
        }


def _id(runtime: Runtime, number: int) -> str:
    with runtime.store.begin() as tx:
        person = tx.people.find_by_account(f"U{number:04}", "T0LOCAL")
        assert person is not None
        return person.id
