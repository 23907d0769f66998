"""The conversation with a leaver: in their own hand, or as HR takes it down."""

from datetime import date, timedelta

import pytest

from surveys.errors import (
    AgreementMissing,
    ForHrAlone,
    LastDayWrong,
    LeavingOver,
    NoLeaving,
)
from surveys.model.deliveries import Kind
from surveys.model.leaving import ExitBegun, ExitPage, Said
from surveys.model.words import Rewritten
from surveys.runtime import Runtime
from surveys.use_cases import (
    delivering,
    leaving,
    listing_leavers,
)
from surveys.use_cases.leaving import Sent
from tests.conftest import Clock
from tests.leaving import (
    HR,
    OCTOBER,
    SPOKE,
    boxes,
    move_in,
    person,
    record,
    rows,
    say,
)
from tests.organisation import account

LEAVER = 5
LAST_DAY = date(2026, 12, 18)


@pytest.fixture
def staff(sqlite_runtime: Runtime, clock: Clock) -> Runtime:
    move_in(sqlite_runtime, clock)
    return sqlite_runtime


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
    before = rows(staff)
    leaving.start(staff, account(LEAVER), date(2026, 11, 6))
    say(staff, account(LEAVER))
    after = rows(staff)
    assert {name for name in after if after[name] != before[name]} == {"exit_pools", "exit_boxes"}
    record(staff, LEAVER, LAST_DAY)  # HR's day holds from now on
    begun = leaving.begin(staff, account(LEAVER))
    assert begun == ExitBegun(5, LAST_DAY, has_spoken=False, is_confirmed=True)
    assert len(boxes(staff)) == 1


def test_a_conversation_is_asked_for_only_at_the_leaver_s_word(staff: Runtime) -> None:
    record(staff, LEAVER, LAST_DAY)
    say(staff, account(LEAVER), upto=4)
    page = leaving.go_on(staff, account(LEAVER))
    assert page.contacts == ((person(staff, HR).id, "Person 2"),)
    sent = Sent(5, "", 0, Said(returning="no"), {}, 1, contact=person(staff, HR).id)
    assert leaving.hand_in(staff, account(LEAVER), sent).asked == "Person 2"
    leaving.hand_in(staff, account(LEAVER), sent)
    (delivery,) = delivering.claim(staff, "test")
    assert delivery.kind is Kind.TALK
    forged = Sent(5, "", 0, Said(), {}, 1, contact=person(staff, 1).id)
    assert leaving.hand_in(staff, account(LEAVER), forged).asked == ""
